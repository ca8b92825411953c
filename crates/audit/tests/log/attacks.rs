//! History cut, rewritten, moved, forged and forked in a published folder. Each is caught by
//! whoever has the files and the key; what somebody with the key did is caught by whoever also
//! kept an older checkpoint.

use audit::log::{OlderCheckpoint, VerifyError, verify_folder};
use wire_tlog::{checkpoint::CheckpointError, note::NoteError};

use crate::rig::{ORIGIN, Pen, files_of, folder_of, made_up};

/// Entries of the log that is attacked: more than two tiles of the lowest level.
const SIZE: u64 = 600;

fn history(size: u64) -> Vec<[u8; 32]> {
    (0..size).map(made_up).collect()
}

/// What an outsider kept when the log had `size` entries.
fn kept(pen: &Pen, entries: &[[u8; 32]], size: u64) -> OlderCheckpoint {
    let files = files_of(&entries[..size as usize], pen, ORIGIN);
    OlderCheckpoint {
        label: format!("kept at {size}"),
        note: files["checkpoint"].clone(),
    }
}

async fn verify(
    files: std::collections::BTreeMap<String, Vec<u8>>,
    pen: &Pen,
    older: &[OlderCheckpoint],
) -> Result<u64, VerifyError> {
    let folder = folder_of(files);
    let verified = verify_folder(&folder, &[pen.key(ORIGIN)], older).await?;
    assert_eq!(verified.continues.len(), older.len());
    Ok(verified.checkpoint.size)
}

#[tokio::test]
async fn an_honest_log_is_whole_at_every_size() {
    let pen = Pen::new(1);
    let entries = history(SIZE);
    for size in [0, 1, 2, 255, 256, 257, 512, 599, 600] {
        let files = files_of(&entries[..size as usize], &pen, ORIGIN);
        let older: Vec<_> = [0, 1, 200, 256, 300, 600]
            .into_iter()
            .filter(|older| *older <= size)
            .map(|older| kept(&pen, &entries, older))
            .collect();
        assert_eq!(verify(files, &pen, &older).await.unwrap(), size);
    }
}

/// The whole folder set back to what it was: nothing in it is wrong, but it ends too soon.
#[tokio::test]
async fn a_log_that_was_cut_off_is_caught_by_an_older_checkpoint() {
    let pen = Pen::new(1);
    let entries = history(SIZE);
    let shorter = files_of(&entries[..400], &pen, ORIGIN);
    assert!(verify(shorter.clone(), &pen, &[]).await.is_ok());
    let caught = verify(shorter, &pen, &[kept(&pen, &entries, 401)]).await;
    assert!(
        matches!(
            &caught,
            Err(VerifyError::CutOff {
                older: 401,
                size: 400,
                ..
            })
        ),
        "{caught:?}"
    );
}

#[tokio::test]
async fn a_missing_shortened_or_lengthened_file_is_caught() {
    let pen = Pen::new(1);
    let whole = files_of(&history(SIZE), &pen, ORIGIN);
    for name in whole.keys().filter(|name| *name != "keys") {
        let mut files = whole.clone();
        files.remove(name);
        let caught = verify(files, &pen, &[]).await;
        assert!(
            matches!(&caught, Err(VerifyError::Missing(missing)) if missing == name),
            "{name}: {caught:?}"
        );

        // By a whole entry or hash, and by a byte.
        for cut in [1, 32, 34] {
            let mut files = whole.clone();
            let bytes = files.get_mut(name).unwrap();
            bytes.truncate(bytes.len().saturating_sub(cut));
            assert!(
                verify(files, &pen, &[]).await.is_err(),
                "{name} without {cut}"
            );
        }
        let mut files = whole.clone();
        let more = files[name].clone();
        files.get_mut(name).unwrap().extend(more);
        assert!(verify(files, &pen, &[]).await.is_err(), "{name} twice");
    }
}

/// One bit anywhere in any file.
#[tokio::test]
async fn a_changed_bit_is_caught_wherever_it_is() {
    let pen = Pen::new(1);
    let whole = files_of(&history(SIZE), &pen, ORIGIN);
    for name in whole.keys().filter(|name| *name != "keys") {
        let length = whole[name].len();
        for at in [0, 1, 2, length / 3, length / 2, length - 2, length - 1] {
            let mut files = whole.clone();
            files.get_mut(name).unwrap()[at] ^= 1;
            assert!(verify(files, &pen, &[]).await.is_err(), "{name} at {at}");
        }
    }
}

#[tokio::test]
async fn a_rewritten_entry_is_caught_by_the_tiles_then_by_the_root() {
    let pen = Pen::new(1);
    let mut entries = history(SIZE);
    let honest = files_of(&entries, &pen, ORIGIN);
    entries[100] = made_up(1_000_000);
    let rewritten = files_of(&entries, &pen, ORIGIN);

    let mut files = honest.clone();
    files.insert(
        "tile/entries/000".into(),
        rewritten["tile/entries/000"].clone(),
    );
    let caught = verify(files, &pen, &[]).await;
    assert!(
        matches!(&caught, Err(VerifyError::Tile(tile)) if tile == "tile/0/000"),
        "{caught:?}"
    );

    // All tiles made to fit, and only the signature is missing.
    let mut files = rewritten;
    files.insert("checkpoint".into(), honest["checkpoint"].clone());
    let caught = verify(files, &pen, &[]).await;
    assert!(matches!(caught, Err(VerifyError::Root)), "{caught:?}");
}

