//! An officer who has somebody on the telephone asks them to identify in the app (R009).
//!
//! The officer types the number and what for, reads the words out that both see, and learns who it
//! is once the person has confirmed: never before, and never whether the number is registered.
//!
//! | step | who |
//! |---|---|
//! | [`Calls::ask`] | registrar |
//! | [`Calls::look`], [`Calls::recent`] | the registrar who asked |

use std::sync::Arc;

use authn::{AskByCall, AskByCallError, Backchannel, Doorkeeper, PartyNames};
pub use authn::{CallerView, IdentifiedCaller};
use model::app::call::BindingMessage;
use store::StoreError;
use vocab::{AppRequestId, AssuranceLevel, IdentityNumber, Lang, Line, Timestamp};

use crate::{AtDesk, Desk, NotAllowed, Task};

/// Characters that a purpose has at least: the person reads it, and so does who audits.
pub const SHORTEST_PURPOSE: usize = 5;

/// The use cases of the telephone over what they need.
pub struct Calls {
    /// Who may do what.
    pub desk: Arc<Desk>,
    /// Who is on the telephone.
    pub doorkeeper: Arc<Doorkeeper>,
}

/// What the officer typed.
#[derive(Debug, Clone)]
pub struct AskCaller {
    /// The number that the person said.
    pub number: IdentityNumber,
    /// What for, as the person reads it in the app.
    pub purpose: Line,
    /// The language that the two speak: that of the words.
    pub lang: Lang,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskCallerError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The purpose says nothing.
    #[error("the purpose is too short")]
    Purpose,
    /// This officer asked too often within the hour.
    #[error("the officer asked too often")]
    TooMany {
        /// From here on they may ask again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum LookAtCallerError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such call of this officer's.
    #[error("no such call")]
    NotFound,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Calls {
    /// Asks the person of a number to confirm in the app that they are on the telephone. Written
    /// down about the person, with the officer and what for.
    ///
    /// # Errors
    /// [`AskCallerError`].
    pub async fn ask(
        &self,
        at_desk: &AtDesk,
        asked: AskCaller,
    ) -> Result<AppRequestId, AskCallerError> {
        self.desk.check(at_desk, Task::IdentifyCaller)?;
        if asked.purpose.as_str().chars().count() < SHORTEST_PURPOSE {
            return Err(AskCallerError::Purpose);
        }
        let body = &self.desk.body;
        let asked = AskByCall {
            number: asked.number,
            asked_by: PartyNames::of(&|lang| body.name(lang).to_owned()),
            message: BindingMessage::draw(asked.lang, &*self.desk.entropy),
            level: AssuranceLevel::Low,
            lasts_s: None,
            by: Backchannel::Officer {
                officer: at_desk.officer().id,
                purpose: asked.purpose,
            },
        };
        match self.doorkeeper.ask_by_call(asked).await {
            Ok(asked) => Ok(asked.request),
            Err(AskByCallError::TooMany { until }) => Err(AskCallerError::TooMany { until }),
            Err(AskByCallError::Store(error)) => Err(error.into()),
        }
    }

    /// Where a call of this officer's stands. The first look after the person has confirmed
    /// identifies them to the officer, and writes that down about them.
    ///
    /// # Errors
    /// [`LookAtCallerError`].
    pub async fn look(
        &self,
        at_desk: &AtDesk,
        request: AppRequestId,
    ) -> Result<CallerView, LookAtCallerError> {
        self.desk.check(at_desk, Task::IdentifyCaller)?;
        let officer = at_desk.officer().id;
        let found = self.doorkeeper.look_at_call(request, officer).await?;
        found.ok_or(LookAtCallerError::NotFound)
    }

    /// What this officer asked within the hour, the newest first, without who it was.
    ///
    /// # Errors
    /// [`LookAtCallerError`].
    pub async fn recent(&self, at_desk: &AtDesk) -> Result<Vec<CallerView>, LookAtCallerError> {
        self.desk.check(at_desk, Task::IdentifyCaller)?;
        let officer = at_desk.officer().id;
        Ok(self.doorkeeper.calls_of_officer(officer).await?)
    }
}
