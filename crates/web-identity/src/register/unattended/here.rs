//! A browser with an attempt under way.

use axum::http::HeaderMap;
use model::unattended::{AttemptState, Step};
use unattended::{AttemptError, AttemptView};
use vocab::BearerSecret;
use web_kit::{Page, PageError};

use super::{HERE, address_of, attempt_secret, end};
use crate::{IdentityState, register::visit::Elsewhere};

/// A living attempt, and the secret by which this browser reached it.
pub(super) struct Here {
    pub(super) secret: BearerSecret,
    pub(super) view: AttemptView,
    /// The first step that is not done.
    pub(super) step: Step,
}

impl Here {
    /// The attempt of this browser, while the person is at it and everything before `step` is done.
    ///
    /// # Errors
    /// Where the person goes instead: the entrance without an attempt, the page that says that it
    /// is gone or how it stands, or the step that is missing.
    pub(super) async fn at(
        state: &IdentityState,
        page: &Page,
        headers: &HeaderMap,
        step: Step,
    ) -> Result<Self, Elsewhere> {
        if !state.unattended.offered() {
            return Err(PageError::not_found().into());
        }
        let secret = attempt_secret(page.face(), headers).ok_or_else(|| Elsewhere::at(HERE))?;
        let found = state.unattended.view(&secret).await?;
        let view = found.ok_or_else(|| end::gone(state, page))?;
        let next = view.step.ok_or_else(|| over(state, page, &view.state))?;
        if next < step {
            return Err(Elsewhere::at(address_of(next)));
        }
        Ok(Self {
            secret,
            view,
            step: next,
        })
    }

    /// The attempt of this browser, if the person is still at it.
    ///
    /// # Errors
    /// [`PageError`] if the store does not answer.
    pub(super) async fn find(
        state: &IdentityState,
        page: &Page,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, PageError> {
        let Some(secret) = attempt_secret(page.face(), headers) else {
            return Ok(None);
        };
        let view = state.unattended.view(&secret).await?;
        Ok(view.and_then(|view| {
            let step = view.step?;
            Some(Self { secret, view, step })
        }))
    }

    /// Why a step was not taken, as a page.
    pub(super) fn refused(
        &self,
        state: &IdentityState,
        page: &Page,
        error: AttemptError,
    ) -> Elsewhere {
        match error {
            AttemptError::Gone => end::gone(state, page),
            AttemptError::NotYet(step) => Elsewhere::at(address_of(step)),
            // The page of the step that was next shows where it stands now.
            AttemptError::Raced => Elsewhere::at(address_of(self.step)),
            AttemptError::Store(error) => error.into(),
        }
    }
}

/// Sent, or not sent in time.
fn over(state: &IdentityState, page: &Page, at: &AttemptState) -> Elsewhere {
    match at {
        AttemptState::Capturing { .. } | AttemptState::Abandoned { .. } => end::gone(state, page),
        AttemptState::Waiting { .. }
        | AttemptState::Doubted { .. }
        | AttemptState::Confirmed { .. }
        | AttemptState::Refused { .. } => Elsewhere::at("/register/video/self/done"),
    }
}
