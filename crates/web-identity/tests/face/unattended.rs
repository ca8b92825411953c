//! The citizen's pages of identification by pictures and a film: the whole way, what is said of a
//! poor picture, the pieces of a film, coming back, a second tab, every refusal, and how it ends.

use axum::http::Method;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use model::{
    unattended::{AttemptState, SideKind, UnattendedRules, ZoneRead},
    video::{MrzData, RefusalReason},
};
use serde_json::{Value, json};
use simulators::population::DemoPerson;
use store::StoreError;
use unattended::{DocumentReader, Examined, NotAPicture};
use vocab::{Date, Lang, OfficerId, SignedDuration, normalised_name};
use web_identity::texts::{self, LANGS};

use crate::browser::Browser;
use crate::rig::{Rig, at_once, with_dni, with_nie};

const SELF: &str = "/register/video/self";
const FRONT: &str = "/register/video/self/side/front";
const BACK: &str = "/register/video/self/side/back";
const FILM: &str = "/register/video/self/film";

/// A reader whose pictures say in JSON what is to be seen in them.
pub(crate) struct Cards;

impl DocumentReader for Cards {
    fn examine(&self, file: &[u8], side: SideKind, _: Date) -> Result<Examined, NotAPicture> {
        let seen: Value = serde_json::from_slice(file).map_err(|_| NotAPicture::Unreadable)?;
        let flaws = serde_json::from_value(seen["flaws"].clone()).unwrap();
        let zone: Option<ZoneRead> = serde_json::from_value(seen["zone"].clone()).unwrap();
        Ok(Examined {
            jpeg: file.to_vec(),
            flaws,
            zone: match side {
                SideKind::Front => None,
                SideKind::Back => zone.or(Some(ZoneRead::NotFound)),
            },
        })
    }
}

fn picture(flaws: &[&str], zone: Option<&ZoneRead>) -> Vec<u8> {
    let seen = json!({ "flaws": flaws, "zone": zone });
    seen.to_string().into_bytes()
}

/// The zone of the person's own document.
fn zone(person: &DemoPerson) -> MrzData {
    let record = &person.record;
    let surname2 = record.name.surname2.as_ref();
    let surnames = [Some(&record.name.surname1), surname2];
    let surnames: Vec<&str> = surnames
        .into_iter()
        .flatten()
        .map(vocab::Line::as_str)
        .collect();
    MrzData {
        number: Some(record.number.clone()),
        document_number: "BAA000589".into(),
        surnames: normalised_name(&surnames.join(" ")),
        given: normalised_name(record.name.given.as_str()),
        birth_date: record.birth_date.as_date(),
        sex: None,
        expires_on: record.document.valid_until,
        check_digits_right: true,
    }
}

