//! Every template in every language, met on its journey: well formed, nothing left unfilled, in
//! the language of the browser.

use std::collections::BTreeSet;
use std::path::Path;

use vocab::{Lang, SignedDuration};
use web_identity::texts::{self, LANGS};
use wire_oidc::claims::Scope;

use crate::browser::Browser;
use crate::party::Party;
use crate::rig::{Rig, with_dni, with_nie};

/// Each template and the title that shows that it was met.
fn titles(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let (home, login) = (texts::home(lang), texts::login(lang));
    let (video, films) = (texts::video(lang), texts::unattended(lang));
    let (permanent, mine) = (texts::permanent(lang), texts::mine(lang));
    let freeze = texts::freeze(lang);
    let (confirm, passkey) = (texts::confirm(lang), texts::passkey(lang));
    let (register, oidc, guide) = (texts::register(lang), texts::oidc(lang), texts::guide(lang));
    vec![
        ("home.html", home.title),
        ("procedures.html", home.registry_title),
        ("mine/data.html", mine.title),
        ("mine/services.html", mine.services_title),
        ("mine/activity.html", mine.activity_title),
        ("mine/sessions.html", mine.sessions_title),
        ("mine/ended.html", mine.ended_title),
        ("login/means.html", login.means_title),
        ("login/obtain_pin.html", login.obtain_title),
        ("login/enter_pin.html", login.enter_title),
        ("login/password.html", permanent.enter_title),
        ("login/release.html", login.release_title),
        ("login/level.html", login.level_title),
        ("login/app_number.html", confirm.number_title),
        ("login/app_over.html", confirm.over_expired_title),
        ("login/app_wait.html", confirm.wait_title),
        ("login/passkey.html", passkey.log_in_title),
        ("passkeys.html", passkey.mine_title),
        ("session_app.html", confirm.mine_title),
        ("login/held.html", freeze.held_frozen_title),
        ("login/thawed.html", freeze.thawed_title),
        ("mine/means.html", freeze.mine_title),
        ("mine/last_way.html", freeze.last_title),
        ("mine/freeze.html", freeze.freeze_title),
        ("mine/frozen.html", freeze.frozen_title),
        ("mine/alert.html", freeze.alert_title),
        ("mine/alert_done.html", freeze.alert_undone_title),
        ("login/certificate.html", texts::certificate(lang).title),
        ("login/form_post.html", login.returning_title),
        ("login/log_out.html", oidc.log_out_title),
        ("login/logged_out.html", oidc.logged_out_title),
        ("register/document.html", register.document_title),
        ("register/ways.html", register.ways_title),
        ("register/no_letter.html", register.no_address_title),
        ("register/letter.html", register.letter_title),
        ("register/letter_requested.html", register.requested_title),
        ("register/code.html", register.code_title),
        ("register/contact.html", register.contact_title),
        ("register/phone_code.html", register.sms_title),
        ("register/terms.html", register.terms_title),
        ("register/done.html", register.done_title),
        ("register/gone.html", register.gone_title),
        ("register/video/info.html", video.info_title),
        ("register/video/test.html", video.test_title),
        ("register/video/enter.html", video.enter_title),
        ("register/video/room.html", video.room_title),
        ("register/video/end.html", video.left_title),
        ("register/unattended/info.html", films.info_title),
        ("register/unattended/consent.html", films.consent_title),
        ("register/unattended/side.html", films.front_title),
        ("register/unattended/taken.html", films.back_taken),
        ("register/unattended/contact.html", register.contact_title),
        ("register/unattended/film.html", films.film_title),
        ("register/unattended/send.html", films.send_title),
        ("register/unattended/end.html", films.left_title),
        ("permanent/home.html", permanent.home_title),
        ("permanent/activate.html", permanent.activate_title),
        ("permanent/activate.html", permanent.recover_title),
        ("permanent/change.html", permanent.change_title),
        ("permanent/code.html", register.sms_title),
        ("permanent/choose.html", permanent.choose_title),
        ("permanent/done.html", permanent.done_title),
        ("permanent/identify.html", permanent.identify_title),
        ("permanent/renew.html", permanent.renew_title),
        ("permanent/new_code.html", permanent.new_code_title),
        ("guide.html", video.help_title),
        ("guide.html", guide.support_title),
        ("guide.html", guide.dni_title),
        ("guide.html", guide.letter_title),
        ("guide.html", guide.sms_title),
        ("guide.html", guide.denied_title),
    ]
}

