//! Recordings on disk: what comes back, and what does not.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::PathBuf,
};

use ports::recordings::{
    OpenRecording, RecordingError, RecordingKey, RecordingShelf as _, RecordingSummary,
    RecordingVault as _,
};
use recordings::{MAX_CHUNK, RecordingFolder, SealedWriter};
use vocab::{RecordingId, Timestamp};

struct Place {
    folder: tempfile::TempDir,
    id: RecordingId,
    key: RecordingKey,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            id: RecordingId::from_bytes([3; 16]),
            key: RecordingKey::from_bytes([5; 32]),
        }
    }

    fn writer(&self) -> SealedWriter {
        let at: Timestamp = "2026-11-22T09:00:00.5Z".parse().unwrap();
        SealedWriter::create(self.folder.path(), self.id, &self.key, at, "video/webm").unwrap()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(format!("{}.recording", self.id))
    }

    async fn open(&self, final_hash: [u8; 32]) -> Result<Box<dyn OpenRecording>, RecordingError> {
        let vault = RecordingFolder::new(self.folder.path());
        vault.open(self.id, &self.key, &final_hash).await
    }

    async fn recover(&self) -> Result<RecordingSummary, RecordingError> {
        let vault = RecordingFolder::new(self.folder.path());
        vault.recover(self.id, &self.key).await
    }

    /// A head, three chunks, a new head, the end.
    fn finished(&self) -> RecordingSummary {
        let mut writer = self.writer();
        writer.head(b"old head").unwrap();
        writer.chunk(1000, b"first ").unwrap();
        writer.chunk(2000, b"second ").unwrap();
        writer.chunk_and_head(3000, b"third", b"head: ").unwrap();
        writer.finish().unwrap()
    }
}

async fn content(recording: &dyn OpenRecording) -> String {
    let all = recording.read(0, 1 << 20).await.unwrap();
    String::from_utf8(all).unwrap()
}

#[tokio::test]
async fn gives_back_what_was_written_with_the_last_head_in_front() {
    let place = Place::new();
    let summary = place.finished();
    assert_eq!(summary.duration_ms, 3000);
    assert_eq!(summary.bytes, 24);
    assert_eq!(summary.records, 6);
    let opened = place.open(summary.final_hash).await.unwrap();
    assert_eq!(*opened.summary(), summary);
    assert_eq!(opened.media_type(), "video/webm");
    assert_eq!(content(&*opened).await, "head: first second third");
}

/// The example of `docs/specs/recording.md`.
#[tokio::test]
async fn opens_the_example_of_the_specification() {
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::try_from(at).unwrap();
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata");
    let id = "019aa9f2-7f34-7000-8000-00000000002a".parse().unwrap();
    let hash = "b9298c2bdebb3d7439d44d17af3d66594978ac586aa44bf0d6db969625bc35ee";
    let byte = |at: usize| u8::from_str_radix(&hash[at * 2..at * 2 + 2], 16).unwrap();
    let final_hash = std::array::from_fn(byte);
    let (vault, key) = (RecordingFolder::new(folder), RecordingKey::from_bytes(key));
    let opened = vault.open(id, &key, &final_hash).await.unwrap();
    assert_eq!(content(&*opened).await, "whole: one, two");
    assert_eq!(opened.summary().duration_ms, 9500);
    assert_eq!(opened.media_type(), "text/plain");
}

#[tokio::test]
async fn gives_every_range_of_the_content() {
    let place = Place::new();
    let opened = place.open(place.finished().final_hash).await.unwrap();
    let all = b"head: first second third";
    for from in 0..=all.len() + 2 {
        for length in 0..=all.len() + 2 {
            let start = from.min(all.len());
            let end = (from + length).min(all.len());
            let got = opened.read(from as u64, length as u64).await.unwrap();
            assert_eq!(got, &all[start..end], "{length} bytes from {from}");
        }
    }
}

