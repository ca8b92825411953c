//! Applications that the machine could not decide.

pub(crate) mod closed;
pub(crate) mod comparison;
pub(crate) mod decide;
pub(crate) mod decision_form;
pub(crate) mod hold;
pub(crate) mod list_cases;
pub(crate) mod open_case;
pub(crate) mod timeline;
pub(crate) mod verify;

use axum::{
    Router,
    routing::{get, post},
};
use desk::ReviewReason;
use model::procedure::{ApplicationReference, Purpose};
use web_kit::{
    Page, PageError,
    ui::{Tag, Tone},
};

use crate::{OfficeState, texts::CasesTexts};

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/cases", get(list_cases::get))
        .route("/cases/{reference}", get(open_case::get).post(decide::post))
        .route("/cases/{reference}/decided", get(closed::get))
        .route("/verify/options", post(verify::options))
}

/// The case of an address. What is no reference is no page.
fn reference_of(text: &str) -> Result<ApplicationReference, PageError> {
    ApplicationReference::parse(text).map_err(|_| PageError::not_found())
}

fn address(reference: &ApplicationReference) -> String {
    format!("/cases/{reference}")
}

fn purpose_in_words(t: &'static CasesTexts, purpose: Option<Purpose>) -> &'static str {
    match purpose {
        Some(Purpose::HabitualWorkWithMinors) => t.purpose_habitual,
        Some(Purpose::Volunteering) => t.purpose_volunteering,
        Some(Purpose::AdoptionOrFostering) => t.purpose_adoption,
        Some(Purpose::OtherAbroad) => t.purpose_abroad,
        None => t.purpose_none,
    }
}

fn reason_tag(page: &Page, t: &'static CasesTexts, reason: ReviewReason) -> Tag {
    match reason {
        ReviewReason::OwnNumber => Tag::new(Tone::Stop, t.reason_own_number).icon(page.icon.equal),
        ReviewReason::PossibleMatch => Tag::new(Tone::Warn, t.reason_possible).icon(page.icon.near),
        ReviewReason::Unidentified => {
            Tag::new(Tone::Brass, t.reason_unidentified).icon(page.icon.help)
        }
    }
}
