//! `GET /api/v1/documents/{code}`: what anybody may know of a document.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use model::{issued::DocumentClass, origin::Origin};
use procedures::{Verification, VerifyError};
use serde::Serialize;
use vocab::SecureVerificationCode;
use web_kit::{ErrorCode, Page, PageError, private};

use crate::{SedeState, texts};

/// The code cannot be one: told before any look-up.
const MISTYPED: ErrorCode = ErrorCode::own("CSV-003");

/// A document that can be verified.
#[derive(Debug, Serialize)]
struct DocumentAnswer {
    code: String,
    status: &'static str,
    class: &'static str,
    kind: &'static str,
    language: &'static str,
    issuer: Issuer,
    issued_at: String,
    verifiable_until: String,
    digest: Digest,
    document_url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Issuer {
    dir3: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Digest {
    algorithm: &'static str,
    value: String,
}

pub(super) async fn get(
    page: Page,
    State(state): State<SedeState>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let t = texts::verification(page.lang);
    let code = SecureVerificationCode::parse(&code).map_err(|error| {
        PageError::new(StatusCode::UNPROCESSABLE_ENTITY, MISTYPED)
            .title(t.mistyped)
            .caused_by(error)
    })?;
    let origin = Origin::of(page.client().0);
    match state.procedures.verify_code(&code, origin).await {
        Ok(document) => Ok(private(
            Json(answer(&state, &page, &document)).into_response(),
        )),
        // `HolderOnly` is never the answer to this question.
        Err(VerifyError::Unknown | VerifyError::HolderOnly) => Err(PageError::new(
            StatusCode::NOT_FOUND,
            ErrorCode::CODE_NOT_FOUND,
        )
        .title(t.unknown_title)),
        Err(VerifyError::TooManyTries) => Err(PageError::too_many(Duration::from_secs(60))),
        Err(VerifyError::Store(error)) => Err(error.into()),
    }
}

fn answer(state: &SedeState, page: &Page, document: &Verification) -> DocumentAnswer {
    let body = state.body();
    let code = document.code.as_str();
    DocumentAnswer {
        code: code.to_owned(),
        status: "valid",
        class: document.class.as_str(),
        kind: document.kind.as_str(),
        language: document.lang.tag(),
        issuer: Issuer {
            dir3: body.dir3.clone(),
            name: body.name(document.lang).to_owned(),
        },
        issued_at: document.issued_at.to_string(),
        verifiable_until: document.kept_until.to_string(),
        digest: Digest {
            algorithm: "sha-256",
            value: document
                .digest
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        },
        document_url: match document.class {
            DocumentClass::Bearer => Some(page.face().url(&format!("/csv/{code}/document.pdf"))),
            DocumentClass::Holder => None,
        },
    }
}
