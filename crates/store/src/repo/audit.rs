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

/// Entries about a subject, newest first: what was readable and the opened record.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_subject(
    tx: &mut Tx<'_>,
    subject: &[u8],
    limit: i64,
) -> Result<Vec<(AuditRow, Vec<u8>)>, StoreError> {
    let blind = tx.blind("audit_entry.subject", subject);
    let rows = tx.query_all(
        sql!(
            "SELECT id, at, actor, commitment, data_key_id, record FROM audit_entry \
             WHERE subject_blind = $1 ORDER BY at DESC, id DESC LIMIT $2"
        ),
        &[&blind, &limit],
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
