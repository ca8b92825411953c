//! A browser with a registration under way.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use registration::{FlowView, Stage};
use store::StoreError;
use vocab::BearerSecret;
use web_kit::{Face, Page, PageError, page::see_other};

use super::{address_of, gone};
use crate::IdentityState;

/// Purpose in the name of the cookie that holds the secret of the flow.
const COOKIE: &str = "register";

/// A living flow, and the secret by which this browser reached it.
pub(super) struct Visit {
    pub(super) secret: BearerSecret,
    pub(super) view: FlowView,
}

/// The answer of a step that is not shown: the person belongs elsewhere, or something failed.
#[derive(Debug)]
pub(super) struct Elsewhere(Box<Response>);

impl Elsewhere {
    /// Sends the person to another page.
    pub(super) fn at(address: &str) -> Self {
        see_other(address).into()
    }
}

impl From<Response> for Elsewhere {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<PageError> for Elsewhere {
    fn from(error: PageError) -> Self {
        error.into_response().into()
    }
}

impl From<StoreError> for Elsewhere {
    fn from(error: StoreError) -> Self {
        PageError::from(error).into()
    }
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl Visit {
    /// The flow of this browser, if it is in a stage that the page belongs to.
    ///
    /// # Errors
    /// Where the person goes instead: the entrance without a flow, the page that says that it is
    /// gone, or the step that is true.
    pub(super) async fn at(
        state: &IdentityState,
        page: &Page,
        headers: &HeaderMap,
        belongs: fn(&Stage) -> bool,
    ) -> Result<Self, Elsewhere> {
        if page.face().cookie(COOKIE).read(headers).is_none() {
            return Err(Elsewhere::at("/register"));
        }
        let visit = Self::find(state, page, headers)
            .await?
            .ok_or_else(|| gone::answer(page))?;
        if belongs(&visit.view.stage) {
            Ok(visit)
        } else {
            Err(Elsewhere::at(address_of(&visit.view.stage)))
        }
    }

    /// The flow of this browser, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) async fn find(
        state: &IdentityState,
        page: &Page,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, StoreError> {
        let kept = page.face().cookie(COOKIE).read(headers);
        let Some(secret) = kept.and_then(|text| BearerSecret::parse(text).ok()) else {
            return Ok(None);
        };
        let view = state.registrar.view(&secret).await?;
        Ok(view.map(|view| Self { secret, view }))
    }

    /// Another request of the same flow was faster: where the flow stands now.
    pub(super) async fn where_it_stands(&self, state: &IdentityState, page: &Page) -> Elsewhere {
        match state.registrar.view(&self.secret).await {
            Ok(Some(view)) => Elsewhere::at(address_of(&view.stage)),
            Ok(None) => gone::answer(page),
            Err(error) => error.into(),
        }
    }
}

/// Gives the secret of a new flow to the browser; it ends with the browser.
pub(super) fn keep(face: &Face, response: &mut Response, secret: &BearerSecret) {
    face.cookie(COOKIE)
        .set_on(response.headers_mut(), secret.as_str(), None);
}

/// Takes the secret away from the browser.
pub(super) fn forget(face: &Face, response: &mut Response) {
    face.cookie(COOKIE).clear_on(response.headers_mut());
}
