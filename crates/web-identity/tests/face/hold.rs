//! Kept out, frozen, switched off: what the pages say, and what a link does.

use model::{
    notice::Notice,
    restriction::{Restriction, RestrictionKind, SetBy},
};
use store::{StoreError, repo};
use vocab::{AssuranceLevel, Lang, OfficerId, RestrictionId, SignedDuration};
use wire_oidc::claims::Scope;

use crate::browser::Browser;
use crate::party::Party;
use crate::permanent::code;
use crate::rig::{Rig, with_dni, with_nie};

const FREEZE: &str = "/session/freeze";

/// The link of the newest alert among what waits.
pub(crate) async fn link(rig: &Rig) -> String {
    let messages = rig.messages().await;
    let newest = messages
        .iter()
        .rev()
        .find_map(|message| match &message.notice {
            Notice::Alert { link, .. } => link.as_ref().map(|link| format!("/alert/{link}")),
            _ => None,
        });
    newest.unwrap_or_else(|| panic!("no alert: {messages:?}"))
}

/// Staff restrict Renato.
async fn restrict(rig: &Rig, kind: RestrictionKind) {
    let (number, now) = (with_nie(204).record.number.clone(), rig.now());
    rig.database
        .store()
        .transact::<_, StoreError, _>("test.restrict", move |tx| {
            let person = repo::person::standing_of(tx, &number)?.unwrap().person;
            let data_key = repo::person::guard(tx, person, now)?;
            let restriction = Restriction {
                id: RestrictionId::new(now, &keys::OsEntropy),
                person,
                kind,
                set_by: SetBy::Officer(OfficerId::new(now, &keys::OsEntropy)),
                reason: None,
                since: now,
                until: None,
                lifted: None,
            };
            repo::restriction::add(tx, &restriction, data_key)
        })
        .await
        .unwrap();
}

impl Browser<'_> {
    /// The means of the page that the person has, each with how it stands.
    fn card(&self, name: &str) -> String {
        let text = self.text();
        let from = text
            .find(&format!("{name} "))
            .unwrap_or_else(|| panic!("{text}"));
        text[from..].chars().take(160).collect()
    }

    /// On the page that says why, with the status of a refusal.
    fn is_held(&self) -> &Self {
        assert!(self.at.starts_with("/login/held"), "{}", self.at);
        self.answers(403)
    }

    /// Renato, at the advanced level, with his password alone.
    pub(crate) async fn enters_with_password(&mut self) -> &mut Self {
        let renato = with_nie(204);
        let password = renato.password().unwrap();
        self.open("/login/password").await;
        self.types_password(&renato, password.expose()).await
    }

    /// The same with a code by SMS.
    async fn enters_with_code(&mut self) -> &mut Self {
        let renato = with_nie(204);
        let (number, password) = (renato.record.number.to_string(), renato.password().unwrap());
        let fields = [
            ("number", number.as_str()),
            ("password", password.expose()),
            ("with-more", "yes"),
        ];
        self.rig.messages().await;
        self.open("/login/password").await.send("", &fields).await;
        self.is_at("/permanent/code");
        let code = code(self.rig).await;
        self.send("/permanent/code", &[("code", &code)]).await
    }
}

#[tokio::test]
async fn a_link_shows_on_get_and_freezes_on_post_and_the_password_with_a_code_thaws() {
    let rig = Rig::new().await;
    let mut own = Browser::new(&rig);
    own.enters_with_password().await.is_at("/session");
    let mut other = Browser::new(&rig);
    other.enters_with_password().await.is_at("/session");
    let link = link(&rig).await;

    // A program that examines mail.
    let mut scanner = Browser::new(&rig);
    scanner.open(&link).await.answers(200).is_private();
    own.open("/session").await.answers(200);

    let mut mail = Browser::new(&rig);
    mail.open(&link).await.says("¿No ha sido usted?");
    mail.send(&link, &[]).await.answers(422);
    mail.send(&link, &[("what", "freeze")]).await.answers(200);
    mail.says("todo está congelado");
    mail.open(&link).await.answers(410).says("ya se ha usado");
    own.open("/session").await.is_at("/login");

    own.enters_with_password().await.is_held();
    own.is_private();
    own.says("Su identidad está congelada")
        .says("nivel sustancial");
    own.does_not_say("Puede descongelarla ahora");
    own.enters_with_code().await.is_held();
    own.says("Puede descongelarla ahora");
    own.send("/login/held/thaw", &[]).await.answers(200);
    own.says("vuelve a estar abierta");
    own.open("/login/held").await.is_at("/login");
    own.enters_with_password().await.is_at("/session");
}

