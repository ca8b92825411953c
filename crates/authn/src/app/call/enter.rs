//! The person confirmed: whoever asked goes on, once.

use std::sync::Arc;

use audit::Event;
use model::app::{call::Pace, request::RequestState};
use store::{StoreError, Tx, repo, repo::app::call::StoredCall};
use vocab::{AppRequestId, BearerSecret, Timestamp};

use super::client_hash;
use crate::{
    Authenticated, Doorkeeper,
    app::{
        AppDesk,
        request::go_on::{Waiting, go_on},
    },
};

/// What the transaction of a relying party's question works with. The question, the session and
/// the tokens are one transaction, so that none is without the others.
#[derive(Clone)]
pub struct CallDesk {
    desk: Arc<AppDesk>,
    /// The cookie that nobody gets: the session serves the relying party's tokens alone.
    session: BearerSecret,
}

/// What a relying party's question has come to.
#[derive(Debug)]
pub enum CallEntered {
    /// It waits, or is over: [`RequestState`] says which.
    At(RequestState),
    /// The person is in.
    Entered(Box<Authenticated>),
}

impl Doorkeeper {
    /// What a relying party's question about a call needs, for one transaction.
    #[must_use]
    pub fn call_desk(&self) -> CallDesk {
        CallDesk {
            desk: Arc::new(self.app_desk()),
            session: BearerSecret::generate(&*self.entropy),
        }
    }
}

impl CallDesk {
    /// When the question is asked.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.desk.now
    }

    /// The call that a relying party knows by this secret.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find(
        &self,
        tx: &mut Tx<'_>,
        secret: &BearerSecret,
    ) -> Result<Option<StoredCall>, StoreError> {
        let hash = client_hash(&*self.desk.hashes, secret);
        repo::app::call::find_by_secret(tx, hash, self.desk.now, &*self.desk.entropy)
    }

    /// Where a call stands; one that the person confirmed becomes a session here, once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn enter(
        &self,
        tx: &mut Tx<'_>,
        call: &StoredCall,
        secret: &BearerSecret,
    ) -> Result<CallEntered, StoreError> {
        let (desk, id) = (&*self.desk, call.id);
        let state = standing(tx, desk, id)?;
        if state != RequestState::Confirmed {
            return Ok(CallEntered::At(state));
        }
        let hash = client_hash(&*desk.hashes, secret);
        let event = Event::AppEntered;
        match go_on(tx, desk, id, &hash, (&self.session, None), &event)? {
            Waiting::Entered(_, authenticated) => {
                let level = authenticated.level();
                repo::app::call::set_identified(tx, id, level, desk.now)?;
                Ok(CallEntered::Entered(authenticated))
            }
            Waiting::At(state) => Ok(CallEntered::At(state)),
            // Frozen, suspended or blocked meanwhile: whoever asks is told no more than that
            // nothing came of it.
            Waiting::Held(_) => Ok(CallEntered::At(RequestState::Rejected)),
            Waiting::NotHere => Ok(CallEntered::At(RequestState::Expired)),
        }
    }

    /// Counts the question of a relying party about a call that still waits: `false` if it came
    /// too soon, and more time has to pass from now on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn in_time(&self, tx: &mut Tx<'_>, call: &StoredCall) -> Result<bool, StoreError> {
        let now = self.desk.now;
        let (pace, outcome): (Pace, _) = call.pace.ask(now);
        repo::app::call::set_pace(tx, call.id, pace, now)?;
        Ok(outcome.is_ok())
    }
}

/// Where a request stands; expired where there is none any more.
pub(crate) fn standing(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: AppRequestId,
) -> Result<RequestState, StoreError> {
    let found = repo::app::request::find(tx, id)?;
    Ok(found.map_or(RequestState::Expired, |(kept, _)| {
        kept.request.standing(desk.now, desk.settings.app)
    }))
}