#[tokio::test]
async fn shows_nothing_of_the_content_on_disk() {
    let place = Place::new();
    place.finished();
    let bytes = fs::read(place.file()).unwrap();
    for word in ["head: ", "first", "second", "third"] {
        let seen = bytes.windows(word.len()).any(|w| w == word.as_bytes());
        assert!(!seen, "{word}");
    }
}

#[tokio::test]
async fn refuses_every_changed_byte() {
    let place = Place::new();
    let final_hash = place.finished().final_hash;
    let good = fs::read(place.file()).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(place.file(), &bad).unwrap();
        let opened = place.open(final_hash).await;
        assert!(opened.is_err(), "byte {at} was changed and nobody saw it");
    }
}

#[tokio::test]
async fn refuses_a_recording_that_was_cut_anywhere() {
    let place = Place::new();
    let final_hash = place.finished().final_hash;
    let good = fs::read(place.file()).unwrap();
    for length in 0..good.len() {
        fs::write(place.file(), &good[..length]).unwrap();
        assert!(place.open(final_hash).await.is_err(), "cut to {length}");
    }
}

#[tokio::test]
async fn refuses_records_behind_the_end_another_key_and_another_name() {
    let place = Place::new();
    let final_hash = place.finished().final_hash;
    let other_key = Place {
        folder: tempfile::tempdir().unwrap(),
        id: place.id,
        key: RecordingKey::from_bytes([6; 32]),
    };
    fs::copy(place.file(), other_key.file()).unwrap();
    let opened = other_key.open(final_hash).await;
    assert!(matches!(opened, Err(RecordingError::Tampered)));

    let other_name = Place {
        folder: tempfile::tempdir().unwrap(),
        id: RecordingId::from_bytes([4; 16]),
        key: place.key.clone(),
    };
    fs::copy(place.file(), other_name.file()).unwrap();
    let opened = other_name.open(final_hash).await;
    assert!(matches!(opened, Err(RecordingError::Tampered)));

    let mut file = OpenOptions::new().append(true).open(place.file()).unwrap();
    file.write_all(b"more").unwrap();
    let opened = place.open(final_hash).await;
    assert!(matches!(opened, Err(RecordingError::Tampered)));
}

#[tokio::test]
async fn refuses_a_whole_recording_in_the_place_of_another() {
    let place = Place::new();
    let first = place.finished();
    fs::remove_file(place.file()).unwrap();
    // The same content under the same key and id, written a second time: other nonces, another
    // chain.
    let second = place.finished();
    assert_ne!(first.final_hash, second.final_hash);
    let opened = place.open(first.final_hash).await;
    assert!(matches!(opened, Err(RecordingError::Tampered)));
}

#[tokio::test]
async fn keeps_whole_records_of_a_killed_process_wherever_it_was_killed() {
    let place = Place::new();
    let mut writer = place.writer();
    writer.chunk(1000, b"first ").unwrap();
    writer.chunk(2000, b"second ").unwrap();
    let two = fs::metadata(place.file()).unwrap().len();
    writer.chunk(3000, b"third").unwrap();
    drop(writer);
    let whole = fs::read(place.file()).unwrap();
    let two = usize::try_from(two).unwrap();
    for length in two..=whole.len() {
        fs::write(place.file(), &whole[..length]).unwrap();
        let unfinished = place.open([0; 32]).await;
        assert!(matches!(unfinished, Err(RecordingError::Unfinished)));
        let summary = place.recover().await.unwrap();
        let opened = place.open(summary.final_hash).await.unwrap();
        let (expected, until) = if length == whole.len() {
            ("first second third", 3000)
        } else {
            ("first second ", 2000)
        };
        assert_eq!(content(&*opened).await, expected);
        assert_eq!(summary.duration_ms, until);
        // Once more changes nothing.
        assert_eq!(place.recover().await.unwrap(), summary);
    }
}

