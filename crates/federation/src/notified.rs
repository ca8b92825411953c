//! What came of telling the relying parties that a person left, for the person to see.

use std::{collections::BTreeMap, sync::Arc};

use authn::Left;
use store::{
    StoreError,
    repo::client_log_out::{self, Settled, Telling},
};
use wire_oidc::client::ClientRegistration;

use crate::Federation;

/// What came of telling one relying party, from the best to what leaves most open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notified {
    /// It was told.
    Told,
    /// It has no address at which it could be told.
    NoAddress,
    /// It said that it will not.
    Refused,
    /// It did not answer, and is not asked again.
    NoAnswer,
    /// It did not answer at first, and is asked again.
    Again,
    /// It is being told.
    Waiting,
}

/// A relying party that the sessions had entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotifiedParty {
    /// Its identifier.
    pub client: String,
    /// Its registration, unless it is not in service any more.
    pub registration: Option<Arc<ClientRegistration>>,
    /// What came of telling it; of several sessions that ended at once, what leaves most open.
    pub outcome: Notified,
}

impl Federation {
    /// The relying parties of one log-out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn notified(&self, left: &Left) -> Result<Vec<NotifiedParty>, StoreError> {
        let (person, at, now) = (left.person, left.at, self.clock.now());
        let tellings = self
            .store
            .read("federation.log_out.notified", move |tx| {
                client_log_out::of_log_out(tx, person, at)
            })
            .await?;
        let mut outcomes: BTreeMap<String, Notified> = BTreeMap::new();
        for telling in tellings {
            let outcome = outcome(&telling);
            let worst = outcomes.entry(telling.client).or_insert(outcome);
            *worst = outcome.max(*worst);
        }
        let mut parties = Vec::with_capacity(outcomes.len());
        for (client, outcome) in outcomes {
            parties.push(NotifiedParty {
                registration: self.clients.find(&self.store, &client, now).await?,
                client,
                outcome,
            });
        }
        Ok(parties)
    }
}

fn outcome(telling: &Telling) -> Notified {
    match telling.settled {
        Some(Settled::Told) => Notified::Told,
        Some(Settled::NotCalled) => Notified::NoAddress,
        Some(Settled::Refused) => Notified::Refused,
        Some(Settled::GivenUp) => Notified::NoAnswer,
        None if telling.failed => Notified::Again,
        None => Notified::Waiting,
    }
}
