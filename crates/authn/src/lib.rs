//! Who is at the door, and how sure we are.
//!
//! | use case | file |
//! |---|---|
//! | [`Doorkeeper::obtain_pin`] | `pin/obtain_pin.rs` |
//! | [`Doorkeeper::send_pin_by_sms`] | `pin/send_pin_by_sms.rs` |
//! | [`Doorkeeper::enter_pin`] | `pin/enter_pin.rs` |
//! | [`Doorkeeper::enter_password`] and what follows | `password/` |
//! | [`Doorkeeper::resume`], [`Doorkeeper::extend`] | `session/resume.rs` |
//! | [`Doorkeeper::log_out`] | `session/log_out.rs` |
//! | [`Doorkeeper::sessions`] | `session/mine.rs` |
//! | [`Doorkeeper::close_session`], [`Doorkeeper::close_every_session`] | `session/close.rs` |
//! | [`Doorkeeper::passkey_log_in_begin`], [`Doorkeeper::passkey_log_in_finish`] | `passkey/log_in.rs` |
//! | [`Doorkeeper::add_passkey_begin`], [`Doorkeeper::add_passkey_finish`] | `passkey/add.rs` |
//! | [`Doorkeeper::passkeys`], [`Doorkeeper::remove_passkey`] | `passkey/mine.rs` |
//! | [`Doorkeeper::freeze`], [`Doorkeeper::thaw`], [`Doorkeeper::means`] | `hold/` |
//! | [`Doorkeeper::remember_browser`] | `browsers.rs` |
//! | [`Doorkeeper::who`] | `who.rs` |
//! | [`Certificates::check`] | `certificate/check.rs` |
//! | [`Certificates::enter`] | `certificate/enter.rs` |
//! | [`ProofOfWork::pass`] | `work/` |
//! | the app: devices, and requests that are confirmed in them | `app/` |
//!
//! *Architecture invariant:* an [`Authenticated`] value is made here and nowhere else, and no
//! assertion can be built without one. Its level is computed from registration and method, never
//! set.
//!
//! *Not guaranteed:* the contrast datum protects nothing. It only keeps strangers who know just
//! the number from filling people's phones.

mod app;
mod authenticated;
mod browsers;
pub mod certificate;
mod hold;
mod party;
mod passkey;
mod password;
mod pin;
mod session;
mod site;
mod who;
pub mod work;

use std::sync::Arc;

use model::{
    app::AppRules,
    document::ContrastProfile,
    limit::{ContrastLimits, Growth},
    password::PasswordRules,
    phone::PhoneCodeRules,
    pin::PinRules,
    session::SessionRules,
    work::WorkRules,
};
use ports::{
    civil_register::CivilRegister,
    passwords::PasswordHasher,
    sealing::{KeyedHash, TokenSealer},
};
use store::Store;
use vocab::{Clock, Entropy};

pub use app::{
    activation::{
        again::CodeAgainError,
        begin::{BeginActivation, StrangerRefused},
        enter_code::ActivationCodeRefused,
        invite::{DeviceInvitation, InvitationRefused, InviteError},
        ready::{ActivationReady, Replaced},
        register_device::{Activated, NewUnlock, RegisterDevice, RegisterDeviceError},
        ticket::ActivationTicket,
    },
    call::{
        ask::{AskByCall, AskByCallError, AskedByCall, Backchannel},
        caller::{CallerView, IdentifiedCaller},
        enter::{CallDesk, CallEntered},
    },
    device::{
        change_unlock_code::ChangeUnlockCodeError,
        deactivate::DeactivateAppError,
        state::{AppState, DeviceView, Owner, PinView, VetoView},
        veto::VetoError,
    },
    proof::{KnownDevice, Nonce, ProofError, SignedRequest, digest_of},
    request::{
        ask::{AskInApp, AskInAppError},
        confirm::{ConfirmError, Unlocking},
        go_on::Waiting,
        open::{HowToUnlock, OpenRequestError, Opened, Which},
        reject::RejectError,
        ticket::RequestTicket,
        view::{CallView, RequestView},
    },
};
pub use authenticated::Authenticated;
pub use certificate::Certificates;
pub use hold::{
    KeptOut,
    alert::{AlertAnswer, AlertError, AlertView},
    means::{Has, MeansView, PasswordCondition, PasswordView},
    switch::{SwitchOffError, SwitchOnError},
    thaw::ThawError,
};
pub use party::PartyNames;
pub use passkey::{
    Ceremony,
    add::AddPasskeyError,
    log_in::{PasskeyChallengeError, PasskeyLogInError},
    mine::RemovePasskeyError,
};
pub use password::{
    choose_password::ChoosePasswordError,
    confirm_activation::{ActivationClaim, ConfirmActivation, ConfirmActivationError},
    enter_code::{EnterPasswordCodeError, PasswordCodeEntered},
    enter_password::{EnterPassword, EnterPasswordError, PasswordEntered, PasswordWish},
    flow::{PasswordFlowView, PasswordStage},
    send_code::ResendCodeError,
};
pub use pin::{
    enter_pin::{EnterPin, EnterPinRefused},
    obtain_pin::{ObtainPin, ObtainPinError},
    send_pin_by_sms::{RelyingPartyName, SendPinError},
    ticket::PinTicket,
};
pub use session::{
    arrival::Arrival,
    log_out::{Left, LogOutError},
    mine::SessionView,
};
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
    /// Hashes permanent passwords.
    pub passwords: Arc<dyn PasswordHasher>,
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
    /// The permanent password.
    pub password: PasswordRules,
    /// The code by SMS beside it.
    pub password_code: PhoneCodeRules,
    /// Sessions.
    pub session: SessionRules,
    /// Wrong contrast data that are borne.
    pub contrast_limits: ContrastLimits,
    /// How the pauses after wrong PINs grow.
    pub growth: Growth,
    /// PINs that one origin may ask for in an hour.
    pub pins_per_origin_an_hour: u64,
    /// Challenges for a passkey that one origin may ask for in an hour: each is a row.
    pub passkeys_per_origin_an_hour: u64,
    /// Proof of work before anonymous steps.
    pub work: WorkRules,
    /// The app.
    pub app: AppRules,
    /// Is the app offered? Without it no device opens anything.
    pub app_offered: bool,
    /// Who we are to browsers and apps.
    pub site: Site,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contrast: ContrastProfile::default(),
            pin: PinRules::default(),
            password: PasswordRules::default(),
            password_code: PhoneCodeRules::default(),
            session: SessionRules::default(),
            contrast_limits: ContrastLimits::default(),
            growth: Growth::default(),
            pins_per_origin_an_hour: 600,
            passkeys_per_origin_an_hour: 1_200,
            work: WorkRules::default(),
            app: AppRules::default(),
            app_offered: true,
            site: Site::default(),
        }
    }
}
