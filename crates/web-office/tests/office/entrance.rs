//! Sign in, enrol, step in, the session.

use desk::InvitedBy;
use http::Request;
use model::officer::Role;

use crate::{
    office::authenticator,
    rig::{Rig, at},
    world::lucia,
};

const MINUTES: i64 = 60;
const HOURS: i64 = 3_600;

#[tokio::test]
async fn a_stranger_is_led_to_sign_in_and_back() {
    let rig = Rig::new().await;
    let (mut browser, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let reference = rig.case(&lucia()).await;
    browser.get("/sign-in").await;
    browser.get("/cases").await.is(200);
    browser.post("/log-out", &[]).await;
    let led = browser.get(&at(&reference)).await;
    assert_eq!(led.location(), format!("/sign-in?then=/cases/{reference}"));
    browser
        .get(led.location())
        .await
        .is(200)
        .says("Entrar con la llave");
    let fields = [("then", format!("/cases/{reference}"))];
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let ceremony = browser.challenge("/sign-in/options", &fields).await;
    let response = device.get(&ceremony.options);
    let entered = browser
        .answer("/sign-in", &fields, &ceremony, &response)
        .await;
    assert_eq!(entered.location(), at(&reference));
    browser.get(entered.location()).await.is(200);
}

#[tokio::test]
async fn an_invited_officer_enrols_leaves_and_signs_in_again() {
    let rig = Rig::new().await;
    let invitation = rig.office.invitation("julia roldan", &[Role::CaseWorker]);
    let invited = rig
        .office
        .desk
        .invite(InvitedBy::CommandLine, invitation)
        .await
        .unwrap();
    let code = invited.secret.as_str();
    let mut browser = rig.browser();
    let page = browser.get(&format!("/enrol?code={code}")).await;
    page.is(200)
        .says("Invitación para julia roldan")
        .says("23 de noviembre de 2026");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let mut device = authenticator(b"passkey");
    let ceremony = browser.challenge("/enrol/options", &[("code", code)]).await;
    let response = device.create(&ceremony.options);
    let entered = browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await;
    assert_eq!(entered.location(), "/");
    assert_eq!(browser.get("/").await.location(), "/cases");
    let cases = browser.get("/cases").await;
    cases.is(200);
    assert!(
        cases.body.contains("julia roldan · Tramitación"),
        "{}",
        cases.body
    );
    assert!(
        cases
            .body
            .contains("Cada acción en este puesto queda anotada con su nombre.")
    );

    let left = browser.post("/log-out", &[]).await;
    assert_eq!(left.location(), "/sign-in?left");
    assert_eq!(browser.cookie("session"), None);
    browser
        .get("/sign-in?left")
        .await
        .says("Ha salido del puesto");
    assert_eq!(browser.get("/").await.location(), "/sign-in");

    let entered = browser.sign_in(&mut device).await;
    assert_eq!(entered.location(), "/");
    browser.get("/cases").await.is(200);
    assert_eq!(
        browser.get("/sign-in?then=/officers").await.location(),
        "/officers"
    );
}

#[tokio::test]
async fn an_invitation_works_once_and_for_a_day() {
    let rig = Rig::new().await;
    let invitation = rig.office.invitation("julia roldan", &[Role::CaseWorker]);
    let invite = async || {
        let by = InvitedBy::CommandLine;
        let invited = rig
            .office
            .desk
            .invite(by, invitation.clone())
            .await
            .unwrap();
        format!("/enrol?code={}", invited.secret.as_str())
    };
    let mut browser = rig.browser();
    let replaced = invite().await;
    let link = invite().await;
    browser.get(&link).await.is(200);
    let code = link.split_once('=').unwrap().1;
    let mut device = authenticator(b"passkey");
    let ceremony = browser.challenge("/enrol/options", &[("code", code)]).await;
    let response = device.create(&ceremony.options);
    browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await
        .location();
    let late = invite().await;
    rig.later(24 * HOURS);
    for gone in [
        &replaced,
        &link,
        &late,
        "/enrol?code=abc",
        "/enrol?code=",
        "/enrol",
    ] {
        browser
            .get(gone)
            .await
            .is(410)
            .says("Esta invitación ya no sirve");
    }
    browser.get("/sign-in").await;
    let code = late.split_once('=').unwrap().1;
    browser.post("/enrol", &[("code", code)]).await.is(410);
    let request = Request::post("/enrol/options").header("accept", "application/json");
    browser.post_with(request, &[("code", code)]).await.is(410);
}

#[tokio::test]
async fn a_passkey_that_does_not_recognise_its_owner_is_not_enrolled() {
    let rig = Rig::new().await;
    let invitation = rig.office.invitation("julia roldan", &[Role::CaseWorker]);
    let invited = rig
        .office
        .desk
        .invite(InvitedBy::CommandLine, invitation)
        .await
        .unwrap();
    let code = invited.secret.as_str();
    let mut browser = rig.browser();
    browser.get(&format!("/enrol?code={code}")).await;
    let mut device = authenticator(b"passkey");
    device.recognises_its_owner = false;
    let ceremony = browser.challenge("/enrol/options", &[("code", code)]).await;
    let response = device.create(&ceremony.options);
    let refused = browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await;
    refused
        .is(422)
        .says("La llave no se ha guardado")
        .says("Crear la llave");
    assert_eq!(browser.cookie("session"), None);
    // The challenge is used up; the invitation is not.
    device.recognises_its_owner = true;
    let late = browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await;
    late.is(422).says("El intento ha caducado");
    let ceremony = browser.challenge("/enrol/options", &[("code", code)]).await;
    let response = device.create(&ceremony.options);
    browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await
        .location();
}

#[tokio::test]
async fn a_passkey_of_somebody_else_is_not_enrolled() {
    let rig = Rig::new().await;
    let (_, mut device) = rig.officer("mateo bauza", &[Role::CaseWorker]).await;
    let invitation = rig.office.invitation("julia roldan", &[Role::CaseWorker]);
    let invited = rig
        .office
        .desk
        .invite(InvitedBy::CommandLine, invitation)
        .await
        .unwrap();
    let code = invited.secret.as_str();
    let mut browser = rig.browser();
    browser.get(&format!("/enrol?code={code}")).await;
    let ceremony = browser.challenge("/enrol/options", &[("code", code)]).await;
    let response = device.create(&ceremony.options);
    let refused = browser
        .answer("/enrol", &[("code", code)], &ceremony, &response)
        .await;
    refused.is(422).says("Esa llave ya es de otra persona");
}

#[tokio::test]
async fn a_strangers_passkey_and_a_late_answer_are_told_apart() {
    let rig = Rig::new().await;
    let (_, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let mut stranger = authenticator(b"somebody else's");
    let mut browser = rig.browser();
    browser
        .sign_in(&mut stranger)
        .await
        .is(422)
        .says("Esa llave no abre este puesto");
    let ceremony = browser.challenge("/sign-in/options", &[]).await;
    browser
        .answer("/sign-in", &[], &ceremony, b"{}")
        .await
        .is(422)
        .says("no abre este puesto");
    let ceremony = browser.challenge("/sign-in/options", &[]).await;
    let response = device.get(&ceremony.options);
    rig.later(5 * MINUTES);
    let late = browser.answer("/sign-in", &[], &ceremony, &response).await;
    late.is(422).says("El intento ha caducado");
    // Without a script the form arrives empty.
    browser
        .post("/sign-in", &[])
        .await
        .is(422)
        .says("El intento ha caducado");
    assert_eq!(browser.cookie("session"), None);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let rig = Rig::new().await;
    let (mut browser, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    browser
        .get("/session")
        .await
        .is(200)
        .says("julia roldan")
        .says("Tramitación");
    let mut before = browser.twin();
    let ceremony = browser.challenge("/sign-in/options", &[]).await;
    let response = device.get(&ceremony.options);
    let entered = browser
        .answer("/sign-in", &[("then", "/session")], &ceremony, &response)
        .await;
    assert_eq!(entered.location(), "/session");
    assert_ne!(before.cookie("session"), browser.cookie("session"));
    browser.get("/session").await.is(200);
    assert_eq!(
        before.get("/session").await.location(),
        "/sign-in?then=/session"
    );
}

#[tokio::test]
async fn a_session_ends_after_eight_hours_and_cannot_be_kept() {
    let rig = Rig::new().await;
    let (mut browser, _) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    rig.later(8 * HOURS - 1);
    let page = browser.get("/session").await;
    page.is(200).says("Una sesión dura 8 horas como mucho");
    assert!(
        page.body.contains("data-session"),
        "the warning is on the page"
    );
    assert_eq!(
        browser.post("/session/keep", &[]).await.location(),
        "/session"
    );
    let request = Request::post("/session/keep").header("accept", "*/*");
    browser.post_with(request, &[]).await.is(409);
    rig.later(1);
    assert_eq!(
        browser.get("/cases").await.location(),
        "/sign-in?then=/cases"
    );
    assert_eq!(
        browser.post("/session/keep", &[]).await.location(),
        "/sign-in?ended"
    );
    browser
        .get("/sign-in?ended")
        .await
        .says("La sesión ha terminado");
}

#[tokio::test]
async fn nobody_is_led_elsewhere_after_signing_in() {
    let rig = Rig::new().await;
    let (_, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    for then in [
        "https://evil.example/",
        "//evil.example",
        "/cases?x=1",
        "/log-out",
    ] {
        let mut browser = rig.browser();
        browser.get("/sign-in").await;
        let ceremony = browser.challenge("/sign-in/options", &[]).await;
        let response = device.get(&ceremony.options);
        let entered = browser
            .answer("/sign-in", &[("then", then)], &ceremony, &response)
            .await;
        assert_eq!(entered.location(), "/", "{then}");
    }
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let rig = Rig::new().await;
    let (mut browser, _) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let request = Request::post("/log-out").header("sec-fetch-site", "cross-site");
    browser.post_with(request, &[]).await.is(403);
    browser.get("/session").await;
    browser.token.clear();
    browser.post("/log-out", &[]).await.is(403);
    browser.get("/session").await.is(200);
}

#[tokio::test]
async fn floods_of_challenges_wait() {
    let rig = Rig::new().await;
    let mut browser = rig.browser();
    browser.get("/sign-in").await;
    for _ in 0..40 {
        browser.challenge("/sign-in/options", &[]).await;
    }
    let request = Request::post("/sign-in/options").header("accept", "application/json");
    browser.post_with(request, &[]).await.is(429);
    // The script then sends the form, whose page says how long to wait.
    browser
        .post("/sign-in", &[])
        .await
        .is(429)
        .says("Demasiados intentos");
    rig.later(2);
    browser.challenge("/sign-in/options", &[]).await;
}

#[tokio::test]
async fn in_the_demonstration_a_visitor_steps_in_under_a_banner() {
    let rig = Rig::demonstration().await;
    let mut browser = rig.browser();
    let page = browser.get("/sign-in").await;
    page.is(200)
        .says("Julia Roldán Peris")
        .says("Tramitación")
        .says("David Oliver Tena");
    let page = browser.get("/step-in/julia").await;
    page.is(200)
        .says("Entrar como Julia Roldán Peris")
        .says("Es una persona inventada");
    assert_eq!(browser.post("/step-in/julia", &[]).await.location(), "/");
    assert_eq!(browser.get("/").await.location(), "/cases");
    let cases = browser.get("/cases").await;
    assert!(
        cases.body.contains("Está aquí como Julia Roldán Peris"),
        "{}",
        cases.body
    );
    browser
        .get("/session")
        .await
        .says("Puesto de la demostración")
        .says("Ocupar el puesto");
    // Another seat is another session.
    browser.post("/step-in/david", &[]).await;
    assert!(
        browser
            .get("/cases")
            .await
            .body
            .contains("Está aquí como David Oliver Tena")
    );
    browser.get("/step-in/nobody").await.is(404);
    browser.post("/step-in/nobody", &[]).await.is(404);
}

#[tokio::test]
async fn in_production_nobody_steps_in() {
    let rig = Rig::new().await;
    rig.officer("julia", &[Role::CaseWorker]).await;
    let mut browser = rig.browser();
    browser.get("/sign-in").await.does_not_say("demostración");
    browser.get("/step-in/julia").await.is(404);
    browser.get("/sign-in").await;
    browser.post("/step-in/julia", &[]).await.is(404);
}
