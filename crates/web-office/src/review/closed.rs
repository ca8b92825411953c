//! A case that needs no decision any more: what was issued, and what was sent.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::procedure::{ApplicationReference, ApplicationState};
use web_kit::{
    Answer as _, Page, PageError,
    page::see_other,
    ui::{Medal, Notice, Timeline, Tone},
};

use super::{
    address,
    open_case::{NotShown, open},
    reference_of,
};
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, CasesTexts},
};

#[derive(Template)]
#[template(path = "review/closed.html")]
struct Closed {
    page: Page,
    frame: Frame,
    t: &'static CasesTexts,
    reference: ApplicationReference,
    title: &'static str,
    lead: Option<&'static str>,
    medal: Medal,
    notice: Option<Notice>,
    events: Timeline,
}

/// When the case was closed, as seen by who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// Just now, by the decision of who looks.
    Now,
    /// While who looks was deciding: their decision came second.
    Meanwhile,
    /// Some time ago.
    Before,
}

/// The page after a decision.
pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(reference): Path<String>,
) -> Result<Response, PageError> {
    let reference = reference_of(&reference)?;
    match open(&state, &seat, &reference).await {
        Ok(_) => Ok(see_other(&address(&reference))),
        Err(NotShown::Closed(reached)) => draw(seat, &reference, reached, Closing::Now),
        Err(NotShown::Error(error)) => Err(error),
    }
}

pub(super) fn draw(
    seat: Seat,
    reference: &ApplicationReference,
    reached: ApplicationState,
    closing: Closing,
) -> Result<Response, PageError> {
    let Seat { page, frame, .. } = seat;
    let t = texts::cases(page.lang);
    let events = events(&page, t, reached).ok_or_else(PageError::not_found)?;
    let (title, lead, tone, status) = match closing {
        Closing::Now => (t.decided_title, None, Tone::Ok, StatusCode::OK),
        Closing::Meanwhile => (t.raced_title, None, Tone::Warn, StatusCode::CONFLICT),
        Closing::Before => (
            t.closed_title,
            Some(t.closed_lead),
            Tone::Info,
            StatusCode::OK,
        ),
    };
    let notice =
        (closing == Closing::Meanwhile).then(|| Notice::new(Tone::Warn, "", t.raced).live());
    let view = Closed {
        frame,
        t,
        reference: reference.clone(),
        title,
        lead,
        medal: Medal::new(tone),
        notice,
        events,
        page,
    };
    Ok(view.answer_with(status))
}

/// What was issued and sent; nothing for a case that is not closed.
fn events(page: &Page, t: &'static CasesTexts, reached: ApplicationState) -> Option<Timeline> {
    let events = Timeline::new();
    match reached {
        ApplicationState::IssuedNegative => {
            Some(events.done(t.negative_title, t.negative_text).now(
                page.icon.sms,
                t.negative_sent_title,
                t.negative_sent,
            ))
        }
        ApplicationState::IssuedPositive => {
            Some(events.done(t.positive_title, t.positive_text).now(
                page.icon.sms,
                t.positive_sent_title,
                t.positive_sent,
            ))
        }
        ApplicationState::Downloaded => Some(events.done(t.downloaded_title, t.downloaded_text)),
        ApplicationState::Withdrawn => Some(events.done(t.withdrawn_title, t.withdrawn_text)),
        ApplicationState::Draft
        | ApplicationState::Submitted
        | ApplicationState::AutomaticCheck
        | ApplicationState::InReview => None,
    }
}
