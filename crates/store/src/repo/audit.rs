//! Audit entries as rows: sealed, found by the blind index of their subject.

use vocab::{AuditEntryId, DataKeyId, Timestamp};

use crate::{StoreError, Tx, sql};

/// What is readable of an entry without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Id of the entry.
    pub id: AuditEntryId,
    /// When.
    pub at: Timestamp,
    /// Who acted: `citizen`, `system`, or an officer's id.
    pub actor: String,
    /// SHA-256 of the record, its nonce included.
    pub commitment: [u8; 32],
}

/// Adds an entry.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    row: &AuditRow,
    subject: &[u8],
    data_key: DataKeyId,
    record: &[u8],
) -> Result<(), StoreError> {
    let blind = tx.blind("audit_entry.subject", subject);
    let sealed = tx.seal(data_key, "audit_entry.record", row.id.as_bytes(), record)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO audit_entry (id, at, use_case, actor, subject_blind, data_key_id, \
             record, commitment, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $2)"
        ),
        &[
            &row.id,
            &row.at,
            &name,
            &row.actor,
            &blind,
            &data_key,
            &sealed,
            &row.commitment,
        ],
    )?;
    Ok(())
}

/// One entry with its opened record; nothing if there is none.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Erased`] if the key of its person is gone.
pub fn find(tx: &mut Tx<'_>, id: AuditEntryId) -> Result<Option<(AuditRow, Vec<u8>)>, StoreError> {
    let found = tx.query_opt(
        sql!("SELECT at, actor, commitment, data_key_id, record FROM audit_entry WHERE id = $1"),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(3)?;
            let record: Vec<u8> = row.get(4)?;
            let entry = AuditRow {
                id,
                at: row.get(0)?,
                actor: row.get(1)?,
                commitment: row.get(2)?,
            };
            Ok((entry, data_key, record))
        },
    )?;
    let Some((entry, data_key, record)) = found else {
        return Ok(None);
    };
    let record = tx.open(data_key, "audit_entry.record", id.as_bytes(), &record)?;
    Ok(Some((entry, record)))
}

/// What may be read of an entry without opening it, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Id of the entry.
    pub id: AuditEntryId,
    /// When.
    pub at: Timestamp,
    /// Name of the transaction.
    pub use_case: String,
    /// Who acted.
    pub actor: String,
    /// Its place in the public log, once it has one.
    pub leaf_index: Option<i64>,
}

/// The newest entries, whoever they are about.
///
/// # Errors
/// [`StoreError`].
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<AuditLine>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT e.id, e.at, e.use_case, e.actor, l.leaf_index FROM audit_entry e \
             LEFT JOIN audit_leaf l ON l.entry_id = e.id ORDER BY e.id DESC LIMIT $1"
        ),
        &[&limit],
        |row| {
            Ok(AuditLine {
                id: row.get(0)?,
                at: row.get(1)?,
                use_case: row.get(2)?,
                actor: row.get(3)?,
                leaf_index: row.get(4)?,
            })
        },
    )
}

/// A place in the entries about a subject, newest first: right behind this entry.
pub type Behind = (Timestamp, AuditEntryId);

/// Entries about a subject, newest first: what was readable and the opened record.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_subject(
    tx: &mut Tx<'_>,
    subject: &[u8],
    limit: i64,
) -> Result<Vec<(AuditRow, Vec<u8>)>, StoreError> {
    page_of_subject(tx, subject, Timestamp::MIN, None, limit)
}

/// The same from `since` on, and behind an entry if one is named: however long the list is, a page
/// of it costs as much as its rows.
///
/// # Errors
/// [`StoreError`].
pub fn page_of_subject(
    tx: &mut Tx<'_>,
    subject: &[u8],
    since: Timestamp,
    behind: Option<Behind>,
    limit: i64,
) -> Result<Vec<(AuditRow, Vec<u8>)>, StoreError> {
    let blind = tx.blind("audit_entry.subject", subject);
    let (at, id) = behind.unwrap_or((Timestamp::MAX, AuditEntryId::from_uuid(uuid::Uuid::max())));
    let rows = tx.query_all(
        sql!(
            "SELECT id, at, actor, commitment, data_key_id, record FROM audit_entry \
             WHERE subject_blind = $1 AND at >= $2 AND at <= $3 AND (at < $3 OR id < $4) \
             ORDER BY at DESC, id DESC LIMIT $5"
        ),
        &[&blind, &since, &at, &id, &limit],
        |row| {
            let data_key: DataKeyId = row.get(4)?;
            let record: Vec<u8> = row.get(5)?;
            let entry = AuditRow {
                id: row.get(0)?,
                at: row.get(1)?,
                actor: row.get(2)?,
                commitment: row.get(3)?,
            };
            Ok((entry, data_key, record))
        },
    )?;
    let mut opened = Vec::with_capacity(rows.len());
    for (entry, data_key, record) in rows {
        let record = tx.open(data_key, "audit_entry.record", entry.id.as_bytes(), &record)?;
        opened.push((entry, record));
    }
    Ok(opened)
}

/// When an entry was written, if and only if it is about this subject.
///
/// # Errors
/// [`StoreError`].
pub fn at_of_subject(
    tx: &mut Tx<'_>,
    subject: &[u8],
    entry: AuditEntryId,
) -> Result<Option<Timestamp>, StoreError> {
    let blind = tx.blind("audit_entry.subject", subject);
    tx.query_opt(
        sql!("SELECT at FROM audit_entry WHERE id = $1 AND subject_blind = $2"),
        &[&entry, &blind],
        |row| row.get(0),
    )
}
