//! A row of the register of offences.

use model::{
    document::BirthPlace,
    offence::{Conviction, OffenceEntry},
};
use ports::sealing::KeyedHash;
use uuid::Uuid;
use vocab::{IdentityNumber, OffenceEntryId, PartialDate, Sex, Timestamp};

use crate::{
    cells::{Cells, Fault, Reading, country, day, line, moment, sentences},
    civil::name,
};

/// The columns, in the order of the specification. `entry` is in no file of the civil register.
pub(crate) const COLUMNS: &[&str] = &[
    "entry",
    "number",
    "given",
    "surname1",
    "surname2",
    "birth_date",
    "birth_country",
    "birth_province",
    "birth_town",
    "sex",
    "nationality",
    "father",
    "mother",
    "court",
    "final_on",
    "offence",
    "penalty",
    "cancelled",
    "changed_at",
    "removed",
];

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OffenceRow {
    /// This is the entry.
    Known {
        entry: Box<OffenceEntry>,
        changed_at: Timestamp,
    },
    /// The entry is no longer in the register.
    Removed {
        id: OffenceEntryId,
        changed_at: Timestamp,
    },
}

/// Reads a row; `as_of` is how new a row is that does not say so itself.
pub(crate) fn read(
    cells: &Cells,
    as_of: Timestamp,
    hashes: &dyn KeyedHash,
) -> Result<OffenceRow, Vec<Fault>> {
    let mut row = Reading::new(cells);
    let id = row.need("entry", |text| line(text).map(|key| id_of(&key, hashes)));
    let changed_at = row.may("changed_at", moment).map(|at| at.unwrap_or(as_of));
    let removed = row.flag("removed");
    if removed == Some(true) {
        let built = id.zip(changed_at);
        return row.finish(built.map(|(id, changed_at)| OffenceRow::Removed { id, changed_at }));
    }
    let entry = entry(&mut row, id);
    let built = entry.zip(changed_at);
    row.finish(built.map(|(entry, changed_at)| OffenceRow::Known {
        entry: Box::new(entry),
        changed_at,
    }))
}

/// The id of an entry under which cases of review remember it. A key that is a UUID is the id;
/// of any other the id is made, always the same (UUIDv8, RFC 9562 §5.8), so that the register's
/// own reference need not be kept in clear.
fn id_of(key: &str, hashes: &dyn KeyedHash) -> OffenceEntryId {
    if let Ok(id) = OffenceEntryId::parse(key) {
        return id;
    }
    let hash = hashes.hash("offence_entry.key", key.as_bytes());
    let (first, _) = hash.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    let bits = u128::from_be_bytes(*first);
    let version = (bits & !(0xF << 76)) | (8 << 76);
    let variant = (version & !(0b11 << 62)) | (0b10 << 62);
    OffenceEntryId::from_uuid(Uuid::from_u128(variant))
}

/// Every column is looked at before one fault ends it.
fn entry(row: &mut Reading<'_>, id: Option<OffenceEntryId>) -> Option<OffenceEntry> {
    let number = row.may("number", IdentityNumber::parse);
    let name = name(row);
    let birth_date = row.need("birth_date", PartialDate::parse);
    let birth_place = birth_place(row);
    let sex = row.may("sex", Sex::parse);
    let nationality = row.may("nationality", country);
    let father = row.may("father", line);
    let mother = row.may("mother", line);
    let conviction = conviction(row);
    Some(OffenceEntry {
        id: id?,
        number: number?,
        name: name?,
        birth_date: birth_date?,
        birth_place: birth_place?,
        sex: sex?,
        nationality: nationality?,
        father: father?,
        mother: mother?,
        conviction: conviction?,
    })
}

/// A place needs its country; without any of it nothing is known.
fn birth_place(row: &mut Reading<'_>) -> Option<Option<BirthPlace>> {
    let known = ["birth_country", "birth_province", "birth_town"];
    if known.iter().all(|part| row.is_blank(part)) {
        return Some(None);
    }
    let country = row.need("birth_country", country);
    let province = row.may("birth_province", line);
    let town = row.may("birth_town", line);
    Some(Some(BirthPlace {
        country: country?,
        province: province?,
        town: town?,
    }))
}

fn conviction(row: &mut Reading<'_>) -> Option<Conviction> {
    let court = row.need("court", sentences);
    let final_on = row.need("final_on", day);
    let offence = row.need("offence", sentences);
    let penalty = row.need("penalty", sentences);
    let cancelled = row.flag("cancelled");
    Some(Conviction {
        court: court?,
        final_on: final_on?,
        offence: offence?,
        penalty: penalty?,
        cancelled: cancelled?,
    })
}
