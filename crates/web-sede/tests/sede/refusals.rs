//! Why no application is begun, each with what to do now.

use vocab::IdentityNumber;

use crate::office::{Office, jordi, person};

#[tokio::test]
async fn a_child_is_told_that_a_representative_applies() {
    let office = Office::open().await;
    let mut browser = office.visit(&person("Vega", "Molina")).await;
    let answer = browser.get("/start").await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.title(),
        "Con menos de 16 años lo pide su representante"
    );
    assert!(answer.text().contains("CDS-002"));
    assert!(
        answer
            .text()
            .contains("/procedures/sexual-offences-certificate#who")
    );
}

#[tokio::test]
async fn somebody_of_sixteen_applies_alone() {
    let office = Office::open().await;
    let mut browser = office.visit(&person("Arnau", "Puig")).await;
    assert!(
        browser
            .get("/start")
            .await
            .location()
            .ends_with("/applicant")
    );
}

#[tokio::test]
async fn whom_the_register_does_not_confirm_is_sent_to_the_helpline() {
    let office = Office::open().await;
    let mut unknown = jordi();
    unknown.record.number = IdentityNumber::parse("00000000T").unwrap();
    let mut browser = office.visit(&unknown).await;
    let answer = browser.get("/start").await;
    assert_eq!(answer.status, 409);
    assert_eq!(answer.title(), "No podemos continuar con sus datos");
    assert!(answer.text().contains("CDS-003") && answer.text().contains("tel:060"));
}

#[tokio::test]
async fn a_silent_civil_register_is_told_and_tried_again() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    office.civil.switch.set_down(true);
    let answer = browser.get("/start").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.title(), "El registro civil no contesta");
    assert_eq!(answer.header("retry-after"), "60");
    office.civil.switch.set_down(false);
    assert!(
        browser
            .get("/start")
            .await
            .location()
            .ends_with("/applicant")
    );
}
