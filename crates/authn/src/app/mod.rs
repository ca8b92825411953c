//! The app: a device is activated, requests are confirmed in it (R113–R116, R121, R129–R133,
//! R252). What travels between the two is written down in `docs/specs/app-protocol.md`.
//!
//! | use case | file |
//! |---|---|
//! | [`Doorkeeper::begin_activation`] | `activation/begin.rs` |
//! | [`Doorkeeper::send_activation_code_again`] | `activation/again.rs` |
//! | [`Doorkeeper::enter_activation_code`] | `activation/enter_code.rs` |
//! | [`Doorkeeper::invite_device`], [`Doorkeeper::take_invitation`] | `activation/invite.rs` |
//! | [`Doorkeeper::register_device`] | `activation/register_device.rs` |
//! | [`Doorkeeper::recognise_device`] | `proof.rs` |
//! | [`Doorkeeper::app_state`] | `device/state.rs` |
//! | [`Doorkeeper::change_unlock_code`] | `device/change_unlock_code.rs` |
//! | [`Doorkeeper::deactivate_device`], [`Doorkeeper::deactivate_app`] | `device/deactivate.rs` |
//! | [`Doorkeeper::veto_device`] | `device/veto.rs` |
//! | [`Doorkeeper::ask_in_app`] | `request/ask.rs` |
//! | [`Doorkeeper::ask_in_app_by_number`] | `request/ask_by_number.rs` |
//! | [`Doorkeeper::open_request`] | `request/open.rs` |
//! | [`Doorkeeper::confirm_request`] | `request/confirm.rs` |
//! | [`Doorkeeper::reject_request`] | `request/reject.rs` |
//! | [`Doorkeeper::report_request`] | `request/report.rs` |
//! | [`Doorkeeper::go_on_from_app`] | `request/go_on.rs` |
//! | [`Doorkeeper::ask_by_call`] | `call/ask.rs` |
//! | [`Doorkeeper::confirm_call`] | `request/confirm.rs` |
//! | [`CallDesk::enter`](crate::CallDesk::enter) | `call/enter.rs` |
//! | [`Doorkeeper::look_at_call`], [`Doorkeeper::calls_of_officer`] | `call/caller.rs` |
//!
//! *Not guaranteed:* a request that somebody relays live, code and number both, to a person who
//! does what they are told, is confirmed. A device recognises its person; it does not see who
//! stands behind them.

pub(crate) mod activation;
pub(crate) mod call;
pub(crate) mod contrast;
pub(crate) mod device;
pub(crate) mod limits;
pub(crate) mod passkey;
pub(crate) mod proof;
pub(crate) mod request;

use std::sync::Arc;

use ports::sealing::KeyedHash;
use store::Tx;
use vocab::{Entropy, Timestamp, UnlockCode};

use crate::{Doorkeeper, Settings};

/// What the closures of this area work with.
#[derive(Clone)]
pub(crate) struct AppDesk {
    pub(crate) hashes: Arc<dyn KeyedHash>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) settings: Settings,
    pub(crate) now: Timestamp,
}

impl Doorkeeper {
    pub(crate) fn app_desk(&self) -> AppDesk {
        AppDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            now: self.clock.now(),
        }
    }
}

impl AppDesk {
    /// 32 random bytes: a challenge, or a hash that nothing hashes to.
    pub(crate) fn random(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// Keyed hash of an unlock code, of this device only.
    pub(crate) fn unlock_hash(&self, device: vocab::AppDeviceId, code: &UnlockCode) -> [u8; 32] {
        let material = [device.as_bytes().as_slice(), code.as_str().as_bytes()].concat();
        self.hashes.hash("app.unlock", &material)
    }

    /// Appends an entry in the name of a person whose device or session acts.
    pub(crate) fn write_down(
        &self,
        tx: &mut Tx<'_>,
        event: &audit::Event,
        person: vocab::PersonId,
        data_key: vocab::DataKeyId,
    ) -> Result<(), store::StoreError> {
        let about = audit::about_person(person, data_key);
        audit::append(tx, event, about, self.now, &*self.entropy)
    }
}
