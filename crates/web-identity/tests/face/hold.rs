//! Kept out, frozen, switched off: what the pages say, and what a link does.

use model::notice::Notice;
use vocab::Lang;

use crate::browser::Browser;
use crate::permanent::code;
use crate::rig::{Rig, with_nie};

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

impl Browser<'_> {
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
    browser.open("/session").await.is_at("/login");
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