#[tokio::test]
async fn entries_that_changed_places_are_caught() {
    let pen = Pen::new(1);
    let mut entries = history(SIZE);
    let honest = files_of(&entries, &pen, ORIGIN);
    for (one, other) in [(3, 4), (0, 599), (255, 256)] {
        entries.swap(one, other);
        let moved = files_of(&entries, &pen, ORIGIN);
        let mut files = honest.clone();
        for (name, bytes) in &moved {
            if name.starts_with("tile/entries/") {
                files.insert(name.clone(), bytes.clone());
            }
        }
        let caught = verify(files, &pen, &[]).await;
        assert!(matches!(caught, Err(VerifyError::Tile(_))), "{caught:?}");
        let mut files = moved;
        files.insert("checkpoint".into(), honest["checkpoint"].clone());
        let caught = verify(files, &pen, &[]).await;
        assert!(matches!(caught, Err(VerifyError::Root)), "{caught:?}");
        entries.swap(one, other);
    }
}

/// Somebody with the key makes a history without a fault, and it is not the one that was shown
/// before.
#[tokio::test]
async fn what_somebody_with_the_key_rewrote_is_caught_by_an_older_checkpoint() {
    let pen = Pen::new(1);
    let entries = history(SIZE);
    let older = [kept(&pen, &entries, 300), kept(&pen, &entries, 550)];
    let attacks: [fn(&mut Vec<[u8; 32]>); 4] = [
        |entries| entries[299] = made_up(1_000_000),
        |entries| entries.swap(0, 1),
        |entries| _ = entries.remove(150),
        |entries| entries.insert(10, made_up(1_000_001)),
    ];
    for attack in attacks {
        let mut entries = entries.clone();
        attack(&mut entries);
        let files = files_of(&entries, &pen, ORIGIN);
        assert!(verify(files.clone(), &pen, &[]).await.is_ok());
        let caught = verify(files, &pen, &older).await;
        assert!(
            matches!(&caught, Err(VerifyError::Rewritten { older: 300, .. })),
            "{caught:?}"
        );
    }
    let mut later = entries.clone();
    later[400] = made_up(1_000_000);
    let caught = verify(files_of(&later, &pen, ORIGIN), &pen, &older).await;
    assert!(
        matches!(&caught, Err(VerifyError::Rewritten { older: 550, .. })),
        "{caught:?}"
    );
}

/// Two logs under one name, each shown to other people.
#[tokio::test]
async fn a_fork_is_caught_when_its_two_sides_meet() {
    let pen = Pen::new(1);
    let (mut left, mut right) = (history(SIZE), history(SIZE));
    left.push(made_up(1_000_000));
    right.push(made_up(2_000_000));
    let files = files_of(&left, &pen, ORIGIN);
    assert!(
        verify(files.clone(), &pen, &[kept(&pen, &left, 601)])
            .await
            .is_ok()
    );
    assert!(
        verify(files.clone(), &pen, &[kept(&pen, &right, 600)])
            .await
            .is_ok()
    );
    let caught = verify(files, &pen, &[kept(&pen, &right, 601)]).await;
    assert!(
        matches!(&caught, Err(VerifyError::Rewritten { older: 601, .. })),
        "{caught:?}"
    );
}

#[tokio::test]
async fn a_forged_signature_is_caught() {
    let (pen, forger) = (Pen::new(1), Pen::new(2));
    let entries = history(SIZE);
    let files = files_of(&entries, &forger, ORIGIN);
    let caught = verify(files, &pen, &[]).await;
    assert!(
        matches!(
            caught,
            Err(VerifyError::Checkpoint(CheckpointError::Note(
                NoteError::NoTrustedSignature
            )))
        ),
        "{caught:?}"
    );
    // The id of the true key above a signature by the false one.
    let mut files = files_of(&entries, &pen, ORIGIN);
    let note = String::from_utf8(files["checkpoint"].clone()).unwrap();
    let larger = note.replace("\n600\n", "\n599\n");
    files.insert("checkpoint".into(), larger.into_bytes());
    let caught = verify(files, &pen, &[]).await;
    assert!(
        matches!(
            &caught,
            Err(VerifyError::Checkpoint(CheckpointError::Note(
                NoteError::FalseSignature(_)
            )))
        ),
        "{caught:?}"
    );
    let forged = kept(&forger, &entries, 300);
    let caught = verify(files_of(&entries, &pen, ORIGIN), &pen, &[forged]).await;
    assert!(
        matches!(&caught, Err(VerifyError::Older { .. })),
        "{caught:?}"
    );
}

/// A checkpoint of another log by the same key, as the newest and as the older one.
#[tokio::test]
async fn another_log_is_caught() {
    let pen = Pen::new(1);
    let entries = history(SIZE);
    let elsewhere = files_of(&entries, &pen, "otra.example/audit");
    let caught = verify(elsewhere.clone(), &pen, &[]).await;
    assert!(
        matches!(&caught, Err(VerifyError::Checkpoint(_))),
        "{caught:?}"
    );
    let trusted = [pen.key(ORIGIN), pen.key("otra.example/audit")];
    let older = OlderCheckpoint {
        label: "of another".into(),
        note: elsewhere["checkpoint"].clone(),
    };
    let folder = folder_of(files_of(&entries, &pen, ORIGIN));
    let caught = verify_folder(&folder, &trusted, &[older]).await;
    assert!(
        matches!(&caught, Err(VerifyError::Older { .. })),
        "{caught:?}"
    );
}
