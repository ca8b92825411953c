//! An administrator closes the desk to an officer.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{DisableOfficerError, InvitedBy, Task};
use model::officer::OfficerHandle;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other};

use super::find;
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, OfficersTexts},
};

#[derive(Template)]
#[template(path = "officers/disable_officer.html")]
struct Disable {
    page: Page,
    frame: Frame,
    t: &'static OfficersTexts,
    form: Form,
    name: String,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(officer): Path<String>,
) -> Result<Response, PageError> {
    if !state.desk.may(&seat.at_desk, Task::DisableOfficers) {
        return Err(PageError::not_found());
    }
    let handle = OfficerHandle::parse(&officer).map_err(|_| PageError::not_found())?;
    let found = find(&state, &seat, &handle).await?;
    let found = found.filter(|officer| officer.disabled_at.is_none());
    let officer = found.ok_or_else(PageError::not_found)?;
    let Seat { page, frame, .. } = seat;
    let view = Disable {
        frame,
        t: texts::officers(page.lang),
        form: Form::new(&page),
        name: officer.name,
        page,
    };
    Ok(view.answer())
}

pub(crate) async fn post(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(officer): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let handle = OfficerHandle::parse(&officer).map_err(|_| PageError::not_found())?;
    match state
        .desk
        .disable_officer(InvitedBy::Officer(&seat.at_desk), &handle)
        .await
    {
        Ok(()) => Ok(see_other("/officers?disabled")),
        Err(DisableOfficerError::NotAllowed(_) | DisableOfficerError::NotFound) => {
            Err(PageError::not_found())
        }
        Err(DisableOfficerError::Store(error)) => Err(error.into()),
    }
}
