//! Who is at the door, and how sure we are.
//!
//! | use case | file |
//! |---|---|
//! | [`Doorkeeper::obtain_pin`] | `pin/obtain_pin.rs` |
//! | [`Doorkeeper::send_pin_by_sms`] | `pin/send_pin_by_sms.rs` |
//! | [`Doorkeeper::enter_pin`] | `pin/enter_pin.rs` |
//! | [`Doorkeeper::resume`], [`Doorkeeper::extend`] | `session/resume.rs` |
//! | [`Doorkeeper::log_out`] | `session/log_out.rs` |
//! | [`Doorkeeper::passkey_log_in_begin`], [`Doorkeeper::passkey_log_in_finish`] | `passkey/log_in.rs` |
//! | [`Doorkeeper::add_passkey_begin`], [`Doorkeeper::add_passkey_finish`] | `passkey/add.rs` |
//! | [`Doorkeeper::passkeys`], [`Doorkeeper::remove_passkey`] | `passkey/mine.rs` |
//! | [`Doorkeeper::who`] | `who.rs` |
//! | [`Certificates::check`] | `certificate/check.rs` |
//! | [`Certificates::enter`] | `certificate/enter.rs` |
//! | [`ProofOfWork::pass`] | `work/` |
//!
//! *Architecture invariant:* an [`Authenticated`] value is made here and nowhere else, and no
//! assertion can be built without one. Its level is computed from registration and method, never
//! set.
//!
//! *Not guaranteed:* the contrast datum protects nothing. It only keeps strangers who know just
//! the number from filling people's phones.

mod authenticated;
pub mod certificate;
mod passkey;
mod pin;
mod session;
mod site;
mod who;
pub mod work;

use std::sync::Arc;

use model::{
    document::ContrastProfile,
    limit::{ContrastLimits, Growth},
    pin::PinRules,
    session::SessionRules,
    work::WorkRules,
};
use ports::{
    civil_register::CivilRegister,
    sealing::{KeyedHash, TokenSealer},
};
use store::Store;
use vocab::{Clock, Entropy};

pub use authenticated::Authenticated;
pub use certificate::Certificates;
pub use passkey::{Ceremony, add::AddPasskeyError, log_in::PasskeyLogInError};
pub use pin::{
    enter_pin::{EnterPin, EnterPinRefused},
    obtain_pin::{ObtainPin, ObtainPinError},
    send_pin_by_sms::{RelyingPartyName, SendPinError},
    ticket::PinTicket,
};
pub use session::log_out::LogOutError;
pub use site::Site;
pub use who::{Who, who_in};
pub use work::ProofOfWork;

/// The use cases of authentication over what they need.
pub struct Doorkeeper {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of codes and cookies.
    pub hashes: Arc<dyn KeyedHash>,
    /// Seals tickets.
    pub tokens: Arc<dyn TokenSealer>,
    /// Who a number belongs to.
    pub register: Arc<dyn CivilRegister>,
    /// What an administration may decide.
    pub settings: Settings,
}

/// What an administration may decide about authentication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which datum a normal DNI is asked for.
    pub contrast: ContrastProfile,
    /// The one-time PIN.
    pub pin: PinRules,
    /// Sessions.
    pub session: SessionRules,
    /// Wrong contrast data that are borne.
    pub contrast_limits: ContrastLimits,
    /// How the pauses after wrong PINs grow.
    pub growth: Growth,
    /// PINs that one origin may ask for in an hour.
    pub pins_per_origin_an_hour: u64,
    /// Proof of work before anonymous steps.
    pub work: WorkRules,
    /// Who we are to browsers and apps.
    pub site: Site,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contrast: ContrastProfile::default(),
            pin: PinRules::default(),
            session: SessionRules::default(),
            contrast_limits: ContrastLimits::default(),
            growth: Growth::default(),
            pins_per_origin_an_hour: 600,
            work: WorkRules::default(),
            site: Site::default(),
        }
    }
}