/// Three pieces of which the first begins a film.
fn pieces() -> [Vec<u8>; 3] {
    let mut first = b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67".to_vec();
    first.extend_from_slice(&[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    [first, vec![7; 500], vec![9; 20]]
}

fn digest(bytes: &[u8]) -> String {
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    format!("sha-256={}", BASE64_STANDARD.encode(hash))
}

impl Browser<'_> {
    /// From the number to the first picture.
    async fn begin_film_way(&mut self, person: &DemoPerson) -> &mut Self {
        self.confirm_document(person).await;
        self.send("", &[("way", "self")]).await.is_at(SELF);
        self.open("/register/video/self/consent").await;
        self.send("", &[("consent", "yes")]).await.is_at(FRONT);
        self
    }

    /// What the form with a file does.
    async fn upload(&mut self, side: &str, file: &[u8], accept: &str) -> &mut Self {
        self.open(&format!("{side}?again")).await.answers(200);
        let token = self.token();
        let part = "--b\r\ncontent-disposition: form-data; name=";
        let mut body = format!("{part}\"_token\"\r\n\r\n{token}\r\n").into_bytes();
        body.extend_from_slice(format!("{part}\"picture\"; filename=\"a.jpg\"\r\n\r\n").as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let headers = [
            ("accept", accept),
            ("content-type", "multipart/form-data; boundary=b"),
        ];
        self.ask(Method::POST, side, &headers, body).await;
        self.follow().await;
        self
    }

    fn token(&self) -> String {
        let page = self.page();
        let (_, rest) = page.split_once("name=\"_token\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    async fn both_sides(&mut self, person: &DemoPerson) -> &mut Self {
        self.upload(FRONT, &picture(&[], None), "text/html").await;
        self.is_at(FRONT);
        let back = picture(&[], Some(&ZoneRead::Read(zone(person))));
        self.upload(BACK, &back, "text/html").await.is_at(BACK);
        self
    }

    async fn contact(&mut self, person: &DemoPerson) -> &mut Self {
        self.open("/register/video/self/contact").await;
        let fields = [
            ("phone", person.phone.as_e164()),
            ("email", person.email.as_str()),
        ];
        self.send("", &fields).await.is_at(FILM);
        self
    }

    /// What the film's script calls; the answer as JSON.
    async fn calls(&mut self, step: &str, fields: &[(&str, &str)]) -> Value {
        let token = self.token();
        let mut body = format!("_token={token}");
        for (name, value) in fields {
            body.push_str(&format!("&{name}={value}"));
        }
        let (page, at) = (self.bytes.clone(), self.at.clone());
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let path = format!("{FILM}/{step}");
        self.ask(Method::POST, &path, &headers, body).await;
        let told = serde_json::from_slice(&self.bytes).unwrap_or_default();
        // The page stays open behind its script.
        (self.bytes, self.at) = (page, at);
        told
    }

    async fn put(&mut self, film: u64, n: usize, piece: &[u8]) -> (u16, Value) {
        let (token, digest) = (self.token(), digest(piece));
        let headers = [("x-form-token", token.as_str()), ("digest", &digest)];
        self.put_with(film, n, piece, &headers).await
    }

    async fn put_with(
        &mut self,
        film: u64,
        n: usize,
        piece: &[u8],
        headers: &[(&str, &str)],
    ) -> (u16, Value) {
        let (page, at) = (self.bytes.clone(), self.at.clone());
        let path = format!("{SELF}/films/{film}/chunks/{n}");
        self.ask(Method::PUT, &path, headers, piece.to_vec()).await;
        let told = serde_json::from_slice(&self.bytes).unwrap_or_default();
        (self.bytes, self.at) = (page, at);
        (self.status.as_u16(), told)
    }

    async fn due(&mut self, film: u64) -> (u16, Value) {
        let (page, at) = (self.bytes.clone(), self.at.clone());
        let path = format!("{SELF}/films/{film}");
        let headers = [("accept", "application/json")];
        self.ask(Method::GET, &path, &headers, Vec::new()).await;
        let told = serde_json::from_slice(&self.bytes).unwrap_or_default();
        (self.bytes, self.at) = (page, at);
        (self.status.as_u16(), told)
    }

    /// What the page's script does, from the button to the page that follows.
    async fn film(&mut self) -> &mut Self {
        self.rig.messages().await;
        self.open(FILM).await.is_at(FILM);
        let begun = self.calls("begin", &[]).await;
        assert_eq!(begun["actions"].as_array().unwrap().len(), 3);
        let film = begun["film"].as_u64().unwrap();
        for (n, piece) in pieces().iter().enumerate() {
            assert_eq!(self.put(film, n, piece).await, (204, Value::Null));
        }
        let code = self.rig.phone_code().await;
        let verdict = self.calls("code", &[("code", &code)]).await;
        assert_eq!(verdict["right"], true);
        let told = self.calls("end", &[("pieces", "3")]).await;
        assert_eq!(told["go"], "/register/video/self/send");
        self.open("/register/video/self/send").await;
        self
    }

    async fn ready(&mut self, person: &DemoPerson) -> &mut Self {
        self.begin_film_way(person).await;
        self.both_sides(person).await;
        self.contact(person).await;
        self.film().await.is_at("/register/video/self/send");
        self
    }

    /// An officer decides so.
    async fn decided(&self, to: impl Fn(AttemptState, OfficerId) -> AttemptState + Send + 'static) {
        let unattended = &self.rig.unattended;
        let (keeper, secret) = (unattended.keeper(), self.cookie("self").unwrap());
        let hash = unattended
            .hashes
            .hash("unattended.secret", secret.as_bytes());
        let officer = OfficerId::new(keeper.now, &*unattended.entropy);
        unattended
            .store
            .transact("test.decide", move |tx| {
                let open = keeper.open_by_secret(tx, hash)?.unwrap();
                assert!(keeper.advance(tx, &open, to(open.stored.state, officer))?);
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn pictures_a_film_and_a_code_register_at_the_basic_level_at_once() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.confirm_document(&person).await;
    browser.send("", &[("way", "self")]).await.is_at(SELF);
    browser
        .says("Unos 10 minutos")
        .says("Las cifras de control de la banda de letras y números")
        .says("Que su cara es la de la foto del documento")
        .says("Ningún programa compara su cara")
        .says("Si queda registrado, 15 años.")
        .says("En los demás casos, 7 días.")
        .says("Registrarse por carta");
    browser.open("/register/video/self/consent").await;
    browser
        .send("", &[])
        .await
        .answers(422)
        .says("Sin su consentimiento no podemos hacer las fotos ni el vídeo");
    browser.send("", &[("consent", "yes")]).await.is_at(FRONT);
    browser.is_private();
    let features = browser.header("permissions-policy").to_owned();
    assert!(features.starts_with("camera=(self)"), "{features}");
    browser.both_sides(&person).await;
    browser
        .says("Lo que hemos leído")
        .says(person.record.number.as_str())
        .says("El que escribió")
        .says("En vigor")
        .says("Correctas");
    browser.contact(&person).await;
    browser.film().await.is_at("/register/video/self/send");
    browser
        .says("Nítida")
        .says("Grabado, con el código correcto");
    browser.send("", &[]).await.answers(422);
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/done")
        .says("con fotografías y vídeo")
        .says("Código de activación");
    // Who comes back is where they were.
    browser.open(FRONT).await.is_at("/register/done");
}

#[tokio::test]
async fn where_a_person_decides_first_nobody_is_registered_before() {
    let rig = Rig::filming(UnattendedRules {
        basic_at_once: false,
        target_hours: 72,
        ..at_once()
    })
    .await;
    let mut browser = Browser::new(&rig);
    browser
        .open(SELF)
        .await
        .says("Una persona lo revisa en unas 72 horas. Si lo confirma");
    browser.ready(&with_dni(101)).await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/video/self/done")
        .says("Lo hemos recibido")
        .says("Una persona lo revisará en unas 72 horas. Hasta entonces no queda registrado.")
        .says("en un documento firmado, tanto si se confirma como si no");
    browser
        .decided(|_, by| AttemptState::Confirmed {
            at: "2026-11-22T12:00:00Z".parse().unwrap(),
            by,
        })
        .await;
    browser
        .open("/register/video/self/done")
        .await
        .says("Su identidad está confirmada")
        .says("nivel avanzado");
}

/// The answer is the same for a stranger's number that is registered already (invariant 11).
#[tokio::test]
async fn who_is_registered_already_is_answered_like_anybody_else() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.ready(&with_dni(31)).await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/video/self/done")
        .says("Una persona lo revisará")
        .does_not_say("ya está registrado");
}

#[tokio::test]
async fn what_is_wrong_with_a_picture_is_said_and_another_can_be_taken() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    let poor = picture(&["too_blurred", "glare"], None);
    browser.upload(FRONT, &poor, "text/html").await.is_at(FRONT);
    browser
        .says("La foto se puede mejorar")
        .says("Está borrosa.")
        .says("Hay un reflejo.");
    // The script's answer is an address, and words where the file is no picture.
    browser.upload(FRONT, &poor, "application/json").await;
    let told: Value = serde_json::from_slice(&browser.bytes).unwrap();
    assert_eq!(told, json!({ "go": FRONT }));
    browser
        .upload(FRONT, b"PK\x03\x04", "application/json")
        .await;
    browser.answers(422);
    let told: Value = serde_json::from_slice(&browser.bytes).unwrap();
    assert_eq!(told["words"], texts::unattended(Lang::Es).file_unreadable);
    browser
        .upload(FRONT, b"PK\x03\x04", "text/html")
        .await
        .answers(422)
        .says("Ese archivo no es una foto que podamos abrir.");
    browser
        .upload(FRONT, b"", "text/html")
        .await
        .answers(422)
        .says("Elija una foto.");
    // A zone that cannot be read, of which the digits do not fit, and of somebody else.
    for (zone, said) in [
        (ZoneRead::NotFound, "No hemos podido leer la banda"),
        (ZoneRead::WrongDigits, "Las cifras de control no cuadran"),
        (ZoneRead::Read(zone(&with_dni(31))), "No es el que escribió"),
    ] {
        let back = picture(&[], Some(&zone));
        browser.upload(BACK, &back, "text/html").await.is_at(BACK);
        browser.says(said);
    }
    // The picture is shown to who took it, and to nobody else.
    browser.open(&format!("{BACK}/picture")).await.answers(200);
    assert_eq!(browser.header("content-type"), "image/jpeg");
    let mut other = Browser::new(&rig);
    other.open(&format!("{BACK}/picture")).await.is_at(SELF);
}

#[tokio::test]
async fn a_side_has_so_many_pictures_and_no_more() {
    let rig = Rig::filming(UnattendedRules {
        side_tries: 2,
        ..at_once()
    })
    .await;
    let mut browser = Browser::new(&rig);
    browser.begin_film_way(&with_dni(101)).await;
    for left in ["Puede hacer una foto más", "No se pueden hacer más fotos"] {
        browser
            .upload(FRONT, &picture(&[], None), "text/html")
            .await;
        browser.is_at(FRONT).says(left);
    }
    // A second tab still has its camera.
    browser
        .upload(FRONT, &picture(&[], None), "text/html")
        .await
        .answers(409)
        .says("Ha hecho todas las que se admiten.")
        .says("Seguir con la última foto");
}

#[tokio::test]
async fn pieces_are_taken_in_order_whole_and_from_the_page_only() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&person).await;
    assert_eq!(browser.due(1).await.0, 410, "no film was begun");
    let film = browser.calls("begin", &[]).await["film"].as_u64().unwrap();
    let [first, second, _] = pieces();
    assert_eq!(browser.due(film).await, (200, json!({ "next": 0 })));
    assert_eq!(
        browser.put(film, 2, &second).await,
        (409, json!({ "next": 0 }))
    );
    assert_eq!(browser.put(film, 0, b"PK\x03\x04").await.0, 415);
    assert_eq!(browser.put(film, 0, &first).await.0, 204);
    // Stored before, with the answer lost.
    assert_eq!(browser.put(film, 0, &first).await.0, 204);
    let (token, of_another) = (browser.token(), digest(&first));
    let spoilt = [("x-form-token", token.as_str()), ("digest", &of_another)];
    assert_eq!(browser.put_with(film, 1, &second, &spoilt).await.0, 400);
    let unsigned = digest(&second);
    let stranger = [("digest", unsigned.as_str())];
    assert_eq!(browser.put_with(film, 1, &second, &stranger).await.0, 403);
    assert_eq!(browser.put(film, 1, &vec![0; 2 << 20]).await.0, 413);
    assert_eq!(browser.put(film, 1, &vec![0; 5 << 20]).await.0, 413);
    assert_eq!(browser.put(film, 1, &second).await.0, 204);
    assert_eq!(browser.due(film).await, (200, json!({ "next": 2 })));
    // The end comes with every piece and the code.
    let early = browser.calls("end", &[("pieces", "3")]).await;
    assert_eq!(early["words"], texts::unattended(Lang::Es).film_broken);
    let silent = browser.calls("end", &[("pieces", "2")]).await;
    assert_eq!(silent["words"], texts::unattended(Lang::Es).film_no_code);
    rig.pass(SignedDuration::from_mins(6));
    assert_eq!(browser.put(film, 2, &second).await.0, 410);
    let late = browser.calls("end", &[("pieces", "2")]).await;
    assert_eq!(late["words"], texts::unattended(Lang::Es).film_late);
}

#[tokio::test]
async fn a_second_tab_begins_another_film_and_the_first_one_is_told() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&person).await;
    let first = browser.calls("begin", &[]).await["film"].as_u64().unwrap();
    let [piece, ..] = pieces();
    assert_eq!(browser.put(first, 0, &piece).await.0, 204);
    browser
        .open(FILM)
        .await
        .says("El vídeo anterior quedó a medias")
        .says("Puede grabar hasta 3 vídeos.");
    let second = browser.calls("begin", &[]).await["film"].as_u64().unwrap();
    assert_ne!(first, second);
    assert_eq!(browser.put(first, 1, &piece).await.0, 410);
    assert_eq!(browser.due(second).await, (200, json!({ "next": 0 })));
}

