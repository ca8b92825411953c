//! Every audit event in words that its person understands. The match is complete: whoever adds an
//! event decides here what a person reads, in the six languages.

use audit::{
    Event,
    activity::{Activity, Kind},
};
use model::restriction::RestrictionKind;
use web_kit::Page;
use wire_oidc::claims::Claim;

use crate::{
    IdentityState,
    login::{claim_name, means_name},
    texts::{self, MineTexts},
};

/// The name of a kind.
pub(super) fn kind(t: &'static MineTexts, kind: Kind) -> &'static str {
    match kind {
        Kind::LogIns => t.kind_log_ins,
        Kind::Failed => t.kind_failed,
        Kind::Given => t.kind_given,
        Kind::Means => t.kind_means,
        Kind::Staff => t.kind_staff,
        Kind::Documents => t.kind_documents,
        Kind::Other => t.kind_other,
    }
}

/// What an entry says.
pub(super) fn words(page: &Page, activity: &Activity, service: Option<&str>) -> String {
    let t = texts::mine(page.lang);
    let said = match &activity.event {
        Some(event) => what(page, t, event, service.unwrap_or_default()),
        None => t.act_other.into(),
    };
    said.into_owned()
}

type Words = std::borrow::Cow<'static, str>;

fn what(page: &Page, t: &'static MineTexts, event: &Event, service: &str) -> Words {
    match event {
        Event::LetterRequested => t.act_letter_requested.into(),
        Event::LetterRequestRepeated => t.act_letter_repeated.into(),
        Event::LetterCodeAccepted => t.act_letter_accepted.into(),
        Event::LetterCodeRefused => t.act_letter_refused.into(),
        Event::PhoneCodeSent => t.act_phone_code.into(),
        Event::Registered => t.act_registered.into(),
        Event::PhoneDisplaced => t.act_phone_displaced.into(),
        Event::PhoneRestored => t.act_phone_restored.into(),
        Event::ReceiptIssued => t.act_receipt.into(),
        Event::PinRequested => t.act_pin_requested.into(),
        Event::PinSent => t.act_pin_sent.into(),
        Event::PinWithheld => t.act_pin_withheld.into(),
        Event::PinAccepted => t.act_pin_accepted.into(),
        Event::PinVoided => t.act_pin_voided.into(),
        Event::PasskeyAdded => t.act_passkey_added.into(),
        Event::PasskeyRemoved => t.act_passkey_removed.into(),
        Event::PasskeyAccepted => t.act_passkey_accepted.into(),
        Event::PasswordAccepted => t.act_password_accepted.into(),
        Event::PasswordRefused { lane } => {
            by_lane(lane, t.act_password_own, t.act_password_strange)
        }
        Event::PasswordLocked { lane } => by_lane(lane, t.act_locked_own, t.act_locked_strange),
        Event::PasswordCodeSent { step } => match step.as_str() {
            "log_in" => t.act_code_log_in.into(),
            _ => t.act_code_password.into(),
        },
        Event::PasswordSet { step } => match step.as_str() {
            "activate" => t.act_password_activated.into(),
            "recover" => t.act_password_recovered.into(),
            _ => t.act_password_changed.into(),
        },
        Event::ActivationRefused => t.act_activation_refused.into(),
        Event::ActivationCodeBlocked => t.act_activation_blocked.into(),
        Event::ActivationCodeRenewed => t.act_activation_renewed.into(),
        Event::LoggedOut => t.act_logged_out.into(),
        Event::LoggedOutElsewhere => t.act_logged_out_elsewhere.into(),
        Event::LoggedOutEverywhere => t.act_logged_out_everywhere.into(),
        Event::SessionDisplaced => t.act_session_displaced.into(),
        Event::Authorized { released, .. } => authorized(page, t, service, released).into(),
        Event::ConsentRemembered { .. } => t.act_consent_remembered(service).into(),
        Event::ConsentWithdrawn { .. } => t.act_consent_withdrawn(service).into(),
        Event::TokensIssued { .. } => t.act_tokens_issued(service).into(),
        Event::CodeReplayed { .. } => t.act_code_replayed(service).into(),
        Event::TokensRefreshed { .. } => t.act_tokens_refreshed(service).into(),
        Event::RefreshTokenReplayed { .. } => t.act_refresh_replayed(service).into(),
        Event::TokensRevoked { .. } => t.act_tokens_revoked(service).into(),
        Event::EndedByDeath => t.act_ended_by_death.into(),
        Event::LevelRaised => t.act_level_raised.into(),
        Event::RegistrationRevoked => t.act_registration_revoked.into(),
        Event::AppCodeSent => t.act_app_code_sent.into(),
        Event::AppCodeWithheld => t.act_app_code_withheld.into(),
        Event::AppCodeVoided => t.act_app_code_voided.into(),
        Event::AppDeviceActivated { replaced, .. } => if *replaced {
            t.act_app_replaced
        } else {
            t.act_app_activated
        }
        .into(),
        Event::AppDeviceDeactivated { .. } => t.act_app_deactivated.into(),
        Event::AppDeviceVetoed => t.act_app_vetoed.into(),
        Event::AppDeviceLocked => t.act_app_locked.into(),
        Event::AppUnlockCodeChanged => t.act_app_unlock_changed.into(),
        Event::AppRequested => t.act_app_requested.into(),
        Event::AppRequestConfirmed => t.act_app_confirmed.into(),
        Event::AppRequestRejected { why } => match why.as_str() {
            "person" => t.act_app_rejected.into(),
            _ => t.act_app_wrong_number.into(),
        },
        Event::AppRequestReported => t.act_app_reported.into(),
        Event::AppEntered => t.act_app_entered.into(),
        Event::CallAsked { client, purpose } => match client {
            Some(_) => t.act_call_asked_by(purpose.clone(), service).into(),
            None => t.act_call_asked(purpose.clone()).into(),
        },
        Event::CallerIdentified { purpose, .. } => t.act_caller_identified(purpose.clone()).into(),
        Event::PersonFound { purpose } => t.act_person_found(purpose.clone()).into(),
        Event::PersonDataShown => t.act_person_data.into(),
        Event::PersonIntervened { act, reason, .. } => {
            let done = intervened(page, t, act);
            t.act_because(reason.clone(), done).into()
        }
        Event::InterventionLifted { what, reason } => {
            let done = lifted(page, t, what);
            t.act_because(reason.clone(), done).into()
        }
        Event::AlertOpened { .. } => t.act_alert_opened.into(),
        Event::AlertHandled { note, .. } => t.act_alert_handled(note.clone()).into(),
        Event::AlertReported { done, .. } => match done.as_str() {
            "frozen" => t.act_alert_frozen.into(),
            _ => t.act_alert_undone.into(),
        },
        Event::KeptOut { .. } => t.act_kept_out.into(),
        Event::RestrictionSet { restriction, .. } => restricted(page, t, restriction),
        Event::RestrictionLifted { restriction, .. } => lifted(page, t, restriction),
        Event::CertificateAccepted { .. } => t.act_certificate_accepted.into(),
        Event::CertificateRefused { .. } => t.act_certificate_refused.into(),
        // About applications, calls, films, officers, registers and keys. They have subjects of
        // their own, so that no person's list has them; the electronic office tells of its own.
        Event::PersonNotFound { .. }
        | Event::VisitOpened { .. }
        | Event::ApplicationSubmitted { .. }
        | Event::RegisterConsulted { .. }
        | Event::ApplicationSentToReview { .. }
        | Event::ApplicationOpened { .. }
        | Event::ApplicationDecided { .. }
        | Event::CertificateIssued { .. }
        | Event::CertificateDownloaded { .. }
        | Event::ApplicationWithdrawn { .. }
        | Event::RegisterImportBegun { .. }
        | Event::RegisterImported { .. }
        | Event::OfficerSignedIn { .. }
        | Event::OfficerEnrolled
        | Event::OfficerInvited { .. }
        | Event::OfficerDisabled { .. }
        | Event::OfficerVerifiedAgain
        | Event::TokenKeyAnnounced { .. }
        | Event::TokenKeyReplaced { .. }
        | Event::SealEnrolled { .. }
        | Event::KeyEncryptionKeyChangeBegun { .. }
        | Event::KeyEncryptionKeyChanged { .. }
        | Event::DataKeysWrapped { .. }
        | Event::VideoCallEntered { .. }
        | Event::VideoCallTaken
        | Event::VideoCallGivenBack
        | Event::VideoLineChanged { .. }
        | Event::VideoEvidenceRecorded { .. }
        | Event::VideoCallDecided { .. }
        | Event::VideoCallEnded { .. }
        | Event::VideoCallReviewed { .. }
        | Event::VideoRecordingBegun
        | Event::VideoRecordingFinished { .. }
        | Event::VideoRecordingDestroyed
        | Event::VideoCallForgotten
        | Event::UnattendedBegun { .. }
        | Event::UnattendedCaptured { .. }
        | Event::UnattendedFilmBegun { .. }
        | Event::UnattendedCodeEntered { .. }
        | Event::UnattendedFilmKept { .. }
        | Event::UnattendedSent { .. }
        | Event::UnattendedEnded { .. }
        | Event::UnattendedOpened
        | Event::UnattendedFilmPlayed { .. }
        | Event::UnattendedReviewed { .. }
        | Event::UnattendedForgotten => t.act_other.into(),
    }
}

/// A wrong password in a browser that the person has used before, or anywhere else.
fn by_lane(lane: &str, own: &'static str, strange: &'static str) -> Words {
    if lane == "own" { own } else { strange }.into()
}

fn restricted(page: &Page, t: &'static MineTexts, word: &str) -> Words {
    let said = match RestrictionKind::from_word(word) {
        Some(RestrictionKind::Frozen) => t.act_frozen,
        Some(RestrictionKind::Suspended) => t.act_suspended,
        Some(RestrictionKind::Blocked) => t.act_blocked,
        Some(RestrictionKind::NewPassword) => t.act_new_password,
        Some(RestrictionKind::NewProofing) => t.act_new_proofing,
        Some(RestrictionKind::MeansOff(means)) => {
            return t.act_means_off(means_name(page, means)).into();
        }
        None => t.act_other,
    };
    said.into()
}

fn intervened(page: &Page, t: &'static MineTexts, act: &str) -> Words {
    match act {
        "device_deactivated" => t.act_device_off.into(),
        "sessions_ended" => t.act_sessions_ended.into(),
        // The others have the words of the restrictions that they set.
        word => restricted(page, t, word),
    }
}

fn lifted(page: &Page, t: &'static MineTexts, word: &str) -> Words {
    let said = match RestrictionKind::from_word(word) {
        Some(RestrictionKind::Frozen) => t.act_thawed,
        Some(RestrictionKind::Suspended) => t.act_suspension_lifted,
        Some(RestrictionKind::Blocked) => t.act_unblocked,
        Some(RestrictionKind::NewPassword) => t.act_new_password_done,
        Some(RestrictionKind::NewProofing) => t.act_new_proofing_done,
        Some(RestrictionKind::MeansOff(means)) => {
            return t.act_means_on(means_name(page, means)).into();
        }
        None => t.act_other,
    };
    said.into()
}

fn authorized(page: &Page, t: &'static MineTexts, service: &str, released: &[String]) -> String {
    let names = texts::login(page.lang);
    let data: Vec<&str> = released
        .iter()
        .filter_map(|word| Claim::from_name(word))
        .map(|claim| claim_name(names, claim))
        .collect();
    if data.is_empty() {
        t.act_authorized(service)
    } else {
        t.act_authorized_data(data.join(", "), service)
    }
}

/// The names of the relying parties that entries name, each looked up once.
pub(super) async fn services(
    state: &IdentityState,
    page: &Page,
    entries: &[Activity],
) -> Result<std::collections::BTreeMap<String, String>, web_kit::PageError> {
    let mut names = std::collections::BTreeMap::new();
    for client in entries.iter().filter_map(client) {
        if !names.contains_key(client) {
            names.insert(client.to_owned(), state.name_of(page, client).await?);
        }
    }
    Ok(names)
}

/// The relying party that an entry names.
pub(super) fn client(activity: &Activity) -> Option<&str> {
    activity.event.as_ref().and_then(Event::client)
}
