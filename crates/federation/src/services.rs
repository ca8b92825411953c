//! The services that a person has entered, as they see them: what each was given, when, and what
//! the person lets it have without being asked again, or in their absence.

use std::{collections::BTreeSet, sync::Arc};

use authn::Authenticated;
use store::{StoreError, repo};
use vocab::Timestamp;
use wire_oidc::{claims::Claim, client::ClientRegistration};

use crate::{AbsenceView, ConsentView, Federation};

/// A service that the person has entered, or that may have their data without asking again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceView {
    /// Identifier of the relying party.
    pub client: String,
    /// Its registration, unless it is not in service any more.
    pub registration: Option<Arc<ClientRegistration>>,
    /// Everything that it was ever given.
    pub received: BTreeSet<Claim>,
    /// How often the person entered; 0 if that is older than what is kept.
    pub times: u32,
    /// For the first time.
    pub first_at: Timestamp,
    /// Last.
    pub last_at: Timestamp,
    /// What the person had remembered, if it is in force.
    pub consent: Option<ConsentView>,
    /// What it may have while the person is away, if it may.
    pub absence: Option<AbsenceView>,
}

impl Federation {
    /// The registration of a relying party that is in service.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn client(&self, id: &str) -> Result<Option<Arc<ClientRegistration>>, StoreError> {
        self.clients.find(&self.store, id, self.clock.now()).await
    }

    /// The services of a person, the last one that was entered first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn services(&self, person: &Authenticated) -> Result<Vec<ServiceView>, StoreError> {
        let (id, now) = (person.person(), self.clock.now());
        let mut consents = self.consents(person).await?;
        let mut absences = self.absences(person).await?;
        let entered = self
            .store
            .read("federation.services", move |tx| {
                repo::person_client::of_person(tx, id)
            })
            .await?;
        let mut views = Vec::with_capacity(entered.len());
        for service in entered {
            let registration = self.clients.find(&self.store, &service.client, now).await?;
            let consent = consents.iter().position(|one| one.client == service.client);
            let absence = absences.iter().position(|one| one.client == service.client);
            views.push(ServiceView {
                registration,
                received: claims_of(&service.received),
                times: service.times,
                first_at: service.first_at,
                last_at: service.last_at,
                consent: consent.map(|place| consents.swap_remove(place)),
                absence: absence.map(|place| absences.swap_remove(place)),
                client: service.client,
            });
        }
        for consent in consents {
            let absence = absences.iter().position(|one| one.client == consent.client);
            let absence = absence.map(|place| absences.swap_remove(place));
            views.push(of_consent_alone(consent, absence));
        }
        views.extend(absences.into_iter().map(of_absence_alone));
        Ok(views)
    }
}

/// The data among the words that were written down; scopes are none.
fn claims_of(words: &str) -> BTreeSet<Claim> {
    words
        .split_whitespace()
        .filter_map(Claim::from_name)
        .collect()
}

/// A consent from before the time that is kept.
fn of_consent_alone(consent: ConsentView, absence: Option<AbsenceView>) -> ServiceView {
    ServiceView {
        client: consent.client.clone(),
        registration: consent.registration.clone(),
        received: consent.claims.clone(),
        times: 0,
        first_at: consent.given_at,
        last_at: consent.given_at,
        consent: Some(consent),
        absence,
    }
}

/// What was let from before the time that is kept.
fn of_absence_alone(absence: AbsenceView) -> ServiceView {
    ServiceView {
        client: absence.client.clone(),
        registration: absence.registration.clone(),
        received: absence.claims.clone(),
        times: 0,
        first_at: absence.given_at,
        last_at: absence.given_at,
        consent: None,
        absence: Some(absence),
    }
}