#[tokio::test]
async fn a_wrong_code_is_counted_and_a_void_one_needs_another_film() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&person).await;
    let none = browser.calls("code", &[("code", "123456")]).await;
    assert_eq!(none, json!({ "go": FILM }), "no film runs");
    rig.messages().await;
    browser.calls("begin", &[]).await;
    let code = rig.phone_code().await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let shape = browser.calls("code", &[("code", "12")]).await;
    assert_eq!(shape["words"], texts::register(Lang::Es).sms_shape);
    for over in [false, false, true] {
        let verdict = browser.calls("code", &[("code", wrong)]).await;
        assert_eq!(
            (&verdict["right"], &verdict["over"]),
            (&json!(false), &json!(over))
        );
    }
    let verdict = browser.calls("code", &[("code", &code)]).await;
    assert_eq!(verdict["over"], true, "void, although right");
}

#[tokio::test]
async fn films_and_attempts_have_a_number_and_the_page_says_what_else_there_is() {
    let rig = Rig::filming(UnattendedRules {
        film_tries: 1,
        attempts_a_day: 1,
        ..at_once()
    })
    .await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&person).await;
    browser.calls("begin", &[]).await;
    let told = browser.calls("begin", &[]).await;
    assert_eq!(told, json!({ "go": FILM }));
    browser
        .open(FILM)
        .await
        .answers(409)
        .says("No se pueden grabar más vídeos")
        .says("Registrarse por carta");
    let mut again = Browser::new(&rig);
    again.confirm_document(&person).await;
    again.open("/register/video/self/consent").await;
    again
        .send("", &[("consent", "yes")])
        .await
        .answers(429)
        .says("Ha empezado demasiadas veces")
        .says("Registrarse por carta");
}

