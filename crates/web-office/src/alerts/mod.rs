//! Reports "this was not me": what waits, one of them, and how it ended.

mod alert;
mod list;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{OfficeState, texts::AlertsTexts};

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/alerts", get(list::get))
        .route("/alerts/{alert}", get(alert::get).post(alert::handle))
        .route("/alerts/{alert}/person", post(alert::see_person))
}

/// What was reported, in words.
fn what(t: &'static AlertsTexts, word: &str) -> &'static str {
    match word {
        "device" => t.what_device,
        "passkey" => t.what_passkey,
        "password" => t.what_password,
        "contact" => t.what_contact,
        "browser" => t.what_browser,
        "freeze" => t.what_freeze,
        "means" => t.what_means,
        "restriction" => t.what_restriction,
        "request" => t.what_request,
        _ => t.what_other,
    }
}
