//! "View PDF": the receipt, shown in the browser, where it can be saved and printed (R065).

use std::time::Duration;

use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use ports::documents::RenderError;
use registration::ReceiptError;
use web_kit::{ErrorCode, Page, PageError, private};

use super::{Elsewhere, Visit, done, gone};
use crate::{IdentityState, texts};

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, done::belongs).await?;
    let receipt = match state.registrar.receipt(&visit.secret).await {
        // Two tabs asked at the same moment and one of them stored it: now it is there.
        Err(ReceiptError::FlowGone) => state.registrar.receipt(&visit.secret).await,
        other => other,
    };
    match receipt {
        Ok(pdf) => Ok(file(&page, pdf)),
        Err(ReceiptError::FlowGone) => Err(gone::answer(&page)),
        Err(ReceiptError::NotYet) => Err(visit.where_it_stands(&state, &page).await),
        Err(ReceiptError::Render(RenderError::Overloaded)) => {
            Err(PageError::busy(Duration::from_secs(10)).into())
        }
        Err(error @ (ReceiptError::Render(_) | ReceiptError::Seal(_))) => {
            Err(failed(&page).caused_by(error).into())
        }
        Err(ReceiptError::Store(error)) => Err(error.into()),
    }
}

/// Only the PDF fails: the registration stands, and the page says so.
fn failed(page: &Page) -> PageError {
    let t = texts::register(page.lang);
    PageError::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::FAILURE)
        .title(t.receipt_failed_title)
        .lead(t.receipt_failed_lead)
        .advice(t.receipt_failed_try)
        .door(t.receipt_failed_door, "/register/done")
}

fn file(page: &Page, pdf: Vec<u8>) -> Response {
    let name = texts::register(page.lang).receipt_file;
    let mut response = private(pdf.into_response());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
