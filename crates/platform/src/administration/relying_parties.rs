//! Relying parties: added, shown, listed, their secrets changed, taken out of service.

use federation::put_client;
use store::{StoreError, repo, repo::client::StoredClient};
use vocab::{BearerSecret, SignedDuration, Timestamp};
use wire_oidc::client::{ClientRegistration, EarlierSecret, Surroundings};

use super::AdministrationError;
use crate::{Platform, client_file::needs_secret};

/// A relying party as it is shown to an administrator: without the hashes of its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    /// Its registration.
    pub registration: ClientRegistration,
    /// Until when the secret that was replaced works beside the current one.
    pub earlier_secret_until: Option<Timestamp>,
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

/// What becomes of the secret that is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldSecret {
    /// It works on for as long as the configuration says.
    Overlaps,
    /// It is in wrong hands: it ends with the change.
    EndsAtOnce,
}

/// A secret that replaced another one.
#[derive(Debug)]
pub struct RotatedSecret {
    /// The new one; shown once.
    pub secret: String,
    /// Until when the one before it works; nothing if it ended with the change.
    pub earlier_until: Option<Timestamp>,
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
        let (kept, overlapping) = match &earlier {
            Some(stored) => {
                let known = read(stored)?;
                (known.secret_hash, known.earlier_secret)
            }
            None => (None, None),
        };
        let secret = (needs_secret(&registration) && kept.is_none())
            .then(|| BearerSecret::generate(&*self.parts.entropy));
        registration.earlier_secret = overlapping.filter(|_| needs_secret(&registration));
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
        let now = self.parts.clock.now();
        stored.iter().map(|stored| view(stored, now)).collect()
    }

    /// One relying party.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn show_client(&self, id: &str) -> Result<ClientView, AdministrationError> {
        match self.stored_client(id).await? {
            Some(stored) => view(&stored, self.parts.clock.now()),
            None => Err(AdministrationError::UnknownClient(id.to_owned())),
        }
    }

    /// Gives a relying party another secret, returned once. The old one goes on for a while, or
    /// stops working as soon as every node has read the register again, within five seconds. A
    /// secret that was still overlapping ends in any case: there are never three.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn rotate_client_secret(
        &self,
        id: &str,
        old: OldSecret,
    ) -> Result<RotatedSecret, AdministrationError> {
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
        let replaced = registration.secret_hash.replace(self.hash_of(id, &secret));
        registration.earlier_secret = match (old, replaced) {
            (OldSecret::Overlaps, Some(hash)) => self
                .overlap_end()
                .map(|until| EarlierSecret { hash, until }),
            (OldSecret::Overlaps, None) | (OldSecret::EndsAtOnce, _) => None,
        };
        self.register_client(&registration).await?;
        Ok(RotatedSecret {
            secret: secret.as_str().to_owned(),
            earlier_until: registration.earlier_secret.map(|earlier| earlier.until),
        })
    }

    /// When a secret that is replaced now ends; nothing if the configuration leaves no overlap.
    fn overlap_end(&self) -> Option<Timestamp> {
        let overlap = self.parts.settings.federation.secret_overlap_s;
        let overlap = SignedDuration::from_secs(i64::from(overlap));
        let until = self.parts.clock.now().checked_add(overlap).ok()?;
        (!overlap.is_zero()).then_some(until)
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

fn view(stored: &StoredClient, now: Timestamp) -> Result<ClientView, AdministrationError> {
    let mut registration = read(stored)?;
    registration.secret_hash = None;
    let earlier = registration.earlier_secret.take().map(|one| one.until);
    Ok(ClientView {
        registration,
        earlier_secret_until: earlier.filter(|until| now < *until),
        disabled_at: stored.disabled_at,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    })
}
