//! A person's data as claims.

use authn::Who;
use serde_json::Value;
use vocab::IdentityNumber;
use wire_oidc::claims::{Claim, ClaimValues};

/// Everything that is known of a person, by claim. What is released of it is decided by the
/// plan that the person saw.
pub(crate) fn known(who: &Who) -> ClaimValues {
    let mut values = ClaimValues::new();
    let mut put = |claim: Claim, value: &str| {
        values.insert(claim, Value::from(value));
    };
    put(Claim::Name, &who.name.full());
    put(Claim::GivenName, who.name.given.as_str());
    put(Claim::FamilyName, &who.name.surnames());
    put(Claim::FirstSurname, who.name.surname1.as_str());
    if let Some(second) = &who.name.surname2 {
        put(Claim::SecondSurname, second.as_str());
    }
    put(Claim::Birthdate, &birthdate(who));
    put(Claim::Locale, who.lang.tag());
    put(Claim::Email, who.email.as_str());
    put(Claim::PhoneNumber, who.phone.as_e164());
    put(Claim::IdentityNumber, who.number.as_str());
    put(Claim::IdentityNumberKind, number_kind(&who.number));
    put(Claim::RegistrationLevel, who.registration_level.as_str());
    // The phone was proven with a code at registration; the e-mail address was only given.
    values.insert(Claim::PhoneNumberVerified, Value::Bool(true));
    values.insert(Claim::EmailVerified, Value::Bool(false));
    values
}

fn number_kind(number: &IdentityNumber) -> &'static str {
    match number {
        IdentityNumber::Dni(_) => "dni",
        IdentityNumber::Nie(_) => "nie",
        IdentityNumber::Special(_) => "special",
    }
}

/// OpenID Connect Core §5.1: a whole date, or the year alone where day or month is unknown.
fn birthdate(who: &Who) -> String {
    match who.birth_date.as_date() {
        Some(date) => date.to_string(),
        None => format!("{:04}", who.birth_date.year()),
    }
}

/// One datum as the person reads it before it is released; nothing if it is not known.
#[must_use]
pub fn shown(who: &Who, claim: Claim) -> Option<String> {
    match known(who).remove(&claim)? {
        Value::String(text) => Some(text),
        Value::Bool(true) => Some("\u{2713}".into()),
        Value::Bool(false) => Some("\u{2717}".into()),
        other => Some(other.to_string()),
    }
}
