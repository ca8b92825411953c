//! Relying parties: added, shown, listed, their secrets changed, taken out of service.

use federation::put_client;
use store::{StoreError, repo, repo::client::StoredClient};
use vocab::{BearerSecret, Timestamp};
use wire_oidc::client::{ClientRegistration, Surroundings};

use super::AdministrationError;
use crate::{Platform, client_file::needs_secret};

/// A relying party as it is shown to an administrator: without the hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    /// Its registration.
    pub registration: ClientRegistration,
    /// When it was taken out of service.
    pub disabled_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What came of adding a relying party.
#[derive(Debug)]
pub struct Added {
    /// Its new secret, if it needs one and had none; shown once.
    pub secret: Option<String>,
    /// Whether it replaced an earlier registration.
    pub replaced: bool,
}

impl Platform {
    /// The rules under which registrations are judged here.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        if self.parts.settings.demonstration {
            Surroundings::Demonstration
        } else {
            Surroundings::Production
        }
    }

    /// Adds a relying party, or replaces one, which then keeps its secret. A new one that needs a
    /// secret gets it here, returned once and stored only as a keyed hash.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn add_client(
        &self,
        mut registration: ClientRegistration,
        replace: bool,
    ) -> Result<Added, AdministrationError> {
        let id = registration.client_id.as_str().to_owned();
        let earlier = self.stored_client(&id).await?;
        if earlier.is_some() && !replace {
            return Err(AdministrationError::ClientExists(id));
        }
        let kept = match &earlier {
            Some(stored) => read(stored)?.secret_hash,
            None => None,
        };
        let secret = (needs_secret(&registration) && kept.is_none())
            .then(|| BearerSecret::generate(&*self.parts.entropy));
        registration.secret_hash = match &secret {
            Some(secret) => Some(self.hash_of(&id, secret)),
            None => kept.filter(|_| needs_secret(&registration)),
        };
        self.register_client(&registration).await?;
        Ok(Added {
            secret: secret.map(|secret| secret.as_str().to_owned()),
            replaced: earlier.is_some(),
        })
    }

    /// Writes the registration of a relying party whose secret is known, if it has no faults.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn register_client(
        &self,
        registration: &ClientRegistration,
    ) -> Result<(), AdministrationError> {
        let faults: Vec<String> = registration
            .faults(self.surroundings())
            .iter()
            .map(|fault| format!("{}: {fault}; {}", fault.field(), fault.remedy()))
            .collect();
        if !faults.is_empty() {
            return Err(AdministrationError::Client(faults.join("\n- ")));
        }
        put_client(&self.parts.store, registration, self.parts.clock.now()).await?;
        Ok(())
    }

    /// Every relying party, disabled ones too.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn list_clients(&self) -> Result<Vec<ClientView>, AdministrationError> {
        let stored = self
            .parts
            .store
            .read("administration.clients.list", repo::client::all)
            .await?;
        stored.iter().map(view).collect()
    }

    /// One relying party.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn show_client(&self, id: &str) -> Result<ClientView, AdministrationError> {
        match self.stored_client(id).await? {
            Some(stored) => view(&stored),
            None => Err(AdministrationError::UnknownClient(id.to_owned())),
        }
    }

    /// Gives a relying party another secret, returned once. The old one stops working as soon as
    /// every node has read the register again, within five seconds.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn rotate_client_secret(&self, id: &str) -> Result<String, AdministrationError> {
        let stored = self
            .stored_client(id)
            .await?
            .ok_or_else(|| AdministrationError::UnknownClient(id.to_owned()))?;
        let mut registration = read(&stored)?;
        if !needs_secret(&registration) {
            let method = registration.auth_method.name();
            return Err(AdministrationError::NoSecret(id.to_owned(), method));
        }
        let secret = BearerSecret::generate(&*self.parts.entropy);
        registration.secret_hash = Some(self.hash_of(id, &secret));
        self.register_client(&registration).await?;
        Ok(secret.as_str().to_owned())
    }

    /// Takes a relying party out of service, or back into it. Its codes and tokens stop working
    /// with it, within five seconds.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn set_client_disabled(
        &self,
        id: &str,
        disabled: bool,
    ) -> Result<(), AdministrationError> {
        let now = self.parts.clock.now();
        let name = id.to_owned();
        let known = self
            .parts
            .store
            .transact::<_, StoreError, _>("administration.clients.disable", move |tx| {
                repo::client::set_disabled(tx, &name, disabled.then_some(now), now)
            })
            .await?;
        if known {
            Ok(())
        } else {
            Err(AdministrationError::UnknownClient(id.to_owned()))
        }
    }

    async fn stored_client(&self, id: &str) -> Result<Option<StoredClient>, StoreError> {
        let id = id.to_owned();
        self.parts
            .store
            .read("administration.clients.find", move |tx| {
                repo::client::find(tx, &id)
            })
            .await
    }

    fn hash_of(&self, id: &str, secret: &BearerSecret) -> Vec<u8> {
        self.federation
            .client_secret_hash(id, secret.as_str())
            .to_vec()
    }
}

fn read(stored: &StoredClient) -> Result<ClientRegistration, StoreError> {
    serde_json::from_str(&stored.registration)
        .map_err(|_| StoreError::decode("client.registration"))
}

fn view(stored: &StoredClient) -> Result<ClientView, AdministrationError> {
    let registration = ClientRegistration {
        secret_hash: None,
        ..read(stored)?
    };
    Ok(ClientView {
        registration,
        disabled_at: stored.disabled_at,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    })
}
