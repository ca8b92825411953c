//! What a device shows of itself and does to itself.

pub(crate) mod change_unlock_code;
pub(crate) mod deactivate;
pub(crate) mod state;
pub(crate) mod subscribe;
pub(crate) mod veto;

use model::app::device::DeviceState;
use store::{
    StoreError, Tx,
    repo::{self, app::device::StoredDevice},
};

use super::proof::{KnownDevice, ProofError};

/// The device as it stands in this transaction, if it may still act.
pub(crate) fn acting(
    tx: &mut Tx<'_>,
    known: &KnownDevice,
) -> Result<Result<StoredDevice, ProofError>, StoreError> {
    let Some(stored) = repo::app::device::find(tx, known.id())? else {
        return Ok(Err(ProofError::Signature));
    };
    Ok(match stored.device.state {
        DeviceState::Active => Ok(stored),
        gone => Err(ProofError::Gone(gone)),
    })
}
