//! The register of offences: what the certificate attests.

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Date, IdentityNumber, OffenceEntryId, PartialDate, PersonName, Sex};

use crate::{BoxFuture, civil_register::BirthPlace};

/// One entry (final conviction) of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffenceEntry {
    /// Id of the entry.
    pub id: OffenceEntryId,
    /// Identity number as recorded, if any.
    pub number: Option<IdentityNumber>,
    /// Names as recorded.
    pub name: PersonName,
    /// Birth date as recorded, perhaps partial.
    pub birth_date: PartialDate,
    /// Place of birth as recorded.
    pub birth_place: Option<BirthPlace>,
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// Nationality as recorded.
    pub nationality: Option<CountryCode>,
    /// Father's name as recorded.
    pub father: Option<String>,
    /// Mother's name as recorded.
    pub mother: Option<String>,
    /// What a positive certificate transcribes.
    pub conviction: Conviction,
}

/// The conviction as it is transcribed (RD 1110/2015 art. 9.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conviction {
    /// Court that sentenced.
    pub court: String,
    /// Date on which the sentence became final.
    pub final_on: Date,
    /// Offence, in the words of the register.
    pub offence: String,
    /// Penalty, in the words of the register.
    pub penalty: String,
    /// Cancelled entries do not count (RD 1110/2015 art. 10).
    pub cancelled: bool,
}

/// The person about whom the register is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Identity number.
    pub number: IdentityNumber,
    /// Names.
    pub name: PersonName,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Place of birth.
    pub birth_place: BirthPlace,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nationality: CountryCode,
    /// Father's name.
    pub father: Option<String>,
    /// Mother's name.
    pub mother: Option<String>,
}

/// The register did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the register of offences did not answer")]
pub struct RegisterUnavailable(#[source] pub Option<Box<dyn std::error::Error + Send + Sync>>);

/// Reads the register of offences.
pub trait OffenceRegister: Send + Sync {
    /// Entries that may concern the subject: those with the same number, the same normalised
    /// name and a compatible birth date, or the same parents and a compatible birth date.
    /// The decision is not made here (`model::matching`).
    ///
    /// # Errors
    /// [`RegisterUnavailable`] when the register cannot be asked; try again later.
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, RegisterUnavailable>>;

    /// One entry by its id.
    ///
    /// # Errors
    /// [`RegisterUnavailable`] when the register cannot be asked; try again later.
    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, RegisterUnavailable>>;
}