#[tokio::test]
async fn a_way_is_switched_off_after_a_warning_and_says_so_at_the_door() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enters_with_password().await.is_at("/session");
    browser
        .open("/session/means")
        .await
        .answers(200)
        .is_private();
    browser.says("Contraseña permanente").says("Activado");
    const OFF: &str = "/session/means/password/off";
    browser.send(OFF, &[]).await.answers(409);
    browser.says("Es su última forma de descongelar");
    browser.send(OFF, &[]).await.is_at("/session/means");
    browser
        .says("Desactivado desde")
        .says("hay que entrar de otra forma");
    browser.open("/session/activity").await;
    browser.says("Se desactivó «Contraseña permanente»");
    let mut elsewhere = Browser::new(&rig);
    elsewhere.enters_with_password().await.is_held();
    elsewhere.says("Esta forma está desactivada");
    elsewhere.does_not_say("descongelar");
}

#[tokio::test]
async fn who_switches_too_often_is_told_when_it_goes_on() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enters_with_password().await.is_at("/session");
    browser.open("/session/means").await.answers(200);
    for _ in 0..10 {
        for way in ["off", "on"] {
            let address = format!("/session/means/pin/{way}");
            browser.send(&address, &[]).await.is_at("/session/means");
        }
    }
    browser
        .send("/session/means/pin/off", &[])
        .await
        .answers(429)
        .is_private()
        .says("Demasiados cambios");
    browser
        .open("/session/means")
        .await
        .answers(200)
        .does_not_say("Desactivado desde");
}

#[tokio::test]
async fn freezing_takes_a_tick_ends_the_session_and_says_how_to_thaw() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.open("/session/freeze").await.is_at("/login");
    browser.enters_with_password().await.is_at("/session");
    browser
        .open("/session/freeze")
        .await
        .says("Qué se para en el acto");
    browser.says("Contraseña permanente");
    browser.send(FREEZE, &[]).await.answers(422);
    browser
        .send(FREEZE, &[("understood", "yes")])
        .await
        .is_at("/frozen");
    browser.says("Su identidad está congelada");
    browser.says("Si necesita hablar con alguien");
    browser.open("/session").await.is_at("/login");
}

#[tokio::test]
async fn the_last_way_in_is_switched_off_after_a_warning() {
    for rig in [Rig::new().await, Rig::without_certificates().await] {
        let mut browser = Browser::new(&rig);
        browser.open("/login/pin").await;
        browser
            .enter_with_pin(&with_dni(31))
            .await
            .is_at("/session");
        browser.open("/session/means").await;
        const OFF: &str = "/session/means/pin/off";
        browser.send(OFF, &[]).await.answers(409);
        browser.says("Es su última forma de entrar");
        browser.says("Si necesita hablar con alguien");
        let offered = browser
            .text()
            .contains("con certificado electrónico o DNIe");
        assert_eq!(offered, rig.offers_certificates(), "{}", browser.text());
        browser.send(OFF, &[]).await.is_at("/session/means");
        browser.says("Desactivado desde");
    }
}

/// What does not open, or is not offered, is promised by no page.
#[tokio::test]
async fn a_certificate_that_opens_nothing_is_no_way_to_thaw() {
    const CERTIFICATE: &str = "certificado electrónico o DNIe";
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enters_with_password().await.is_at("/session");
    browser.open("/session/freeze").await.says(CERTIFICATE);
    browser.open("/session/means").await;
    browser.send("/session/means/password/off", &[]).await;
    browser.answers(409).says(CERTIFICATE);
    browser.open("/session/means").await;
    let off = "/session/means/certificate/off";
    browser.send(off, &[]).await.is_at("/session/means");
    browser
        .open("/session/freeze")
        .await
        .does_not_say(CERTIFICATE);
    browser.says("Contraseña permanente");
    browser.open("/session/means").await;
    browser.send("/session/means/password/off", &[]).await;
    browser.answers(409).does_not_say(CERTIFICATE);
    browser.send("/session/means/password/off", &[]).await;
    browser
        .open("/session/freeze")
        .await
        .does_not_say(CERTIFICATE);
    browser
        .says("en una oficina, con su documento")
        .does_not_say("por teléfono");
    browser
        .open("/frozen")
        .await
        .says("El certificado electrónico o DNIe.");

    let without = Rig::without_certificates().await;
    let mut browser = Browser::new(&without);
    browser.enters_with_password().await.is_at("/session");
    browser
        .open("/session/freeze")
        .await
        .does_not_say(CERTIFICATE);
    browser
        .open("/session/passkeys")
        .await
        .does_not_say("certificado,");
    browser.open("/frozen").await.does_not_say(CERTIFICATE);
    browser.says("La contraseña permanente, con un código");
    browser.does_not_say("La app, si");
}

