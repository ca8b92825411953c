//! Who is visiting: extractors for pages that greet a visitor and for pages that need one.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, request::Parts};
use procedures::Visitor;
use vocab::BearerSecret;
use web_kit::{
    Face, Page, PageError,
    page::{SessionNote, see_other},
};

use crate::{SedeState, login::Destination};

/// A page that anybody may see. Who has identified finds name and way out in its header.
pub(crate) struct Guest {
    /// The page.
    pub(crate) page: Page,
    /// Who has identified.
    pub(crate) visitor: Option<Visitor>,
}

/// A page in somebody's name. Without a visit the person is sent to identify, and back.
pub(crate) struct SignedIn {
    /// The page.
    pub(crate) page: Page,
    /// Who.
    pub(crate) visitor: Visitor,
}

impl FromRequestParts<SedeState> for Guest {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &SedeState) -> Result<Self, PageError> {
        let page = Page::from_request_parts(parts, state).await?;
        let Some(secret) = session_secret(page.face(), &parts.headers) else {
            return Ok(Self {
                page,
                visitor: None,
            });
        };
        let visitor = state.procedures.resume(&secret).await?;
        let page = match &visitor {
            Some(visitor) => greet(page, visitor),
            None => page,
        };
        Ok(Self { page, visitor })
    }
}

impl FromRequestParts<SedeState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SedeState) -> Result<Self, Response> {
        let guest = Guest::from_request_parts(parts, state).await;
        let Guest { page, visitor } = guest.map_err(PageError::into_response)?;
        match visitor {
            Some(visitor) => Ok(Self { page, visitor }),
            None => Err(see_other(&Destination::of(page.path()).login())),
        }
    }
}

/// The secret of the session cookie.
pub(crate) fn session_secret(face: &Face, headers: &HeaderMap) -> Option<BearerSecret> {
    let text = face.cookie("session").read(headers)?.to_owned();
    BearerSecret::parse(&text).ok()
}

fn greet(page: Page, visitor: &Visitor) -> Page {
    let now = page.now();
    let name = visitor.name().given.as_str();
    let note = SessionNote::new(name, "/log-out", "/session/keep", visitor.ends_at(), now);
    page.with_session(note)
}
