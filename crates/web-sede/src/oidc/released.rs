//! Number and names out of the claims that the provider released.

use serde_json::{Map, Value};
use vocab::{IdentityNumber, PersonName};
use wire_oidc::claims::Claim;

/// A claim that the office cannot do without is missing or is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the claim {0} is missing or cannot be read")]
pub(crate) struct NotReleased(pub(crate) &'static str);

/// The number in force.
pub(super) fn number(claims: &Map<String, Value>) -> Result<IdentityNumber, NotReleased> {
    let missing = NotReleased(Claim::IdentityNumber.name());
    let number = text(claims, Claim::IdentityNumber).ok_or(missing)?;
    IdentityNumber::parse(number).map_err(|_| missing)
}

/// The names. A provider that keeps surnames together gives one, which stays one.
pub(super) fn name(claims: &Map<String, Value>) -> Result<PersonName, NotReleased> {
    let given = text(claims, Claim::GivenName).ok_or(NotReleased(Claim::GivenName.name()))?;
    let missing = NotReleased(Claim::FamilyName.name());
    let first = text(claims, Claim::FirstSurname);
    let surname1 = first.or(text(claims, Claim::FamilyName)).ok_or(missing)?;
    let surname2 = first.and_then(|_| text(claims, Claim::SecondSurname));
    PersonName::parse(given, surname1, surname2).map_err(|_| missing)
}

fn text(claims: &Map<String, Value>, claim: Claim) -> Option<&str> {
    claims.get(claim.name()).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use serde_json::json;

    use super::*;

    fn claims(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn surnames_that_come_apart_stay_apart() {
        let apart = claims(&json!({
            "given_name": "Ana", "family_name": "Prueba Ficticia",
            "first_surname": "Prueba", "second_surname": "Ficticia",
        }));
        let name = name(&apart).unwrap();
        assert_eq!(name.surname1.as_str(), "Prueba");
        assert_eq!(name.full(), "Ana Prueba Ficticia");
    }

    #[test]
    fn surnames_that_come_together_are_one() {
        let together = claims(&json!({"given_name": "Ana", "family_name": "Prueba Ficticia"}));
        assert_eq!(name(&together).unwrap().surname2, None);
    }

    #[test]
    fn what_is_missing_is_named() {
        let nothing = Map::new();
        assert_eq!(number(&nothing), Err(NotReleased("identity_number")));
        assert_eq!(name(&nothing), Err(NotReleased("given_name")));
        let wrong = claims(&json!({"identity_number": "00000000A"}));
        assert_eq!(number(&wrong), Err(NotReleased("identity_number")));
        let half = claims(&json!({"given_name": "Ana", "second_surname": "Ficticia"}));
        assert_eq!(name(&half), Err(NotReleased("family_name")));
    }
}
