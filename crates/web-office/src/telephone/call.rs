//! A call: the words to read out; who it is, once they have confirmed. The page follows by itself,
//! and without a script by a link.

use askama::Template;
use axum::{extract::Path, response::Response};
use desk::telephone::{CallerView, IdentifiedCaller};
use model::app::request::RequestState;
use vocab::{AppRequestId, PersonName};
use web_kit::{
    Answer as _, Page, PageError,
    ui::{self, Tone},
};

use super::{OnTheLine, not_shown};
use crate::{
    assets,
    seat::{Frame, Seat},
    texts::{self, TelephoneTexts},
};

#[derive(Template)]
#[template(path = "telephone/call.html")]
struct Call {
    page: Page,
    frame: Frame,
    t: &'static TelephoneTexts,
    script: String,
    /// Looks again by itself.
    follows: bool,
    message: String,
    /// The words are read out while they can still be confirmed.
    read_out: bool,
    told: String,
    notice: ui::Notice,
    facts: ui::Summary,
    address: String,
}

pub(super) async fn get(line: OnTheLine, Path(call): Path<String>) -> Result<Response, PageError> {
    let id: AppRequestId = call.parse().map_err(|_| PageError::not_found())?;
    let OnTheLine { seat, calls } = line;
    let call = calls.look(&seat.at_desk, id).await.map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let t = texts::telephone(page.lang);
    let waits = matches!(call.state, RequestState::Pending | RequestState::Seen);
    let (title, text, tone) = words(&page, t, &call);
    let view = Call {
        script: assets::OWN.url("telephone.js"),
        follows: waits,
        read_out: waits,
        message: call.message.clone(),
        told: title.clone(),
        notice: ui::Notice::new(tone, title, text),
        facts: facts(&page, t, &call),
        address: format!("/telephone/{id}"),
        frame,
        t,
        page,
    };
    Ok(view.answer())
}

/// Where it stands, and what to do next.
fn words(page: &Page, t: &'static TelephoneTexts, call: &CallerView) -> (String, String, Tone) {
    let own = |title: &str, text: &str, tone| (title.to_owned(), text.to_owned(), tone);
    match (call.state, &call.identified) {
        (RequestState::Pending, _) => {
            let text = t.waiting(page.time(call.expires_at));
            (t.waiting_title.to_owned(), text, Tone::Info)
        }
        (RequestState::Seen | RequestState::Confirmed, _) => own(t.seen_title, t.seen, Tone::Info),
        (RequestState::Used, Some(caller)) => {
            let title = t.identified_title(masked(&caller.name));
            (title, t.identified.to_owned(), Tone::Ok)
        }
        // It was somebody, longer ago than this page remembers.
        (RequestState::Used, None) => own(t.past_title, t.past, Tone::Info),
        (RequestState::Rejected, _) => own(t.rejected_title, t.rejected, Tone::Stop),
        (RequestState::Expired, _) => own(t.expired_title, t.expired, Tone::Warn),
    }
}

fn facts(page: &Page, t: &'static TelephoneTexts, call: &CallerView) -> ui::Summary {
    let asked = ui::Summary::new()
        .fact(t.fact_purpose, call.purpose.as_str())
        .fact(t.fact_asked, page.time(call.asked_at));
    let Some(IdentifiedCaller {
        name,
        number,
        level,
        at,
    }) = &call.identified
    else {
        return asked.num(t.fact_number, call.number.as_str());
    };
    asked
        .fact(t.fact_name, masked(name))
        .num(t.fact_number, number.masked())
        .fact(t.fact_level, page.level(*level))
        .fact(t.fact_at, page.date_time(*at))
}

/// Enough to know with whom one speaks, and no more than that: `Ana G. P.`
fn masked(name: &PersonName) -> String {
    let initials = [Some(&name.surname1), name.surname2.as_ref()];
    let initials = initials
        .into_iter()
        .flatten()
        .filter_map(|surname| surname.as_str().chars().next())
        .map(|initial| format!(" {initial}."));
    format!("{}{}", name.given, initials.collect::<String>())
}

/// The state of a call in a word or two.
pub(super) fn stage_tag(t: &'static TelephoneTexts, state: RequestState) -> ui::Tag {
    match state {
        RequestState::Pending => ui::Tag::new(Tone::Info, t.state_pending),
        RequestState::Seen => ui::Tag::new(Tone::Info, t.state_seen),
        RequestState::Confirmed | RequestState::Used => ui::Tag::new(Tone::Ok, t.state_identified),
        RequestState::Rejected => ui::Tag::new(Tone::Stop, t.state_rejected),
        RequestState::Expired => ui::Tag::new(Tone::Warn, t.state_expired),
    }
}
