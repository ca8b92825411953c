//! Entries of the register of offences, and the person about whom it is asked.

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Date, IdentityNumber, OffenceEntryId, PartialDate, PersonName, Sex};

use crate::document::BirthPlace;

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
