//! The video desk through its pages, without a script: every step is a form.

use desk::Presence;
use model::officer::Role;
use ports::recordings::RecordingSummary;
use simulators::population::DemoPerson;
use wire_mrz::{
    mrz::{DocumentCode, Format, Names, StateCode, Zone},
    specimen::Specimen,
};

use crate::{
    browser::{Browser, Reply},
    calls::{Caller, offer, origin, people},
    rig::Rig,
};

/// What the booth of the desk's tests expects here.
pub(crate) use crate::calls as rig;

const CALL: &str = "/video/call";

/// An operator on duty.
async fn operator(rig: &Rig, name: &str) -> Browser {
    let (mut browser, _) = rig.officer(name, &[Role::VideoOperator]).await;
    browser.get("/video").await.is(200);
    let reply = browser
        .post("/video/presence", &[("presence", "on-duty")])
        .await;
    assert_eq!(reply.location(), "/video");
    browser
}

/// The operator takes the next person, whose browser sends its offer.
pub(crate) async fn attend(rig: &Rig, operator: &mut Browser, caller: &Caller) -> String {
    operator.get("/video").await;
    let reply = operator.post("/video/next", &[]).await;
    assert_eq!(reply.location(), CALL);
    let proofing = &rig.office.desk.proofing;
    let seat = proofing.connect(&caller.call, origin(1)).await.unwrap();
    proofing.say(&seat, offer(1)).await.unwrap();
    let page = operator.get(CALL).await;
    page.is(200);
    page.hidden("call").remove(0)
}

/// Sends one of the forms of the call.
///
/// Each act has a moment of its own, as with people.
pub(crate) async fn act(
    rig: &Rig,
    operator: &mut Browser,
    call: &str,
    what: &str,
    fields: &[(&str, &str)],
) -> Reply {
    rig.later(1);
    let mut all = vec![("call", call)];
    all.extend(fields);
    operator.post(&format!("{CALL}/{what}"), &all).await
}

/// The same, and the page shows it.
async fn acted(
    rig: &Rig,
    operator: &mut Browser,
    call: &str,
    what: &str,
    fields: &[(&str, &str)],
) -> Reply {
    let reply = act(rig, operator, call, what, fields).await;
    assert_eq!(reply.location(), CALL, "{what} {fields:?}");
    operator.get(CALL).await
}

/// A card of the person, drawn by us.
pub(crate) fn card(person: &DemoPerson) -> Specimen {
    let zone = crate::calls::zone(person);
    let spain = StateCode::parse("ESP").unwrap();
    Specimen::new(Zone {
        format: Format::Td1,
        document_code: DocumentCode::parse("ID").unwrap(),
        issuing_state: spain,
        document_number: zone.document_number,
        optional: person.record.number.as_str().to_owned(),
        optional2: String::new(),
        birth: Some(person.record.birth_date),
        sex: zone.sex.unwrap_or(vocab::Sex::Unspecified),
        expiry: zone.expires_on,
        nationality: spain,
        names: Names {
            surnames: zone.surnames,
            given: zone.given,
            full_field: false,
        },
    })
    .unwrap()
}

async fn ticks(rig: &Rig, operator: &mut Browser, call: &str, items: &[&str]) {
    for item in items {
        acted(
            rig,
            operator,
            call,
            "tick",
            &[("item", item), ("result", "passed")],
        )
        .await;
    }
}