#[tokio::test]
async fn who_comes_back_goes_on_where_they_were() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let person = with_dni(101);
    // Nothing begins without the document, nor without the consent.
    browser
        .open("/register/video/self/consent")
        .await
        .is_at("/register");
    browser.open(FILM).await.is_at(SELF);
    browser.begin_film_way(&person).await;
    browser.open(FILM).await.is_at(FRONT);
    browser.open("/register/video/self/send").await.is_at(FRONT);
    browser.both_sides(&person).await;
    browser
        .open(SELF)
        .await
        .says("Lo que ya envió se conserva hasta las 13:00.");
    assert!(
        browser
            .page()
            .contains("class=\"btn\" href=\"/register/video/self/contact\"")
    );
    browser
        .open("/register/video/self/consent")
        .await
        .is_at("/register/video/self/contact");
    // A picture that was taken is shown, and taken again only when asked for.
    browser
        .open(FRONT)
        .await
        .says("Así ha salido la cara delantera");
    browser
        .open(&format!("{FRONT}?again"))
        .await
        .says("Encender la cámara");
    browser.contact(&person).await;
    browser.film().await;
    browser.open(FILM).await.is_at("/register/video/self/send");
    browser
        .open(&format!("{FILM}?again"))
        .await
        .says("Grabe el vídeo");
    // An hour after the beginning it is over.
    rig.pass(SignedDuration::from_mins(61));
    browser
        .open("/register/video/self/send")
        .await
        .answers(410)
        .says("Se acabó el tiempo para enviarla.")
        .says("se borra en 7 días");
    browser.open("/register/video/self/send").await.is_at(SELF);
}

