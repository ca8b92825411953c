//! Does the contrast datum match the identity document, and is the document in force?
//!
//! The contrast datum is an identifier check: it is printed on every photocopy, so it is never a
//! factor (invariant 11). A stranger who does not match learns only that; whether the *document*
//! is in force may be told after a match.

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Date, IdentityNumber, SupportNumber};

/// Place of birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BirthPlace {
    /// Country of birth.
    pub country: CountryCode,
    /// Province name, for births in Spain.
    pub province: Option<String>,
    /// Municipality or town.
    pub town: Option<String>,
}

/// The identity document and what is printed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityDocument {
    /// What can be asked of its holder.
    pub datum: DocumentDatum,
    /// Last day in force; `None` for a permanent document (9999-01-01 on the card).
    pub valid_until: Option<Date>,
    /// The document has expired but its renewal is in progress (R042).
    pub renewal_in_progress: bool,
}

/// The contrast datum by kind of document (`domain/facts.md` B.1, R029–R034).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentDatum {
    /// A DNI: validity date, or issue date where the document is permanent.
    Dates {
        /// Day of issue.
        issued_on: Date,
    },
    /// A foreigner card or EU-citizen certificate: the support number.
    Support(SupportNumber),
}

/// What a person typed beside the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContrastDatum {
    /// Validity date of a DNI.
    ValidUntil(Date),
    /// Issue date of a permanent DNI (or of any, in the profile of 2021).
    IssuedOn(Date),
    /// Support number of a foreigner's document.
    Support(SupportNumber),
}

/// Which datum the form asks for a number (R029).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedDatum {
    /// A date of the DNI: validity, or issue for a permanent one.
    DniDate,
    /// The support number.
    Support,
}

impl AskedDatum {
    /// The datum asked for a number. K, L and M numbers are asked for the date of the document
    /// that accompanies them, like a DNI.
    #[must_use]
    pub fn for_number(number: &IdentityNumber) -> Self {
        match number {
            IdentityNumber::Dni(_) | IdentityNumber::Special(_) => Self::DniDate,
            IdentityNumber::Nie(_) => Self::Support,
        }
    }
}

/// Which of the two published rules for a normal DNI applies (defaults D9, R030, R031).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContrastProfile {
    /// Validity date or issue date, whichever the person has at hand.
    #[serde(rename = "clave-2021")]
    Either,
    /// Only the validity date.
    #[default]
    #[serde(rename = "clave-2024")]
    ValidityOnly,
}

/// Proof that number and contrast datum belong to one document. Only [`match_document`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentMatched {
    valid_until: Option<Date>,
    renewal_in_progress: bool,
}

/// Proof that the matched document is in force. Only [`DocumentMatched::in_force`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInForce(());

/// The datum does not belong to the document. It does not say which of the two is wrong (R238).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("number and contrast datum do not match")]
pub struct Mismatch;

/// The document is out of force (R045, R237).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document expired on {expired_on}")]
pub struct OutOfForce {
    /// Last day it was in force.
    pub expired_on: Date,
    /// Its renewal is in progress (R042): the person is pointed to the helpline and the
    /// immigration office.
    pub renewal_in_progress: bool,
}

