//! OpenID Connect against the router: single sign-on, refusals, log-out, and registration on the
//! way.

use simulators::seed::DEMO_RP;
use vocab::{AssuranceLevel, SignedDuration};
use wire_oidc::{
    claims::Scope,
    rp::{self, LoginRequest},
};

use crate::browser::Browser;
use crate::party::{CALLBACK, Party};
use crate::rig::{ORIGIN, Rig, with_dni, with_nie};

/// From the request to the page that shows what is released.
pub(crate) async fn identified<'a>(party: &Party<'a>, request: &LoginRequest) -> Browser<'a> {
    let mut browser = Browser::new(party.rig);
    browser
        .open(&party.ask(request))
        .await
        .says("¿Cómo quiere identificarse?");
    let pin = browser.at.replace("/login?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&with_dni(31)).await;
    browser
}

#[tokio::test]
async fn a_person_enters_a_service_that_learns_what_was_shown_and_no_more() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    browser
        .says("Va a entregar estos datos")
        .says("Ayuntamiento de Ejemplo")
        .says("Nombre");
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
    let tokens = party.redeem(&party.code(&browser).unwrap()).await.unwrap();
    let token = party.check(&tokens).await;
    let (status, body) = party.userinfo(&tokens.access_token).await;
    assert_eq!(status, 200);
    let claims = rp::parse_userinfo(&body, token.sub()).unwrap();
    assert_eq!(claims["name"], "Jordi Camps Ferrer");
    assert!(!claims.contains_key("email"), "{claims:?}");
}

#[tokio::test]
async fn the_form_that_returns_may_end_at_the_service_and_nowhere_else() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let policy = browser.header("content-security-policy");
    assert!(
        policy.ends_with("form-action 'self' http://localhost:4000"),
        "{policy}"
    );
}

#[tokio::test]
async fn a_code_works_once_and_its_replay_revokes_the_token() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let code = party.code(&browser).unwrap();
    let tokens = party.redeem(&code).await.unwrap();
    assert!(party.redeem(&code).await.is_err());
    assert_eq!(party.userinfo(&tokens.access_token).await.0, 401);
}

#[tokio::test]
async fn a_second_service_gets_single_sign_on_with_the_person_s_choice() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = Party::request(&[Scope::OpenId, Scope::Profile]);
    let mut browser = identified(&party, &request).await;
    rig.pass(SignedDuration::from_mins(5));
    let second = Party::new(&rig).await;
    browser.open(&second.ask(&request)).await;
    browser
        .says("Ya está identificado")
        .says("Usar otra identidad");
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let tokens = second
        .redeem(&second.code(&browser).unwrap())
        .await
        .unwrap();
    second.check(&tokens).await;
}

#[tokio::test]
async fn declining_goes_back_with_the_standard_s_word() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let decline = browser.at.replace("/login?", "/login/decline?");
    browser.send(&decline, &[]).await;
    let refused = rp::CallbackError::Refused {
        error: "access_denied".into(),
    };
    assert_eq!(party.code(&browser), Err(refused));
}

#[tokio::test]
async fn a_level_above_the_registration_is_explained_with_the_ways_to_it() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = LoginRequest {
        minimum_level: Some(AssuranceLevel::Substantial),
        ..Party::request(&[Scope::OpenId])
    };
    let mut browser = identified(&party, &request).await;
    browser
        .answers(403)
        .says("Este trámite pide el registro avanzado")
        .says("Nivel bajo");
    let decline = browser.at.replace("/login?", "/login/decline?");
    browser.send(&decline, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}

#[tokio::test]
async fn a_request_that_cannot_be_trusted_is_never_redirected() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let good = party.ask(&Party::request(&[Scope::OpenId]));
    let mut browser = Browser::new(&rig);
    let evil = good
        .replace("localhost%3A4000", "evil.example")
        .replace("http%3A%2F%2Flocalhost", "https%3A%2F%2Fevil");
    assert_ne!(evil, good);
    browser.open(&evil).await.answers(400).says("OID-001");
    browser
        .open(&good.replace("client_id=demo-rp", "client_id=nobody"))
        .await
        .answers(400);
    browser.open("/authorize").await.answers(400);
    browser
        .open("/login?r=nonsense")
        .await
        .answers(410)
        .says("Esta petición ya no sirve");
}

#[tokio::test]
async fn a_request_waits_an_hour() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await
        .answers(200);
    let at = browser.at.clone();
    rig.pass(SignedDuration::from_mins(61));
    browser.open(&at).await.answers(410);
}

#[tokio::test]
async fn a_silent_request_without_a_session_is_answered_without_a_page() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = LoginRequest {
        prompt: Some("none"),
        ..Party::request(&[Scope::OpenId])
    };
    let mut browser = Browser::new(&rig);
    browser.open(&party.ask(&request)).await;
    let refused = rp::CallbackError::Refused {
        error: "login_required".into(),
    };
    assert_eq!(party.code(&browser), Err(refused));
}

#[tokio::test]
async fn log_out_asks_unless_the_service_shows_its_own_token() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let tokens = party.redeem(&party.code(&browser).unwrap()).await.unwrap();
    let address = |hint: Option<&str>| {
        let url = rp::logout_url(
            &party.provider,
            DEMO_RP,
            hint,
            Some("http://localhost:4000/"),
            None,
        );
        url.unwrap().strip_prefix(ORIGIN).unwrap().to_owned()
    };
    browser
        .open(&address(None))
        .await
        .says("¿Quiere cerrar su sesión?");
    browser.open("/session").await.is_at("/session");
    browser.open(&address(Some(&tokens.id_token))).await;
    assert_eq!(browser.at, "http://localhost:4000/");
    browser.open("/session").await.is_at("/login");
}

#[tokio::test]
async fn somebody_who_registers_on_the_way_is_led_back_to_the_service() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let ananya = with_nie(17);
    let code = Browser::new(&rig).ask_for_letter(&ananya).await.unwrap();
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let register = browser.at.replace("/login?", "/register?");
    let link = register.replace('&', "&#38;");
    assert!(
        browser.page().contains(&format!("href=\"{link}\"")),
        "{register}"
    );
    browser.open(&register).await.answers(200);
    browser.type_letter(&ananya, &code).await;
    browser
        .send(
            "",
            &[
                ("phone", ananya.phone.as_e164()),
                ("email", "a@example.org"),
            ],
        )
        .await;
    let sms = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", &sms)])
        .await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .says("Identificarse en Ayuntamiento de Ejemplo");
    rig.messages().await;
    let pin = register.replace("/register?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&ananya).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
    party.redeem(&party.code(&browser).unwrap()).await.unwrap();
}

#[tokio::test]
async fn somebody_who_has_to_wait_for_the_letter_can_go_back_to_the_service() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let register = browser.at.replace("/login?", "/register?");
    browser.open(&register).await;
    browser
        .identify(&with_nie(17))
        .await
        .is_at("/register/ways");
    browser.open("/register/letter").await.send("", &[]).await;
    browser.says("Volver a Ayuntamiento de Ejemplo");
    let decline = register.replace("/register?", "/login/decline?");
    browser.send(&decline, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}
