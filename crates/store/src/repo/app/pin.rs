//! PINs that the app shows. One is written for every number that asks for a PIN, with nobody's
//! key where no device can show it, so that a stopwatch tells nothing (invariant 11).

use vocab::{AppDeviceId, DataKeyId, OneTimePin, PinChallengeId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, repo::stand_in::StandIn, sql};

const PIN_COLUMN: &str = "app_pin.pin";

/// A PIN for a device to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPin {
    /// The challenge that it answers.
    pub challenge: PinChallengeId,
    /// The PIN.
    pub pin: OneTimePin,
    /// Name of who asks, by language, as JSON.
    pub party: String,
    /// Before this moment it works.
    pub expires_at: Timestamp,
}

/// Keeps a PIN for a device, sealed under the key of its person; for nobody where there is none.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    shown: &ShownPin,
    device: Option<(AppDeviceId, DataKeyId)>,
    stand_in: &StandIn,
    now: Timestamp,
) -> Result<(), StoreError> {
    let key = device.map_or(stand_in.own_key, |(_, key)| key);
    let plain = shown.pin.as_str().as_bytes();
    let sealed = tx.seal(key, PIN_COLUMN, shown.challenge.as_bytes(), plain)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO app_pin (challenge_id, device_id, pin, party, expires_at, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)"
        ),
        &[
            &shown.challenge,
            &device.map(|(device, _)| device),
            &sealed,
            &shown.party,
            &shown.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The newest PIN of a device whose challenge is still open.
///
/// # Errors
/// [`StoreError`].
pub fn current_of(
    tx: &mut Tx<'_>,
    device: AppDeviceId,
    data_key: DataKeyId,
    now: Timestamp,
) -> Result<Option<ShownPin>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT app_pin.challenge_id, app_pin.pin, app_pin.party, app_pin.expires_at \
             FROM app_pin JOIN pin_challenge ON pin_challenge.id = app_pin.challenge_id \
             WHERE app_pin.device_id = $1 AND app_pin.expires_at > $2 \
             AND pin_challenge.state = 'issued' ORDER BY app_pin.expires_at DESC LIMIT 1"
        ),
        &[&device, &now],
        |row| {
            let id: PinChallengeId = row.get(0)?;
            let (sealed, party): (Vec<u8>, String) = (row.get(1)?, row.get(2)?);
            let expires_at: Timestamp = row.get(3)?;
            Ok((id, sealed, party, expires_at))
        },
    )?;
    let Some((challenge, sealed, party, expires_at)) = rows.into_iter().next() else {
        return Ok(None);
    };
    let text = tx.open_text(data_key, PIN_COLUMN, challenge.as_bytes(), &sealed)?;
    Ok(Some(ShownPin {
        challenge,
        pin: OneTimePin::parse(&text).map_err(|_| decode(PIN_COLUMN))?,
        party,
        expires_at,
    }))
}

/// Is the PIN of this challenge one that a device shows?
///
/// # Errors
/// [`StoreError`].
pub fn is_shown(tx: &mut Tx<'_>, challenge: PinChallengeId) -> Result<bool, StoreError> {
    let found: Option<Option<AppDeviceId>> = tx.query_opt(
        sql!("SELECT device_id FROM app_pin WHERE challenge_id = $1"),
        &[&challenge],
        |row| row.get(0),
    )?;
    Ok(found.flatten().is_some())
}

/// The person asked for another PIN by SMS: the one that the app shows no longer works.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, challenge: PinChallengeId) -> Result<(), StoreError> {
    tx.execute(
        sql!("DELETE FROM app_pin WHERE challenge_id = $1"),
        &[&challenge],
    )?;
    Ok(())
}
