//! Devices in which a person's app is activated.

use model::app::{
    activation::ActivatedBy,
    device::{Device, DeviceState, Unlock},
};
use vocab::{AppDeviceId, DataKeyId, Line, PersonId, Timestamp};

use super::{known, small};
use crate::{
    Row, StoreError, Tx,
    repo::{person::decode, push},
    sql,
};

/// A device with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDevice {
    /// What `model` decides about.
    pub device: Device,
    /// How its person calls it.
    pub name: Line,
    /// The key that signs its requests: an uncompressed point on P-256.
    pub public_key: Vec<u8>,
    /// The passkey by which it recognises its person.
    pub passkey: Option<DevicePasskey>,
    /// Keyed hash of the unlock code.
    pub unlock_hash: Option<[u8; 32]>,
}

/// The passkey of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevicePasskey {
    /// The authenticator's id for it.
    pub credential_id: Vec<u8>,
    /// The public key in COSE form.
    pub public_key: Vec<u8>,
    /// The counter last seen.
    pub sign_count: u32,
}

const NAME_COLUMN: &str = "app_device.name";

/// Adds a device; `false` if its key or its passkey is known already.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    stored: &StoredDevice,
    data_key: DataKeyId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let device = &stored.device;
    let name = stored.name.as_str().as_bytes();
    let sealed = tx.seal(data_key, NAME_COLUMN, device.id.as_bytes(), name)?;
    let passkey = stored.passkey.as_ref();
    let by = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO app_device (id, person_id, state, name, public_key, credential_id, \
             credential_key, sign_count, copied, unlock_hash, wrong_unlocks, activated_by, \
             activated_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13, $13, $14) \
             ON CONFLICT DO NOTHING"
        ),
        &[
            &device.id,
            &device.person,
            &device.state.as_str(),
            &sealed,
            &stored.public_key,
            &passkey.map(|passkey| passkey.credential_id.clone()),
            &passkey.map(|passkey| passkey.public_key.clone()),
            &passkey.map_or(0, |passkey| i64::from(passkey.sign_count)),
            &(device.unlock == Unlock::Passkey { copied: true }),
            &stored.unlock_hash,
            &device.activated_by.as_str(),
            &device.activated_at,
            &now,
            &by,
        ],
    )?;
    Ok(touched == 1)
}

/// The columns of a device, and the key of its person.
macro_rules! select {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT app_device.id, app_device.person_id, app_device.state, app_device.name, \
             app_device.public_key, app_device.credential_id, app_device.credential_key, \
             app_device.sign_count, app_device.copied, app_device.unlock_hash, \
             app_device.wrong_unlocks, app_device.activated_by, app_device.activated_at, \
             app_device.replaced_by, app_device.veto_until, person.data_key_id \
             FROM app_device JOIN person ON person.id = app_device.person_id ",
            $rest
        ))
    };
}

/// The device of an id, whatever its state.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: AppDeviceId) -> Result<Option<StoredDevice>, StoreError> {
    let row = tx.query_opt(select!("WHERE app_device.id = $1"), &[&id], read)?;
    row.map(|row| row.open(tx)).transpose()
}

/// The device that a person has now.
///
/// # Errors
/// [`StoreError`].
pub fn active_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<StoredDevice>, StoreError> {
    let row = tx.query_opt(
        select!("WHERE app_device.person_id = $1 AND app_device.state = 'active'"),
        &[&person],
        read,
    )?;
    row.map(|row| row.open(tx)).transpose()
}

/// The same without opening anything sealed, for steps of strangers.
///
/// # Errors
/// [`StoreError`].
pub fn active_id_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<AppDeviceId>, StoreError> {
    tx.query_opt(
        sql!("SELECT id FROM app_device WHERE person_id = $1 AND state = 'active'"),
        &[&person],
        |row| row.get(0),
    )
}

/// The device whose passkey an authenticator names.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_credential(
    tx: &mut Tx<'_>,
    credential_id: &[u8],
) -> Result<Option<StoredDevice>, StoreError> {
    let row = tx.query_opt(
        select!("WHERE app_device.credential_id = $1"),
        &[&credential_id],
        read,
    )?;
    row.map(|row| row.open(tx)).transpose()
}

/// Devices of a person, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<StoredDevice>, StoreError> {
    let rows = tx.query_all(
        select!("WHERE app_device.person_id = $1 ORDER BY app_device.activated_at DESC"),
        &[&person],
        read,
    )?;
    rows.into_iter().map(|row| row.open(tx)).collect()
}

