//! Passkeys of officers.

use vocab::{CredentialId, OfficerId, Timestamp};

use crate::{Row, StoreError, Tx, sql};

/// A passkey as it was enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Id of the row.
    pub id: CredentialId,
    /// Whose.
    pub officer: OfficerId,
    /// The authenticator's id for it.
    pub credential_id: Vec<u8>,
    /// The public key in COSE form.
    pub public_key: Vec<u8>,
    /// The counter last seen.
    pub sign_count: u32,
    /// May it be copied to other devices? Never changes.
    pub backup_eligible: bool,
    /// How it can be reached, as the browser told.
    pub transports: Vec<String>,
}

/// Adds a passkey; `false` if one with the same id exists.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, passkey: &Passkey, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO office_credential (id, officer_id, credential_id, public_key, \
             sign_count, backup_eligible, transports, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) \
             ON CONFLICT (credential_id) DO NOTHING"
        ),
        &[
            &passkey.id,
            &passkey.officer,
            &passkey.credential_id,
            &passkey.public_key,
            &passkey.sign_count,
            &passkey.backup_eligible,
            &passkey.transports.join(" "),
            &now,
            &name,
        ],
    )?;
    Ok(touched == 1)
}

/// The passkey that an authenticator names.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, credential_id: &[u8]) -> Result<Option<Passkey>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, officer_id, credential_id, public_key, sign_count, backup_eligible, \
             transports FROM office_credential WHERE credential_id = $1"
        ),
        &[&credential_id],
        read,
    )
}

/// Passkeys of an officer.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_officer(tx: &mut Tx<'_>, officer: OfficerId) -> Result<Vec<Passkey>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, officer_id, credential_id, public_key, sign_count, backup_eligible, \
             transports FROM office_credential WHERE officer_id = $1 ORDER BY id"
        ),
        &[&officer],
        read,
    )
}

/// Writes down a use and the counter. `false`: another use moved the counter meanwhile.
///
/// # Errors
/// [`StoreError`].
pub fn note_use(
    tx: &mut Tx<'_>,
    passkey: &Passkey,
    sign_count: u32,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE office_credential SET sign_count = $1, last_used_at = $2, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND sign_count = $5"
        ),
        &[&sign_count, &now, &name, &passkey.id, &passkey.sign_count],
    )?;
    Ok(touched == 1)
}

/// Forgets the passkeys of an officer.
///
/// # Errors
/// [`StoreError`].
pub fn remove_of_officer(tx: &mut Tx<'_>, officer: OfficerId) -> Result<u64, StoreError> {
    tx.execute(
        sql!("DELETE FROM office_credential WHERE officer_id = $1"),
        &[&officer],
    )
}

fn read(row: &Row<'_>) -> Result<Passkey, StoreError> {
    let transports: String = row.get(6)?;
    Ok(Passkey {
        id: row.get(0)?,
        officer: row.get(1)?,
        credential_id: row.get(2)?,
        public_key: row.get(3)?,
        sign_count: row.get(4)?,
        backup_eligible: row.get(5)?,
        transports: transports.split_whitespace().map(str::to_owned).collect(),
    })
}
