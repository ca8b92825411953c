//! `/session/activity/{id}/receipt`: one entry with the proof that it is in the public log
//! (`docs/specs/audit-receipt.md`), for whoever has to show it.

use audit::log::TakeReceiptError;
use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use vocab::AuditEntryId;
use web_kit::{ErrorCode, Page, PageError, page::see_other, private};

use crate::{IdentityState, texts};

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Path(entry): Path<String>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let entry: AuditEntryId = entry.parse().map_err(|_| PageError::not_found())?;
    match state.audit_log.receipt_of(person.person(), entry).await {
        Ok(receipt) => Ok(file(&page, entry, receipt.to_json())),
        // Another's entry and none at all look alike.
        Err(TakeReceiptError::Unknown) => Err(PageError::not_found()),
        Err(TakeReceiptError::NotYet) => Err(not_yet(&page, entry)),
        Err(TakeReceiptError::Store(error)) => Err(error.into()),
        Err(error @ (TakeReceiptError::NoKey | TakeReceiptError::Changed)) => {
            Err(PageError::internal(error))
        }
    }
}

fn file(page: &Page, entry: AuditEntryId, receipt: String) -> Response {
    let stem = texts::mine(page.lang).receipt_file;
    let mut response = private(receipt.into_response());
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/json");
    headers.insert(CONTENT_TYPE, json);
    let name = format!("attachment; filename=\"{stem}-{entry}.json\"");
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// The entry is written down, and its place in the log comes in a moment.
fn not_yet(page: &Page, entry: AuditEntryId) -> PageError {
    let t = texts::mine(page.lang);
    PageError::new(StatusCode::CONFLICT, ErrorCode::own("MIN-001"))
        .title(t.not_yet_title)
        .lead(t.not_yet)
        .door(
            t.not_yet_again,
            format!("/session/activity/{entry}/receipt"),
        )
        .door(t.not_yet_back, "/session/activity")
}
