//! The queue, and a case on the screen.

use model::officer::Role;

use crate::{
    rig::{Rig, at},
    world::{ananya, evaristo, lucia, person},
};

#[tokio::test]
async fn an_empty_queue_says_what_will_be_there() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    julia
        .get("/cases")
        .await
        .is(200)
        .says("No hay nada en revisión")
        .says("Volver a mirar");
}

#[tokio::test]
async fn the_queue_shows_age_and_reason_and_nobodys_name() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let first = rig.case(&lucia()).await;
    rig.later(3 * 3_600);
    let second = rig.case(&evaristo()).await;
    rig.case(&ananya()).await;
    let page = julia.get("/cases").await;
    page.is(200).says("3 horas, desde el 22-11-2026 11:00");
    page.says("Posible coincidencia")
        .says("Mismo número")
        .says("Trabajo habitual con menores");
    let place = |reference: &str| {
        page.body
            .find(&format!("href=\"/cases/{reference}\""))
            .unwrap()
    };
    assert!(
        place(first.as_str()) < place(second.as_str()),
        "who waits longest comes first"
    );
    for name in ["Prado", "Lucía", "Cuevas", "Evaristo", "Raghavan"] {
        page.does_not_say(name);
    }
}

#[tokio::test]
async fn an_auditor_sees_the_queue_and_opens_nothing() {
    let rig = Rig::new().await;
    let (mut ines, _) = rig.officer("ines landa", &[Role::Auditor]).await;
    let reference = rig.case(&lucia()).await;
    let page = ines.get("/cases").await;
    page.is(200)
        .says(reference.as_str())
        .says("solo los abre quien tramita");
    assert!(!page.body.contains(&format!("href=\"/cases/{reference}\"")));
    ines.get(&at(&reference)).await.is(404);
}

#[tokio::test]
async fn a_case_shows_applicant_and_entry_side_by_side() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    page.is(200)
        .says("¿Es la misma persona?")
        .says("Nombre Lucía Prado Serrano Lucia Prado Serrano Igual")
        .says("Nacimiento 14-05-1991 14-05-1991 Igual")
        .says("No consta Falta")
        .says("Madre María Pilar María del Pilar Parecido")
        .says("Distinto")
        .says("Iguales:")
        .says("Audiencia Provincial de Ejemplo")
        .says("La persona recibe un aviso sin detalles");
    // A word and a sign, never the colour alone.
    assert!(
        page.body.contains("<span class=\"tag ok\"><svg"),
        "{}",
        page.body
    );
    assert!(page.body.contains("DNI 99"), "{}", page.body);
}

#[tokio::test]
async fn every_opening_is_in_the_history() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let mut mateo = rig.case_worker("mateo bauza").await;
    let reference = rig.case(&lucia()).await;
    rig.later(60);
    julia.get(&at(&reference)).await.is(200);
    rig.later(60);
    let page = mateo.get(&at(&reference)).await;
    page.says(
        "Presentada por la persona 22-11-2026 11:00 \
         Consulta automática: posible coincidencia 22-11-2026 11:00 · automático \
         Pasa a revisión 22-11-2026 11:00 · automático \
         Expediente abierto 22-11-2026 11:01 · julia roldan \
         Expediente abierto 22-11-2026 11:02 · mateo bauza",
    )
    .says("Esta consulta queda anotada");
}

#[tokio::test]
async fn somebody_who_was_not_identified_is_shown_alone() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.unidentified(&ananya()).await;
    let page = julia.get(&at(&reference)).await;
    page.is(200)
        .says("¿Quién es esta persona?")
        .says("El registro civil no confirmó a esta persona")
        .says("Raghavan")
        .says("No hay anotaciones de esta persona")
        .does_not_say("Es la misma persona Se expide");
}

#[tokio::test]
async fn with_the_same_number_only_one_conclusion_is_offered() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&evaristo()).await;
    let page = julia.get(&at(&reference)).await;
    page.is(200)
        .says("El número es el mismo")
        .says("Tiene el mismo número que quien solicita");
    assert_eq!(page.options("verdict"), ["the_same"]);
}

#[tokio::test]
async fn several_entries_are_numbered_and_can_be_ticked() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&person("Leandro", "Cuervo")).await;
    let page = julia.get(&at(&reference)).await;
    page.says("anotación 1 de 2")
        .says("anotación 2 de 2")
        .says("¿Qué anotaciones son suyas?");
    assert_eq!(page.options("entry").len(), 2);
}

#[tokio::test]
async fn entries_that_were_cancelled_meanwhile_are_not_shown() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    rig.office.world.offences.replace([]);
    let page = julia.get(&at(&reference)).await;
    page.is(200)
        .says("Ya no queda ninguna anotación que comparar")
        .does_not_say("Lugo");
    assert_eq!(page.options("verdict"), ["not_the_same"]);
}

#[tokio::test]
async fn what_does_not_exist_and_what_is_not_a_case_look_alike() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let visitor = rig.office.world.visitor(&lucia()).await;
    let draft = rig.office.world.draft(&visitor).await;
    for path in [
        at(&draft).as_str(),
        "/cases/2026-AAAA-AAAA",
        "/cases/x",
        "/nothing",
    ] {
        julia.get(path).await.is(404).says("Esta página no existe");
    }
}

#[tokio::test]
async fn a_register_that_is_down_asks_to_wait() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    rig.office.world.offences.set_down(true);
    let page = julia.get(&at(&reference)).await;
    page.is(503);
    assert_eq!(page.header("retry-after"), "60");
}

#[tokio::test]
async fn a_closed_case_says_what_came_of_it() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let issued = rig.case(&ananya()).await;
    julia
        .get(&at(&issued))
        .await
        .is(200)
        .says("Este expediente está cerrado");
    let (visitor, withdrawn, _) = rig.office.world.apply(&lucia()).await;
    rig.office
        .world
        .procedures
        .withdraw(&visitor, &withdrawn)
        .await
        .unwrap();
    let page = julia.get(&at(&withdrawn)).await;
    page.is(200)
        .says("La persona desistió")
        .does_not_say("Prado");
    // The page of the result leads back to a case that waits.
    let waiting = rig.case(&evaristo()).await;
    let led = julia.get(&format!("{}/decided", at(&waiting))).await;
    assert_eq!(led.location(), at(&waiting));
}
