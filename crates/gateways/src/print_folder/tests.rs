#![expect(clippy::unwrap_used, reason = "tests")]

use tempfile::TempDir;
use vocab::{CountryCode, SeededEntropy, Timestamp};

use super::*;

fn id() -> MessageId {
    MessageId::new(Timestamp::UNIX_EPOCH, &SeededEntropy::new(1))
}

fn letter() -> PaperLetter {
    let address = PostalAddress::parse(
        &["Calle Inventada 1", "2.º B"],
        "28001",
        "Madrid",
        Some("Madrid"),
        CountryCode::SPAIN,
    )
    .unwrap();
    PaperLetter {
        recipient: "Ana Inventada Prueba".into(),
        address,
        lang: Lang::Es,
        pdf: b"%PDF-1.7 invented".to_vec(),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn leaves_the_letter_and_its_manifest_in_a_folder_of_its_own() {
    let folder = TempDir::new().unwrap();
    PrintFolder::new(folder.path())
        .print(id(), &letter())
        .await
        .unwrap();
    let name = id().to_string();
    assert_eq!(names(folder.path()), [name.as_str()]);
    let place = folder.path().join(&name);
    assert_eq!(
        names(&place),
        [format!("{name}.json"), format!("{name}.pdf")]
    );
    assert_eq!(
        fs::read(place.join(format!("{name}.pdf"))).unwrap(),
        letter().pdf
    );
    let json = fs::read(place.join(format!("{name}.json"))).unwrap();
    let manifest: PrintManifest = serde_json::from_slice(&json).unwrap();
    assert_eq!(manifest.recipient, "Ana Inventada Prueba");
    assert_eq!(manifest.bytes, letter().pdf.len());
    // `printf '%PDF-1.7 invented' | sha256sum`
    assert_eq!(
        manifest.sha256,
        "c9bb893bb6dcd937afc196fe4b710f495225d15b25cf98780a8fbd3b37fedb06"
    );
    assert_eq!(manifest.address, letter().address);
}

#[tokio::test]
async fn hands_the_same_letter_over_once() {
    let folder = TempDir::new().unwrap();
    let printer = PrintFolder::new(folder.path());
    printer.print(id(), &letter()).await.unwrap();
    let changed = PaperLetter {
        pdf: b"again".to_vec(),
        ..letter()
    };
    printer.print(id(), &changed).await.unwrap();
    let pdf = folder
        .path()
        .join(id().to_string())
        .join(format!("{}.pdf", id()));
    assert_eq!(fs::read(pdf).unwrap(), letter().pdf);
}

#[tokio::test]
async fn does_not_hand_over_again_what_the_print_house_has_taken() {
    let folder = TempDir::new().unwrap();
    let printer = PrintFolder::new(folder.path());
    printer.print(id(), &letter()).await.unwrap();
    let done = folder.path().join(DONE);
    fs::create_dir(&done).unwrap();
    let name = id().to_string();
    fs::rename(folder.path().join(&name), done.join(&name)).unwrap();
    printer.print(id(), &letter()).await.unwrap();
    assert_eq!(names(folder.path()), [DONE]);
}

#[tokio::test]
async fn waits_while_the_folder_is_gone_and_says_which_one() {
    let folder = TempDir::new().unwrap();
    let gone = folder.path().join("print");
    let printer = PrintFolder::new(&gone);
    match printer.print(id(), &letter()).await {
        Err(SendError::Retry(text)) => assert!(text.contains(&gone.display().to_string())),
        other => panic!("{other:?}"),
    }
    assert!(!gone.exists());
    fs::create_dir(&gone).unwrap();
    printer.print(id(), &letter()).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn lets_nobody_but_user_and_group_read_a_letter() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    PrintFolder::new(folder.path())
        .print(id(), &letter())
        .await
        .unwrap();
    let place = folder.path().join(id().to_string());
    let pdf = place.join(format!("{}.pdf", id()));
    for path in [&place, &pdf] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o007, 0);
    }
}

#[tokio::test]
async fn two_workers_with_the_same_letter_leave_one() {
    let folder = TempDir::new().unwrap();
    let printer = PrintFolder::new(folder.path());
    let both = [printer.clone(), printer.clone()];
    let tasks: Vec<_> = both
        .into_iter()
        .map(|p| tokio::spawn(async move { p.print(id(), &letter()).await }))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(names(folder.path()), [id().to_string()]);
}
