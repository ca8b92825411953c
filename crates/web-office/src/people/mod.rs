//! People who have a problem with their identity: found by number for a stated purpose, looked at,
//! and intervened for.
//!
//! | file | page |
//! |---|---|
//! | `find.rs` | number and purpose |
//! | `person.rs`, `facts.rs` | the person, masked or shown |
//! | `act.rs` | an intervention, with its reason |
//! | `lift.rs` | what was closed opens again |
//! | `ask.rs` | the form that both have: reason, passkey, what happened meanwhile |
//! | `words.rs` | the values of the desk in words |

mod act;
mod ask;
mod facts;
mod find;
mod lift;
mod person;
mod words;

use axum::{
    Router,
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use desk::{PersonError, Task};
use http::request::Parts;
use vocab::InquiryId;
use web_kit::{PageError, page::see_other};

use crate::{OfficeState, seat::Seat};

pub(crate) use ask::reason;

/// Where people are found.
const FIND: &str = "/people";

/// An officer who attends people. For everybody else the address is no page, whatever was sent.
pub(crate) struct Registrar(pub(crate) Seat);

impl FromRequestParts<OfficeState> for Registrar {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, Response> {
        let seat = Seat::from_request_parts(parts, state).await?;
        if state.desk.may(&seat.at_desk, Task::FindPerson) {
            Ok(Self(seat))
        } else {
            Err(PageError::not_found().into_response())
        }
    }
}

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/people", get(find::get).post(find::post))
        .route("/people/{inquiry}", get(person::get))
        .route("/people/{inquiry}/data", post(person::show_data))
        .route("/people/{inquiry}/act/{act}", get(act::get).post(act::post))
        .route(
            "/people/{inquiry}/lift/{restriction}",
            get(lift::get).post(lift::post),
        )
}

/// The inquiry of an address. What is no inquiry is no page.
fn inquiry_of(text: &str) -> Result<InquiryId, PageError> {
    InquiryId::parse(text).map_err(|_| PageError::not_found())
}

/// Where the person of an inquiry is looked at.
pub(crate) fn address(inquiry: InquiryId) -> String {
    format!("{FIND}/{inquiry}")
}

/// An inquiry that is over leads to where the purpose is said again; another's looks the same.
fn over(error: PersonError) -> Result<Response, PageError> {
    match error {
        PersonError::NotAllowed(_) => Err(PageError::not_found()),
        PersonError::InquiryOver => Ok(see_other("/people?ended")),
        PersonError::Store(error) => Err(error.into()),
    }
}