#[tokio::test]
async fn who_leaves_is_not_registered_and_can_begin_again() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.begin_film_way(&with_dni(101)).await;
    browser
        .send("/register/video/self/leave", &[])
        .await
        .is_at("/register/video/self/done?left")
        .says("No queda registrado.");
    browser.open("/register/video/self/consent").await;
    browser.send("", &[("consent", "yes")]).await.is_at(FRONT);
}

/// A reason that helps is told; a suspicion teaches nobody what to do better next time.
#[tokio::test]
async fn a_refusal_says_what_helps_and_no_more() {
    for (reason, withdrawn, told) in [
        (RefusalReason::ImageOrSound, false, "Busque más luz"),
        (RefusalReason::DataNotConfirmed, false, "no coincidían"),
        (
            RefusalReason::NotByThisRoute,
            false,
            "no se puede resolver así",
        ),
        (
            RefusalReason::NotTheHolder,
            true,
            "El registro básico que tenía se ha retirado",
        ),
        (
            RefusalReason::Coercion,
            false,
            "Por seguridad no damos más detalle",
        ),
    ] {
        let rig = Rig::filming(UnattendedRules {
            basic_at_once: false,
            ..at_once()
        })
        .await;
        let mut browser = Browser::new(&rig);
        browser.ready(&with_dni(101)).await;
        browser.send("", &[("accept", "yes")]).await;
        browser
            .decided(move |_, by| AttemptState::Refused {
                at: "2026-11-22T12:00:00Z".parse().unwrap(),
                by,
                reason,
                withdrawn,
            })
            .await;
        browser
            .open("/register/video/self/done")
            .await
            .says("No hemos podido confirmar su identidad")
            .says(told)
            .says("Registrarse por carta")
            .does_not_say("coac")
            .does_not_say("titular");
    }
}