/// Everything but the machine-readable zone.
pub(crate) async fn establish(rig: &Rig, operator: &mut Browser, call: &str, caller: &Caller) {
    ticks(
        rig,
        operator,
        call,
        &["announced", "consent", "one_device_real_time"],
    )
    .await;
    let contact = [("phone", "699 900 001"), ("email", "somebody@example.org")];
    acted(rig, operator, call, "contact", &contact).await;
    acted(rig, operator, call, "code", &[("item", "phone_code")]).await;
    rig.later(1);
    let code = rig.office.phone_code().await;
    let proofing = &rig.office.desk.proofing;
    proofing.enter_code(&caller.call, code).await.unwrap();
    for item in ["face_actions", "document_actions"] {
        let page = acted(
            rig,
            operator,
            call,
            "action",
            &[("item", item), ("result", "ask")],
        )
        .await;
        let action = page.hidden("action").remove(0);
        let done = [
            ("item", item),
            ("action", action.as_str()),
            ("result", "passed"),
        ];
        acted(rig, operator, call, "action", &done).await;
    }
    let card = card(&caller.person);
    let face = wire_mrz::specimen::face(640, 480, 0.0);
    for (side, picture) in [
        ("front", card.front()),
        ("back", card.back()),
        ("face", face),
    ] {
        rig.later(1);
        let fields = [("call", call), ("side", side)];
        let sent = operator
            .upload("/video/call/capture", &fields, &picture.to_jpeg(90))
            .await;
        assert_eq!(sent.location(), CALL, "{side}");
    }
    acted(rig, operator, call, "register", &[]).await;
    let rest = ["document_genuine", "face_matches", "interview", "contact"];
    ticks(rig, operator, call, &rest).await;
}

#[tokio::test]
async fn a_person_is_registered_step_by_step_with_forms_alone() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta ferrer").await;
    let caller = rig.office.caller(&people()[0]).await;
    marta
        .get("/video")
        .await
        .says("Cola: 1 persona")
        .says("Habla Castellano");
    let call = attend(&rig, &mut marta, &caller).await;
    let page = marta.get(CALL).await;
    page.says("Videollamada con Somebody")
        .says("Diga ahora")
        .says("Le atiende marta ferrer, código")
        .says("0 de 14")
        .says("Falta: Me he presentado");
    assert!(page.body.contains("id=\"approve\" disabled"));
    establish(&rig, &mut marta, &call, &caller).await;
    let page = marta.get(CALL).await;
    page.says("13 de 14")
        .says("Intento 1: coincide y el documento está en vigor")
        .says("Falta: Zona de lectura mecánica.");
    // The zone is read from the capture of the back.
    let read = act(&rig, &mut marta, &call, "mrz", &[]).await;
    read.is(200)
        .says("Leído de la captura")
        .says("Conjunto de la zona: Correcto")
        .says("14 de 14")
        .says("Está todo comprobado. Ahora le registro")
        .says("Otra persona revisará la grabación");
    let end = act(&rig, &mut marta, &call, "approve", &[]).await;
    assert_eq!(end.location(), "/video?pending");
    marta
        .get(end.location())
        .await
        .says("Registrada con nivel básico");
    assert!(rig.office.standing(&caller.person).await.is_some());
    assert_eq!(marta.get(CALL).await.location(), "/video?gone");
}

#[tokio::test]
async fn an_incomplete_call_cannot_be_approved_and_a_refusal_needs_reason_and_words() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    // The button is locked; who sends the form all the same is told.
    let early = act(&rig, &mut marta, &call, "approve", &[]).await;
    early.is(422).says("Todavía no se puede registrar");
    assert!(rig.office.standing(&caller.person).await.is_none());
    let empty = act(&rig, &mut marta, &call, "refuse", &[]).await;
    empty
        .is(422)
        .says("Elegir el motivo.")
        .says("al menos 10 letras");
    let short = [("reason", "coercion"), ("note", "miedo")];
    act(&rig, &mut marta, &call, "refuse", &short).await.is(422);
    let forged = [
        ("reason", "because"),
        ("note", "No estaba a solas en la sala."),
    ];
    act(&rig, &mut marta, &call, "refuse", &forged)
        .await
        .is(422);
    let sent = [
        ("reason", "coercion"),
        ("note", "No estaba a solas en la sala."),
    ];
    let end = act(&rig, &mut marta, &call, "refuse", &sent).await;
    assert_eq!(end.location(), "/video?refused");
    marta.get(end.location()).await.says("Registro rechazado");
    assert!(rig.office.standing(&caller.person).await.is_none());
}

