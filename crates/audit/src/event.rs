//! What can be written down, in the past tense. The words are stable: outside readers know them.

use serde::{Deserialize, Serialize};
use vocab::{OfficerId, Timestamp};

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// An invitation letter was asked for and is on its way.
    LetterRequested,
    /// An invitation letter was asked for again too soon: nothing new was sent.
    LetterRequestRepeated,
    /// The code of a letter was typed.
    LetterCodeAccepted,
    /// A wrong, old or blocked code was typed.
    LetterCodeRefused,
    /// A code was sent to a phone that is being registered.
    PhoneCodeSent,
    /// A registration was completed.
    Registered,
    /// The phone of a registration went to another identity.
    PhoneDisplaced,
    /// A registration whose phone was displaced has a new one.
    PhoneRestored,
    /// The receipt of a registration was made.
    ReceiptIssued,
    /// A one-time PIN was asked for.
    PinRequested,
    /// A one-time PIN was sent by SMS.
    PinSent,
    /// A one-time PIN was asked for by SMS, and there was nobody to send it to, or the phone had
    /// rung often enough.
    PinWithheld,
    /// A one-time PIN opened a session.
    PinAccepted,
    /// Too many wrong PINs.
    PinVoided,
    /// A person added a passkey.
    PasskeyAdded,
    /// A person removed a passkey.
    PasskeyRemoved,
    /// A passkey opened a session.
    PasskeyAccepted,
    /// The permanent password opened a session, alone or with a code by SMS.
    PasswordAccepted,
    /// A wrong password was typed, or one that was not looked at because the tries were used up.
    PasswordRefused {
        /// `own` in a browser that the person has used before, `strange` in another, `none` where
        /// there is no such password.
        lane: String,
    },
    /// The tries of a lane were used up.
    PasswordLocked {
        /// `own` or `strange`.
        lane: String,
    },
    /// A code was sent by SMS beside the password or the activation code.
    PasswordCodeSent {
        /// What for: `log_in`, `activate`, `recover` or `change`.
        step: String,
    },
    /// The permanent password was set.
    PasswordSet {
        /// How: `activate`, `recover` or `change`.
        step: String,
    },
    /// A wrong activation code or e-mail address was typed, or a code that is blocked.
    ActivationRefused,
    /// Too many wrong activation codes: the code is blocked.
    ActivationCodeBlocked,
    /// The person made another activation code.
    ActivationCodeRenewed,
    /// A session ended by log-out.
    LoggedOut,
    /// A session ended because its person ended it from another one.
    LoggedOutElsewhere,
    /// Every session ended, because the person left everywhere at once.
    LoggedOutEverywhere,
    /// A session ended because somebody else identified in its browser.
    SessionDisplaced,
    /// A relying party was given an authorization.
    Authorized {
        /// The relying party.
        client: String,
        /// The level asserted.
        acr: String,
        /// Names of the data released.
        released: Vec<String>,
    },
    /// The person asked that what they release to a relying party be remembered.
    ConsentRemembered {
        /// The relying party.
        client: String,
        /// Names of the data.
        released: Vec<String>,
    },
    /// The person took such a consent back.
    ConsentWithdrawn {
        /// The relying party.
        client: String,
    },
    /// A relying party redeemed an authorization for tokens.
    TokensIssued {
        /// The relying party.
        client: String,
    },
    /// An authorization was redeemed twice; its tokens were revoked.
    CodeReplayed {
        /// The relying party.
        client: String,
    },
    /// A relying party refreshed its tokens while the person may have been away.
    TokensRefreshed {
        /// The relying party.
        client: String,
    },
    /// A refresh token was used twice; everything of its family was revoked.
    RefreshTokenReplayed {
        /// The relying party.
        client: String,
    },
    /// A relying party gave a token back.
    TokensRevoked {
        /// The relying party.
        client: String,
    },
    /// A visit to the electronic office was opened by an identified person.
    VisitOpened {
        /// The level asserted: `low`, `substantial` or `high`.
        level: String,
    },
    /// An application was submitted.
    ApplicationSubmitted {
        /// Its reference.
        reference: String,
    },
    /// The register was consulted by the machine.
    RegisterConsulted {
        /// Reference of the application.
        reference: String,
        /// `none`, `certain` or `possible`.
        outcome: String,
    },
    /// An application went to a case worker.
    ApplicationSentToReview {
        /// Its reference.
        reference: String,
    },
    /// An officer opened an application.
    ApplicationOpened {
        /// Its reference.
        reference: String,
    },
    /// An officer decided an application.
    ApplicationDecided {
        /// Its reference.
        reference: String,
        /// `not_the_same_person` or `same_person`.
        decision: String,
        /// The reason, in the officer's words.
        reason: String,
    },
    /// A certificate was issued.
    CertificateIssued {
        /// Reference of the application.
        reference: String,
        /// `negative` or `positive`.
        outcome: String,
    },
    /// A certificate was downloaded by its person.
    CertificateDownloaded {
        /// Reference of the application.
        reference: String,
    },
    /// An application was withdrawn by its person.
    ApplicationWithdrawn {
        /// Its reference.
        reference: String,
    },
    /// A file of a register began to be imported, or was taken up again after an interruption.
    RegisterImportBegun {
        /// `civil` or `offences`.
        register: String,
        /// SHA-256 of the file, in hexadecimal.
        digest: String,
        /// The line from which it was read.
        from_line: u64,
    },
    /// A file of a register was imported to its end.
    RegisterImported {
        /// `civil` or `offences`.
        register: String,
        /// SHA-256 of the file, in hexadecimal.
        digest: String,
        /// Keys that were not known before.
        added: u64,
        /// Keys whose data were replaced.
        updated: u64,
        /// Keys that were removed.
        removed: u64,
        /// Rows that could not be read.
        refused: u64,
    },
    /// The civil register told that a registered person died: the registration ended.
    EndedByDeath,
    /// An officer entered the desk.
    OfficerSignedIn {
        /// How: `passkey` or `demonstration`.
        method: String,
    },
    /// An officer enrolled a passkey.
    OfficerEnrolled,
    /// An officer was invited, for the first time or again.
    OfficerInvited {
        /// Who was invited.
        officer: OfficerId,
        /// The roles given, which replaced earlier ones: `case_worker`, `registrar`, `auditor`,
        /// `administrator`.
        roles: Vec<String>,
    },
    /// The desk was closed to an officer.
    OfficerDisabled {
        /// Who may no longer come in.
        officer: OfficerId,
    },
    /// An officer proved once more to be there, before a decision.
    OfficerVerifiedAgain,
    /// A token key was published that signs later.
    TokenKeyAnnounced {
        /// What it is for: `token-es256` or `token-rs256`.
        key: String,
        /// Its id in the published set.
        kid: String,
        /// When it begins to sign.
        from: Timestamp,
    },
    /// A token key in wrong hands was replaced at once.
    TokenKeyReplaced {
        /// What it is for: `token-es256` or `token-rs256`.
        key: String,
        /// The id of the new one.
        kid: String,
    },
    /// Another key and certificate seal documents from now on.
    SealEnrolled {
        /// Its id on the ring.
        kid: String,
        /// The subject of its certificate.
        subject: String,
    },
    /// The key-encryption key began to be changed, or the change was taken up again after an
    /// interruption.
    KeyEncryptionKeyChangeBegun {
        /// Id of the key in use.
        from: String,
        /// Id of the key that comes.
        to: String,
    },
    /// The key-encryption key was changed: nothing is wrapped by the earlier one any more.
    KeyEncryptionKeyChanged {
        /// Id of the earlier key.
        from: String,
        /// Id of the key in use.
        to: String,
        /// Data keys of the database that were wrapped again, in the last run.
        data_keys: u64,
    },
    /// Data keys were wrapped again by the key-encryption key in use.
    DataKeysWrapped {
        /// Id of the key-encryption key.
        by: String,
        /// How many.
        data_keys: u64,
    },
    /// Somebody entered the waiting room of the video call.
    VideoCallEntered {
        /// Version of the consent given to being recorded.
        consent: String,
    },
    /// An operator took the next person.
    VideoCallTaken,
    /// An operator gave a person back to the queue.
    VideoCallGivenBack,
    /// The line of a seat changed.
    VideoLineChanged {
        /// `citizen` or `operator`.
        seat: String,
        /// `joined`, `dropped`, `back` or `taken_over`.
        change: String,
    },
    /// Something was established in a video call.
    VideoEvidenceRecorded {
        /// What: the word of the evidence, and of the check, action or picture.
        evidence: String,
        /// How it came out.
        outcome: String,
    },
    /// An operator decided a video call (R248).
    VideoCallDecided {
        /// `approved`, or the word of a reason.
        outcome: String,
        /// The level given at once.
        level: Option<String>,
        /// The reason in the operator's words.
        note: Option<String>,
        /// The evidence reviewed: each line of the checklist with its result.
        evidence: Vec<String>,
    },
    /// A video call ended without a decision.
    VideoCallEnded {
        /// `abandoned` or `service_closed`.
        how: String,
    },
    /// A second officer decided about a video call.
    VideoCallReviewed {
        /// `confirm` or `keep_basic`.
        decision: String,
        /// The reason in the officer's words.
        note: String,
    },
    /// A video call is recorded from now on.
    VideoRecordingBegun,
    /// The recording of a video call was finished.
    VideoRecordingFinished {
        /// Which: the name of its file.
        recording: String,
        /// How long it is, in milliseconds.
        duration_ms: u64,
        /// Records of its chain.
        records: u32,
        /// The hash in which its chain ends, in hexadecimal.
        final_hash: String,
    },
    /// The key of a recording was destroyed: its person did not agree to be recorded.
    VideoRecordingDestroyed,
    /// What was kept of a video call was removed.
    VideoCallForgotten,
    /// The registration of a person rose from basic to advanced.
    LevelRaised,
    /// A registration was withdrawn: a review found that it should not have been made.
    RegistrationRevoked,
    /// An unassisted identification began.
    UnattendedBegun {
        /// Version of the consent given to being filmed.
        consent: String,
    },
    /// A picture of the document was taken.
    UnattendedCaptured {
        /// `front` or `back`.
        side: String,
        /// SHA-256 of the picture, in hexadecimal.
        digest: String,
        /// What is wrong with it.
        flaws: Vec<String>,
    },
    /// A film began, and a code went to the phone.
    UnattendedFilmBegun {
        /// The actions that were asked for.
        actions: Vec<String>,
    },
    /// A code was typed while a film ran.
    UnattendedCodeEntered {
        /// Was it the code?
        right: bool,
    },
    /// A film was complete and kept.
    UnattendedFilmKept {
        /// The recording.
        recording: String,
        /// The last hash of its chain, in hexadecimal.
        digest: String,
    },
    /// An unassisted identification was sent, and the machine looked at it.
    UnattendedSent {
        /// Each automatic check with its result.
        checks: Vec<String>,
        /// The basic level was given at once.
        basic: bool,
    },
    /// An unassisted identification ended without being sent.
    UnattendedEnded {
        /// `left` or `not_sent`.
        how: String,
    },
    /// A reviewer opened an unassisted identification.
    UnattendedOpened,
    /// A reviewer played the film.
    UnattendedFilmPlayed {
        /// The recording.
        recording: String,
        /// What for, in the reviewer's words.
        purpose: String,
    },
    /// A reviewer decided about an unassisted identification.
    UnattendedReviewed {
        /// `confirmed`, `doubt`, or the word of a reason for refusing.
        outcome: String,
        /// The answer to each question that only a human can answer.
        answers: Vec<String>,
        /// In the reviewer's words.
        note: String,
    },
    /// What was kept of an unassisted identification was removed.
    UnattendedForgotten,
    /// A code that activates the app was sent by SMS.
    AppCodeSent,
    /// Such a code was asked for, and there was nobody to send it to, or the phone had rung often
    /// enough.
    AppCodeWithheld,
    /// Too many wrong codes: an activation is over.
    AppCodeVoided,
    /// The app was activated in a device.
    AppDeviceActivated {
        /// By what: `sms` or `session`.
        by: String,
        /// How it recognises its person: `passkey` or `code`.
        unlock: String,
        /// Another device gave way.
        replaced: bool,
    },
    /// A device was deactivated.
    AppDeviceDeactivated {
        /// From where: `device`, `session` or `alert`; `proof` where its person proved again who they are.
        from: String,
    },
    /// The device before said that the new one is not its person's, and took its place back.
    AppDeviceVetoed,
    /// A device was locked after too many wrong unlock codes.
    AppDeviceLocked,
    /// The unlock code of a device was changed.
    AppUnlockCodeChanged,
    /// Somebody asked with a number to be confirmed in the app.
    AppRequested,
    /// A request was confirmed in the app.
    AppRequestConfirmed,
    /// A request was rejected in the app.
    AppRequestRejected {
        /// `person`, or `wrong_number` after the last wrong number.
        why: String,
    },
    /// A request was reported: "this was not me".
    AppRequestReported,
    /// The app opened a session: a request that was confirmed in it, or its passkey in the browser
    /// of the same phone.
    AppEntered,
    /// Somebody who proved who they are was kept out.
    KeptOut {
        /// In which way they identified: the word of the method.
        method: String,
        /// Why: the word of the restriction.
        why: String,
    },
    /// The person set a restriction; what officers set is [`Event::PersonIntervened`].
    RestrictionSet {
        /// Its word: `frozen`, or the means that was switched off, as `pin_off`.
        restriction: String,
        /// When it is over by itself.
        until: Option<Timestamp>,
        /// From where: `session` or `alert`.
        from: String,
    },
    /// A step of the person lifted a restriction; what officers lift is
    /// [`Event::InterventionLifted`].
    RestrictionLifted {
        /// Its word.
        restriction: String,
        /// How: `session`, `thawed`, `recovered` or `proven`.
        how: String,
    },
    /// Somebody who has the person on the telephone, or a relying party over the back channel,
    /// asked with their number to be confirmed in the app.
    CallAsked {
        /// The relying party; nothing where an officer asks, who is the actor.
        client: Option<String>,
        /// What for, in the words of whoever asks.
        purpose: String,
    },
    /// The person confirmed such a request of an officer, who learnt who they are.
    CallerIdentified {
        /// The level reached.
        acr: String,
        /// What for, in the officer's words.
        purpose: String,
    },
    /// An officer found a person by number.
    PersonFound {
        /// What for, in the officer's words.
        purpose: String,
    },
    /// An officer looked for a number that nobody here has.
    PersonNotFound {
        /// What for, in the officer's words.
        purpose: String,
    },
    /// An officer looked at a person's data in clear.
    PersonDataShown,
    /// An officer intervened in a person's identity.
    PersonIntervened {
        /// How: `suspended`, `blocked`, `new_password`, `new_proofing`, `device_deactivated` or
        /// `sessions_ended`.
        act: String,
        /// The end of a suspension.
        until: Option<Timestamp>,
        /// Why, in the officer's words.
        reason: String,
    },
    /// An officer lifted what kept a person out.
    InterventionLifted {
        /// What: the word of the restriction.
        what: String,
        /// Why, in the officer's words.
        reason: String,
    },
    /// An officer opened a report "this was not me".
    AlertOpened {
        /// What was reported.
        what: String,
    },
    /// An officer wrote down how a report ended.
    AlertHandled {
        /// What was reported.
        what: String,
        /// How it ended, in the officer's words.
        note: String,
    },
    /// The link of an alert was used: "this was not me".
    AlertReported {
        /// What it was about, `device`, `passkey`, `password`,
        /// `contact`, `browser`, `freeze`, `means` or `restriction`.
        what: String,
        /// What was done: `frozen` or `undone`.
        done: String,
    },
    /// A certificate opened a session.
    CertificateAccepted {
        /// SHA-256 of the certificate, in hexadecimal.
        fingerprint: String,
        /// Its issuer, as the configuration names it.
        issuer: String,
        /// What its issuer said about it: `good` or `unknown`.
        status: String,
    },
    /// A certificate that somebody had the key of opened no session.
    CertificateRefused {
        /// SHA-256 of the certificate, in hexadecimal.
        fingerprint: String,
        /// Why: `revoked`, `other_name`, …
        reason: String,
    },
}

impl Event {
    /// The relying party that an event names.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        match self {
            Self::Authorized { client, .. }
            | Self::ConsentRemembered { client, .. }
            | Self::ConsentWithdrawn { client }
            | Self::TokensIssued { client }
            | Self::CodeReplayed { client }
            | Self::TokensRefreshed { client }
            | Self::RefreshTokenReplayed { client }
            | Self::TokensRevoked { client } => Some(client),
            Self::CallAsked { client, .. } => client.as_deref(),
            // The others are between the person and us.
            _ => None,
        }
    }
}
