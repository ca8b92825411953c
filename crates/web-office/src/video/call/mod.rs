//! A call on the operator's screen. Every act is a plain form of its own; scripts send the same
//! forms without leaving the page.

pub(super) mod act;
pub(super) mod capture;
pub(super) mod checks;
pub(super) mod contact;
pub(super) mod decide;
mod decision;
mod lines;
mod parts;
pub(super) mod picture;
pub(super) mod read_zone;
pub(super) mod reading;
mod say;
pub(super) mod show;
pub(super) mod socket;
pub(super) mod talk;

use axum::response::Response;
use desk::VideoError;
use vocab::VideoCallId;
use web_kit::{Form, PageError, page::see_other};

use crate::{OfficeState, seat::Seat, texts};
pub(super) use parts::number;
use show::Shown;

/// Where the page of a call is.
const HERE: &str = "/video/call";

/// The call that a form is about: a page that was left open must not act on the next one.
fn call_of(form: &Form) -> Result<VideoCallId, PageError> {
    VideoCallId::parse(form.value("call")).map_err(|_| PageError::not_found())
}

/// What the page answers to an act that did nothing. A call of somebody else and one that is over
/// look alike: back to the board, where the operator reads that the call is theirs no more.
async fn refused(
    state: &OfficeState,
    seat: Seat,
    error: VideoError,
) -> Result<Response, PageError> {
    match error {
        VideoError::NotAllowed(_) => Err(PageError::not_found()),
        VideoError::NoCall => Ok(see_other("/video?gone")),
        VideoError::WrongMoment(_) => {
            let t = texts::call(seat.page.lang);
            let notice = seat.page.notice_warn(t.not_now_title, t.not_now);
            let shown = Shown::told(&seat.page, notice);
            show::show(state, seat, shown).await
        }
        VideoError::Store(error) => Err(error.into()),
    }
}
