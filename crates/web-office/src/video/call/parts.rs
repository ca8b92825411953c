//! Parts of the page of a call, each out of what the desk knows of it.

use desk::{OperatorView, PhoneStanding};
use model::video::{CallState, CaptureKind, RegisterReply, Seat, evidence::REGISTER_TRIES};
use vocab::{IdentityNumber, Timestamp};
use web_kit::{
    Form, Page,
    form::Choices,
    format,
    ui::{Summary, Tag},
};

use super::{capture::address, talk::Said};
use crate::{
    OfficeState,
    texts::{self, CallTexts},
    video::{opening, words},
};

/// A call that is interrupted: until when somebody may come back.
pub(super) struct Dropped {
    pub(super) title: &'static str,
    pub(super) text: String,
    pub(super) left: i64,
}

/// A picture, or the place for it.
pub(in crate::video) struct Shot {
    pub(in crate::video) src: Option<String>,
    pub(in crate::video) alt: &'static str,
    pub(in crate::video) caption: String,
}

/// What is known about the phone, for the line of its code.
pub(super) struct Phone {
    pub(super) note: Option<String>,
    pub(super) sent: bool,
}

/// Hours of the service, small at the head of the page.
pub(super) fn tags(page: &Page, state: &OfficeState) -> Vec<Tag> {
    let t = texts::board(page.lang);
    let mut tags = opening::tags(page, t, state.desk.proofing.opening());
    tags.truncate(1);
    tags
}

pub(super) fn person(page: &Page, t: &'static CallTexts, call: &OperatorView) -> Summary {
    let waited = between(call.queued_at, page.now());
    let waited = format::duration(page.lang, u64::try_from(waited).unwrap_or(0));
    let cases = texts::cases(page.lang);
    let summary = Summary::new()
        .fact(t.field_name, call.name.full())
        .num(t.fact_number, number(&call.number))
        .num(t.field_birth, birth(page, call))
        .fact(t.fact_language, call.lang.native_name())
        .fact(t.fact_waited, waited)
        .fact(t.fact_origins, t.origins(call.origins.max(1)));
    match &call.register {
        Some(line) => summary
            .fact(cases.fact_nationality, line.nationality.as_str())
            .num(
                t.field_expiry,
                match line.valid_until {
                    Some(day) => page.short_date(day),
                    None => t.unknown.to_owned(),
                },
            ),
        None => summary,
    }
}

fn birth(page: &Page, call: &OperatorView) -> String {
    match call.birth_date.as_date() {
        Some(day) => page.short_date(day),
        None => call.birth_date.to_string(),
    }
}

/// `DNI 12345678Z`: the names of the documents are the same in every language.
pub(in crate::video) fn number(number: &IdentityNumber) -> String {
    match number {
        IdentityNumber::Dni(dni) => format!("DNI {dni}"),
        IdentityNumber::Nie(nie) => format!("NIE {nie}"),
        IdentityNumber::Special(special) => format!("NIF {special}"),
    }
}

/// What was written so far.
pub(super) fn lines(t: &'static CallTexts, call: &OperatorView) -> Vec<Said> {
    let line = |said: &desk::SaidLine| Said {
        who: match (said.caption, said.from) {
            (true, _) => t.caption_shown,
            (false, Seat::Operator) => t.chat_from_operator,
            (false, Seat::Citizen) => t.chat_from_citizen,
        },
        text: said.text.clone(),
    };
    call.said.iter().map(line).collect()
}

/// Seconds since they see each other; nothing before.
pub(super) fn recording(call: &OperatorView, now: Timestamp) -> Option<i64> {
    match &call.state {
        CallState::InCall { .. } | CallState::Interrupted { .. } => {
            call.began_at.map(|began| between(began, now))
        }
        CallState::Queued { .. }
        | CallState::Assigned { .. }
        | CallState::Approved { .. }
        | CallState::Refused { .. }
        | CallState::Abandoned { .. }
        | CallState::ServiceClosed { .. } => None,
    }
}

fn between(begin: Timestamp, end: Timestamp) -> i64 {
    end.duration_since(begin).as_secs().max(0)
}

pub(super) fn dropped(page: &Page, t: &'static CallTexts, call: &OperatorView) -> Option<Dropped> {
    let CallState::Interrupted { missing, .. } = &call.state else {
        return None;
    };
    let until = call.return_until?;
    Some(Dropped {
        title: match missing {
            Seat::Citizen => t.dropped_title,
            Seat::Operator => t.dropped_own,
        },
        text: t.dropped(page.time(until)),
        left: between(page.now(), until),
    })
}

/// The newest picture of each kind, or the place for it.
pub(super) fn shots(t: &'static CallTexts, call: &OperatorView) -> Vec<Shot> {
    let kinds = [
        CaptureKind::DocumentFront,
        CaptureKind::DocumentBack,
        CaptureKind::Face,
    ];
    let shot = |kind| {
        let (src, alt) = (newest(call, kind), words::capture(t, kind));
        let caption = match src {
            Some(_) => alt.to_owned(),
            None => t.shot_missing(alt),
        };
        Shot { src, alt, caption }
    };
    kinds.map(shot).into()
}

fn newest(call: &OperatorView, kind: CaptureKind) -> Option<String> {
    let mut captures = call.captures.iter().rev();
    let found = captures.find(|capture| capture.kind == kind)?;
    Some(address(call.id, found.id))
}

/// Document and face, once both are there.
pub(super) fn compare(call: &OperatorView) -> Option<(String, String)> {
    newest(call, CaptureKind::DocumentFront).zip(newest(call, CaptureKind::Face))
}

/// What a picture from a file shows.
pub(super) fn sides(form: &Form, t: &'static CallTexts) -> Choices {
    form.radios("side", t.captures_title)
        .option("front", t.shot_front)
        .option("back", t.shot_back)
        .option("face", t.shot_face)
        .preselect("front")
}

/// Phone and e-mail address as they are read out.
pub(super) fn contact(call: &OperatorView) -> Option<(String, String)> {
    let contact = call.contact.as_ref()?;
    Some((
        contact.phone.as_e164().to_owned(),
        contact.email.to_string(),
    ))
}

/// What is known already stands in the form, unless something else was typed.
pub(super) fn fill_contact(form: &mut Form, call: &OperatorView) {
    let Some((phone, email)) = contact(call) else {
        return;
    };
    for (field, known) in [("phone", phone), ("email", email)] {
        if form.value(field).is_empty() && !form.has_mistakes() {
            form.set(field, known);
        }
    }
}

pub(super) fn phone(page: &Page, t: &'static CallTexts, call: &OperatorView) -> Phone {
    let (note, sent) = match call.phone {
        PhoneStanding::NotGiven => (Some(t.code_no_contact.to_owned()), false),
        PhoneStanding::Given => (None, false),
        PhoneStanding::CodeSent { sent_at, .. } => (Some(t.code_sent(page.time(sent_at))), true),
        PhoneStanding::Proven { .. } => (None, true),
    };
    Phone { note, sent }
}

/// What may be done where the register gave no answer at all.
pub(super) fn register_silent(t: &'static CallTexts, call: &OperatorView) -> Option<String> {
    let replies = call.checklist.register();
    let silent = replies
        .iter()
        .all(|reply| *reply == RegisterReply::Unavailable);
    (silent && !replies.is_empty()).then(|| t.register_exhausted(REGISTER_TRIES))
}
