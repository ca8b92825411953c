//! E-mails: plain text, the subject is the fact, no codes that are credentials. The only links are
//! those of alerts, by which a person says that something was not them and which open nothing.

use model::{
    alert::AlertFact,
    notice::{Intervened, Notice, OutgoingNotice},
    password::PasswordStep,
    restriction::Means,
};
use vocab::Timestamp;

use super::{Letterhead, dates};
use crate::texts::{self, NoticesTexts};

/// Subject and text, or nothing if the fact does not travel by e-mail: whoever reads somebody's
/// mail must not come by a code that proves possession of a phone.
pub(super) fn parts(
    notice: &OutgoingNotice,
    since: Timestamp,
    head: &Letterhead,
) -> Option<(&'static str, String)> {
    let texts = texts::notices(notice.lang);
    let (helpline, body) = (&head.helpline, head.body.name(notice.lang));
    let when = |at| {
        let local = dates::local(at, &head.body);
        (dates::long(local.date(), texts), dates::hour(local))
    };
    let (date, time) = when(since);
    let (subject, text) = match &notice.notice {
        Notice::Welcome { .. } => (texts.email_welcome_subject, texts.email_welcome(date, time)),
        Notice::LevelRaised { .. } => (
            texts.email_level_raised_subject,
            texts.email_level_raised(date, time),
        ),
        Notice::IdentificationReceived { basic: false } => (
            texts.email_identification_received_subject,
            texts.email_identification_received(date, time),
        ),
        Notice::IdentificationReceived { basic: true } => (
            texts.email_identification_received_subject,
            texts.email_identification_received_basic(date, time),
        ),
        Notice::IdentificationConfirmed { code } => (
            texts.email_identification_confirmed_subject,
            texts.email_identification_confirmed(code.grouped(), date, time),
        ),
        Notice::IdentificationRefused {
            code,
            withdrawn: false,
        } => (
            texts.email_identification_refused_subject,
            texts.email_identification_refused(code.grouped(), date, time),
        ),
        Notice::IdentificationRefused {
            code,
            withdrawn: true,
        } => (
            texts.email_identification_refused_subject,
            texts.email_identification_withdrawn(code.grouped(), date, time),
        ),
        Notice::PhoneDisplaced { at } => {
            let (date, time) = when(*at);
            (
                texts.email_phone_displaced_subject,
                texts.email_phone_displaced(date, time),
            )
        }
        Notice::PasskeyAdded { at, .. } => {
            let (date, time) = when(*at);
            (
                texts.email_passkey_added_subject,
                texts.email_passkey_added(date, time),
            )
        }
        Notice::CertificateReady { code } => (
            texts.email_certificate_ready_subject,
            texts.email_certificate_ready(code.grouped(), date, time),
        ),
        Notice::CertificateNeedsVisit { reference } => (
            texts.email_certificate_needs_visit_subject,
            texts.email_certificate_needs_visit(body, date, helpline, reference),
        ),
        Notice::ApplicationInReview { reference } => (
            texts.email_application_in_review_subject,
            texts.email_application_in_review(date, reference),
        ),
        Notice::AppActivated {
            replaced,
            at,
            veto_until,
            ..
        } => {
            let (date, time) = when(*at);
            let mut text = texts.email_app_activated(date, time);
            if let Some(device) = replaced {
                text = format!("{text}\n\n{}", texts.email_app_activated_replaced(device));
            }
            if let Some((date, time)) = veto_until.map(when) {
                text = format!("{text}\n\n{}", texts.email_app_activated_veto(date, time));
            }
            (texts.email_app_activated_subject, text)
        }
        Notice::PasswordSet { step, at, .. } => {
            let (date, time) = when(*at);
            match step {
                PasswordStep::Activate | PasswordStep::LogIn => (
                    texts.email_password_activated_subject,
                    texts.email_password_activated(date, time),
                ),
                PasswordStep::Recover | PasswordStep::Change => (
                    texts.email_password_changed_subject,
                    texts.email_password_changed(date, time),
                ),
            }
        }
        Notice::PasswordLocked { at } => {
            let (date, time) = when(*at);
            (
                texts.email_password_locked_subject,
                texts.email_password_locked(date, time),
            )
        }
        Notice::ActivationCodeRenewed { at } => {
            let (date, time) = when(*at);
            (
                texts.email_code_renewed_subject,
                texts.email_code_renewed(date, time),
            )
        }
        Notice::Alert { fact, at, .. } => {
            let (date, time) = when(*at);
            alert(texts, *fact, date, time)
        }
        Notice::Intervened { how, at } => {
            let (date, time) = when(*at);
            intervened(texts, *how, &date, &time)
        }
        Notice::PhoneCode { .. }
        | Notice::Pin { .. }
        | Notice::PasswordCode { .. }
        | Notice::InvitationLetter { .. }
        | Notice::AppCode { .. }
        | Notice::AppLook(_) => return None,
    };
    let text = match notice.notice.alert_link() {
        Some(link) => format!(
            "{text}\n\n{}\n\n{}/{link}\n\n{}\n",
            texts.email_alert_link,
            head.alert_address,
            texts.email_alert_footer(body, helpline)
        ),
        None => format!("{text}\n\n{}\n", texts.email_footer(body, helpline)),
    };
    Some((subject, text))
}

