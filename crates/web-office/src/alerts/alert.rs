//! One report: the person behind it, and how it ended.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{AlertCase, AlertError};
use http::StatusCode;
use model::procedure::DecisionReason;
use vocab::AlertReportId;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other};

use super::what;
use crate::{
    OfficeState,
    people::{self, Registrar},
    seat::{Frame, Seat},
    texts::{self, AlertsTexts},
};

#[derive(Template)]
#[template(path = "alerts/alert.html")]
struct Alert {
    page: Page,
    frame: Frame,
    t: &'static AlertsTexts,
    form: Form,
    title: String,
    lead: String,
    action: String,
    handled: Option<(String, String)>,
    least: usize,
    most: usize,
}

pub(crate) async fn get(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path(alert): Path<String>,
) -> Result<Response, PageError> {
    let alert = alert_of(&alert)?;
    let form = Form::new(&seat.page);
    show(&state, seat, alert, form, StatusCode::OK).await
}

/// How it ended.
pub(crate) async fn handle(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path(alert): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let alert = alert_of(&alert)?;
    let Some(how) = people::reason(&mut form, &seat.page, "how") else {
        let again = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&state, seat, alert, form, again).await;
    };
    match state.desk.handle_alert(&seat.at_desk, alert, how).await {
        Ok(()) => Ok(see_other("/alerts?handled")),
        Err(AlertError::Handled) => Ok(see_other("/alerts?raced")),
        Err(error) => Err(not_shown(error)),
    }
}

/// Opens an inquiry about who reported.
pub(crate) async fn see_person(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path(alert): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let alert = alert_of(&alert)?;
    match state.desk.open_alert(&seat.at_desk, alert).await {
        Ok(inquiry) => Ok(see_other(&people::address(inquiry))),
        Err(error) => Err(not_shown(error)),
    }
}

/// The report of an address. What is no report is no page.
fn alert_of(text: &str) -> Result<AlertReportId, PageError> {
    AlertReportId::parse(text).map_err(|_| PageError::not_found())
}

fn not_shown(error: AlertError) -> PageError {
    match error {
        AlertError::NotAllowed(_) | AlertError::NotFound | AlertError::Handled => {
            PageError::not_found()
        }
        AlertError::Store(error) => error.into(),
    }
}

async fn show(
    state: &OfficeState,
    seat: Seat,
    id: AlertReportId,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let case: AlertCase = state
        .desk
        .alert(&seat.at_desk, id)
        .await
        .map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let t = texts::alerts(page.lang);
    let handled = case.handled.map(|handled| {
        let words = t.handled_by(page.short_date_time(handled.at), &handled.by);
        (words, handled.note)
    });
    let view = Alert {
        title: t.alert_title(what(t, &case.what)),
        lead: t.alert_lead(page.short_date_time(case.at)),
        action: format!("/alerts/{id}"),
        least: DecisionReason::SHORTEST,
        most: DecisionReason::LONGEST,
        handled,
        form,
        frame,
        t,
        page,
    };
    Ok(view.answer_with(status))
}
