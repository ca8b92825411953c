//! Messages to people, as facts: which words they become is decided where they are sent
//! (`notify`), in the person's language.

use crate::password::PasswordStep;
use serde::{Deserialize, Serialize};
use vocab::{
    ActivationCode, Date, EmailAddress, Lang, LetterCode, OneTimePin, OtpCode, PersonName,
    PhoneNumber, PostalAddress, SecureVerificationCode, Timestamp,
};

use crate::{
    alert::AlertFact,
    push::{Look, PushTarget},
};

/// One message that waits in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingNotice {
    /// Language of the person.
    pub lang: Lang,
    /// How it travels and where to.
    pub channel: Channel,
    /// What it says.
    pub notice: Notice,
    /// After this moment it is not worth sending any more: an expired PIN never goes out.
    pub send_before: Timestamp,
}

impl OutgoingNotice {
    /// Word for the channel, for the outbox and its metrics.
    #[must_use]
    pub fn channel_word(&self) -> &'static str {
        match self.channel {
            Channel::Sms(_) => "sms",
            Channel::Email(_) => "email",
            Channel::Letter { .. } => "letter",
            Channel::Push(_) => "push",
        }
    }

    /// Word for what it says, for the outbox and its metrics.
    #[must_use]
    pub fn kind_word(&self) -> &'static str {
        match self.notice {
            Notice::PhoneCode { .. } => "phone_code",
            Notice::Welcome { .. } => "welcome",
            Notice::LevelRaised { .. } => "level_raised",
            Notice::IdentificationReceived { .. } => "identification_received",
            Notice::IdentificationConfirmed { .. } => "identification_confirmed",
            Notice::IdentificationRefused { .. } => "identification_refused",
            Notice::Pin { .. } => "pin",
            Notice::PasswordCode { .. } => "password_code",
            Notice::PasswordSet { .. } => "password_set",
            Notice::PasswordLocked { .. } => "password_locked",
            Notice::ActivationCodeRenewed { .. } => "activation_code_renewed",
            Notice::PhoneDisplaced { .. } => "phone_displaced",
            Notice::PasskeyAdded { .. } => "passkey_added",
            Notice::InvitationLetter { .. } => "invitation_letter",
            Notice::CertificateReady { .. } => "certificate_ready",
            Notice::CertificateNeedsVisit { .. } => "certificate_needs_visit",
            Notice::ApplicationInReview { .. } => "application_in_review",
            Notice::AppLook(look) => look.kind_word(),
            Notice::AppCode { .. } => "app_code",
            Notice::AppActivated { .. } => "app_activated",
            Notice::Alert { .. } => "alert",
            Notice::Intervened { .. } => "intervened",
        }
    }
}