/// What a person is told of at once.
fn alert(
    texts: &'static NoticesTexts,
    fact: AlertFact,
    date: String,
    time: String,
) -> (&'static str, String) {
    match fact {
        AlertFact::UnknownBrowser(_) => (
            texts.email_unknown_browser_subject,
            texts.email_unknown_browser(date, time),
        ),
        AlertFact::Frozen => (texts.email_frozen_subject, texts.email_frozen(date, time)),
        AlertFact::Thawed => (texts.email_thawed_subject, texts.email_thawed(date, time)),
        AlertFact::MeansOff(means) => (
            texts.email_means_off_subject,
            texts.email_means_off(date, means_name(texts, means), time),
        ),
        AlertFact::MeansOn(means) => (
            texts.email_means_on_subject,
            texts.email_means_on(date, means_name(texts, means), time),
        ),
        AlertFact::ContactChanged => (
            texts.email_contact_changed_subject,
            texts.email_contact_changed(date, time),
        ),
        AlertFact::PasskeyRemoved => (
            texts.email_passkey_removed_subject,
            texts.email_passkey_removed(date, time),
        ),
        AlertFact::AppDeactivated => (
            texts.email_app_deactivated_subject,
            texts.email_app_deactivated(date, time),
        ),
    }
}

fn means_name(texts: &'static NoticesTexts, means: Means) -> &'static str {
    match means {
        Means::Pin => texts.means_pin,
        Means::App => texts.means_app,
        Means::Password => texts.means_password,
        Means::Passkey => texts.means_passkey,
        Means::Certificate => texts.means_certificate,
    }
}

/// What an officer did, without the officer's words.
fn intervened(
    texts: &'static NoticesTexts,
    how: Intervened,
    date: &str,
    time: &str,
) -> (&'static str, String) {
    let text = match how {
        Intervened::Suspended { last } => {
            texts.email_intervened_suspended(date, dates::long(last, texts), time)
        }
        Intervened::Blocked => texts.email_intervened_blocked(date, time),
        Intervened::NewPassword => texts.email_intervened_new_password(date, time),
        Intervened::NewProofing => texts.email_intervened_new_proofing(date, time),
        Intervened::DeviceOff => texts.email_intervened_device_off(date, time),
        Intervened::SessionsEnded => texts.email_intervened_sessions_ended(date, time),
        Intervened::Lifted => {
            return (
                texts.email_intervened_lifted_subject,
                texts.email_intervened_lifted(date, time),
            );
        }
    };
    (texts.email_intervened_subject, text)
}
