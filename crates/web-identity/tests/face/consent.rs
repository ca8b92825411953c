//! What the person asked us to remember, and the languages of the services that send them.

use simulators::seed::DEMO_RP;
use store::{StoreError, repo};
use vocab::SignedDuration;
use wire_oidc::{
    claims::Scope,
    client::ClientRegistration,
    rp::{self, LoginRequest},
};

use crate::browser::Browser;
use crate::party::{CALLBACK, Party};
use crate::rig::{Rig, with_dni};

const REMEMBERED: &str = "Se lo entregamos sin volver a preguntarle";

fn profile() -> LoginRequest {
    Party::request(&[Scope::OpenId, Scope::Profile])
}

/// From the request to the page that shows what is released.
async fn identified<'a>(party: &Party<'a>, browser: &mut Browser<'a>) {
    browser.open(&party.ask(&profile())).await;
    let pin = browser.at.replace("/login?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&with_dni(31)).await;
    browser.says("Va a entregar estos datos");
}

async fn go_on(browser: &mut Browser<'_>, fields: &[(&str, &str)]) {
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, fields).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}

#[tokio::test]
async fn what_is_remembered_spares_the_page_until_it_is_withdrawn() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut first = Browser::new(&rig);
    identified(&party, &mut first).await;
    first.says("Recordarlo");
    go_on(&mut first, &[("remember", "yes")]).await;

    rig.pass(SignedDuration::from_mins(5));
    let later = Party::new(&rig).await;
    let mut second = Browser::new(&rig);
    second.open(&later.ask(&profile())).await;
    let pin = second.at.replace("/login?", "/login/pin?");
    second.open(&pin).await.enter_with_pin(&with_dni(31)).await;
    assert!(second.at.starts_with(CALLBACK), "no page: {}", second.at);
    let tokens = later.redeem(&later.code(&second).unwrap()).await.unwrap();
    assert_eq!(later.userinfo(&tokens.access_token).await.0, 200);

    second.open("/session/services").await;
    second
        .says(REMEMBERED)
        .says("Ayuntamiento de Ejemplo")
        .says("Nombre")
        .is_private();
    second.send("/session/services/withdraw", &[]).await;
    second.is_at("/session/services").does_not_say(REMEMBERED);
    assert_eq!(later.userinfo(&tokens.access_token).await.0, 401);
    rig.pass(SignedDuration::from_secs(1));
    let again = Party::new(&rig).await;
    second.open(&again.ask(&profile())).await;
    second.says("Ya está identificado");
}

/// demo-rp may ask to come back while the person is away.
async fn may_come_back(rig: &Rig) {
    let store = rig.database.store();
    let stored = store
        .read::<_, StoreError, _>("test.client", |tx| repo::client::find(tx, DEMO_RP))
        .await
        .unwrap();
    let json = stored.unwrap().registration;
    let mut registration: ClientRegistration = serde_json::from_str(&json).unwrap();
    registration.scopes.insert(Scope::OfflineAccess);
    federation::put_client(store, &registration, rig.now())
        .await
        .unwrap();
    rig.pass(SignedDuration::from_secs(30));
}

/// That a service may come back is no memory of a release, and has its own words and button; where
/// there are both, both are told.
#[tokio::test]
async fn what_a_service_may_have_without_the_person_is_not_called_remembered() {
    const ABSENCE: &str = "Puede consultarlo sin usted";
    for remembers in [false, true] {
        let rig = Rig::new().await;
        may_come_back(&rig).await;
        let party = Party::new(&rig).await;
        let mut browser = Browser::new(&rig);
        let asks = Party::request(&[Scope::OpenId, Scope::Profile, Scope::OfflineAccess]);
        browser.open(&party.ask(&asks)).await;
        let pin = browser.at.replace("/login?", "/login/pin?");
        browser.open(&pin).await.enter_with_pin(&with_dni(31)).await;
        let ticked = [("remember", "yes")];
        go_on(&mut browser, if remembers { &ticked } else { &[] }).await;
        let tokens = party.redeem(&party.code(&browser).unwrap()).await.unwrap();
        assert!(tokens.refresh_token.is_some());

        browser.open("/session/services").await;
        browser.says(ABSENCE).says("Hasta el 20 de febrero de 2027");
        if remembers {
            browser
                .says(REMEMBERED)
                .says("No recordar más ni permitir consultas sin usted: Ayuntamiento");
        } else {
            browser
                .does_not_say(REMEMBERED)
                .does_not_say("Recordado")
                .says("No permitir más consultas sin usted: Ayuntamiento");
        }
        browser.send("/session/services/withdraw", &[]).await;
        browser
            .is_at("/session/services")
            .does_not_say(ABSENCE)
            .does_not_say(REMEMBERED);
        assert_eq!(party.userinfo(&tokens.access_token).await.0, 401);
    }
}

