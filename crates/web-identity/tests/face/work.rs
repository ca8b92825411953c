//! A proof of work before anonymous steps: the page in between, with a script and without.

use model::work::{WorkLane, WorkRules};
use vocab::SignedDuration;

use crate::browser::Browser;
use crate::html::between;
use crate::rig::{Rig, with_dni};

async fn rig(lane: WorkLane) -> Rig {
    let work = WorkRules {
        lane,
        bits: 4,
        ..WorkRules::default()
    };
    Rig::with_settings(authn::Settings {
        work,
        ..authn::Settings::default()
    })
    .await
}

/// What the script of the page would put into its form.
fn calculated(browser: &Browser<'_>) -> String {
    let page = browser.page();
    let read = |name: &str| between(&page, &format!("data-{name}=\""), "\"").unwrap();
    let seed = read("work");
    let seed: Vec<u8> = (0..16)
        .map(|at| u8::from_str_radix(&seed[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let puzzle = authn::work::Puzzle {
        seed: seed.try_into().unwrap(),
        parts: read("parts").parse().unwrap(),
        bits: read("bits").parse().unwrap(),
    };
    puzzle.solve()
}

#[tokio::test]
async fn in_quiet_times_no_page_stands_in_between() {
    let rig = rig(WorkLane::UnderStress).await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
}

#[tokio::test]
async fn what_was_typed_goes_on_with_the_calculated_answer() {
    let rig = rig(WorkLane::Always).await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser.identify(&jordi).await.answers(200).is_private();
    browser
        .says("su navegador hace un cálculo breve")
        .says("Espere 20 segundos y pulse «Continuar».");
    assert!(browser.page().contains("js/work.js"));
    let answer = calculated(&browser);
    // The page carried number and datum along: nothing is typed again.
    let form = browser
        .filled("", &[])
        .replace("_work_answer=", &format!("_work_answer={answer}"));
    browser.post("", form.clone()).await;
    browser.follow().await;
    browser.is_at("/login/pin/code");
    // The same answer a second time buys nothing.
    browser.at = "/login/pin".into();
    browser.post("", form).await.answers(200);
    browser.says("su navegador hace un cálculo breve");
}

#[tokio::test]
async fn without_a_script_a_person_waits_and_presses_the_button() {
    let rig = rig(WorkLane::Always).await;
    let mut browser = Browser::new(&rig);
    browser.open("/register").await;
    browser.identify(&with_dni(31)).await.answers(200);
    rig.pass(SignedDuration::from_secs(5));
    browser.send("", &[]).await.answers(200);
    browser
        .says("Todavía no se puede continuar")
        .says("Faltan 15 segundos.");
    rig.pass(SignedDuration::from_secs(15));
    browser.send("", &[]).await.is_at("/register/ways");
}

/// Every step that the lane covers, in every language, on pages that a reader can follow.
#[tokio::test]
async fn a_mistyped_field_costs_no_work_and_a_letter_asks_too() {
    let rig = rig(WorkLane::Always).await;
    for lang in vocab::Lang::ALL {
        let mut browser = Browser::speaking(&rig, lang);
        let t = web_kit::texts::kit(lang);
        browser.open("/register").await;
        browser
            .send("", &[("number", "12345678A")])
            .await
            .answers(422);
        browser.open("/register").await;
        browser.identify(&with_dni(101)).await.says(t.work_title);
        rig.pass(SignedDuration::from_secs(20));
        browser.send("", &[]).await.is_at("/register/ways");
        browser
            .send("", &[("way", "ask")])
            .await
            .is_at("/register/letter");
        browser.send("", &[]).await.says(t.work_title);
        rig.pass(SignedDuration::from_secs(20));
        browser
            .send("", &[])
            .await
            .is_at("/register/letter/requested");
        assert_eq!(
            browser
                .titles
                .iter()
                .filter(|title| *title == t.work_title)
                .count(),
            2
        );
    }
}

/// Numbers of the page in between, as the operator sees them.
#[tokio::test]
async fn what_was_asked_for_and_what_came_of_it_is_counted() {
    let rig = rig(WorkLane::Always).await;
    let mut browser = Browser::new(&rig);
    browser.open("/register").await;
    browser.identify(&with_dni(31)).await;
    rig.pass(SignedDuration::from_secs(20));
    browser.send("", &[]).await.is_at("/register/ways");
    let metrics = rig.metrics.render();
    for outcome in ["demanded", "waited"] {
        let line = format!(
            "aldaba_proof_of_work_total{{step=\"confirm_document\",outcome=\"{outcome}\"}} 1"
        );
        assert!(metrics.contains(&line), "{line}\nnot in\n{metrics}");
    }
}
