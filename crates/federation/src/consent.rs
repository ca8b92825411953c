//! What people let relying parties have without being shown it again: remembered because they
//! said so, seen and withdrawn under "services" of "Mi identidad". What relying parties may have
//! while the person is away is another matter: `absence.rs`.

use std::collections::BTreeSet;

use audit::Event;
use authn::Authenticated;
use serde::{Deserialize, Serialize};
use store::{StoreError, repo, repo::consent::StoredConsent};
use vocab::{SignedDuration, Timestamp};
use wire_oidc::{
    claims::{Claim, ReleasePlan},
    client::{ClientRegistration, LegalBasis},
};

use crate::Federation;

const HOURS_A_DAY: i64 = 24;

/// One datum as it was shown: a datum that is asked for on another legal basis is another matter,
/// and is shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Agreed {
    claim: Claim,
    basis: LegalBasis,
}

/// What a consent covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Covered(Vec<Agreed>);

impl Covered {
    pub(crate) fn new(plan: &ReleasePlan, client: &ClientRegistration) -> Self {
        let agreed = plan.all().into_iter().filter_map(|claim| {
            let basis = client.basis_for(claim)?.clone();
            Some(Agreed { claim, basis })
        });
        Self(agreed.collect())
    }

    /// Whether everything here was agreed to there.
    pub(crate) fn is_within(&self, agreed: &Self) -> bool {
        self.0.iter().all(|one| agreed.0.contains(one))
    }

    /// What a row holds. One that cannot be read covers nothing: the person is asked again.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(crate) fn write(&self) -> String {
        // Cannot fail: claims and bases serialise to JSON.
        serde_json::to_string(self).expect("a consent serialises")
    }

    fn claims(&self) -> BTreeSet<Claim> {
        self.0.iter().map(|agreed| agreed.claim).collect()
    }
}

/// A consent as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// Identifier of the relying party.
    pub client: String,
    /// Its registration, unless it is not in service any more.
    pub registration: Option<std::sync::Arc<ClientRegistration>>,
    /// What it may have.
    pub claims: BTreeSet<Claim>,
    /// When the person said so.
    pub given_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

impl Federation {
    /// The consent to be written when a person asks that this release be remembered.
    pub(crate) fn consent_to(
        &self,
        client: &ClientRegistration,
        covered: &Covered,
        now: Timestamp,
    ) -> StoredConsent {
        let days = i64::from(self.settings.consent_days);
        let lasts = SignedDuration::from_hours(HOURS_A_DAY * days);
        StoredConsent {
            client: client.client_id.as_str().to_owned(),
            released: covered.write(),
            given_at: now,
            expires_at: now.checked_add(lasts).unwrap_or(Timestamp::MAX),
        }
    }

    /// The consents of a person that are in force: what they had remembered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn consents(&self, person: &Authenticated) -> Result<Vec<ConsentView>, StoreError> {
        let (id, now) = (person.person(), self.clock.now());
        let stored = self
            .store
            .read("federation.consents", move |tx| {
                repo::consent::of_person(tx, id, now)
            })
            .await?;
        let mut views = Vec::with_capacity(stored.len());
        for consent in stored {
            let registration = self.clients.find(&self.store, &consent.client, now).await?;
            let covered = Covered::read(&consent.released).unwrap_or_default();
            views.push(ConsentView {
                client: consent.client,
                registration,
                claims: covered.claims(),
                given_at: consent.given_at,
                expires_at: consent.expires_at,
            });
        }
        Ok(views)
    }

    /// Takes back everything that a relying party may have without the person: what was remembered,
    /// so that the page is shown again, and what it may have in their absence. What it holds about
    /// the person stops working. `false` if there was neither.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn withdraw(&self, person: &Authenticated, client: &str) -> Result<bool, StoreError> {
        let (id, now) = (person.person(), self.clock.now());
        let client = client.to_owned();
        let entropy = self.entropy.clone();
        self.store
            .transact("federation.consent.withdraw", move |tx| {
                let remembered = repo::consent::remove(tx, id, &client)?;
                let offline = repo::refresh::revoke_of_client(tx, id, &client, now)? > 0;
                if !remembered && !offline {
                    return Ok(false);
                }
                repo::session::forget_released(tx, id, &client, now)?;
                if let Some(data_key) = repo::person::data_key_of(tx, id)? {
                    let event = Event::ConsentWithdrawn {
                        client: client.clone(),
                    };
                    audit::append(
                        tx,
                        &event,
                        audit::about_person(id, data_key),
                        now,
                        &*entropy,
                    )?;
                }
                Ok(true)
            })
            .await
    }
}
