//! The permanent password, page by page: refusals first.

use model::notice::{Channel, Notice};
use simulators::population::DemoPerson;
use store::{StoreError, sql};
use vocab::{AssuranceLevel, Lang, SignedDuration};
use wire_oidc::claims::Scope;

use crate::browser::Browser;
use crate::html::between;
use crate::party::Party;
use crate::rig::{Rig, with_dni, with_nie};

const RIGHT: &str = "farola-teclado-Nube9";
const OTHER: &str = "tuercebotas violeta 83";

/// The code of the only SMS that waits.
pub(crate) async fn code(rig: &Rig) -> String {
    let messages = rig.messages().await;
    let codes: Vec<String> = messages
        .iter()
        .filter_map(|message| match (&message.channel, &message.notice) {
            (Channel::Sms(_), Notice::PasswordCode { code, .. }) => Some(code.as_str().to_owned()),
            _ => None,
        })
        .collect();
    let [code] = codes.as_slice() else {
        panic!("{messages:?}")
    };
    code.clone()
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

impl Browser<'_> {
    async fn claim(&mut self, page: &str, person: &DemoPerson, code: &str) -> &mut Self {
        let number = person.record.number.to_string();
        let fields = [
            ("number", number.as_str()),
            ("activation", code),
            ("email", person.email.as_str()),
        ];
        self.open(page).await.send("", &fields).await
    }

    /// From the proof of registration to the password.
    async fn sets_password(&mut self, page: &str, person: &DemoPerson, password: &str) {
        let activation = person.activation_code().grouped();
        self.claim(page, person, &activation)
            .await
            .is_at("/permanent/code")
            .is_private();
        let code = code(self.rig).await;
        self.send("/permanent/code", &[("code", &code)])
            .await
            .is_at("/permanent/choose")
            .is_private();
        self.send("", &[("new-password", password), ("repeated", password)])
            .await
            .is_at("/permanent/done");
        self.rig.messages().await;
    }

    pub(crate) async fn types_password(
        &mut self,
        person: &DemoPerson,
        password: &str,
    ) -> &mut Self {
        let number = person.record.number.to_string();
        self.send("", &[("number", &number), ("password", password)])
            .await
    }
}

/// R134, R136, R254: what is missing or misshapen is told beside its field; what is wrong is one
/// answer.
#[tokio::test]
async fn activation_tells_what_is_misshapen_and_not_what_is_wrong() {
    let rig = Rig::new().await;
    let pilar = with_dni(203);
    let mut browser = Browser::new(&rig);
    browser
        .open("/permanent/activate")
        .await
        .send("", &[])
        .await
        .answers(422);
    browser
        .says("Escriba su DNI o NIE")
        .says("Escriba el código de activación")
        .says("Escriba su correo electrónico");
    for (typed, told) in [
        ("1234", "El código tiene 16 cifras"),
        ("ABCD-EFGH", "El código solo tiene cifras"),
        ("1234-5678-9012-3456", "Ese código no puede existir"),
    ] {
        browser
            .claim("/permanent/activate", &pilar, typed)
            .await
            .answers(422);
        browser.says(told);
    }
    let right = pilar.activation_code().grouped();
    let wrong = with_nie(204).activation_code().grouped();
    let number = pilar.record.number.to_string();
    for fields in [
        [
            ("number", number.as_str()),
            ("activation", &wrong),
            ("email", pilar.email.as_str()),
        ],
        [
            ("number", number.as_str()),
            ("activation", &right),
            ("email", "otra@example.org"),
        ],
    ] {
        browser
            .open("/permanent/activate")
            .await
            .send("", &fields)
            .await
            .answers(422);
        browser
            .says("No hemos podido confirmar esos datos")
            .says("haga uno nuevo");
    }
    assert!(rig.messages().await.is_empty());
}