#[tokio::test]
async fn the_phone_of_another_identity_is_taken_over_only_when_confirmed() {
    let rig = Rig::new().await;
    let (other, person) = (with_dni(23), with_dni(101));
    let mut browser = Browser::new(&rig);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&other).await;
    browser.film().await;
    browser.does_not_say("consta en otro registro");
    browser
        .send("", &[("accept", "yes")])
        .await
        .answers(422)
        .says("Ese móvil consta en otro registro");
    browser.send("", &[("accept", "yes")]).await.answers(422);
    browser
        .send("", &[("accept", "yes"), ("displace", "yes")])
        .await
        .is_at("/register/video/self/done")
        .says("Una persona lo revisará");
}

#[tokio::test]
async fn where_it_is_not_offered_nothing_leads_there() {
    let rig = Rig::filming(UnattendedRules::default()).await;
    let mut browser = Browser::new(&rig);
    for path in ["/", "/procedures"] {
        browser.open(path).await.answers(200);
        assert!(!browser.page().contains(SELF), "{path}");
    }
    browser.confirm_document(&with_dni(101)).await;
    assert!(!browser.page().contains("value=\"self\""));
    let steps = ["", "/consent", "/side/front", "/contact", "/film", "/send"];
    for step in steps {
        browser.open(&format!("{SELF}{step}")).await.answers(404);
    }
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    for path in ["/", "/procedures"] {
        browser.open(path).await;
        assert!(browser.page().contains(SELF), "{path}");
    }
    // Nobody gets a letter abroad, but a camera works there.
    browser.open("/register").await;
    browser.identify(&with_nie(112)).await;
    browser.open("/register/ways").await;
    assert!(
        !browser.page().contains("value=\"have\"") || browser.page().contains("value=\"self\"")
    );
}

/// Every page in every language, for `pages.rs`.
pub(crate) async fn walk(rig: &Rig, lang: Lang) -> Vec<String> {
    let mut browser = Browser::speaking(rig, lang);
    let person = with_dni(101);
    browser.begin_film_way(&person).await;
    browser.both_sides(&person).await;
    browser.contact(&person).await;
    browser.film().await;
    browser.send("", &[]).await.answers(422);
    browser.send("/register/video/self/leave", &[]).await;
    browser.titles
}

#[test]
fn what_scripts_say_has_the_gaps_that_they_fill() {
    for lang in LANGS {
        let action = texts::unattended(*lang).action_of("{n}", "{total}");
        assert!(action.contains("{n}") && action.contains("{total}"));
    }
}