/// Checks a contrast datum; succeeds if and only if it is the one that the profile accepts for
/// this document and equals what the document shows.
///
/// # Errors
/// [`Mismatch`] in every other case.
pub fn match_document(
    document: &IdentityDocument,
    given: &ContrastDatum,
    profile: ContrastProfile,
) -> Result<DocumentMatched, Mismatch> {
    let matches = match (&document.datum, given, document.valid_until) {
        // R236: a permanent document never accepts a validity date.
        (DocumentDatum::Dates { issued_on }, ContrastDatum::IssuedOn(day), None) => {
            day == issued_on
        }
        (DocumentDatum::Dates { .. }, ContrastDatum::ValidUntil(day), Some(until)) => *day == until,
        (DocumentDatum::Dates { issued_on }, ContrastDatum::IssuedOn(day), Some(_)) => {
            profile == ContrastProfile::Either && day == issued_on
        }
        (DocumentDatum::Support(on_card), ContrastDatum::Support(given), _) => on_card == given,
        (DocumentDatum::Dates { .. }, ContrastDatum::ValidUntil(_), None)
        | (DocumentDatum::Dates { .. }, ContrastDatum::Support(_), _)
        | (
            DocumentDatum::Support(_),
            ContrastDatum::ValidUntil(_) | ContrastDatum::IssuedOn(_),
            _,
        ) => false,
    };
    if matches {
        Ok(DocumentMatched {
            valid_until: document.valid_until,
            renewal_in_progress: document.renewal_in_progress,
        })
    } else {
        Err(Mismatch)
    }
}

impl DocumentMatched {
    /// Is the document in force on `today`? Its last day counts.
    ///
    /// # Errors
    /// [`OutOfForce`] from the day after.
    pub fn in_force(&self, today: Date) -> Result<DocumentInForce, OutOfForce> {
        match self.valid_until {
            Some(expired_on) if expired_on < today => Err(OutOfForce {
                expired_on,
                renewal_in_progress: self.renewal_in_progress,
            }),
            Some(_) | None => Ok(DocumentInForce(())),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn dni(valid_until: Option<&str>) -> IdentityDocument {
        IdentityDocument {
            datum: DocumentDatum::Dates {
                issued_on: day("2020-03-01"),
            },
            valid_until: valid_until.map(day),
            renewal_in_progress: false,
        }
    }

    #[test]
    fn a_normal_dni_takes_its_validity_date_only_in_the_current_profile() {
        let document = dni(Some("2030-03-01"));
        let valid = ContrastDatum::ValidUntil(day("2030-03-01"));
        let issued = ContrastDatum::IssuedOn(day("2020-03-01"));
        assert!(match_document(&document, &valid, ContrastProfile::ValidityOnly).is_ok());
        assert!(match_document(&document, &issued, ContrastProfile::ValidityOnly).is_err());
        assert!(match_document(&document, &issued, ContrastProfile::Either).is_ok());
        assert!(match_document(&document, &valid, ContrastProfile::Either).is_ok());
    }

    #[test]
    fn a_permanent_dni_takes_its_issue_date_and_never_a_validity_date() {
        let document = dni(None);
        for profile in [ContrastProfile::Either, ContrastProfile::ValidityOnly] {
            let issued = ContrastDatum::IssuedOn(day("2020-03-01"));
            let never = ContrastDatum::ValidUntil(day("9999-01-01"));
            assert!(match_document(&document, &issued, profile).is_ok());
            assert_eq!(match_document(&document, &never, profile), Err(Mismatch));
        }
    }

    #[test]
    fn a_foreigner_document_takes_its_support_number() {
        let document = IdentityDocument {
            datum: DocumentDatum::Support(SupportNumber::parse("E12345678").unwrap()),
            valid_until: Some(day("2027-01-01")),
            renewal_in_progress: false,
        };
        let right = ContrastDatum::Support(SupportNumber::parse("e12345678").unwrap());
        let wrong = ContrastDatum::Support(SupportNumber::parse("C12345678").unwrap());
        assert!(match_document(&document, &right, ContrastProfile::default()).is_ok());
        assert!(match_document(&document, &wrong, ContrastProfile::default()).is_err());
    }

    #[test]
    fn the_last_day_of_validity_still_counts() {
        let document = dni(Some("2026-11-22"));
        let valid = ContrastDatum::ValidUntil(day("2026-11-22"));
        let matched = match_document(&document, &valid, ContrastProfile::default()).unwrap();
        assert!(matched.in_force(day("2026-11-22")).is_ok());
        let refused = matched.in_force(day("2026-11-23")).unwrap_err();
        assert_eq!(refused.expired_on, day("2026-11-22"));
    }
}
