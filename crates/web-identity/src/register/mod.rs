//! Registration by letter, one file a step; by video call in `video/`, by pictures and a film that
//! are reviewed later in `unattended/`.
//!
//! | address | file | shown in the stages | POST does | then |
//! |---|---|---|---|---|
//! | `/register` | `document.rs` | any; begins a flow | `confirm_document` | `/register/ways` |
//! | `/register/ways` | `ways.rs` | all before completion | chooses | `/register/letter` or `/register/code` |
//! | `/register/letter` | `letter.rs` | all before completion | `request_letter` | `/register/letter/requested` |
//! | `/register/letter/requested` | `letter.rs` | `LetterRequested` | | `/register/leave` |
//! | `/register/code` | `code.rs` | `DocumentConfirmed`, `LetterRequested` | `enter_code` | `/register/contact` |
//! | `/register/contact` | `contact.rs` | `LetterCodeAccepted` to `PhoneProven` | `give_contact` | `/register/phone-code` |
//! | `/register/phone-code` | `phone_code.rs` | `PhoneCodeSent` | `enter_phone_code` | `/register/terms` |
//! | `/register/phone-code/resend` | `phone_code.rs` | `PhoneCodeSent` | `resend_phone_code` | `/register/phone-code` |
//! | `/register/terms` | `terms.rs` | `PhoneProven` | `complete` | `/register/done` |
//! | `/register/done` | `done.rs` | `Completed` | | |
//! | `/register/receipt.pdf` | `receipt.rs` | `Completed` | | |
//! | `/register/leave` | `leave.rs` | any | the browser forgets the flow | `/` |
//!
//! In any other stage a page sends to the step that is true ([`Visit::at`]), so that the back
//! button, a second tab and a double click are harmless. Going back undoes the later steps. The
//! flow lives in one sealed row; the browser has only its secret, in a cookie that ends with the
//! browser. When the row is gone, `gone.rs` says what that means.
//!
//! *Architecture invariant:* until the code of the letter is right, every page is the same whether
//! the person is registered or not.

mod code;
mod contact;
mod document;
mod done;
mod gone;
mod leave;
mod letter;
mod phone_code;
mod receipt;
mod refusals;
mod terms;
mod unattended;
pub(crate) mod video;
mod visit;
mod ways;

use axum::{
    Router,
    routing::{get, post},
};
use axum::{http::HeaderMap, response::Response};
use registration::{FlowView, Stage};
use store::StoreError;
use vocab::BearerSecret;
use web_kit::{Face, Page, ui};

use crate::{IdentityState, texts};
use visit::{Elsewhere, Visit};

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/register", get(document::get).post(document::post))
        .route("/register/ways", get(ways::get).post(ways::post))
        .route("/register/letter", get(letter::get).post(letter::post))
        .route("/register/letter/requested", get(letter::requested))
        .route("/register/code", get(code::get).post(code::post))
        .route("/register/contact", get(contact::get).post(contact::post))
        .route(
            "/register/phone-code",
            get(phone_code::get).post(phone_code::post),
        )
        .route("/register/phone-code/resend", post(phone_code::resend))
        .route("/register/terms", get(terms::get).post(terms::post))
        .route("/register/done", get(done::get))
        .route("/register/receipt.pdf", get(receipt::get))
        .route("/register/leave", post(leave::post))
        .merge(video::router())
        .merge(unattended::router())
}

/// Gives the browser a flow that shows another activation code.
pub(crate) fn keep_flow(face: &Face, response: &mut Response, secret: &BearerSecret) {
    visit::keep(face, response, secret);
}

/// The flow of this browser if it shows another activation code.
pub(crate) async fn shown_flow(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Option<FlowView>, StoreError> {
    let visit = Visit::find(state, page, headers).await?;
    Ok(visit.map(|visit| visit.view).filter(|view| view.renewed))
}

/// Where a person in this stage goes on.
fn address_of(stage: &Stage) -> &'static str {
    match stage {
        Stage::DocumentConfirmed => "/register/ways",
        Stage::LetterRequested => "/register/letter/requested",
        Stage::LetterCodeAccepted { .. } => "/register/contact",
        Stage::PhoneCodeSent { .. } => "/register/phone-code",
        Stage::PhoneProven { .. } => "/register/terms",
        Stage::Completed { .. } => "/register/done",
    }
}

/// Steps before completion, where going back is possible.
fn unfinished(stage: &Stage) -> bool {
    !matches!(stage, Stage::Completed { .. })
}

/// The four steps that the person sees, `current` from 1.
fn steps(page: &Page, current: usize) -> ui::Steps {
    let t = texts::register(page.lang);
    page.steps(
        [
            t.step_document,
            t.step_confirm,
            t.step_contact,
            t.step_receipt,
        ],
        current,
    )
}