#[tokio::test]
async fn a_wrong_check_digit_is_shown_digit_by_digit() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let lines = card(&caller.person).lines().to_string();
    let page = act(&rig, &mut marta, &call, "mrz", &[("lines", &lines)]).await;
    page.is(200)
        .says("Escrito a mano")
        .does_not_say("No cuadra");
    // Another digit in the number of the document: its check digit and the last one no longer fit.
    let (head, rest) = lines.split_at(6);
    let other = if rest.starts_with('7') { "8" } else { "7" };
    let forged = format!("{head}{other}{}", &rest[1..]);
    let page = act(&rig, &mut marta, &call, "mrz", &[("lines", &forged)]).await;
    let told = |page: &Reply| {
        page.is(200)
            .says("Dígito de control: Número de soporte No cuadra")
            .says("Dígito de control: Nacimiento Correcto")
            .says("Conjunto de la zona: No cuadra")
            .says("0 de 14");
    };
    told(&page);
    // It is kept with the checklist, and stands there when the page is opened anew.
    told(&marta.get(CALL).await);
    let page = act(&rig, &mut marta, &call, "mrz", &[("lines", "HELLO")]).await;
    page.is(422)
        .says("Esas líneas no son las de un documento de identidad");
    act(&rig, &mut marta, &call, "mrz", &[])
        .await
        .is(422)
        .says("Capturar antes el reverso");
}

#[tokio::test]
async fn what_the_person_reads_out_counts_and_wrong_codes_are_told() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    act(&rig, &mut marta, &call, "code", &[])
        .await
        .is(409)
        .says("Apuntar antes el móvil y el correo");
    let wrong = [("phone", "12"), ("email", "nobody")];
    let page = act(&rig, &mut marta, &call, "contact", &wrong).await;
    page.is(422)
        .says("Revisar el móvil")
        .says("Revisar el correo");
    let contact = [("phone", "699 900 001"), ("email", "somebody@example.org")];
    let page = acted(&rig, &mut marta, &call, "contact", &contact).await;
    page.says("Repetir en voz alta y marcar la comprobación: +34699900001");
    acted(&rig, &mut marta, &call, "code", &[])
        .await
        .says("Enviado a las");
    act(&rig, &mut marta, &call, "code", &[])
        .await
        .is(409)
        .says("Se acaba de enviar uno");
    let code = rig.office.phone_code().await;
    let other = if code.as_str() == "000000" {
        "000001"
    } else {
        "000000"
    };
    act(&rig, &mut marta, &call, "code-read", &[("code", other)])
        .await
        .is(422)
        .says("Ese no es el código");
    let page = acted(
        &rig,
        &mut marta,
        &call,
        "code-read",
        &[("code", code.as_str())],
    )
    .await;
    assert!(!page.body.contains("id=\"code-read\""));
}

#[tokio::test]
async fn what_is_written_stands_on_the_page() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let chat = [("kind", "chat"), ("text", "Buenos <b>días</b>")];
    acted(&rig, &mut marta, &call, "say", &chat).await;
    let caption = [("kind", "caption"), ("text", "Acerque la tarjeta")];
    let page = acted(&rig, &mut marta, &call, "say", &caption).await;
    page.says("Usted Buenos <b>días</b>")
        .says("Subtítulo Acerque la tarjeta");
    let long = "x".repeat(501);
    act(
        &rig,
        &mut marta,
        &call,
        "say",
        &[("kind", "chat"), ("text", &long)],
    )
    .await
    .is(422)
    .says("como mucho 500 letras");
}

#[tokio::test]
async fn a_drop_is_counted_down_and_the_person_can_be_given_back() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    operator_takes_and_citizen_drops(&rig, &mut marta, &caller).await;
    let page = marta.get(CALL).await;
    page.says("La llamada se ha cortado").says("02:00");
    let call = page.hidden("call").remove(0);
    let end = act(&rig, &mut marta, &call, "give-back", &[]).await;
    assert_eq!(end.location(), "/video?back");
    marta.get(end.location()).await.says("Cola: 1 persona");
}

async fn operator_takes_and_citizen_drops(rig: &Rig, operator: &mut Browser, caller: &Caller) {
    operator.get("/video").await;
    operator.post("/video/next", &[]).await.location();
    let proofing = &rig.office.desk.proofing;
    let seat = proofing.connect(&caller.call, origin(1)).await.unwrap();
    proofing.say(&seat, offer(1)).await.unwrap();
    proofing.disconnect(&seat).await.unwrap();
}

