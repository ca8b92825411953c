//! What people identify with, made ready before the measurement.

use wire_webauthn::testing::Authenticator;

use super::{
    browser::{Browser, field},
    journey::{by_pin, challenge},
    phones::Phones,
};
use crate::{AnyError, app::phone::Phone, crowd::BenchPerson};

/// A way to identify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// One-time PIN by SMS.
    Pin,
    /// Confirmation in the app, which an SMS activated; the code is read from the page.
    App,
    /// Passkey.
    Passkey,
}

/// What one person has at hand.
pub(super) enum Means {
    Pin,
    App(Phone),
    Passkey(Box<Authenticator>),
}

impl Means {
    /// Activates the app, or logs in by PIN and adds a passkey.
    pub(super) async fn ready(
        way: Way,
        browser: &mut Browser,
        phones: &Phones,
        person: &BenchPerson,
        origin: &'static str,
    ) -> Result<Self, AnyError> {
        match way {
            Way::Pin => Ok(Self::Pin),
            Way::App => {
                let code = phones.expect(person.phone.as_e164());
                let (number, support) = (person.number.as_str(), person.support.as_str());
                let (mut phone, activation) =
                    Phone::begin(browser.server(), number, support).await?;
                let code = code.await.map_err(|_| "no code came")?;
                phone.finish(&activation, &code).await?;
                Ok(Self::App(phone))
            }
            Way::Passkey => {
                by_pin(browser, phones, person, "").await?;
                let page = browser.get("/session/passkeys").await?.page()?;
                let token = field(&page, "_token")?;
                let (ceremony, options) =
                    challenge(browser, "/session/passkeys/options", &token).await?;
                let id = format!("bench {}", person.number.as_str());
                let mut key = Authenticator::new(id.as_bytes(), origin);
                let response = String::from_utf8(key.create(&options))?;
                let fields = [
                    ("_token", &*token),
                    ("label", "Banco de pruebas"),
                    ("ceremony", &ceremony),
                    ("response", &response),
                ];
                let added = browser.post("/session/passkeys", &fields).await?;
                added.onward()?;
                Ok(Self::Passkey(Box::new(key)))
            }
        }
    }
}
