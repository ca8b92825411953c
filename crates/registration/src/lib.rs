//! Use cases of registration: one public function a use case, one file a use case.
//!
//! | step | file | before | after |
//! |---|---|---|---|
//! | [`Registrar::confirm_document`] | `confirm_document.rs` | nothing | a flow begins |
//! | [`Registrar::request_letter`] | `letter/request_letter.rs` | document confirmed | a letter is on its way |
//! | [`Registrar::enter_code`] | `letter/enter_code.rs` | document confirmed | letter code accepted |
//! | [`Registrar::give_contact`] | `contact/give_contact.rs` | letter code accepted | a code is on its way to the phone |
//! | [`Registrar::enter_phone_code`] | `contact/enter_phone_code.rs` | phone code sent | phone proven |
//! | [`Registrar::complete`] | `complete.rs` | phone proven, terms accepted | registered |
//! | [`CallRegistrar::enrol`] | `for_call.rs`, `enrol.rs` | document confirmed, proven in a video call | registered |
//! | [`Registrar::receipt`] | `receipt.rs` | registered | the signed receipt |
//! | [`Registrar::renew_activation_code`] | `renew_activation_code.rs` | registered, identified | another activation code |
//!
//! Nothing but the letter exists before [`Registrar::complete`]: leaving the flow leaves no
//! registration behind (R245). Going back is always possible; it undoes the later steps.
//!
//! *Architecture invariant:* what a stranger sees never tells whether a person is registered.

mod complete;
mod confirm_document;
mod contact;
mod doubted;
mod enrol;
mod flow;
mod for_call;
mod letter;
mod raise;
mod receipt;
mod renew_activation_code;
pub mod terms;
mod withdraw;

use std::sync::Arc;

use model::{
    body::Body, document::ContrastProfile, letter::LetterRules, limit::ContrastLimits,
    phone::PhoneCodeRules,
};
use ports::{
    civil_register::CivilRegister,
    documents::{DocumentRenderer, DocumentSealer},
    sealing::{KeyedHash, TokenSealer},
};
use store::Store;
use vocab::{Clock, Entropy};

pub use complete::{CompleteError, Completed};
pub use confirm_document::{ConfirmDocument, ConfirmDocumentError};
pub use contact::{
    enter_phone_code::EnterPhoneCodeError,
    give_contact::{GiveContact, GiveContactError},
};
pub use enrol::{EnrolError, Enrolled, Enrolment, Route};
pub use flow::{FlowView, LetterRoute, Stage};
pub use for_call::{CallEnrolment, CallRegistrar, Confirmed, HandOver, HandOverError};
pub use letter::{enter_code::EnterLetterCodeError, request_letter::RequestLetterError};
pub use raise::LevelNews;
pub use receipt::ReceiptError;
pub use renew_activation_code::RenewCodeError;

/// The use cases of registration over what they need.
pub struct Registrar {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of codes.
    pub hashes: Arc<dyn KeyedHash>,
    /// Seals the flow.
    pub tokens: Arc<dyn TokenSealer>,
    /// Who a number belongs to.
    pub register: Arc<dyn CivilRegister>,
    /// Makes the receipt.
    pub renderer: Arc<dyn DocumentRenderer>,
    /// Seals the receipt.
    pub sealer: Arc<dyn DocumentSealer>,
    /// The body that registers.
    pub body: Arc<Body>,
    /// What an administration may decide.
    pub settings: Settings,
}

/// What an administration may decide about registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which datum a normal DNI is asked for.
    pub contrast: ContrastProfile,
    /// The letter and its code.
    pub letter: LetterRules,
    /// The code that proves a phone.
    pub phone_code: PhoneCodeRules,
    /// Wrong contrast data that are borne (R238).
    pub contrast_limits: ContrastLimits,
    /// SMS with a phone code that one phone may receive in an hour, whoever asks.
    pub sms_per_phone_an_hour: u64,
    /// Minutes that an unfinished flow is kept.
    pub flow_minutes: u32,
    /// Does the welcome SMS carry the activation code (defaults D4)?
    pub activation_code_by_sms: bool,
    /// Years that the receipt can be verified (RD 203/2021 art. 21: at least five).
    pub receipt_years: u16,
    /// The verification page printed on the receipt.
    pub verification_address: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contrast: ContrastProfile::default(),
            letter: LetterRules::default(),
            phone_code: PhoneCodeRules::default(),
            contrast_limits: ContrastLimits::default(),
            sms_per_phone_an_hour: 6,
            flow_minutes: 60,
            activation_code_by_sms: true,
            receipt_years: 10,
            verification_address: String::new(),
        }
    }
}
