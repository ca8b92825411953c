//! Who does a number belong to? An administration has a register of its own; the platform never
//! invents people in production.

pub use model::document::{BirthPlace, DocumentDatum, IdentityDocument};
use serde::{Deserialize, Serialize};
use vocab::{
    CountryCode, Date, IdentityNumber, PartialDate, PersonName, PostalAddress, Sex, Timestamp,
};

use crate::BoxFuture;

/// What the register knows of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivilRecord {
    /// The number in force.
    pub number: IdentityNumber,
    /// Names as on the document.
    pub name: PersonName,
    /// Birth date, perhaps without day or month.
    pub birth_date: PartialDate,
    /// Where the person was born.
    pub birth_place: BirthPlace,
    /// As on the document.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nationality: CountryCode,
    /// Father's name as on the document.
    pub father: Option<String>,
    /// Mother's name as on the document.
    pub mother: Option<String>,
    /// The identity document in force, or the last one.
    pub document: IdentityDocument,
    /// Tax address on record, if any.
    pub tax_address: Option<PostalAddress>,
    /// Date of death.
    pub died_on: Option<Date>,
}

/// The register did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the civil register did not answer")]
pub struct RegisterUnavailable(#[source] pub Option<Box<dyn std::error::Error + Send + Sync>>);

/// Reads the civil register.
pub trait CivilRegister: Send + Sync {
    /// The record of a number, as it stands at `now`.
    ///
    /// # Errors
    /// [`RegisterUnavailable`] when the register cannot be asked; try again later.
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, RegisterUnavailable>>;
}
