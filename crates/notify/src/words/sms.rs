//! Text messages: body first, purpose, code, validity, warning; one segment, never a link.

use model::{
    notice::{Notice, OutgoingNotice},
    password::PasswordStep,
};

use super::{Letterhead, dates};
use crate::{gsm7, texts};

/// The text, or nothing if the fact does not travel by SMS.
pub(super) fn text(notice: &OutgoingNotice, head: &Letterhead) -> Option<String> {
    let texts = texts::notices(notice.lang);
    let (alias, helpline) = (&head.alias, &head.helpline);
    let text = match &notice.notice {
        Notice::PhoneCode { code, minutes } => texts.sms_phone_code(alias, code.as_str(), minutes),
        Notice::Welcome {
            activation_code: None,
        } => texts.sms_welcome(alias, helpline),
        Notice::Welcome {
            activation_code: Some(code),
        } => texts.sms_welcome_code(alias, code.grouped(), helpline),
        Notice::LevelRaised {
            activation_code: None,
        } => texts.sms_level_raised(alias, helpline),
        Notice::LevelRaised {
            activation_code: Some(code),
        } => texts.sms_level_raised_code(alias, code.grouped(), helpline),
        Notice::IdentificationRefused { code, .. } => {
            texts.sms_identification_refused(alias, code.grouped(), helpline)
        }
        Notice::Pin {
            pin,
            relying_party,
            minutes,
        } => {
            let with = |name: &str| texts.sms_pin(alias, minutes, pin.as_str(), name);
            let frame = gsm7::septets(&with("")).unwrap_or(gsm7::SEGMENT);
            with(&party(relying_party, gsm7::SEGMENT.saturating_sub(frame)))
        }
        Notice::PasswordCode {
            code,
            step,
            minutes,
        } => match step {
            PasswordStep::LogIn => texts.sms_password_log_in(alias, code.as_str(), minutes),
            PasswordStep::Activate | PasswordStep::Recover | PasswordStep::Change => {
                texts.sms_password_set(alias, code.as_str(), minutes)
            }
        },
        Notice::PhoneDisplaced { at } => {
            let date = dates::short(dates::local(*at, &head.body).date(), texts);
            texts.sms_phone_displaced(alias, date, helpline)
        }
        Notice::CertificateReady { code } => texts.sms_certificate_ready(alias, code.grouped()),
        Notice::CertificateNeedsVisit { reference } => {
            texts.sms_certificate_needs_visit(alias, helpline, reference)
        }
        Notice::ApplicationInReview { reference } => {
            texts.sms_application_in_review(alias, reference)
        }
        Notice::AppCode { code, minutes } => texts.sms_app_code(alias, code.as_str(), minutes),
        Notice::AppActivated { .. } => texts.sms_app_activated(alias, helpline),
        // The welcome, or the news of the level, goes by SMS with it.
        Notice::IdentificationReceived { .. }
        | Notice::IdentificationConfirmed { .. }
        | Notice::InvitationLetter { .. }
        | Notice::PasskeyAdded { .. }
        | Notice::Intervened { .. }
        | Notice::AppLook(_)
        | Notice::Alert { .. }
        | Notice::PasswordSet { .. }
        | Notice::PasswordLocked { .. }
        | Notice::ActivationCodeRenewed { .. } => return None,
    };
    Some(text)
}

/// The relying party's name, fit for a text message: in the alphabet, without anything that a
/// phone would turn into a link, and within `room`.
fn party(name: &str, room: usize) -> String {
    gsm7::shortened(&without_links(&gsm7::simplified(name)), room)
}

/// Phones make links of `www.example`, `https://…` and `name.example`: a full stop, a slash or a
/// colon inside a word becomes a space. People learn that our messages have no links, so a name
/// must not bring one in.
fn without_links(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = chars.peek().is_some_and(|next| !next.is_whitespace());
        out.push(if matches!(c, '.' | '/' | ':' | '@') && inside {
            ' '
        } else {
            c
        });
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_brings_no_link_in() {
        assert_eq!(
            party("https://sede.example/entrar", 80),
            "https sede example entrar"
        );
        assert_eq!(party("www.sede.example", 80), "www sede example");
        assert_eq!(
            party("Ayto. de Ejemplo: Sede", 80),
            "Ayto. de Ejemplo: Sede"
        );
    }
}
