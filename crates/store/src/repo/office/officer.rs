//! Officers and their roles.

use model::officer::{Officer, OfficerHandle, Role, RoleGrant};
use vocab::{BodyId, DataKeyId, Date, Entropy, OfficerId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// An officer and the key that seals what is personal of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOfficer {
    /// The officer.
    pub officer: Officer,
    /// The key.
    pub data_key: DataKeyId,
}

/// Adds an officer without roles, with a data key of their own.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    handle: &OfficerHandle,
    name: &str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<StoredOfficer, StoreError> {
    let id = OfficerId::new(now, entropy);
    let data_key = DataKeyId::new(now, entropy);
    tx.add_data_key(data_key, now)?;
    let index = tx.blind("office_officer.handle", handle.as_str().as_bytes());
    let sealed_handle = tx.seal(
        data_key,
        "office_officer.handle",
        id.as_bytes(),
        handle.as_str().as_bytes(),
    )?;
    let sealed_name = tx.seal(
        data_key,
        "office_officer.name",
        id.as_bytes(),
        name.as_bytes(),
    )?;
    let transaction = tx.name();
    // Another transaction that adds the same officer at this moment makes this one run again.
    let touched = tx.execute(
        sql!(
            "INSERT INTO office_officer (id, data_key_id, handle_index, handle, name, version, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, 0, $6, $6, $7) \
             ON CONFLICT (handle_index) DO NOTHING"
        ),
        &[
            &id,
            &data_key,
            &index,
            &sealed_handle,
            &sealed_name,
            &now,
            &transaction,
        ],
    )?;
    if touched != 1 {
        return Err(decode("office_officer.handle_index"));
    }
    let officer = Officer {
        id,
        handle: handle.clone(),
        name: name.to_owned(),
        grants: Vec::new(),
        disabled_at: None,
    };
    Ok(StoredOfficer { officer, data_key })
}

/// Writes name, roles and whether the officer has left. The guard row moves with it.
///
/// # Errors
/// [`StoreError`].
pub fn save(tx: &mut Tx<'_>, stored: &StoredOfficer, now: Timestamp) -> Result<(), StoreError> {
    let StoredOfficer { officer, data_key } = stored;
    let id = officer.id;
    let sealed = tx.seal(
        *data_key,
        "office_officer.name",
        id.as_bytes(),
        officer.name.as_bytes(),
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE office_officer SET name = $1, disabled_at = $2, version = version + 1, \
             updated_at = $3, updated_by = $4 WHERE id = $5"
        ),
        &[&sealed, &officer.disabled_at, &now, &name, &id],
    )?;
    tx.execute(
        sql!("DELETE FROM office_grant WHERE officer_id = $1"),
        &[&id],
    )?;
    for grant in &officer.grants {
        tx.execute(
            sql!(
                "INSERT INTO office_grant (officer_id, body_id, role, until_day, created_at, \
                 updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $6)"
            ),
            &[
                &id,
                &grant.body,
                &grant.role.as_str(),
                &grant.until,
                &now,
                &name,
            ],
        )?;
    }
    Ok(())
}

/// The officer of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: OfficerId) -> Result<Option<StoredOfficer>, StoreError> {
    let row = tx.query_opt(
        sql!("SELECT data_key_id, handle, name, disabled_at FROM office_officer WHERE id = $1"),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(0)?;
            let handle: Vec<u8> = row.get(1)?;
            let name: Vec<u8> = row.get(2)?;
            let disabled_at: Option<Timestamp> = row.get(3)?;
            Ok((data_key, handle, name, disabled_at))
        },
    )?;
    let Some((data_key, handle, name, disabled_at)) = row else {
        return Ok(None);
    };
    let handle = tx.open_text(data_key, "office_officer.handle", id.as_bytes(), &handle)?;
    let name = tx.open_text(data_key, "office_officer.name", id.as_bytes(), &name)?;
    let officer = Officer {
        id,
        handle: OfficerHandle::parse(&handle).map_err(|_| decode("office_officer.handle"))?,
        name,
        grants: grants_of(tx, id)?,
        disabled_at,
    };
    Ok(Some(StoredOfficer { officer, data_key }))
}

/// The officer of a short name.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_handle(
    tx: &mut Tx<'_>,
    handle: &OfficerHandle,
) -> Result<Option<StoredOfficer>, StoreError> {
    let index = tx.blind("office_officer.handle", handle.as_str().as_bytes());
    let id: Option<OfficerId> = tx.query_opt(
        sql!("SELECT id FROM office_officer WHERE handle_index = $1"),
        &[&index],
        |row| row.get(0),
    )?;
    match id {
        Some(id) => find(tx, id),
        None => Ok(None),
    }
}

/// Every officer, those who left included.
///
/// # Errors
/// [`StoreError`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<StoredOfficer>, StoreError> {
    let ids: Vec<OfficerId> = tx.query_all(
        sql!("SELECT id FROM office_officer ORDER BY id"),
        &[],
        |row| row.get(0),
    )?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(find(tx, id)?);
    }
    Ok(all)
}

fn grants_of(tx: &mut Tx<'_>, id: OfficerId) -> Result<Vec<RoleGrant>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT body_id, role, until_day FROM office_grant WHERE officer_id = $1 \
             ORDER BY body_id, role"
        ),
        &[&id],
        |row| {
            let body: BodyId = row.get(0)?;
            let role: String = row.get(1)?;
            let until: Date = row.get(2)?;
            let role = Role::from_word(&role).ok_or_else(|| decode("office_grant.role"))?;
            Ok(RoleGrant { role, body, until })
        },
    )
}
