//! Documents by their code, for anybody: nobody identifies (R203, R206, R263).
//!
//! | address | what the person does |
//! |---|---|
//! | `/csv` | types the 22 characters |
//! | `/csv/{code}` | sees what was issued, by whom and when |
//! | `/csv/{code}/document.pdf` | sees the original, if it is of the class *bearer* |
//! | `/csv/{code}/compare` | uploads a copy: the same, byte by byte, or not |
//!
//! What can be told from the code alone is told before any look-up. Unknown, withdrawn and no
//! longer kept answer alike. Codes are in the addresses, so that every answer here is private and
//! the log has the route's template only.

mod compare_copy;
mod enter_code;
mod original;
mod refusal;
mod show_document;

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use model::origin::Origin;
use vocab::SecureVerificationCode;
use web_kit::Page;

use crate::SedeState;

/// The largest copy that is compared: 10 MiB. The largest document issued has some 100 kB.
const LARGEST_COPY: usize = 10 * 1024 * 1024;

/// What a form may have around its file.
const AROUND: usize = 16 * 1024;

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/csv", get(enter_code::get).post(enter_code::post))
        .route("/csv/{code}", get(show_document::get))
        .route("/csv/{code}/document.pdf", get(original::get))
        .route(
            "/csv/{code}/compare",
            get(compare_copy::get)
                .post(compare_copy::post)
                .layer(DefaultBodyLimit::max(LARGEST_COPY + AROUND)),
        )
}

/// The page of a code.
fn address(code: &SecureVerificationCode) -> String {
    format!("/csv/{}", code.as_str())
}

/// Where a request came from, as far as limits need it.
fn origin(page: &Page) -> Origin {
    Origin::of(page.client().0)
}