/// How a notice travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    /// Text message.
    Sms(PhoneNumber),
    /// E-mail.
    Email(EmailAddress),
    /// Letter on paper to a postal address.
    Letter {
        /// Whom it is for.
        name: PersonName,
        /// The tax address on record, never one that was typed (R052).
        address: PostalAddress,
    },
    /// Web Push to a device with the app.
    Push(PushTarget),
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// A code that proves possession of a phone during registration.
    PhoneCode {
        /// The code.
        code: OtpCode,
        /// Validity in minutes.
        minutes: u32,
    },
    /// The registration is complete (RES-2015 an. I 1.4). By SMS it is the welcome; by e-mail it
    /// explains the next steps and never carries a code.
    Welcome {
        /// Only where the setting `registration.activation_code_by_sms` says so (D4).
        activation_code: Option<ActivationCode>,
    },
    /// A second officer confirmed the registration: it is advanced (RES-2015 an. I 1.5). By e-mail
    /// it never carries a code.
    LevelRaised {
        /// The code that replaces the one before, as in [`Notice::Welcome`].
        activation_code: Option<ActivationCode>,
    },
    /// Pictures and film of an unassisted identification arrived and wait for a reviewer.
    IdentificationReceived {
        /// The basic level was given at once.
        basic: bool,
    },
    /// A reviewer confirmed an unassisted identification.
    IdentificationConfirmed {
        /// The code of the document with the result.
        code: SecureVerificationCode,
    },
    /// A reviewer did not confirm an unassisted identification.
    IdentificationRefused {
        /// The code of the document with the result.
        code: SecureVerificationCode,
        /// The basic level, given at once, was withdrawn.
        withdrawn: bool,
    },
    /// The one-time PIN.
    Pin {
        /// The PIN.
        pin: OneTimePin,
        /// Name of the relying party that asked, in the person's language.
        relying_party: String,
        /// Validity in minutes.
        minutes: u32,
    },
    /// A code that proves the phone beside the permanent password (R137).
    PasswordCode {
        /// The code.
        code: OtpCode,
        /// What it is for.
        step: PasswordStep,
        /// Validity in minutes.
        minutes: u32,
    },
    /// The permanent password was set.
    PasswordSet {
        /// How: activated, recovered or changed.
        step: PasswordStep,
        /// When.
        at: Timestamp,
        /// The link by which the person says that it was not them.
        #[serde(default)]
        alert: Option<String>,
    },
    /// Too many wrong passwords: browsers that the person has not used are no longer listened to.
    PasswordLocked {
        /// When.
        at: Timestamp,
    },
    /// Another activation code took the place of the one before (R253). Never carries the code.
    ActivationCodeRenewed {
        /// When.
        at: Timestamp,
    },
    /// The phone of a registration now belongs to another identity (R062, R243).
    PhoneDisplaced {
        /// When it happened.
        at: Timestamp,
    },
    /// A passkey was added: whoever did not do it has to know.
    PasskeyAdded {
        /// When it happened.
        at: Timestamp,
        /// As in [`Notice::PasswordSet`].
        #[serde(default)]
        alert: Option<String>,
    },
    /// The invitation letter (R048–R056).
    InvitationLetter {
        /// The code, or `None` for somebody registered already.
        code: Option<LetterCode>,
        /// When the letter was asked for.
        issued_at: Timestamp,
        /// Last day on which the code can be used.
        usable_until: Date,
    },
    /// A certificate is ready to download (R187, R231).
    CertificateReady {
        /// Its verification code: only for documents of the class *bearer*.
        code: SecureVerificationCode,
    },
    /// The application is decided and the person must call or visit.
    CertificateNeedsVisit {
        /// Reference of the application.
        reference: String,
    },
    /// The application is under review (R189).
    ApplicationInReview {
        /// Reference of the application.
        reference: String,
    },
    /// Something waits in the app. What, the app asks for itself: the message carries nothing of
    /// the person's.
    AppLook(Look),
    /// A code that activates the app in a device.
    AppCode {
        /// The code.
        code: OtpCode,
        /// Validity in minutes.
        minutes: u32,
    },
    /// The app was activated in a new device. It never carries a name that whoever activated it
    /// chose: that may be a stranger.
    AppActivated {
        /// The person's own name for the device that gave way.
        replaced: Option<String>,
        /// When it happened.
        at: Timestamp,
        /// Before this moment the device that gave way may take its place back.
        veto_until: Option<Timestamp>,
        /// As in [`Notice::PasswordSet`].
        #[serde(default)]
        alert: Option<String>,
    },
    /// Something happened in the person's name, and may not have been them. Never carries a name
    /// that whoever did it chose.
    Alert {
        /// What.
        fact: AlertFact,
        /// When.
        at: Timestamp,
        /// The link by which the person says that it was not them; nothing where whoever reads
        /// the mail may be somebody else.
        link: Option<String>,
    },
    /// An officer intervened in the person's identity. It never carries the officer's words: mail
    /// is read by others too.
    Intervened {
        /// How.
        how: Intervened,
        /// When.
        at: Timestamp,
    },
}

/// What an officer did to a person's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intervened {
    /// Nothing opens until a day.
    Suspended {
        /// The last one.
        last: Date,
    },
    /// Nothing opens and nothing new can be registered.
    Blocked,
    /// The permanent password has to be set anew.
    NewPassword,
    /// The identity has to be proven again.
    NewProofing,
    /// The app was deactivated in the person's device.
    DeviceOff,
    /// Every session ended.
    SessionsEnded,
    /// Something that kept the person out was lifted.
    Lifted,
}

impl Notice {
    /// The link by which the person says that it was not them, where the notice has one.
    #[must_use]
    pub fn alert_link(&self) -> Option<&str> {
        match self {
            Self::Alert { link, .. } => link.as_deref(),
            Self::PasswordSet { alert, .. }
            | Self::PasskeyAdded { alert, .. }
            | Self::AppActivated { alert, .. } => alert.as_deref(),
            Self::PhoneCode { .. }
            | Self::Welcome { .. }
            | Self::LevelRaised { .. }
            | Self::IdentificationReceived { .. }
            | Self::IdentificationConfirmed { .. }
            | Self::IdentificationRefused { .. }
            | Self::Pin { .. }
            | Self::PasswordCode { .. }
            | Self::PasswordLocked { .. }
            | Self::ActivationCodeRenewed { .. }
            | Self::PhoneDisplaced { .. }
            | Self::InvitationLetter { .. }
            | Self::CertificateReady { .. }
            | Self::CertificateNeedsVisit { .. }
            | Self::ApplicationInReview { .. }
            | Self::AppLook(_)
            | Self::AppCode { .. }
            | Self::Intervened { .. } => None,
        }
    }
}
