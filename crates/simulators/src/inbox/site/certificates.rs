//! Certificates of the invented people, to be downloaded, and the responder of their issuer.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::InboxSite;

/// Issues certificates to invented people and says what was revoked.
pub trait PersonalCertificates: std::fmt::Debug + Send + Sync {
    /// A PKCS #12 file with a new key and a certificate of the person with this number; `kind` is
    /// `citizen`, `card`, `representative`, `employee`, `expired`, `revoked` or `stranger`. Nothing
    /// for other words and numbers.
    fn file(&self, number: &str, kind: &str) -> Option<Vec<u8>>;

    /// The answer to an OCSP request; nothing for what is none.
    fn answer(&self, request: &[u8]) -> Option<Vec<u8>>;
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    number: String,
    kind: Option<String>,
}

/// `/certificates/12345678Z.p12?kind=card`; without a kind one of a citizen.
pub(super) async fn file(
    State(site): State<InboxSite>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let number = name.strip_suffix(".p12").unwrap_or_default();
    issue(&site, number, wanted.kind.as_deref())
}

/// The same as a form asks: `/certificates?number=12345678Z&kind=card`.
pub(super) async fn of_form(
    State(site): State<InboxSite>,
    Query(wanted): Query<Wanted>,
) -> Response {
    issue(&site, &wanted.number, wanted.kind.as_deref())
}

fn issue(site: &InboxSite, number: &str, kind: Option<&str>) -> Response {
    let kind = kind.unwrap_or("citizen");
    let certificates = site.certificates.as_ref();
    let Some(file) = certificates.and_then(|certificates| certificates.file(number, kind)) else {
        return (StatusCode::NOT_FOUND, "no such person or kind").into_response();
    };
    // Number and kind are known words by now.
    let disposition = format!("attachment; filename=\"{number}-{kind}.p12\"");
    let headers = [
        (header::CONTENT_TYPE, "application/x-pkcs12".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, file).into_response()
}

/// RFC 6960 App. A.1.
pub(super) async fn ocsp(State(site): State<InboxSite>, request: Bytes) -> Response {
    let certificates = site.certificates.as_ref();
    match certificates.and_then(|certificates| certificates.answer(&request)) {
        Some(answer) => {
            let media_type = [(header::CONTENT_TYPE, "application/ocsp-response")];
            (media_type, answer).into_response()
        }
        None => (StatusCode::BAD_REQUEST, "no OCSP request").into_response(),
    }
}