/// Writes down where a device stands, if and only if it still stands where it was read.
///
/// # Errors
/// [`StoreError`].
pub fn set_state(
    tx: &mut Tx<'_>,
    before: &Device,
    after: &Device,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let ended_at = (after.state != DeviceState::Active).then_some(now);
    let is_over = matches!(
        after.state,
        DeviceState::Deactivated | DeviceState::Vetoed | DeviceState::Locked
    );
    if is_over {
        // Nothing waits there any more.
        push::remove_of_device(tx, after.id)?;
    }
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE app_device SET state = $1, wrong_unlocks = $2, replaced_by = $3, \
             veto_until = $4, ended_at = $5, updated_at = $6, updated_by = $7 \
             WHERE id = $8 AND state = $9 AND wrong_unlocks = $10"
        ),
        &[
            &after.state.as_str(),
            &i64::from(after.wrong_unlocks),
            &after.replaced_by,
            &after.veto_until,
            &ended_at,
            &now,
            &name,
            &after.id,
            &before.state.as_str(),
            &i64::from(before.wrong_unlocks),
        ],
    )?;
    Ok(touched == 1)
}

/// Ends every device of a person that confirms, or could veto the one that took its place: none of
/// them is theirs. `true`: one of them confirmed until now.
///
/// # Errors
/// [`StoreError`].
pub fn end_all_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let confirmed = active_id_of(tx, person)?.is_some();
    let ended: Vec<AppDeviceId> = tx.query_all(
        sql!("SELECT id FROM app_device WHERE person_id = $1 AND state IN ('active', 'replaced')"),
        &[&person],
        |row| row.get(0),
    )?;
    let name = tx.name();
    for id in ended {
        push::remove_of_device(tx, id)?;
        tx.execute(
            sql!(
                "UPDATE app_device SET state = 'deactivated', veto_until = NULL, ended_at = $1, \
                 updated_at = $1, updated_by = $2 WHERE id = $3"
            ),
            &[&now, &name, &id],
        )?;
    }
    Ok(confirmed)
}

/// Gives an active device another unlock code.
///
/// # Errors
/// [`StoreError`].
pub fn set_unlock_code(
    tx: &mut Tx<'_>,
    id: AppDeviceId,
    unlock_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE app_device SET unlock_hash = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND state = 'active' AND unlock_hash IS NOT NULL"
        ),
        &[&unlock_hash, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Writes down the counter of a passkey. `false`: another use moved it meanwhile.
///
/// # Errors
/// [`StoreError`].
pub fn set_sign_count(
    tx: &mut Tx<'_>,
    id: AppDeviceId,
    before: u32,
    after: u32,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE app_device SET sign_count = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND sign_count = $5"
        ),
        &[&i64::from(after), &now, &name, &id, &i64::from(before)],
    )?;
    Ok(touched == 1)
}

struct SealedDevice {
    device: Device,
    name: Vec<u8>,
    public_key: Vec<u8>,
    passkey: Option<DevicePasskey>,
    unlock_hash: Option<[u8; 32]>,
    data_key: DataKeyId,
}

fn read(row: &Row<'_>) -> Result<SealedDevice, StoreError> {
    let (state, by): (String, String) = (row.get(2)?, row.get(11)?);
    let credential: Option<Vec<u8>> = row.get(5)?;
    let key: Option<Vec<u8>> = row.get(6)?;
    let sign_count: i64 = row.get(7)?;
    let passkey = credential
        .zip(key)
        .map(|(credential_id, public_key)| DevicePasskey {
            credential_id,
            public_key,
            sign_count: u32::try_from(sign_count).unwrap_or(u32::MAX),
        });
    let unlock = match passkey {
        Some(_) => Unlock::Passkey {
            copied: row.get(8)?,
        },
        None => Unlock::Code,
    };
    Ok(SealedDevice {
        device: Device {
            id: row.get(0)?,
            person: row.get(1)?,
            state: known(DeviceState::from_word(&state), "app_device.state")?,
            unlock,
            activated_by: known(ActivatedBy::from_word(&by), "app_device.activated_by")?,
            activated_at: row.get(12)?,
            wrong_unlocks: small(row.get(10)?),
            replaced_by: row.get(13)?,
            veto_until: row.get(14)?,
        },
        name: row.get(3)?,
        public_key: row.get(4)?,
        passkey,
        unlock_hash: row.get(9)?,
        data_key: row.get(15)?,
    })
}

impl SealedDevice {
    fn open(self, tx: &mut Tx<'_>) -> Result<StoredDevice, StoreError> {
        let row = self.device.id;
        let name = tx.open_text(self.data_key, NAME_COLUMN, row.as_bytes(), &self.name)?;
        Ok(StoredDevice {
            device: self.device,
            name: Line::parse(&name).map_err(|_| decode(NAME_COLUMN))?,
            public_key: self.public_key,
            passkey: self.passkey,
            unlock_hash: self.unlock_hash,
        })
    }
}
