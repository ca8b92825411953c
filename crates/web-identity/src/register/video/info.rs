//! What the video call is, what is needed and when it is open (R070–R079, R082–R086, R093).
//! Outside the hours it says when it opens, and which ways are open meanwhile (R072).

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use model::video::{ClosedWhy, Opening, Span};
use vocab::{SignedDuration, Timestamp};
use web_kit::{Answer as _, Markup, Page, PageError, ui};

use crate::{
    IdentityState, assets,
    register::visit::Visit,
    texts::{self, VideoTexts},
};

/// Open for longer than this ahead is open always, as in the demonstration.
pub(super) const ALWAYS: SignedDuration = SignedDuration::from_hours(72);

#[derive(Template)]
#[template(path = "register/video/info.html")]
struct Info {
    page: Page,
    t: &'static VideoTexts,
    open: ui::Notice,
    hours: ui::Table,
    zone: String,
    admission: u16,
    has_flow: bool,
    script: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    if !state.offers_calls() {
        return Err(PageError::not_found());
    }
    let has_flow = Visit::find(&state, &page, &headers).await?.is_some();
    let t = texts::video(page.lang);
    let hours = state.proofing.hours();
    let info = Info {
        open: opening(&page, t, state.proofing.opening()),
        hours: table(&state, t),
        zone: zone(&hours.time_zone),
        admission: hours.last_admission_min,
        has_flow,
        script: assets::OWN.url("video-info.js"),
        t,
        page,
    };
    Ok(info.answer())
}

/// Whether somebody who comes now can be attended to.
pub(in crate::register) fn offered_now(state: &IdentityState, now: Timestamp) -> bool {
    state.offers_calls() && state.proofing.opening().admits(now)
}

/// "Closed now: it opens on …", for the pages that name the video call among others (R071).
pub(in crate::register) fn closed_note(page: &Page, state: &IdentityState) -> String {
    let t = texts::register(page.lang);
    match state.proofing.opening().next() {
        Some(opens) => t.ways_video_closed(page.date(opens), page.time(opens)),
        None => t.ways_video_closed_now.to_owned(),
    }
}

/// How the service stands, with the next moment at which it is open.
pub(super) fn opening(page: &Page, t: &'static VideoTexts, opening: Opening) -> ui::Notice {
    let now = page.now();
    match opening {
        Opening::Open { closes_at, .. } if closes_at.duration_since(now) > ALWAYS => {
            page.notice_ok(t.open_title, t.open_always)
        }
        Opening::Open {
            closes_at,
            last_admission_at,
            ..
        } if now < last_admission_at => {
            let words = t.open_until(page.time(closes_at), page.time(last_admission_at));
            page.notice_ok(t.open_title, words)
        }
        Opening::Open { .. } => page.notice_warn(t.full_title, closed(page, t, opening)),
        Opening::Closed { .. } => page.notice_warn(t.closed_title, closed(page, t, opening)),
    }
}

fn closed(page: &Page, t: &'static VideoTexts, opening: Opening) -> String {
    let when = match opening.next() {
        Some(opens) => t.closed_until(page.date(opens), page.time(opens)),
        None => t.closed_unknown(&page.body().phone),
    };
    let holiday = match opening {
        Opening::Closed {
            why: ClosedWhy::Holiday,
            ..
        } => t.closed_holiday,
        Opening::Closed {
            why: ClosedWhy::Hours,
            ..
        }
        | Opening::Open { .. } => "",
    };
    let words = [holiday, &when, t.closed_meanwhile];
    let words = words.into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The hours of the week, day by day (R071).
fn table(state: &IdentityState, t: &'static VideoTexts) -> ui::Table {
    let days = [
        t.day_1, t.day_2, t.day_3, t.day_4, t.day_5, t.day_6, t.day_7,
    ];
    let table = ui::Table::new(t.hours_caption, &[t.hours_day, t.hours_open]).quiet_caption();
    let lines = state.proofing.hours().lines();
    days.into_iter()
        .zip(lines)
        .fold(table, |table, (day, (_, spans))| {
            let spans = in_words(t, spans);
            let cells: [&dyn Markup; 2] = [&day, &spans];
            table.row(&cells)
        })
}

fn in_words(t: &'static VideoTexts, spans: &[Span]) -> String {
    if spans.is_empty() {
        return t.day_closed.to_owned();
    }
    let each = spans.iter().map(|span| {
        let (from, until) = span.clock();
        if from == "00:00" && until == "24:00" {
            t.all_day.to_owned()
        } else {
            format!("{from}–{until}")
        }
    });
    each.collect::<Vec<_>>().join(" · ")
}

/// `Madrid`, of `Europe/Madrid`.
fn zone(name: &str) -> String {
    let city = name.rsplit('/').next().unwrap_or(name);
    city.replace('_', " ")
}
