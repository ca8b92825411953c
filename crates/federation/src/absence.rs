//! What relying parties may have while the person is away (`offline_access`, OpenID Connect Core
//! §11): given on the page of a release, seen and withdrawn under "services" of "Mi identidad".

use std::{collections::BTreeSet, sync::Arc};

use authn::Authenticated;
use store::{StoreError, repo};
use vocab::Timestamp;
use wire_oidc::{claims::Claim, client::ClientRegistration};

use crate::{Federation, authorize::grant::Granted};

/// What a relying party may have while the person is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceView {
    /// Identifier of the relying party.
    pub client: String,
    /// Its registration, unless it is not in service any more.
    pub registration: Option<Arc<ClientRegistration>>,
    /// What it may come back for.
    pub claims: BTreeSet<Claim>,
    /// When the person first let it.
    pub given_at: Timestamp,
    /// From then on it may not in any case.
    pub expires_at: Timestamp,
}

impl Federation {
    /// What relying parties may have while the person is away, one entry for each of them, however
    /// often it was given.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn absences(&self, person: &Authenticated) -> Result<Vec<AbsenceView>, StoreError> {
        let (id, now) = (person.person(), self.clock.now());
        let families = self
            .store
            .read("federation.absences", move |tx| {
                repo::refresh::of_person(tx, id, now)
            })
            .await?;
        let mut views: Vec<AbsenceView> = Vec::new();
        for (family, given_at) in families {
            let claims = Granted::read(&family.granted)?.plan.all();
            match views.iter_mut().find(|view| view.client == family.client) {
                Some(view) => {
                    view.claims.extend(claims);
                    view.given_at = view.given_at.min(given_at);
                    view.expires_at = view.expires_at.max(family.expires_at);
                }
                None => views.push(AbsenceView {
                    registration: self.clients.find(&self.store, &family.client, now).await?,
                    claims,
                    client: family.client,
                    given_at,
                    expires_at: family.expires_at,
                }),
            }
        }
        Ok(views)
    }
}
