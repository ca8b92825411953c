//! `gateways::PrintFolder` against the print house.

use std::fs;

use gateways::PrintFolder;
use ports::messages::LetterPrinter as _;
use simulators::{inbox::MessageChannel, outside::PrintHouse};
use tempfile::TempDir;

use crate::support::{everything, id, inbox, letter};

#[tokio::test]
async fn a_letter_is_taken_and_shown_with_its_pdf() {
    let (folder, inbox) = (TempDir::new().unwrap(), inbox());
    let house = PrintHouse::open(folder.path(), inbox.clone()).unwrap();
    PrintFolder::new(folder.path())
        .print(id(1), &letter())
        .await
        .unwrap();
    assert_eq!(house.collect().unwrap(), 1);
    let messages = everything(&inbox);
    assert_eq!(messages[0].channel, MessageChannel::Letter);
    assert_eq!(messages[0].to, "Ana Inventada Prueba");
    assert_eq!(messages[0].attachments[0].name, format!("{}.pdf", id(1)));
    assert_eq!(
        messages[0].created_at.to_string(),
        "2026-11-22T09:59:58Z",
        "when it was queued"
    );
    assert_eq!(house.collect().unwrap(), 0);
}

#[tokio::test]
async fn a_letter_that_is_handed_over_again_is_not_taken_again() {
    let (folder, inbox) = (TempDir::new().unwrap(), inbox());
    let house = PrintHouse::open(folder.path(), inbox.clone()).unwrap();
    let printer = PrintFolder::new(folder.path());
    printer.print(id(1), &letter()).await.unwrap();
    house.collect().unwrap();
    printer.print(id(1), &letter()).await.unwrap();
    house.collect().unwrap();
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn the_words_of_a_letter_and_the_letters_themselves_survive_a_restart() {
    let (folder, first) = (TempDir::new().unwrap(), inbox());
    let house = PrintHouse::open(folder.path(), first.clone()).unwrap();
    let printer = PrintFolder::new(folder.path());
    printer.print(id(1), &letter()).await.unwrap();
    house
        .note(id(1), "Carta de invitación", "Código: …")
        .unwrap();
    printer.print(id(2), &letter()).await.unwrap();
    house.collect().unwrap();
    house.note(id(2), "Carta", "Otra").unwrap();

    let second = inbox();
    PrintHouse::open(folder.path(), second.clone()).unwrap();
    let by_id = |mut messages: Vec<simulators::inbox::InboxMessage>| {
        messages.sort_by(|a, b| a.id.cmp(&b.id));
        messages
    };
    assert_eq!(everything(&second).len(), 2);
    assert_eq!(by_id(everything(&first)), by_id(everything(&second)));
}

#[tokio::test]
async fn a_letter_that_is_not_whole_is_not_shown_and_stops_nobody() {
    let (folder, inbox) = (TempDir::new().unwrap(), inbox());
    let house = PrintHouse::open(folder.path(), inbox.clone()).unwrap();
    let printer = PrintFolder::new(folder.path());
    for seed in [1, 2] {
        printer.print(id(seed), &letter()).await.unwrap();
    }
    let broken = folder
        .path()
        .join(id(1).to_string())
        .join(format!("{}.pdf", id(1)));
    fs::write(broken, b"%PDF").unwrap();
    fs::create_dir(folder.path().join(".half-written")).unwrap();
    house.collect().unwrap();
    let ids: Vec<_> = everything(&inbox)
        .into_iter()
        .map(|message| message.id)
        .collect();
    assert_eq!(ids, [id(2).to_string()]);
}

#[tokio::test]
async fn letters_are_taken_as_they_come() {
    let (folder, inbox) = (TempDir::new().unwrap(), inbox());
    let house = PrintHouse::open(folder.path(), inbox.clone()).unwrap();
    let watching = house.watch();
    PrintFolder::new(folder.path())
        .print(id(1), &letter())
        .await
        .unwrap();
    let message = inbox
        .wait_for(|message| message.channel == MessageChannel::Letter)
        .await;
    assert_eq!(message.id, id(1).to_string());
    watching.abort();
}