#[tokio::test]
async fn a_password_that_opens_nothing_is_not_said_to_be_missing() {
    let mut decided = authn::Settings::default();
    decided.password.valid_days = 1;
    let rig = Rig::with_settings(decided).await;
    rig.pass(SignedDuration::from_hours(25));
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser
        .enter_with_pin(&with_nie(204))
        .await
        .is_at("/session");
    browser.open("/session/means").await;
    let card = browser.card("Contraseña permanente");
    assert!(card.contains("EstadoCaducada"), "{card}");
    restrict(&rig, RestrictionKind::NewPassword).await;
    rig.pass(SignedDuration::from_hours(2));
    browser.open("/login/pin").await;
    browser
        .enter_with_pin(&with_nie(204))
        .await
        .is_at("/session");
    browser.open("/session/means").await;
    let card = browser.card("Contraseña permanente");
    assert!(card.contains("EstadoTiene que cambiarla"), "{card}");
}

/// Wherever a level is lower than the registration lets one expect.
#[tokio::test]
async fn whoever_has_to_prove_their_identity_again_is_told_where() {
    const TITLE: &str = "Tiene que volver a demostrar quién es";
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enters_with_password().await.is_at("/session");
    browser.says("Su registroAvanzado").does_not_say(TITLE);
    browser.open("/session/means").await.does_not_say(TITLE);
    restrict(&rig, RestrictionKind::NewProofing).await;
    browser.enters_with_password().await.is_at("/session");
    browser.says("Avanzado, pero ahora cuenta como básico");
    for path in ["/session", "/session/means"] {
        browser.open(path).await.says(TITLE);
        assert!(browser.page().contains("<a href=\"/register\">"), "{path}");
    }
    let party = Party::new(&rig).await;
    let mut ask = Party::request(&[Scope::OpenId]);
    ask.minimum_level = Some(AssuranceLevel::Substantial);
    browser.open(&party.ask(&ask)).await;
    browser.answers(403).says(TITLE);
    browser.does_not_say("Este trámite pide el registro avanzado");
    let register = browser.at.replace("/login?", "/register?");
    let page = browser.page().replace("&amp;", "&").replace("&#38;", "&");
    assert!(page.contains(&format!("href=\"{register}\"")), "{page}");
    browser.open(&register).await.answers(200);
}

/// Facts B.2: what is on record can be wrong, and somebody else can have changed it.
#[tokio::test]
async fn the_data_say_what_to_do_if_they_are_wrong() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enters_with_password().await.is_at("/session");
    browser.says("¿No son suyos o han cambiado?");
    let page = browser.page();
    assert!(page.contains("<a href=\"tel:") && page.contains("<a href=\"/session/freeze\">"));
}

#[tokio::test]
async fn a_link_that_was_changed_shows_nothing_of_anybody() {
    let rig = Rig::new().await;
    for wrong in ["/alert/x", "/alert/0123456789abcdef"] {
        let mut browser = Browser::new(&rig);
        browser
            .open(wrong)
            .await
            .answers(410)
            .says("Este enlace ya no sirve");
    }
}

/// Every page of this area, for the table of templates.
pub(crate) async fn walk(rig: &Rig, lang: Lang) -> Vec<String> {
    let mut own = Browser::speaking(rig, lang);
    own.enters_with_password().await.is_at("/session");
    own.open("/session/means").await.answers(200);
    own.send("/session/means/password/off", &[])
        .await
        .answers(409);
    own.open("/session/freeze").await;
    own.send(FREEZE, &[]).await.answers(422);
    rig.messages().await;
    let mut other = Browser::speaking(rig, lang);
    other.enters_with_password().await.is_at("/session");
    let mut mail = Browser::speaking(rig, lang);
    let link = link(rig).await;
    mail.open(&link).await;
    mail.send(&link, &[]).await.answers(422);
    mail.send(&link, &[("what", "undo")]).await.answers(200);
    own.enters_with_password().await.is_at("/session");
    own.open("/session/freeze").await;
    own.send(FREEZE, &[("understood", "yes")])
        .await
        .is_at("/frozen");
    own.enters_with_password().await.is_held();
    own.enters_with_code().await.is_held();
    own.send("/login/held/thaw", &[]).await.answers(200);
    rig.messages().await;
    own.titles.extend(mail.titles);
    own.titles
}