#[tokio::test]
async fn nobody_acts_on_the_call_of_somebody_else() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let mut hugo = operator(&rig, "hugo").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let fields = [("call", call.as_str()), ("side", "face")];
    let face = wire_mrz::specimen::face(320, 240, 0.0).to_jpeg(90);
    marta
        .upload("/video/call/capture", &fields, &face)
        .await
        .location();
    let page = marta.get(CALL).await;
    let picture = page.body.split("href=\"/video/calls/").nth(1).unwrap();
    let picture = format!("/video/calls/{}", picture.split_once('"').unwrap().0);
    let seen = marta.get(&picture).await;
    seen.is(200);
    assert_eq!(seen.header("content-type"), "image/jpeg");
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(seen.header("content-security-policy").contains("sandbox"));
    // A second operator has no such call, whatever the form says, and no such picture.
    let acts: [(&str, &[(&str, &str)]); 9] = [
        ("tick", &[("item", "consent"), ("result", "passed")]),
        ("code", &[]),
        ("code-read", &[("code", "123456")]),
        ("action", &[("item", "face_actions"), ("result", "ask")]),
        ("register", &[]),
        ("say", &[("kind", "chat"), ("text", "hola")]),
        ("give-back", &[]),
        ("approve", &[]),
        (
            "refuse",
            &[("reason", "connection"), ("note", "una nota larga")],
        ),
    ];
    hugo.get("/video").await;
    for (what, fields) in acts {
        let reply = act(&rig, &mut hugo, &call, what, fields).await;
        assert_eq!(reply.location(), "/video?gone", "{what}");
    }
    let sent = hugo.upload("/video/call/capture", &fields, &face).await;
    assert_eq!(sent.location(), "/video?gone");
    hugo.get(&picture).await.is(404);
    assert_eq!(hugo.get(CALL).await.location(), "/video?gone");
    // A call that never was looks the same, and what is no id is no page.
    let never = "0198c0de-0000-7000-8000-000000000000";
    let reply = act(&rig, &mut hugo, never, "code", &[]).await;
    assert_eq!(reply.location(), "/video?gone");
    act(&rig, &mut hugo, "1 OR 1=1", "code", &[]).await.is(404);
    // Nothing of it reached the call.
    marta.get(CALL).await.says("0 de 14").does_not_say("hola");
}

#[tokio::test]
async fn a_form_without_our_token_does_nothing() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let token = std::mem::replace(&mut marta.token, "forged".into());
    let tick = [("item", "consent"), ("result", "passed")];
    act(&rig, &mut marta, &call, "tick", &tick).await.is(403);
    let fields = [("call", call.as_str()), ("side", "face")];
    let face = wire_mrz::specimen::face(320, 240, 0.0).to_jpeg(90);
    marta.token = "forged".into();
    marta
        .upload("/video/call/capture", &fields, &face)
        .await
        .is(403);
    marta.token = token;
    marta.get(CALL).await.says("0 de 14");
}

#[tokio::test]
async fn only_a_picture_is_kept_as_a_picture() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let fields = [("call", call.as_str()), ("side", "front")];
    let jpeg = wire_mrz::specimen::face(320, 240, 0.0).to_jpeg(90);
    // An empty archive, alone and behind a picture that viewers would show.
    let zip = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    let both = [jpeg.as_slice(), &zip].concat();
    let cut = &jpeg[..jpeg.len() / 2];
    for file in [zip.as_slice(), &both, cut, b"<svg onload='x'/>", b"GIF89a"] {
        let reply = marta.upload("/video/call/capture", &fields, file).await;
        reply.is(422).says("no es una imagen que se pueda leer");
    }
    let reply = marta.upload("/video/call/capture", &fields, b"").await;
    reply.is(422).says("Elegir una imagen.");
    // 17,000 by 17,000 pixels in a few bytes of PNG.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend([
        0, 0, 0x42, 0x68, 0, 0, 0x42, 0x68, 8, 2, 0, 0, 0, 0, 0, 0, 0,
    ]);
    marta
        .upload("/video/call/capture", &fields, &bomb)
        .await
        .is(422);
    // More than the route takes is not even read.
    let huge = vec![0xFF; (4 << 20) + (64 << 10)];
    marta
        .upload("/video/call/capture", &fields, &huge)
        .await
        .is(413);
    marta.get(CALL).await.says("Anverso, falta");
}