#[tokio::test]
async fn a_password_is_activated_used_changed_forgotten_and_recovered() {
    let rig = Rig::new().await;
    let pilar = with_dni(203);
    let mut browser = Browser::new(&rig);
    // Nothing to recover yet.
    let activation = pilar.activation_code().grouped();
    browser
        .claim("/permanent/recover", &pilar, &activation)
        .await
        .answers(422);
    browser.says("Todavía no tiene contraseña permanente");
    // Pages out of turn lead to where it begins.
    for page in ["/permanent/code", "/permanent/choose"] {
        browser
            .open(page)
            .await
            .answers(410)
            .says("Hay que empezar de nuevo");
    }

    browser
        .claim("/permanent/activate", &pilar, &activation)
        .await;
    browser
        .is_at("/permanent/code")
        .says("Escriba el código del SMS");
    let sent = code(&rig).await;
    browser
        .send("/permanent/code", &[("code", "12")])
        .await
        .answers(422);
    browser.says("El código tiene 6 cifras");
    browser
        .send("/permanent/code", &[("code", other_than(&sent))])
        .await
        .answers(422);
    browser.says("Le quedan 2 intentos");
    browser
        .open("/permanent/choose")
        .await
        .is_at("/permanent/code");
    browser
        .send("/permanent/code", &[("code", &sent)])
        .await
        .is_at("/permanent/choose");
    for (first, second, told) in [
        ("", "", "Escriba su contraseña"),
        (RIGHT, OTHER, "Las dos no son iguales"),
        ("corta", "corta", "escriba al menos 12 caracteres"),
        ("Password1234!", "Password1234!", "Es fácil de adivinar"),
        ("Ugarte-xk7!qp2Zw", "Ugarte-xk7!qp2Zw", "Quite su nombre"),
    ] {
        browser
            .send("", &[("new-password", first), ("repeated", second)])
            .await
            .answers(422);
        browser.says(told);
        let drawn = format!("value=\"{first}\"");
        assert!(
            first.is_empty() || !browser.page().contains(&drawn),
            "it is drawn again"
        );
    }
    browser
        .send("", &[("new-password", RIGHT), ("repeated", RIGHT)])
        .await
        .is_at("/permanent/done");
    rig.messages().await;

    // The right one opens a session; a wrong one in this browser is told how many are left.
    browser
        .open("/login/password")
        .await
        .send("", &[])
        .await
        .answers(422);
    browser.says("Escriba su contraseña");
    browser
        .types_password(&pilar, RIGHT)
        .await
        .is_at("/session");
    browser.says("Con contraseña");
    browser
        .open("/login/password")
        .await
        .types_password(&pilar, OTHER)
        .await
        .answers(422);
    browser.says("Le quedan 2 intentos");
    let mut stranger = Browser::new(&rig);
    stranger
        .open("/login/password")
        .await
        .types_password(&pilar, OTHER)
        .await
        .answers(422);
    stranger.says("No hemos podido comprobar esos datos");
    assert!(
        !stranger.text().contains("intentos."),
        "a stranger is not told how many are left"
    );

    // Change.
    browser
        .open("/permanent/change")
        .await
        .types_password(&pilar, RIGHT)
        .await;
    browser.is_at("/permanent/code");
    let sent = code(&rig).await;
    browser.send("/permanent/code", &[("code", &sent)]).await;
    browser
        .send("", &[("new-password", RIGHT), ("repeated", RIGHT)])
        .await
        .answers(422);
    browser.says("Ya la ha tenido");
    browser
        .send("", &[("new-password", OTHER), ("repeated", OTHER)])
        .await
        .is_at("/permanent/done");
    rig.messages().await;

    // Forgotten: three tries, a lock, another password.
    browser.open("/login/password").await;
    for _ in 0..2 {
        browser.types_password(&pilar, RIGHT).await.answers(422);
    }
    browser.types_password(&pilar, RIGHT).await.answers(422);
    browser.says("Su contraseña está bloqueada");
    browser.types_password(&pilar, OTHER).await.answers(422);
    let third = "grapa caballo bateria";
    browser
        .sets_password("/permanent/recover", &pilar, third)
        .await;
    browser
        .open("/login/password")
        .await
        .types_password(&pilar, third)
        .await
        .is_at("/session");
}

