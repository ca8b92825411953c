//! The desk begins where the roles of the officer lead.

use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use desk::Task;
use web_kit::{Answer as _, Page, page::see_other};

use crate::{
    OfficeState,
    seat::{Frame, Seat, Visitor},
};

#[derive(Template)]
#[template(path = "home.html")]
struct NoRole {
    page: Page,
    frame: Frame,
}

pub(crate) fn router() -> Router<OfficeState> {
    Router::new().route("/", get(home))
}

async fn home(visitor: Visitor, State(state): State<OfficeState>) -> Response {
    let seat = match visitor {
        Visitor::Stranger(_) => return see_other("/sign-in"),
        Visitor::Seated(seat) => seat,
    };
    if state.desk.may(&seat.at_desk, Task::ListCases) {
        see_other("/cases")
    } else if state.desk.may(&seat.at_desk, Task::SeeVideoBoard) {
        see_other("/video")
    } else if state.desk.may(&seat.at_desk, Task::FindPerson) {
        see_other("/people")
    } else if state.desk.may(&seat.at_desk, Task::ListOfficers) {
        see_other("/officers")
    } else {
        let Seat { page, frame, .. } = *seat;
        NoRole { page, frame }.answer()
    }
}