#[tokio::test]
async fn two_operators_do_not_take_the_same_person_and_one_has_one_call() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let mut hugo = operator(&rig, "hugo").await;
    let caller = rig.office.caller(&people()[0]).await;
    attend(&rig, &mut marta, &caller).await;
    hugo.get("/video").await;
    assert_eq!(
        hugo.post("/video/next", &[]).await.location(),
        "/video?nobody"
    );
    rig.office.caller(&people()[1]).await;
    marta
        .get("/video")
        .await
        .says("Su llamada")
        .says("En llamada");
    assert_eq!(
        marta.post("/video/next", &[]).await.location(),
        "/video?busy"
    );
    marta
        .post("/video/presence", &[("presence", "asleep")])
        .await
        .is(400);
    let pause = [("presence", "pause"), ("then", "call")];
    assert_eq!(marta.post("/video/presence", &pause).await.location(), CALL);
    assert!(!marta.get(CALL).await.body.contains("id=\"pause\""));
}

#[tokio::test]
async fn a_page_that_is_open_is_a_sign_of_life() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let proofing = rig.office.desk.proofing.clone();
    for _ in 0..4 {
        rig.later(25);
        marta.get("/video").await.is(200);
    }
    let room = proofing.room().await.unwrap();
    let [one] = room.operators() else {
        panic!("{:?}", room.operators())
    };
    assert_eq!(one.presence, Presence::Available);
}

#[tokio::test]
async fn the_second_officer_is_another_one() {
    let rig = Rig::new().await;
    let (mut marta, _) = rig
        .officer("marta", &[Role::VideoOperator, Role::Reviewer])
        .await;
    let (mut ines, mut device) = rig.officer("ines", &[Role::Reviewer]).await;
    let (mut david, _) = rig.officer("david", &[Role::Reviewer]).await;
    marta.get("/video").await;
    marta
        .post("/video/presence", &[("presence", "on-duty")])
        .await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    establish(&rig, &mut marta, &call, &caller).await;
    act(&rig, &mut marta, &call, "mrz", &[]).await.is(200);
    act(&rig, &mut marta, &call, "approve", &[])
        .await
        .location();
    let review = format!("/video/reviews/{call}");
    let own = marta.get("/video/reviews").await;
    own.says("La atendió usted");
    assert!(!own.body.contains(&review));
    marta.get(&review).await.is(404);
    let confirm = [("verdict", "confirm"), ("note", "Todo visto y conforme.")];
    marta.post(&review, &confirm).await.is(404);
    ines.get("/video").await.says("Segundas revisiones (1)");
    ines.get("/video/reviews").await.says("Revisar");
    let page = ines.get(&review).await;
    page.says("Revisar la llamada de")
        .says("Me he presentado Bien");
    let picture = page.body.split("href=\"/video/calls/").nth(1).unwrap();
    let picture = format!("/video/calls/{}", picture.split_once('"').unwrap().0);
    ines.get(&picture).await.is(200);
    ines.get(&review).await;
    ines.post(&review, &[])
        .await
        .is(422)
        .says("Elegir si sube o no.");
    // An hour later the passkey has to be shown first; what was typed stays.
    rig.later(3_600);
    david.get(&review).await;
    ines.get(&review).await;
    let held = ines.post(&review, &confirm).await;
    held.is(422)
        .says("Confirmar que es usted")
        .says("Al enviar se pedirá la llave");
    assert!(held.body.contains("Todo visto y conforme."));
    let ceremony = ines.challenge("/verify/options", &[]).await;
    let response = device.get(&ceremony.options);
    let end = ines.answer(&review, &confirm, &ceremony, &response).await;
    assert_eq!(end.location(), "/video/reviews?confirmed");
    ines.get(end.location())
        .await
        .says("La persona tiene ya el nivel avanzado");
    assert_eq!(david.get(&review).await.location(), "/video/reviews?raced");
    let standing = rig.office.standing(&caller.person).await;
    assert_eq!(standing.unwrap().1, vocab::RegistrationLevel::Advanced);
}

