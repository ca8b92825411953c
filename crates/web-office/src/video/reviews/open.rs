//! Everything that was recorded of a call, for the second officer.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{ReviewCase, Task};
use http::StatusCode;
use model::video::{CaptureKind, CheckItem, Evidence, ReviewState};
use vocab::{Line, VideoCallId};
use web_kit::{
    Answer as _, Form, Page, PageError,
    form::Choices,
    page::see_other,
    ui::{Notice, Summary, Table},
};

use super::{address, call_of};
use crate::{
    OfficeState, assets, proof,
    seat::{Frame, Seat},
    texts::{self, CallTexts, CasesTexts, EntranceTexts, ReviewsTexts},
    video::{
        call::{
            capture,
            checks::{self, CheckRow},
            number,
            reading::Reading,
        },
        presence::not_shown,
        recordings, words,
    },
};

/// Letters of the officer's words, at least.
pub(super) const LEAST: usize = 10;

#[derive(Template)]
#[template(path = "video/review.html")]
struct Review {
    page: Page,
    frame: Frame,
    t: &'static ReviewsTexts,
    c: &'static CallTexts,
    e: &'static EntranceTexts,
    k: &'static CasesTexts,
    form: Form,
    notice: Option<Notice>,
    title: String,
    lead: String,
    checks: Vec<CheckRow>,
    shots: Vec<Shot>,
    facts: Summary,
    data: Option<Table>,
    tries: Vec<String>,
    recordings: Vec<(String, String)>,
    remarks: String,
    verdict: Choices,
    least: usize,
    most: usize,
    stale: Option<u16>,
    action: String,
    script: String,
}

/// A picture with its words.
struct Shot {
    src: String,
    alt: &'static str,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(call): Path<String>,
) -> Result<Response, PageError> {
    let call = call_of(&call)?;
    let form = Form::new(&seat.page);
    show(&state, seat, call, form, None, StatusCode::OK).await
}

/// The call, unless nobody waits for a review of it or the officer attended it.
pub(super) async fn show(
    state: &OfficeState,
    seat: Seat,
    call: VideoCallId,
    form: Form,
    notice: Option<Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let case = state.desk.video_review(&seat.at_desk, call).await;
    let case = case.map_err(not_shown)?;
    let case = case
        .filter(|case| !case.own)
        .ok_or_else(PageError::not_found)?;
    match case.review {
        ReviewState::Waiting => {
            let recordings = recordings_of(state, &seat, call).await?;
            let shown = (form, notice, status);
            Ok(draw(state, seat, &case, recordings, shown))
        }
        ReviewState::Confirmed | ReviewState::KeptBasic => Ok(see_other("/video/reviews?raced")),
        ReviewState::None => Err(PageError::not_found()),
    }
}

fn draw(
    state: &OfficeState,
    seat: Seat,
    case: &ReviewCase,
    recordings: Vec<(String, String)>,
    (form, notice, status): (Form, Option<Notice>, StatusCode),
) -> Response {
    let stale = proof::stale(state, &seat);
    let Seat { page, frame, .. } = seat;
    let (t, c) = (texts::reviews(page.lang), texts::call(page.lang));
    let reading = Reading::of(&page, c, &case.checklist);
    let view = Review {
        e: texts::entrance(page.lang),
        k: texts::cases(page.lang),
        title: t.review_title(case.name.full()),
        lead: t.review_lead(who(case), page.short_date_time(case.ended_at)),
        checks: CheckItem::ALL
            .into_iter()
            .map(|item| checks::told(&page, c, &case.checklist, item))
            .collect(),
        shots: shots(c, case),
        facts: facts(&page, c, case),
        data: reading.data,
        tries: reading.tries,
        recordings,
        remarks: remarks(t, case),
        verdict: form
            .radios("verdict", t.verdict_legend)
            .option("confirm", t.verdict_approve)
            .note(t.verdict_approve_note)
            .option("keep_basic", t.verdict_refuse)
            .note(t.verdict_refuse_note),
        least: LEAST,
        most: Line::MAX_CHARS,
        stale,
        action: address(case.id),
        script: assets::OWN.url("passkey.js"),
        notice,
        form,
        frame,
        t,
        c,
        page,
    };
    view.answer_with(status)
}

/// Addresses of the recordings of a call, and when each began; none for who may not play them.
async fn recordings_of(
    state: &OfficeState,
    seat: &Seat,
    call: VideoCallId,
) -> Result<Vec<(String, String)>, PageError> {
    if !state.desk.may(&seat.at_desk, Task::PlayRecordings) {
        return Ok(Vec::new());
    }
    let lines = state.desk.video_recordings(&seat.at_desk, call).await;
    let lines = lines.map_err(not_shown)?.into_iter();
    let link = |line: desk::RecordingLine| {
        let began = seat.page.short_date_time(line.started_at);
        (recordings::address(line.id), began)
    };
    Ok(lines.map(link).collect())
}

fn who(case: &ReviewCase) -> String {
    match &case.badge {
        Some(badge) => format!("{} ({badge})", case.operator),
        None => case.operator.clone(),
    }
}

fn facts(page: &Page, c: &'static CallTexts, case: &ReviewCase) -> Summary {
    let birth = match case.birth_date.as_date() {
        Some(day) => page.short_date(day),
        None => case.birth_date.to_string(),
    };
    let facts = Summary::new()
        .fact(c.field_name, case.name.full())
        .num(c.fact_number, number(&case.number))
        .num(c.field_birth, birth);
    match &case.contact {
        Some(contact) => facts
            .num(c.contact_phone, contact.phone.as_e164())
            .fact(c.contact_email, contact.email.to_string()),
        None => facts,
    }
}

/// The newest picture of each kind.
fn shots(c: &'static CallTexts, case: &ReviewCase) -> Vec<Shot> {
    let kinds = [
        CaptureKind::DocumentFront,
        CaptureKind::Face,
        CaptureKind::DocumentBack,
    ];
    let newest = |kind| {
        let mut captures = case.captures.iter().rev();
        let found = captures.find(|capture| capture.kind == kind)?;
        Some(Shot {
            src: capture::address(case.id, found.id),
            alt: words::capture(c, kind),
        })
    };
    kinds.into_iter().filter_map(newest).collect()
}

/// The operator's own words about lines of the checklist.
fn remarks(t: &'static ReviewsTexts, case: &ReviewCase) -> String {
    let notes = case
        .records
        .iter()
        .filter_map(|record| match &record.evidence {
            Evidence::Ticked { note, .. } | Evidence::Decided { note, .. } => note.clone(),
            _ => None,
        });
    let notes: Vec<String> = notes.collect();
    if notes.is_empty() {
        t.no_remarks.to_owned()
    } else {
        notes.join(" · ")
    }
}
