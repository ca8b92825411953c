//! Until the code of the letter or the PIN is right, every page is the same for somebody who is
//! registered and somebody who is not, byte for byte, but for tokens and what was typed.

use simulators::population::DemoPerson;
use vocab::SignedDuration;

use crate::browser::Browser;
use crate::html::between;
use crate::rig::{Rig, with_dni};

/// The page without what is drawn at random and without what the person typed.
pub(crate) fn comparable(browser: &Browser<'_>, person: &DemoPerson) -> String {
    let mut page = browser.page();
    for field in ["_token", "_once"] {
        let start = format!("name=\"{field}\" value=\"");
        while let Some(value) = between(&page, &start, "\"").map(str::to_owned)
            && !value.is_empty()
        {
            page = page.replace(&format!("{start}{value}\""), &format!("{start}\""));
        }
    }
    let number = &person.record.number;
    page.replace(number.as_str(), "NUMBER")
        .replace(&number.masked(), "MASKED")
}

async fn letter_pages(rig: &Rig, person: &DemoPerson) -> Vec<String> {
    let mut browser = Browser::new(rig);
    let mut pages = Vec::new();
    browser.confirm_document(person).await;
    pages.push(comparable(&browser, person));
    browser.send("", &[("way", "ask")]).await;
    pages.push(comparable(&browser, person));
    browser
        .send("", &[])
        .await
        .is_at("/register/letter/requested");
    pages.push(comparable(&browser, person));
    browser.open("/register/code").await;
    for _ in 0..6 {
        browser
            .send("", &[("code", "AAAABBBBCCCCDDDD")])
            .await
            .answers(422);
        pages.push(comparable(&browser, person));
    }
    pages
}

#[tokio::test]
async fn the_pages_of_the_letter_do_not_tell_who_is_registered() {
    let rig = Rig::new().await;
    let never = letter_pages(&rig, &with_dni(101)).await;
    for registered in [with_dni(23), with_dni(211), with_dni(221), with_dni(213)] {
        assert_eq!(letter_pages(&rig, &registered).await, never);
    }
}

async fn pin_pages(rig: &Rig, person: &DemoPerson) -> Vec<String> {
    let mut browser = Browser::new(rig);
    let mut pages = Vec::new();
    browser.open("/login/pin").await;
    browser.identify(person).await.is_at("/login/pin/code");
    pages.push(comparable(&browser, person));
    rig.pass(SignedDuration::from_secs(61));
    browser.open("/login/pin/code").await;
    pages.push(comparable(&browser, person));
    browser.send("/login/pin/sms", &[]).await;
    pages.push(comparable(&browser, person));
    for _ in 0..4 {
        // The user part is wrong too, so that no PIN can be right by chance.
        browser
            .send("/login/pin/code", &[("pin", "AAA"), ("user_part", "ZZZZ")])
            .await;
        browser.answers(422);
        pages.push(comparable(&browser, person));
    }
    pages
}

#[tokio::test]
async fn the_pages_of_the_pin_do_not_tell_who_is_registered() {
    let rig = Rig::new().await;
    let never = pin_pages(&rig, &with_dni(101)).await;
    for other in [with_dni(23), with_dni(221), with_dni(213)] {
        assert_eq!(pin_pages(&rig, &other).await, never);
    }
}

#[tokio::test]
async fn until_its_code_is_typed_a_phone_in_use_looks_like_any_other() {
    let rig = Rig::new().await;
    let mut pages = Vec::new();
    // Both end in the same three digits; the second is Lucía's.
    let taken = with_dni(23).phone.as_e164().to_owned();
    let free = taken.replace("+3460000", "+3460077");
    assert_ne!(free, taken);
    for (person, phone) in [(with_dni(101), free), (with_dni(104), taken)] {
        let mut browser = Browser::new(&rig);
        let code = browser.ask_for_letter(&person).await.unwrap();
        browser.type_letter(&person, &code).await;
        browser
            .send("", &[("phone", &phone), ("email", "same@example.org")])
            .await;
        pages.push(comparable(&browser, &person));
        browser
            .send("/register/phone-code", &[("code", "000000")])
            .await;
        pages.push(comparable(&browser, &person));
        rig.messages().await;
    }
    assert_eq!(pages[0], pages[2]);
    assert_eq!(pages[1], pages[3]);
}
