//! A case with all its data: applicant and entries side by side, the history, the decision.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{CaseView, OpenCaseError, ReviewReason};
use http::StatusCode;
use model::procedure::{ApplicationReference, ApplicationState};
use std::time::Duration;
use web_kit::{Answer as _, Form, Page, PageError, ui};

use super::{
    address,
    closed::{self, Closing},
    comparison::{self, CandidatePanel},
    decision_form::{DecisionForm, Entries},
    purpose_in_words, reason_tag, reference_of, timeline,
};
use crate::{
    OfficeState, assets,
    seat::{Frame, Seat},
    texts::{self, CasesTexts},
};

/// How long to wait before asking a register again that does not answer.
const REGISTER_PAUSE: Duration = Duration::from_secs(60);

#[derive(Template)]
#[template(path = "review/case.html")]
struct Case {
    page: Page,
    frame: Frame,
    t: &'static CasesTexts,
    form: Form,
    reference: ApplicationReference,
    title: &'static str,
    sent: String,
    reason: ui::Tag,
    notices: Vec<ui::Notice>,
    applicant: Option<ui::Summary>,
    panels: Vec<CandidatePanel>,
    history: ui::Timeline,
    decision: DecisionForm,
    action: String,
    script: String,
}

/// How the case is shown after something was sent.
pub(super) struct Shown {
    pub(super) form: Form,
    pub(super) notice: Option<ui::Notice>,
    pub(super) status: StatusCode,
}

/// Why a case is not on the screen.
pub(super) enum NotShown {
    /// It is decided or withdrawn.
    Closed(ApplicationState),
    /// Everything else.
    Error(PageError),
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(reference): Path<String>,
) -> Result<Response, PageError> {
    let reference = reference_of(&reference)?;
    let form = Form::new(&seat.page);
    let shown = Shown {
        form,
        notice: None,
        status: StatusCode::OK,
    };
    show(&state, seat, &reference, shown).await
}

/// Opens the case, which is written down, and draws it; a closed one as what it is.
pub(super) async fn show(
    state: &OfficeState,
    seat: Seat,
    reference: &ApplicationReference,
    shown: Shown,
) -> Result<Response, PageError> {
    match open(state, &seat, reference).await {
        Ok(case) => Ok(draw(state, seat, case, shown)),
        Err(NotShown::Closed(reached)) => closed::draw(seat, reference, reached, Closing::Before),
        Err(NotShown::Error(error)) => Err(error),
    }
}

pub(super) async fn open(
    state: &OfficeState,
    seat: &Seat,
    reference: &ApplicationReference,
) -> Result<CaseView, NotShown> {
    state
        .desk
        .open_case(&seat.at_desk, reference)
        .await
        .map_err(|error| match error {
            OpenCaseError::Closed { state } => NotShown::Closed(state),
            OpenCaseError::NotAllowed(_) | OpenCaseError::NotFound => {
                NotShown::Error(PageError::not_found())
            }
            OpenCaseError::Register(error) => {
                NotShown::Error(PageError::busy(REGISTER_PAUSE).caused_by(error))
            }
            OpenCaseError::Store(error) => NotShown::Error(error.into()),
        })
}

pub(super) fn draw(state: &OfficeState, seat: Seat, case: CaseView, shown: Shown) -> Response {
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let t = texts::cases(page.lang);
    let stale = (!at_desk.fresh(page.now())).then_some(state.desk.rules.fresh_minutes);
    let applicant = case
        .candidates
        .is_empty()
        .then(|| comparison::applicant(&page, t, &case.applicant));
    let title = match case.reason {
        ReviewReason::Unidentified => t.case_title_unidentified,
        ReviewReason::OwnNumber | ReviewReason::PossibleMatch => t.case_title_same,
    };
    let view = Case {
        frame,
        t,
        title,
        sent: purpose_in_words(t, case.purpose).to_owned(),
        reason: reason_tag(&page, t, case.reason),
        notices: notices(&page, t, &case, shown.notice),
        applicant,
        panels: comparison::panels(&page, t, &case.candidates),
        history: timeline::of(&page, t, &case.history),
        decision: DecisionForm::new(&shown.form, t, &case, stale),
        action: address(&case.reference),
        script: assets::OWN.url("reason.js"),
        reference: case.reference,
        form: shown.form,
        page,
    };
    view.answer_with(shown.status)
}

/// What happened to what was sent, and what is special about the case.
fn notices(
    page: &Page,
    t: &'static CasesTexts,
    case: &CaseView,
    outcome: Option<ui::Notice>,
) -> Vec<ui::Notice> {
    let special = match case.reason {
        ReviewReason::Unidentified => Some(page.notice_warn(t.unidentified_title, t.unidentified)),
        ReviewReason::OwnNumber | ReviewReason::PossibleMatch if case.candidates.is_empty() => {
            Some(page.notice(t.gone_entries_title, t.gone_entries))
        }
        ReviewReason::OwnNumber => Some(page.notice_warn(t.own_number_title, t.own_number)),
        ReviewReason::PossibleMatch => None,
    };
    outcome
        .map(ui::Notice::live)
        .into_iter()
        .chain(special)
        .collect()
}
