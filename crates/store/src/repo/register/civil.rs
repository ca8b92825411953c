//! The civil register: one row a number.

use ports::civil_register::CivilRecord;
use vocab::{DataKeyId, IdentityNumber, Timestamp};

use super::Put;
use crate::{
    StoreError, Tx,
    repo::person::{from_json, to_json},
    sql,
};

/// Writes a record, unless what is known of its number is newer than `changed_at`.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    record: &CivilRecord,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let index = number_index(tx, &record.number);
    let sealed = tx.seal(key, "civil_record.record", &index, &to_json(record)?)?;
    write(tx, key, index, Some(&sealed), changed_at, now)
}

/// Removes what is known of a number, unless it is newer than `changed_at`. Data that are older
/// do not bring it back.
///
/// # Errors
/// [`StoreError`].
pub fn remove(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    number: &IdentityNumber,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let index = number_index(tx, number);
    write(tx, key, index, None, changed_at, now)
}

fn write(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    index: [u8; 32],
    sealed: Option<&[u8]>,
    changed_at: Timestamp,
    now: Timestamp,
) -> Result<Put, StoreError> {
    let name = tx.name();
    let version = tx.query_opt(
        sql!(
            "INSERT INTO civil_record (number_index, data_key_id, record, changed_at, version, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, 0, $5, $5, $6) \
             ON CONFLICT (number_index) DO UPDATE SET data_key_id = excluded.data_key_id, \
             record = excluded.record, changed_at = excluded.changed_at, \
             version = civil_record.version + 1, updated_at = excluded.updated_at, \
             updated_by = excluded.updated_by \
             WHERE civil_record.changed_at <= excluded.changed_at RETURNING version"
        ),
        &[&index, &key, &sealed, &changed_at, &now, &name],
        |row| row.get(0),
    )?;
    Ok(Put::of(version))
}

/// The record of a number.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, number: &IdentityNumber) -> Result<Option<CivilRecord>, StoreError> {
    let index = number_index(tx, number);
    let row: Option<(DataKeyId, Option<Vec<u8>>)> = tx.query_opt(
        sql!("SELECT data_key_id, record FROM civil_record WHERE number_index = $1"),
        &[&index],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((key, Some(sealed))) = row else {
        return Ok(None);
    };
    from_json(&tx.open(key, "civil_record.record", &index, &sealed)?).map(Some)
}

/// Is nobody in it?
///
/// # Errors
/// [`StoreError`].
pub fn is_empty(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let any: Option<i64> = tx.query_opt(
        sql!("SELECT version FROM civil_record WHERE record IS NOT NULL LIMIT 1"),
        &[],
        |row| row.get(0),
    )?;
    Ok(any.is_none())
}

fn number_index(tx: &Tx<'_>, number: &IdentityNumber) -> [u8; 32] {
    tx.blind("civil_record.number", number.as_str().as_bytes())
}
