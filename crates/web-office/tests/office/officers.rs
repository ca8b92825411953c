//! The staff: the list, invitations, and who leaves.

use model::officer::Role;

use crate::{office::authenticator, rig::Rig};

const UNTIL: [(&str, &str); 3] = [
    ("until-day", "31"),
    ("until-month", "12"),
    ("until-year", "2026"),
];

fn invitation<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = UNTIL.to_vec();
    all.extend(fields);
    all
}

#[tokio::test]
async fn an_administrator_invites_and_the_link_is_shown_once() {
    let rig = Rig::new().await;
    let (mut ada, _) = rig.officer("ada soler", &[Role::Administrator]).await;
    assert_eq!(ada.get("/").await.location(), "/officers");
    ada.get("/officers")
        .await
        .is(200)
        .says("Invitar a alguien")
        .says("ada soler (usted)");
    ada.get("/officers/invite").await.is(200).says("Último día");
    let sending = invitation(&[
        ("name", "Julia Roldán"),
        ("handle", "Julia.Roldan"),
        ("role", "case_worker"),
        ("role", "auditor"),
    ]);
    let page = ada.post("/officers/invite", &sending).await;
    page.is(200)
        .says("Enlace para Julia Roldán")
        .says("No se volverá a mostrar");
    assert_eq!(page.header("cache-control"), "no-store");
    let link = page
        .body
        .split_once("value=\"https://office.example/enrol?code=")
        .unwrap()
        .1;
    let code = link.split_once('"').unwrap().0.to_owned();

    let list = ada.get("/officers").await;
    list.says("Julia Roldán")
        .says("julia.roldan")
        .says("Tramitación, hasta el 31-12-2026");
    assert!(!list.body.contains(&code));

    let mut julia = rig.browser();
    julia.get(&format!("/enrol?code={code}")).await.is(200);
    let mut device = authenticator(b"passkey");
    let ceremony = julia.challenge("/enrol/options", &[("code", &code)]).await;
    let response = device.create(&ceremony.options);
    julia
        .answer("/enrol", &[("code", &code)], &ceremony, &response)
        .await
        .location();
    julia.get("/cases").await.is(200);
    // A date that has passed ends the role, and with it the page.
    rig.later(60 * 24 * 3_600);
    assert_eq!(julia.sign_in(&mut device).await.location(), "/");
    julia
        .get("/")
        .await
        .is(200)
        .says("Hoy no tiene ninguna función");
    julia.get("/cases").await.is(404);
}

#[tokio::test]
async fn mistakes_of_an_invitation_come_back_with_what_was_typed() {
    let rig = Rig::new().await;
    let (mut ada, _) = rig.officer("ada soler", &[Role::Administrator]).await;
    ada.get("/officers/invite").await;
    let page = ada
        .post("/officers/invite", &[("name", ""), ("handle", "júlia")])
        .await;
    page.is(422)
        .says("Escribir el nombre y los apellidos")
        .says("El nombre corto tiene de 2 a 40 letras")
        .says("Marcar al menos una función")
        .says("Escribir el último día");
    let sending = [
        ("name", "Julia"),
        ("handle", "julia"),
        ("role", "auditor"),
        ("until-day", "21"),
        ("until-month", "11"),
        ("until-year", "2026"),
    ];
    let page = ada.post("/officers/invite", &sending).await;
    page.is(422)
        .says("El último día tiene que ser hoy o más tarde");
    assert!(page.body.contains("value=\"auditor\" checked"));
    assert!(page.body.contains("value=\"Julia\""));
    let unknown = invitation(&[("name", "Julia"), ("handle", "julia"), ("role", "minister")]);
    ada.post("/officers/invite", &unknown)
        .await
        .is(422)
        .says("Marcar al menos una función");
}

#[tokio::test]
async fn somebody_who_lost_the_passkey_is_invited_again() {
    let rig = Rig::new().await;
    let (mut ada, _) = rig.officer("ada soler", &[Role::Administrator]).await;
    rig.officer("julia.roldan", &[Role::CaseWorker]).await;
    let page = ada.get("/officers/invite?officer=julia.roldan").await;
    page.is(200).says("Invitar de nuevo a julia.roldan");
    assert!(page.body.contains("value=\"case_worker\" checked"));
    assert_eq!(page.hidden("again"), ["julia.roldan"]);
    // Nobody has that name: an ordinary invitation.
    ada.get("/officers/invite?officer=nobody")
        .await
        .is(200)
        .does_not_say("de nuevo");
}

#[tokio::test]
async fn a_desk_is_closed_at_once() {
    let rig = Rig::new().await;
    let (mut ada, _) = rig.officer("ada soler", &[Role::Administrator]).await;
    let (mut julia, mut device) = rig.officer("julia.roldan", &[Role::CaseWorker]).await;
    julia.get("/cases").await.is(200);
    let page = ada.get("/officers/julia.roldan/disable").await;
    page.is(200)
        .says("Cerrar el puesto a julia.roldan")
        .says("se cierran ahora mismo");
    let sent = ada.post("/officers/julia.roldan/disable", &[]).await;
    assert_eq!(sent.location(), "/officers?disabled");
    ada.get(sent.location())
        .await
        .says("Puesto cerrado")
        .says("Se fue el 22-11-2026");
    assert_eq!(julia.get("/cases").await.location(), "/sign-in?then=/cases");
    julia
        .sign_in(&mut device)
        .await
        .is(422)
        .says("Esa llave no abre este puesto");
    ada.get("/officers/julia.roldan/disable").await.is(404);
    for unknown in ["/officers/nobody/disable", "/officers/N%C3%B3/disable"] {
        ada.get(unknown).await.is(404);
        ada.get("/officers").await;
        ada.post(unknown, &[]).await.is(404);
    }
}

#[tokio::test]
async fn an_auditor_reads_the_list_and_changes_nothing() {
    let rig = Rig::new().await;
    let (mut ines, _) = rig.officer("ines landa", &[Role::Auditor]).await;
    rig.officer("julia.roldan", &[Role::CaseWorker]).await;
    let page = ines.get("/officers").await;
    page.is(200)
        .says("julia.roldan")
        .does_not_say("Invitar")
        .does_not_say("Cerrar el puesto");
    ines.post("/officers/julia.roldan/disable", &[])
        .await
        .is(404);
    let sending = invitation(&[("name", "X Y"), ("handle", "xy"), ("role", "administrator")]);
    ines.post("/officers/invite", &sending).await.is(404);
}