/// The passkey of the morning does not decide in the afternoon: the form asks for it itself.
#[tokio::test]
async fn a_decision_in_a_call_needs_the_passkey_again() {
    let rig = Rig::new().await;
    let (mut marta, mut device) = rig.officer("marta", &[Role::VideoOperator]).await;
    marta.get("/video").await;
    marta
        .post("/video/presence", &[("presence", "on-duty")])
        .await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let page = marta.get(CALL).await;
    assert!(!page.body.contains("data-passkey"), "just verified");
    rig.later(16 * 60);
    let page = marta.get(CALL).await;
    page.says("Al enviar se pedirá la llave");
    assert_eq!(page.body.matches("data-passkey=\"get\"").count(), 2);
    let sent = [
        ("reason", "connection"),
        ("note", "Se corta sin parar la imagen."),
    ];
    let held = act(&rig, &mut marta, &call, "refuse", &sent).await;
    held.is(422)
        .says("Confirmar que es usted")
        .does_not_say("Revisar lo que se señala");
    assert!(held.body.contains("Se corta sin parar la imagen."));
    // The passkey of a colleague is none.
    let (_, mut other) = rig.officer("hugo", &[Role::VideoOperator]).await;
    let fields = [&[("call", call.as_str())], sent.as_slice()].concat();
    let refuse = "/video/call/refuse";
    let ceremony = marta.challenge("/verify/options", &[]).await;
    let wrong = other.get(&ceremony);
    marta
        .answer(refuse, &fields, &ceremony, &wrong)
        .await
        .is(422);
    assert!(rig.office.standing(&caller.person).await.is_none());
    marta.get(CALL).await.is(200);
    let ceremony = marta.challenge("/verify/options", &[]).await;
    let response = device.get(&ceremony);
    let end = marta.answer(refuse, &fields, &ceremony, &response).await;
    assert_eq!(end.location(), "/video?refused");
    marta.get(end.location()).await.says("Registro rechazado");
}

#[tokio::test]
async fn the_numbers_are_drawn_and_stand_in_tables() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    marta
        .get("/video/statistics")
        .await
        .says("No hubo llamadas");
    let caller = rig.office.caller(&people()[0]).await;
    rig.later(30);
    let call = attend(&rig, &mut marta, &caller).await;
    rig.later(119);
    let sent = [("reason", "connection"), ("note", "Se corta sin parar.")];
    act(&rig, &mut marta, &call, "refuse", &sent)
        .await
        .location();
    for period in ["", "?period=today", "?period=month", "?period=always"] {
        let page = marta.get(&format!("/video/statistics{period}")).await;
        page.is(200)
            .says("Rechazadas 1")
            .says("Espera media 30 segundos")
            .says("Duración media 2 minutos")
            .says("Condiciones de la conexión 1")
            .does_not_say("Somebody");
        assert_eq!(page.body.matches("<svg class=\"chart\"").count(), 3);
    }
}