#[tokio::test]
async fn goes_on_behind_a_torn_record() {
    let place = Place::new();
    let mut writer = place.writer();
    writer.head(b"head: ").unwrap();
    writer.chunk(1000, b"before, ").unwrap();
    drop(writer);
    let mut file = OpenOptions::new().append(true).open(place.file()).unwrap();
    file.write_all(b"C\0\0\0\0torn").unwrap();
    let mut again = SealedWriter::resume(place.folder.path(), place.id, &place.key).unwrap();
    assert_eq!(again.content_length(), 8);
    assert_eq!(again.at_ms(), 1000);
    again.chunk(9000, b"after").unwrap();
    let summary = again.finish().unwrap();
    assert_eq!(summary.duration_ms, 9000);
    let opened = place.open(summary.final_hash).await.unwrap();
    assert_eq!(content(&*opened).await, "head: before, after");
}

#[tokio::test]
async fn does_not_go_on_behind_a_changed_record() {
    let place = Place::new();
    let mut writer = place.writer();
    writer.chunk(1000, b"first").unwrap();
    let end_of_first = fs::metadata(place.file()).unwrap().len();
    writer.chunk(2000, b"second").unwrap();
    drop(writer);
    let mut bytes = fs::read(place.file()).unwrap();
    bytes[usize::try_from(end_of_first).unwrap() - 1] ^= 1;
    fs::write(place.file(), &bytes).unwrap();
    let resumed = SealedWriter::resume(place.folder.path(), place.id, &place.key);
    assert!(matches!(resumed, Err(RecordingError::Tampered)));
}

#[test]
fn lets_only_one_write_and_nobody_write_a_finished_one() {
    let place = Place::new();
    let writer = place.writer();
    let second = SealedWriter::resume(place.folder.path(), place.id, &place.key);
    assert!(matches!(second, Err(RecordingError::Storage(_))));
    writer.finish().unwrap();
    let resumed = SealedWriter::resume(place.folder.path(), place.id, &place.key);
    let Err(RecordingError::Storage(error)) = resumed else {
        panic!("a finished recording was gone on with");
    };
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
}

#[test]
fn refuses_a_chunk_that_is_too_long_and_stays_whole() {
    let place = Place::new();
    let mut writer = place.writer();
    assert!(writer.chunk(1000, &vec![0; MAX_CHUNK + 1]).is_err());
    writer.chunk(1000, b"fits").unwrap();
    let summary = writer.finish().unwrap();
    assert_eq!((summary.bytes, summary.records), (4, 2));
}

#[tokio::test]
async fn removes_once_and_for_all() {
    let place = Place::new();
    let summary = place.finished();
    let vault = RecordingFolder::new(place.folder.path());
    vault.remove(place.id).await.unwrap();
    vault.remove(place.id).await.unwrap();
    let opened = place.open(summary.final_hash).await;
    assert!(matches!(opened, Err(RecordingError::Missing)));
}

#[tokio::test]
async fn what_is_complete_already_is_kept_whole_and_once() {
    let place = Place::new();
    let shelf = RecordingFolder::new(place.folder.path().join("made"));
    let at: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
    // Pieces are larger than chunks may be, smaller, and empty.
    let pieces = [vec![7; MAX_CHUNK + 1], Vec::new(), vec![8; 3]];
    let kept = shelf
        .keep(place.id, &place.key, at, "video/mp4", 0, &pieces)
        .await
        .unwrap();
    let opened = shelf
        .open(place.id, &place.key, &kept.final_hash)
        .await
        .unwrap();
    assert_eq!(opened.media_type(), "video/mp4");
    assert_eq!(opened.summary(), &kept);
    let whole = pieces.concat();
    let size = u64::try_from(whole.len()).unwrap();
    assert_eq!(kept.bytes, size);
    let mut read = Vec::new();
    while read.len() < whole.len() {
        let at = u64::try_from(read.len()).unwrap();
        read.extend(opened.read(at, size - at).await.unwrap());
    }
    assert!(read == whole);
    let again = shelf.keep(place.id, &place.key, at, "video/mp4", 0, &pieces);
    assert!(matches!(again.await, Err(RecordingError::Storage(_))));
}
