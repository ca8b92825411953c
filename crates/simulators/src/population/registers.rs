//! The two registers as tables in memory: the ports over the invented population, or over any
//! other table.

use std::collections::HashMap;

use model::offence::{OffenceEntry, Subject};
use ports::BoxFuture;
use ports::civil_register::{self, CivilRecord, CivilRegister};
use ports::offence_register::{self, OffenceRegister};
use vocab::{IdentityNumber, OffenceEntryId, Timestamp, normalised_name};

use super::{offences, people};

/// A civil register that is a table.
#[derive(Debug, Clone)]
pub struct TableCivilRegister {
    by_number: HashMap<IdentityNumber, CivilRecord>,
}

impl TableCivilRegister {
    /// The register with these records; of two with one number the later stays.
    #[must_use]
    pub fn new(records: impl IntoIterator<Item = CivilRecord>) -> Self {
        let by_number = records
            .into_iter()
            .map(|record| (record.number.clone(), record));
        Self {
            by_number: by_number.collect(),
        }
    }

    /// The register of the demonstration.
    #[must_use]
    pub fn demonstration() -> Self {
        Self::new(people().into_iter().map(|person| person.record))
    }
}

impl CivilRegister for TableCivilRegister {
    /// Never unavailable. A death later than `now` is not known yet.
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, civil_register::RegisterUnavailable>> {
        Box::pin(async move {
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
            let record = self.by_number.get(number).cloned();
            Ok(record.map(|record| CivilRecord {
                died_on: record.died_on.filter(|died_on| *died_on <= today),
                ..record
            }))
        })
    }
}

/// A register of offences that is a table.
#[derive(Debug, Clone)]
pub struct TableOffenceRegister {
    rows: Vec<Row>,
}

/// An entry with its names in the form that is compared, computed once.
#[derive(Debug, Clone)]
struct Row {
    entry: OffenceEntry,
    name: String,
    parents: Option<[String; 2]>,
}

impl TableOffenceRegister {
    /// The register with these entries.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = OffenceEntry>) -> Self {
        let rows = entries.into_iter().map(|entry| Row {
            name: entry.name.normalised(),
            parents: parents(entry.father.as_deref(), entry.mother.as_deref()),
            entry,
        });
        Self {
            rows: rows.collect(),
        }
    }

    /// The register of the demonstration.
    #[must_use]
    pub fn demonstration() -> Self {
        Self::new(offences())
    }
}

impl OffenceRegister for TableOffenceRegister {
    /// Never unavailable. Cancelled entries are among the candidates: whether they count is not
    /// for the register to say.
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, offence_register::RegisterUnavailable>> {
        Box::pin(async move {
            let name = subject.name.normalised();
            let parents = parents(subject.father.as_deref(), subject.mother.as_deref());
            let concerns = |row: &&Row| {
                let same_number = row.entry.number.as_ref() == Some(&subject.number);
                let same_parents = parents.is_some() && row.parents == parents;
                let may_be_same_day = row.entry.birth_date.may_equal(subject.birth_date);
                same_number || (may_be_same_day && (row.name == name || same_parents))
            };
            Ok(self
                .rows
                .iter()
                .filter(concerns)
                .map(|row| row.entry.clone())
                .collect())
        })
    }

    /// Never unavailable.
    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, offence_register::RegisterUnavailable>> {
        let found = self.rows.iter().find(|row| row.entry.id == id);
        let entry = found.map(|row| row.entry.clone());
        Box::pin(async move { Ok(entry) })
    }
}

/// Both parents in the form that is compared; one alone is too little to compare.
fn parents(father: Option<&str>, mother: Option<&str>) -> Option<[String; 2]> {
    Some([normalised_name(father?), normalised_name(mother?)])
}