#[tokio::test]
async fn the_microphone_is_allowed_on_the_page_of_the_call_only() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let caller = rig.office.caller(&people()[0]).await;
    attend(&rig, &mut marta, &caller).await;
    let call = marta.get(CALL).await;
    assert!(
        call.header("permissions-policy")
            .contains("microphone=(self)")
    );
    let policy = call.header("content-security-policy");
    assert!(
        policy.contains("connect-src 'self' wss://office.example"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    for path in ["/video", "/video/statistics", "/session"] {
        let page = marta.get(path).await;
        assert!(
            page.header("permissions-policy").contains("microphone=()"),
            "{path}"
        );
    }
    for script in ["video/call.js", "video/queue.js"] {
        let page = if script.ends_with("call.js") {
            &call
        } else {
            &marta.get("/video").await
        };
        let source = page.body.split("src=\"/assets/office/").nth(1).unwrap();
        assert!(
            source.split('"').next().unwrap().ends_with(script),
            "{script}"
        );
    }
}

/// A finished recording of a call under way.
pub(crate) async fn recorded(rig: &Rig, call: &str) -> String {
    let call = vocab::VideoCallId::parse(call).unwrap();
    let proofing = &rig.office.desk.proofing;
    let start = proofing.media_recording(call).await.unwrap().unwrap();
    let content: Vec<u8> = (0..=255).cycle().take(2_500_000).collect();
    let summary = RecordingSummary {
        id: start.id,
        started_at: start.at,
        duration_ms: 61_000,
        bytes: 2_500_000,
        records: 14,
        final_hash: [9; 32],
    };
    rig.recordings.put(summary.clone(), content);
    proofing.media_recorded(call, summary).await.unwrap();
    format!("/video/recordings/{}", start.id)
}

#[tokio::test]
async fn a_recording_plays_for_a_stated_purpose_only_and_in_parts() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let (entered, _) = rig.office.officer("ines", &[Role::Reviewer]).await;
    let mut ines = rig.browser();
    ines.set_cookie("session", entered.secret.as_str());
    let (mut david, _) = rig.officer("david", &[Role::Reviewer]).await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let recording = recorded(&rig, &call).await;
    let file = format!("{recording}/recording.webm");
    for browser in [&mut marta, &mut ines] {
        browser.get("/video").await;
        browser.get(&file).await.is(404);
    }
    marta.get(&recording).await.is(404);
    let page = ines.get(&recording).await;
    page.says("Para qué").does_not_say("Guardar el fichero");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("media-src 'self'"), "{policy}");
    ines.post(&recording, &[("purpose", "ver")])
        .await
        .is(422)
        .says("al menos 10 letras");
    ines.get(&file).await.is(404);
    let purpose = [("purpose", "Segunda revisión de la llamada.")];
    assert_eq!(ines.post(&recording, &purpose).await.location(), recording);
    ines.get(&recording)
        .await
        .says("Se puede ver hasta las")
        .says("61 segundos");
    let whole = ines.get(&file).await;
    whole.is(200);
    assert_eq!(whole.header("content-length"), "2500000");
    assert_eq!(whole.header("content-type"), "video/webm");
    let part = ines.get_part(&file, "bytes=256-258").await;
    part.is(206);
    assert_eq!(part.header("content-range"), "bytes 256-258/2500000");
    assert_eq!(part.body.as_bytes(), [0, 1, 2]);
    ines.get_part(&file, "bytes=2500000-").await.is(416);
    // What she said opens it in every process of the desk, and for nobody else in any.
    let mut elsewhere = Browser::new(&rig.another_process());
    elsewhere.set_cookie("session", entered.secret.as_str());
    elsewhere.get_part(&file, "bytes=0-1").await.is(206);
    elsewhere
        .get(&recording)
        .await
        .says("Se puede ver hasta las");
    // Somebody else has said no purpose, and after two hours nobody has.
    david.get("/video").await;
    david.get(&file).await.is(404);
    rig.later(2 * 3_600);
    ines.get(&file).await.is(404);
}

#[tokio::test]
async fn a_recording_that_was_changed_does_not_play() {
    let rig = Rig::new().await;
    let mut marta = operator(&rig, "marta").await;
    let (mut ines, _) = rig.officer("ines", &[Role::Reviewer]).await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let recording = recorded(&rig, &call).await;
    let id = rig.recordings.ids().remove(0);
    let other = RecordingSummary {
        id,
        started_at: vocab::Timestamp::UNIX_EPOCH,
        duration_ms: 1,
        bytes: 1,
        records: 1,
        final_hash: [8; 32],
    };
    rig.recordings.put(other, vec![0]);
    ines.get(&recording).await;
    let purpose = [("purpose", "Segunda revisión de la llamada.")];
    let page = ines.post(&recording, &purpose).await;
    page.is(409).says("La grabación no se puede abrir");
}
