//! A picture of the document, for reviewers.

use axum::{extract::Path, response::Response};
use model::unattended::SideKind;
use vocab::AttemptId;
use web_kit::PageError;

use super::{QUEUE, Reviewer, attempt_of, not_shown};
use crate::video::call::capture::as_picture;

pub(crate) async fn get(
    reviewer: Reviewer,
    Path((id, side)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let Reviewer { seat, reviews } = reviewer;
    let id = attempt_of(&id)?;
    let side = SideKind::from_word(&side).ok_or_else(PageError::not_found)?;
    let found = reviews.picture(&seat.at_desk, id, side).await;
    let jpeg = found.map_err(not_shown)?.ok_or_else(PageError::not_found)?;
    Ok(as_picture(jpeg))
}

/// Where the picture of a side is.
pub(super) fn address(id: AttemptId, side: SideKind) -> String {
    format!("{QUEUE}/{id}/pictures/{}", side.as_str())
}
