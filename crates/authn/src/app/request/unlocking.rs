//! The device recognises its person: by an unlock code that we check, or by its passkey.

use audit::Event;
use model::app::device::{DeviceState, Recognised, UnlockError};
use store::{
    StoreError, Tx,
    repo::{self, app::device::StoredDevice},
};
use vocab::{DataKeyId, UnlockCode};
use wire_webauthn::AuthenticationResponse;

use crate::app::{AppDesk, passkey};

/// Compares an unlock code and counts a wrong one; the last one locks the device.
pub(crate) fn by_code(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
    code: &UnlockCode,
    data_key: DataKeyId,
) -> Result<Result<Recognised, UnlockError>, StoreError> {
    let before = &stored.device;
    let given = desk.unlock_hash(before.id, code);
    let (after, outcome) =
        before
            .clone()
            .enter_unlock_code(stored.unlock_hash.as_ref(), &given, desk.settings.app);
    if after != *before && !repo::app::device::set_state(tx, before, &after, desk.now)? {
        // Another try was counted at the same moment: this one was not looked at.
        let left = before.unlocks_left(desk.settings.app);
        return Ok(Err(UnlockError::Wrong { left }));
    }
    if after.state == DeviceState::Locked {
        desk.write_down(tx, &Event::AppDeviceLocked, before.person, data_key)?;
    }
    Ok(outcome)
}

/// Checks the proof of a passkey; nothing if it is refused.
pub(crate) fn by_passkey(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
    answer: &AuthenticationResponse,
    challenge: &[u8],
) -> Result<Option<Recognised>, StoreError> {
    let site = &desk.settings.site;
    let counter = passkey::check_proof(site, &*desk.hashes, stored, answer, challenge);
    let (Some(counter), Some(passkey)) = (counter, &stored.passkey) else {
        return Ok(None);
    };
    let id = stored.device.id;
    let unused = counter == 0 && passkey.sign_count == 0;
    let moved =
        unused || repo::app::device::set_sign_count(tx, id, passkey.sign_count, counter, desk.now)?;
    Ok(stored.device.recognised_by_passkey().filter(|_| moved))
}
