//! The register of offences: one row an entry, found by number, by name and year of birth, and by
//! parents and year of birth.

use model::offence::{OffenceEntry, Subject};
use vocab::{DataKeyId, IdentityNumber, OffenceEntryId, PartialDate, Timestamp, normalised_name};

use super::Put;
use crate::{
    StoreError, Tx,
    repo::person::{from_json, to_json},
    sql,
};

/// Candidates that one question opens at most. More people of one name and one year are in no
/// register; who reaches it gets an error and not a certificate.
const CANDIDATES: i64 = 2_000;

/// Writes an entry, unless what is known of it is newer than `changed_at`.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    entry: &OffenceEntry,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let sealed = tx.seal(
        key,
        "offence_entry.content",
        entry.id.as_bytes(),
        &to_json(entry)?,
    )?;
    let parents = parents(entry.father.as_deref(), entry.mother.as_deref());
    let row = Row {
        id: entry.id,
        content: Some(sealed),
        number: entry.number.as_ref().map(|number| number_index(tx, number)),
        name: Some(name_index(tx, &entry.name.normalised(), entry.birth_date)),
        parents: parents.map(|parents| parents_index(tx, &parents, entry.birth_date)),
    };
    write(tx, key, &row, changed_at, now)
}

/// Removes an entry, unless what is known of it is newer than `changed_at`. Data that are older do
/// not bring it back.
///
/// # Errors
/// [`StoreError`].
pub fn remove(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    id: OffenceEntryId,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let row = Row {
        id,
        content: None,
        number: None,
        name: None,
        parents: None,
    };
    write(tx, key, &row, changed_at, now)
}

struct Row {
    id: OffenceEntryId,
    content: Option<Vec<u8>>,
    number: Option<[u8; 32]>,
    name: Option<[u8; 32]>,
    parents: Option<[u8; 32]>,
}

fn write(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    row: &Row,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let name = tx.name();
    let version = tx.query_opt(
        sql!(
            "INSERT INTO offence_entry (id, data_key_id, content, number_index, name_index, \
             parents_index, changed_at, version, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, $9) \
             ON CONFLICT (id) DO UPDATE SET data_key_id = excluded.data_key_id, \
             content = excluded.content, number_index = excluded.number_index, \
             name_index = excluded.name_index, parents_index = excluded.parents_index, \
             changed_at = excluded.changed_at, version = offence_entry.version + 1, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by \
             WHERE offence_entry.changed_at <= excluded.changed_at RETURNING version"
        ),
        &[
            &row.id,
            &key,
            &row.content,
            &row.number,
            &row.name,
            &row.parents,
            &changed_at,
            &now,
            &name,
        ],
        |row| row.get(0),
    )?;
    Ok(Put::of(version))
}

/// Entries that may concern the subject: the same number, or the same normalised name or the same
/// parents with a birth date that may be the same day.
///
/// # Errors
/// [`StoreError`].
pub fn candidates(tx: &mut Tx<'_>, subject: &Subject) -> Result<Vec<OffenceEntry>, StoreError> {
    let number = number_index(tx, &subject.number);
    let name = name_index(tx, &subject.name.normalised(), subject.birth_date);
    let parents = parents(subject.father.as_deref(), subject.mother.as_deref());
    // Without both parents the question is asked for the name twice, and finds nothing more.
    let parents = parents.map_or(name, |both| parents_index(tx, &both, subject.birth_date));
    let rows: Vec<(OffenceEntryId, DataKeyId, Vec<u8>)> = tx.query_all(
        sql!(
            "SELECT id, data_key_id, content FROM offence_entry WHERE content IS NOT NULL \
             AND (number_index = $1 OR name_index = $2 OR parents_index = $3) \
             ORDER BY id LIMIT $4"
        ),
        &[&number, &name, &parents, &CANDIDATES],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if i64::try_from(rows.len()).is_ok_and(|found| found >= CANDIDATES) {
        return Err(StoreError::decode("offence_entry.name_index"));
    }
    let mut found = Vec::with_capacity(rows.len());
    for (id, key, sealed) in rows {
        let entry: OffenceEntry = open(tx, id, key, &sealed)?;
        let own_number = entry.number.as_ref() == Some(&subject.number);
        if own_number || entry.birth_date.may_equal(subject.birth_date) {
            found.push(entry);
        }
    }
    Ok(found)
}

/// One entry.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: OffenceEntryId) -> Result<Option<OffenceEntry>, StoreError> {
    let row: Option<(DataKeyId, Option<Vec<u8>>)> = tx.query_opt(
        sql!("SELECT data_key_id, content FROM offence_entry WHERE id = $1"),
        &[&id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((key, Some(sealed))) = row else {
        return Ok(None);
    };
    open(tx, id, key, &sealed).map(Some)
}

fn open(
    tx: &mut Tx<'_>,
    id: OffenceEntryId,
    key: DataKeyId,
    sealed: &[u8],
) -> Result<OffenceEntry, StoreError> {
    from_json(&tx.open(key, "offence_entry.content", id.as_bytes(), sealed)?)
}

fn number_index(tx: &Tx<'_>, number: &IdentityNumber) -> [u8; 32] {
    tx.blind("offence_entry.number", number.as_str().as_bytes())
}

fn name_index(tx: &Tx<'_>, normalised: &str, born: PartialDate) -> [u8; 32] {
    let material = format!("{normalised}|{}", born.year());
    tx.blind("offence_entry.name", material.as_bytes())
}

fn parents_index(tx: &Tx<'_>, [father, mother]: &[String; 2], born: PartialDate) -> [u8; 32] {
    let material = format!("{father}|{mother}|{}", born.year());
    tx.blind("offence_entry.parents", material.as_bytes())
}

/// Both parents in the form that is compared; one alone is too little to compare.
fn parents(father: Option<&str>, mother: Option<&str>) -> Option<[String; 2]> {
    Some([normalised_name(father?), normalised_name(mother?)])
}
