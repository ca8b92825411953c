//! The pieces of a film, as `docs/specs/chunked-upload.md` says. The number of the film is part of
//! the address: what a first tab still sends does not end up in the film of a second one.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use model::unattended::FilmFault;
use serde::Serialize;
use unattended::{AttemptError, PieceError};
use vocab::constant_time_eq;
use web_kit::{ErrorCode, Page, PageError, private};

use super::Here;
use crate::IdentityState;

/// Bytes that are received at most; how many a piece may have is a rule of the administration.
pub(super) const LARGEST: usize = 4 << 20;

/// The header that carries the token of the page's forms: a `PUT` has no form.
const TOKEN: &str = "x-form-token";

#[derive(Serialize)]
struct Next {
    next: u32,
}

/// Which piece is due.
pub(super) async fn next(
    page: Page,
    headers: HeaderMap,
    Path(film): Path<u8>,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let here = of_film(&state, &page, &headers, film).await?;
    let next = here.view.film.map_or(0, |film| film.next);
    Ok(private(Json(Next { next }).into_response()))
}

/// Takes a piece.
pub(super) async fn put(
    page: Page,
    headers: HeaderMap,
    Path((film, n)): Path<(u8, u32)>,
    State(state): State<IdentityState>,
    content: Result<Bytes, BytesRejection>,
) -> Result<Response, PageError> {
    if !carries_token(&page, &headers) {
        return Err(PageError::forbidden());
    }
    let content = content.map_err(|rejection| refusal(rejection.status()))?;
    let here = of_film(&state, &page, &headers, film).await?;
    let digest = digest_of(&headers).ok_or_else(PageError::bad_request)?;
    let added = state
        .unattended
        .add_piece(&here.secret, n, digest, content.to_vec())
        .await;
    let status = match added {
        Ok(_) => return Ok(StatusCode::NO_CONTENT.into_response()),
        Err(PieceError::Fault(FilmFault::OutOfOrder { expected: next })) => {
            let answer = (StatusCode::CONFLICT, Json(Next { next }));
            return Ok(private(answer.into_response()));
        }
        Err(PieceError::WrongDigest) => StatusCode::BAD_REQUEST,
        Err(PieceError::Fault(FilmFault::TooLarge)) => StatusCode::PAYLOAD_TOO_LARGE,
        Err(PieceError::Fault(FilmFault::NotAFilm)) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Err(
            PieceError::Fault(FilmFault::TooLate | FilmFault::Complete | FilmFault::NoCode)
            | PieceError::NoFilm
            | PieceError::Attempt(AttemptError::Gone | AttemptError::NotYet(_)),
        ) => StatusCode::GONE,
        // The same piece, sent again, finds its place.
        Err(PieceError::Attempt(AttemptError::Raced)) => StatusCode::SERVICE_UNAVAILABLE,
        Err(PieceError::Attempt(AttemptError::Store(error))) => return Err(error.into()),
    };
    Err(refusal(status))
}

/// The attempt of this browser, if that film is the one it makes.
async fn of_film(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
    film: u8,
) -> Result<Here, PageError> {
    let here = Here::find(state, page, headers).await?;
    here.filter(|here| {
        let made = here.view.film.as_ref();
        made.is_some_and(|made| made.number == film)
    })
    .ok_or_else(|| refusal(StatusCode::GONE))
}

fn carries_token(page: &Page, headers: &HeaderMap) -> bool {
    headers
        .get(TOKEN)
        .is_some_and(|sent| constant_time_eq(sent.as_bytes(), page.token().as_bytes()))
}

/// The hash in `Digest: sha-256=…` (RFC 3230 §4.3.2).
fn digest_of(headers: &HeaderMap) -> Option<[u8; 32]> {
    let sent = headers.get("digest")?.to_str().ok()?;
    let encoded = sent.strip_prefix("sha-256=")?;
    BASE64_STANDARD.decode(encoded).ok()?.try_into().ok()
}

fn refusal(status: StatusCode) -> PageError {
    let code = match status {
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::MEDIA_TYPE,
        StatusCode::SERVICE_UNAVAILABLE => ErrorCode::BUSY,
        StatusCode::GONE => ErrorCode::own("SLF-003"),
        _ => ErrorCode::BAD_REQUEST,
    };
    PageError::new(status, code)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn digest(value: &str) -> Option<[u8; 32]> {
        let mut headers = HeaderMap::new();
        headers.insert("digest", value.parse().unwrap());
        digest_of(&headers)
    }

    #[test]
    fn a_digest_is_a_sha_256_in_base64_and_nothing_else() {
        // Of "abc" (FIPS 180-4, the example of NIST).
        let abc = "sha-256=ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(digest(abc).unwrap()[..4], [0xBA, 0x78, 0x16, 0xBF]);
        for wrong in [
            "",
            "sha-256=",
            "sha-256=YWJj",
            "md5=ungWv48Bz+pBQUDeXa4iIw==",
            "abc",
        ] {
            assert_eq!(digest(wrong), None, "{wrong}");
        }
        assert_eq!(digest_of(&HeaderMap::new()), None);
    }
}