/// The service demands substantial: a code follows by itself, and the person arrives there.
#[tokio::test]
async fn a_service_that_demands_more_gets_password_and_code() {
    let rig = Rig::new().await;
    let renato = with_nie(204);
    let password = renato.password().unwrap();
    let party = Party::new(&rig).await;
    let mut ask = Party::request(&[Scope::OpenId]);
    ask.minimum_level = Some(AssuranceLevel::Substantial);
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&ask))
        .await
        .says("Contraseña permanente");
    let address = browser.at.replace("/login?", "/login/password?");
    browser
        .open(&address)
        .await
        .says("El servicio pide más nivel");
    browser.types_password(&renato, password.expose()).await;
    assert!(
        browser.at.starts_with("/permanent/code?r="),
        "{}",
        browser.at
    );
    let sent = code(&rig).await;
    let enter = browser.at.clone();
    browser.send(&enter, &[("code", &sent)]).await;
    assert!(
        browser.at.contains("/callback?code="),
        "at the service: {}",
        browser.at
    );
    // By themselves: low, and the page that explains the level offers the way up.
    let mut other = Browser::new(&rig);
    other.open("/login/password").await;
    other
        .types_password(&renato, password.expose())
        .await
        .is_at("/session");
    other.open(&party.ask(&ask)).await.answers(403);
    other.says("Contraseña permanente");
}

/// It speaks for an entity: it makes nothing with which the person could come in.
#[tokio::test]
async fn the_certificate_of_a_representative_prepares_no_means() {
    let rig = Rig::new().await;
    let renato = with_nie(204);
    let password = renato.password().unwrap();
    let mut browser = Browser::new(&rig);
    browser.open("/login/password").await;
    browser
        .types_password(&renato, password.expose())
        .await
        .is_at("/session");
    browser.open("/session/means").await;
    browser
        .send("/session/means/pin/off", &[])
        .await
        .is_at("/session/means");
    // As if that session had been opened so.
    rig.database
        .store()
        .transact::<_, StoreError, _>("test.represents", |tx| {
            let method = "certificate_representative";
            tx.execute(sql!("UPDATE session SET method = $1"), &[&method])
        })
        .await
        .unwrap();
    rig.messages().await;
    browser
        .open("/session/means")
        .await
        .says("certificado de representante, que habla por una entidad");
    browser.says("Desactivado desde");
    browser.does_not_say("Activar «PIN");
    browser.open("/permanent/activation-code").await;
    browser
        .send("/permanent/activation-code", &[("accept", "yes")])
        .await
        .answers(403);
    browser.says("Con este certificado no se hacen códigos de activación");
    assert!(rig.messages().await.is_empty());
}

/// R135, R253, R255: who lost the code identifies, makes another, and the one before is void.
#[tokio::test]
async fn a_lost_activation_code_is_made_anew_after_identifying() {
    let rig = Rig::new().await;
    let pilar = with_dni(203);
    let mut browser = Browser::new(&rig);
    browser
        .open("/procedures")
        .await
        .says("Hacer un código de activación nuevo");
    browser
        .open("/permanent/recover")
        .await
        .says("¿No tiene el código de activación?");
    browser
        .open("/permanent/activation-code")
        .await
        .says("Identifíquese para seguir");
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&pilar)
        .await;
    browser.is_at("/permanent/activation-code");
    rig.messages().await;
    browser
        .send("/permanent/activation-code", &[])
        .await
        .answers(422);
    browser.says("Marque la casilla");
    browser
        .send("/permanent/activation-code", &[("accept", "yes")])
        .await
        .is_at("/permanent/activation-code/new")
        .is_private();
    let page = browser.page();
    let shown = between(&page, "data-copy=\"", "\"").unwrap().to_owned();
    let told = rig.messages().await;
    let [told] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert!(matches!(told.notice, Notice::ActivationCodeRenewed { .. }));
    browser.open("/register/receipt.pdf").await.answers(200);
    let receipt = String::from_utf8_lossy(&browser.bytes).into_owned();
    assert!(receipt.contains(&shown.replace('-', "")), "{receipt}");
    // The page of a registration is another.
    browser
        .open("/register/done")
        .await
        .is_at("/permanent/activation-code/new");
    let before = pilar.activation_code().grouped();
    browser
        .claim("/permanent/activate", &pilar, &before)
        .await
        .answers(422);
    browser
        .claim("/permanent/activate", &pilar, &shown)
        .await
        .is_at("/permanent/code");
}

