//! The second officer: calls that wait for one, and the decision about each.

pub(super) mod decide;
pub(super) mod list;
pub(super) mod open;

use vocab::VideoCallId;
use web_kit::PageError;

/// The call of an address. What is no id is no page.
fn call_of(text: &str) -> Result<VideoCallId, PageError> {
    VideoCallId::parse(text).map_err(|_| PageError::not_found())
}

fn address(call: VideoCallId) -> String {
    format!("/video/reviews/{call}")
}