#[tokio::test]
async fn nothing_is_remembered_that_the_person_did_not_tick() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    identified(&party, &mut browser).await;
    let page = browser.page();
    let (_, tail) = page.split_once("name=\"remember\"").unwrap();
    let (attributes, _) = tail.split_once('>').unwrap();
    let free = !attributes.contains("required") && !attributes.contains("checked");
    assert!(free, "the box may stay empty, and is: {attributes}");
    go_on(&mut browser, &[]).await;
    browser
        .open("/session/services")
        .await
        .says("Ayuntamiento de Ejemplo")
        .does_not_say(REMEMBERED);
}

#[tokio::test]
async fn prompt_consent_shows_again_what_is_remembered() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    identified(&party, &mut browser).await;
    go_on(&mut browser, &[("remember", "yes")]).await;
    rig.pass(SignedDuration::from_secs(1));
    let asks = LoginRequest {
        prompt: Some("consent"),
        ..profile()
    };
    browser.open(&Party::new(&rig).await.ask(&asks)).await;
    browser.says("Ya está identificado").says("Nombre");
}

/// Consent cannot be stolen: not by a frame over which a page lays its own buttons, not by a form
/// of another site, not by a link.
#[tokio::test]
async fn no_foreign_page_makes_the_person_agree() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    identified(&party, &mut browser).await;
    let policy = browser.header("content-security-policy").to_owned();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(browser.header("x-frame-options"), "DENY");
    browser.is_private();

    let page = browser.at.clone();
    let release = page.replace("/login?", "/login/release?");
    for forged in ["remember=yes", "remember=yes&form=forged", ""] {
        browser.post(&release, forged.to_owned()).await;
        assert_eq!(browser.status.as_u16(), 403, "{forged:?}");
    }
    browser.open(&release).await;
    assert!(browser.status.is_client_error(), "a link releases nothing");
    browser.open(&page).await.says("Va a entregar estos datos");
    browser
        .post("/session/services/withdraw", "client=demo-rp".to_owned())
        .await;
    browser.answers(403);
}

/// Which languages a service asks for is a wish: the browser's settings weigh less, what the
/// person chose here weighs more, and neither is written over.
#[tokio::test]
async fn a_service_wishes_a_language_and_the_person_decides() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = LoginRequest {
        ui_locales: vec!["tlh".into(), "ca".into()],
        ..Party::request(&[Scope::OpenId])
    };
    let mut visitor = Browser::without_language(&rig);
    visitor.open(&party.ask(&request)).await;
    visitor.says("Com es vol identificar?");
    visitor.open("/register").await;
    assert!(
        visitor.page().contains("<html lang=\"ca\""),
        "on the way too"
    );
    visitor.open("/login?lang=en").await;
    visitor.open(&party.ask(&request)).await;
    visitor.says("How do you want to identify?");
    let mut chosen = Browser::new(&rig);
    chosen.open(&party.ask(&request)).await;
    chosen.says("¿Cómo quiere identificarse?");
}

#[tokio::test]
async fn log_out_speaks_the_language_that_the_service_asks_for() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let url = rp::logout_url(&party.provider, "demo-rp", None, None, None).unwrap();
    let path = url.strip_prefix(crate::rig::ORIGIN).unwrap();
    let mut visitor = Browser::without_language(&rig);
    visitor.open(&format!("{path}&ui_locales=en")).await;
    assert!(
        visitor.page().contains("<html lang=\"en\""),
        "{}",
        visitor.text()
    );
}