/// R143, R256; and a queue that is full.
#[tokio::test]
async fn later_means_later_and_busy_costs_nothing() {
    let rules = model::password::PasswordRules {
        replicated: true,
        ..model::password::PasswordRules::default()
    };
    let settings = authn::Settings {
        password: rules,
        ..authn::Settings::default()
    };
    let rig = Rig::with_settings(settings).await;
    let mut browser = Browser::new(&rig);
    let stranger = with_dni(101);
    let activation = stranger.activation_code().grouped();
    browser
        .claim("/permanent/activate", &stranger, &activation)
        .await
        .answers(404);
    browser.says("Vuelva a intentarlo dentro de 24 horas");
    rig.passwords.be_busy(true);
    browser
        .open("/login/password")
        .await
        .types_password(&stranger, RIGHT)
        .await
        .answers(503);
    browser
        .says("Hay muchas personas entrando a la vez")
        .says("7 segundos");
    assert_eq!(browser.header("retry-after"), "7");
}

/// Whoever the number belongs to: the same pages, but for what was typed.
#[tokio::test]
async fn the_pages_of_the_password_do_not_tell_who_has_one() {
    let rig = Rig::new().await;
    let activated = with_dni(203);
    Browser::new(&rig)
        .sets_password("/permanent/activate", &activated, RIGHT)
        .await;
    let wrong = with_nie(204).activation_code().grouped();
    let mut pages: Vec<Vec<String>> = Vec::new();
    for person in [with_dni(101), with_dni(31), activated, with_dni(213)] {
        let mut browser = Browser::new(&rig);
        let mut seen = Vec::new();
        browser.open("/login/password").await;
        for _ in 0..4 {
            browser.types_password(&person, OTHER).await.answers(422);
            seen.push(comparable(&browser, &person));
        }
        browser
            .open("/permanent/change")
            .await
            .types_password(&person, OTHER)
            .await;
        seen.push(comparable(&browser, &person));
        for page in ["/permanent/activate", "/permanent/recover"] {
            for _ in 0..4 {
                browser.claim(page, &person, &wrong).await.answers(422);
                seen.push(comparable(&browser, &person));
            }
        }
        pages.push(seen);
    }
    let first = pages.first().unwrap().clone();
    for seen in pages {
        assert_eq!(seen, first);
    }
}

fn comparable(browser: &Browser<'_>, person: &DemoPerson) -> String {
    crate::neutrality::comparable(browser, person).replace(person.email.as_str(), "EMAIL")
}

/// Every page of this area, for the table of templates.
pub(crate) async fn walk(rig: &Rig, lang: Lang) -> Vec<String> {
    let mut browser = Browser::speaking(rig, lang);
    let pilar = with_dni(203);
    rig.messages().await;
    for page in ["/permanent", "/permanent/change", "/login/password"] {
        browser.open(page).await.answers(200);
        if page != "/permanent" {
            browser.send("", &[]).await.answers(422);
            browser.types_password(&pilar, OTHER).await.answers(422);
        }
    }
    browser
        .open("/permanent/activate")
        .await
        .send("", &[])
        .await
        .answers(422);
    browser.open("/permanent/recover").await;
    browser
        .sets_password("/permanent/activate", &pilar, RIGHT)
        .await;
    browser
        .open("/permanent/activation-code")
        .await
        .answers(200);
    browser
        .open("/login/password")
        .await
        .types_password(&pilar, RIGHT)
        .await;
    browser.is_at("/permanent/activation-code");
    browser
        .send("/permanent/activation-code", &[("accept", "yes")])
        .await
        .answers(200);
    rig.pass(SignedDuration::from_hours(24 * 731));
    browser
        .open("/login/password")
        .await
        .types_password(&pilar, RIGHT)
        .await;
    browser.is_at("/permanent/code");
    browser.titles
}