/// The templates on disk, without the parts that others include.
fn templates() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = BTreeSet::new();
    for folder in [
        "",
        "login",
        "mine",
        "permanent",
        "register",
        "register/video",
        "register/unattended",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "html") {
                let name = path.strip_prefix(&root).unwrap();
                found.insert(name.to_str().unwrap().to_owned());
            }
        }
    }
    // Only a session of a higher level than these walks reach shows it.
    found.remove("session_app_invited.html");
    // Parts of other pages.
    found.remove("mine/nav.html");
    found.remove("mine/told.html");
    found
}

#[test]
fn the_table_names_every_template() {
    let named: BTreeSet<String> = titles(Lang::Es)
        .into_iter()
        .map(|(template, _)| template.to_owned())
        .collect();
    assert_eq!(
        named,
        templates(),
        "add the template to `titles` and meet it in `walk`"
    );
}

#[tokio::test]
async fn every_template_is_drawn_in_every_language() {
    for lang in LANGS {
        let rig = Rig::with_the_app().await;
        let met = walk(&rig, *lang).await;
        for (template, title) in titles(*lang) {
            assert!(
                met.contains(title),
                "{template} was not met in {}",
                lang.tag()
            );
        }
    }
}

/// Opens everything that there is and returns the titles met.
async fn walk(rig: &Rig, lang: Lang) -> BTreeSet<String> {
    let mut met = registration(rig, lang).await;
    met.extend(identification(rig, lang).await);
    met.extend(unescaped(crate::video::walk(rig, lang).await));
    met.extend(unescaped(crate::unattended::walk(rig, lang).await));
    // Before the clock moves so far that passwords are over.
    met.extend(unescaped(crate::hold::walk(rig, lang).await));
    met.extend(unescaped(crate::permanent::walk(rig, lang).await));
    met.extend(unescaped(crate::app::walk(rig, lang).await));
    let mut browser = Browser::speaking(rig, lang);
    for path in [
        "/",
        "/procedures",
        "/help/support-number",
        "/help/dni-dates",
        "/help/letter-code",
        "/help/sms",
        "/help/not-confirmed",
        "/help/app",
        "/nothing-here",
    ] {
        browser.open(path).await;
        assert!(
            browser
                .page()
                .contains(&format!("<html lang=\"{}\"", lang.tag())),
            "{path}"
        );
    }
    met.extend(unescaped(browser.titles));
    met
}

async fn registration(rig: &Rig, lang: Lang) -> BTreeSet<String> {
    let mut browser = Browser::speaking(rig, lang);
    let joan = with_dni(212);
    browser
        .open("/register")
        .await
        .send("", &[("number", "")])
        .await
        .answers(422);
    browser.confirm_document(&with_dni(121)).await;
    browser.open("/register").await;
    browser.identify(&with_nie(112)).await.answers(422);
    browser.open("/register").await;
    browser.identify(&with_dni(111)).await.answers(422);
    browser.prove_phone(&joan, joan.phone.as_e164()).await;
    browser.send("", &[]).await.answers(422);
    browser
        .send("", &[("accept", "yes"), ("displace", "yes")])
        .await
        .is_at("/register/done");
    rig.pass(SignedDuration::from_mins(61));
    browser.open("/register/done").await.answers(410);
    unescaped(browser.titles)
}

async fn identification(rig: &Rig, lang: Lang) -> BTreeSet<String> {
    let mut browser = Browser::speaking(rig, lang);
    let party = Party::new(rig).await;
    rig.messages().await;
    let mut ask = Party::request(&[Scope::OpenId, Scope::Profile, Scope::Email]);
    browser.open(&party.ask(&ask)).await;
    let pin = browser.at.replace("/login?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&with_dni(31)).await;
    browser.open("/session").await.is_at("/session");
    for path in ["services", "activity", "sessions"] {
        let page = format!("/session/{path}");
        browser.open(&page).await.answers(200);
    }
    browser.open("/session/passkeys").await.answers(200);
    browser.open("/session/app").await.answers(200);
    browser.open("/login/passkey").await.answers(200);
    browser.open("/login/certificate").await.answers(200);
    ask.minimum_level = Some(vocab::AssuranceLevel::High);
    browser.open(&party.ask(&ask)).await.answers(403);
    ask.minimum_level = None;
    browser
        .open(&format!("{}&response_mode=form_post", party.ask(&ask)))
        .await
        .answers(200);
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await.answers(200);
    browser.open("/logout").await.answers(200);
    browser.send("/logout/confirm", &[]).await.answers(200);
    browser.open("/session/ended").await.answers(200);
    unescaped(browser.titles)
}

fn unescaped(titles: Vec<String>) -> BTreeSet<String> {
    titles
        .into_iter()
        .map(|title| title.replace("&#39;", "'"))
        .collect()
}
