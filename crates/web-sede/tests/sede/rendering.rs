//! Every page in every language: nothing missing, nothing that a reader would stumble over.

use model::issued::DocumentKind;
use vocab::{SecureVerificationCode, SeededEntropy};

use crate::{
    browser::{Answer, Browser},
    office::{Office, jordi, lucia, person},
    provider::Fault,
};

const LANGUAGES: [&str; 6] = ["es", "ca", "ca-valencia", "gl", "eu", "en"];

/// Faults of one page; the script of this face is not one of the kit's.
fn faults(answer: &Answer) -> Vec<String> {
    web_kit::check::page(&answer.text())
}

async fn look(browser: &mut Browser, path: &str, lang: &str) {
    let answer = browser.follow(path).await;
    assert!(
        answer.text().contains(&format!("<html lang=\"{lang}\">")),
        "{path} in {lang}"
    );
    assert_eq!(faults(&answer), Vec::<String>::new(), "{path} in {lang}");
}

#[tokio::test]
async fn public_pages() {
    let office = Office::open().await;
    let holder = office.issue(DocumentKind::ApplicationReceipt, b"pdf").await;
    let code = office.certificate().await;
    let nothing = SecureVerificationCode::generate(&SeededEntropy::new(5));
    for lang in LANGUAGES {
        let mut browser = office.browser().speaking(lang);
        for path in [
            "/",
            "/?state=left",
            "/?state=left-here",
            "/procedures",
            "/procedures/sexual-offences-certificate",
            "/procedures/sexual-offences-certificate?declined",
            "/procedures/sexual-offences-certificate/requirements",
            "/about",
            "/csv",
            "/csv/nonsense",
            "/login/callback",
            &format!("/csv/{}", code.as_str()),
            &format!("/csv/{}", holder.code.as_str()),
            &format!("/csv/{}/document.pdf", holder.code.as_str()),
            &format!("/csv/{}", nothing.as_str()),
        ] {
            look(&mut browser, path, lang).await;
        }
        browser.get(&format!("/csv/{}", code.as_str())).await;
        let compare = format!("/csv/{}/compare", code.as_str());
        for file in [Some(b"x".as_slice()), None] {
            let answer = browser.upload(&compare, file).await;
            assert_eq!(faults(&answer), Vec::<String>::new(), "compare in {lang}");
        }
    }
}

#[tokio::test]
async fn pages_of_an_application_in_every_state() {
    for lang in LANGUAGES {
        let office = Office::open().await;
        // Issued, in review, waiting, withdrawn.
        let stories = [
            (jordi(), false),
            (lucia(), false),
            (person("Núria", "Güell"), true),
        ];
        for (person, register_down) in stories {
            let mut browser = office.browser().speaking(lang);
            office
                .identify(&mut browser, "/applications", &person)
                .await;
            look(&mut browser, "/applications", lang).await;
            let reference = office.draft(&mut browser).await;
            let here = format!("/applications/{reference}");
            look(&mut browser, &format!("{here}/applicant"), lang).await;
            look(&mut browser, &format!("{here}/withdraw"), lang).await;
            let wrong = [("phone", "x"), ("email", "x")];
            let answer = browser.send(&format!("{here}/applicant"), &wrong).await;
            assert_eq!(faults(&answer), Vec::<String>::new(), "mistakes in {lang}");
            let right = [("phone", "+34600000417"), ("email", "")];
            browser.send(&format!("{here}/applicant"), &right).await;
            look(&mut browser, &format!("{here}/confirm"), lang).await;
            let answer = browser.send(&format!("{here}/confirm"), &[]).await;
            assert_eq!(faults(&answer), Vec::<String>::new(), "mistakes in {lang}");
            office.offences.switch.set_down(register_down);
            let (_, result) = office.apply(&mut browser).await;
            assert_eq!(faults(&result), Vec::<String>::new(), "result in {lang}");
            look(&mut browser, &here, lang).await;
            look(&mut browser, "/applications", lang).await;
            browser.send(&format!("{here}/withdraw"), &[]).await;
            look(&mut browser, &here, lang).await;
        }
    }
}

#[tokio::test]
async fn refusals() {
    for lang in LANGUAGES {
        let office = Office::open().await;
        let mut child = office.browser().speaking(lang);
        office
            .identify(&mut child, "/applications", &person("Vega", "Molina"))
            .await;
        look(&mut child, "/start", lang).await;
        let mut unknown = jordi();
        unknown.record.number = vocab::IdentityNumber::parse("00000000T").unwrap();
        let mut nobody = office.browser().speaking(lang);
        office
            .identify(&mut nobody, "/applications", &unknown)
            .await;
        look(&mut nobody, "/start", lang).await;
        office.civil.switch.set_down(true);
        look(&mut child, "/start", lang).await;
        for fault in [Fault::Unreachable, Fault::WrongNonce, Fault::NoToken] {
            office.provider.misbehave(Fault::None);
            let mut browser = office.browser().speaking(lang);
            let away = browser.follow("/start").await;
            let level = vocab::AssuranceLevel::Low;
            let callback = office.provider.identify(away.location(), &jordi(), level);
            office.provider.misbehave(fault);
            look(&mut browser, &callback, lang).await;
        }
    }
}

#[tokio::test]
async fn a_language_chosen_on_the_page_stays() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let chosen = browser.get("/csv?lang=en").await;
    assert_eq!(chosen.location(), "/csv");
    assert_eq!(browser.get("/csv").await.title(), "Check a document");
    let unknown = browser.get("/csv?lang=xx").await;
    assert_eq!(unknown.status, 200, "a language that nobody has is ignored");
}
