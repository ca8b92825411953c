//! What an administrator does from the command line.

use desk::{Invitation, InviteError, InvitedBy};
use federation::put_client;
use model::officer::{OfficerHandle, Role, RoleGrant};
use store::StoreError;
use vocab::{BearerSecret, Date, Line, OfficerId};
use wire_oidc::client::{ClientKind, ClientRegistration, Surroundings};

use crate::Platform;

/// Why an administrator's command was refused.
#[derive(Debug, thiserror::Error)]
pub enum AdministrationError {
    /// A role that does not exist.
    #[error("`{0}` is no role; the roles are {roles}", roles = role_words())]
    Role(String),
    /// A name or short name that cannot be used.
    #[error("`{0}` cannot be used: {1}")]
    Word(String, String),
    /// The registration of a relying party has faults.
    #[error("the registration cannot be used:\n- {0}")]
    Client(String),
    /// The desk refuses the invitation.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn role_words() -> String {
    Role::ALL.map(Role::as_str).join(", ")
}

impl Platform {
    /// Invites an officer and returns the address that works once, within a day.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn invite_officer(
        &self,
        handle: &str,
        name: &str,
        roles: &[String],
        until: Date,
    ) -> Result<String, AdministrationError> {
        let invitation = self.invitation(handle, name, roles, until)?;
        let invited = self.desk.invite(InvitedBy::CommandLine, invitation).await?;
        let office = self
            .parts
            .settings
            .office_url
            .as_str()
            .trim_end_matches('/');
        Ok(format!("{office}/enrol?code={}", invited.secret.as_str()))
    }

    /// Adds an invented officer of the demonstration.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn add_invented_officer(
        &self,
        handle: &str,
        name: &str,
        roles: &[String],
        until: Date,
    ) -> Result<OfficerId, AdministrationError> {
        let invitation = self.invitation(handle, name, roles, until)?;
        Ok(self.desk.add_invented_officer(invitation).await?)
    }

    fn invitation(
        &self,
        handle: &str,
        name: &str,
        roles: &[String],
        until: Date,
    ) -> Result<Invitation, AdministrationError> {
        let word = |text: &str, error: &dyn std::error::Error| {
            AdministrationError::Word(text.to_owned(), error.to_string())
        };
        let grant = |role: &String| {
            let role =
                Role::from_word(role).ok_or_else(|| AdministrationError::Role(role.clone()))?;
            Ok(RoleGrant {
                role,
                body: self.parts.body.id,
                until,
            })
        };
        Ok(Invitation {
            handle: OfficerHandle::parse(handle).map_err(|error| word(handle, &error))?,
            name: Line::parse(name).map_err(|error| word(name, &error))?,
            grants: roles
                .iter()
                .map(grant)
                .collect::<Result<_, AdministrationError>>()?,
        })
    }

    /// Adds or replaces a relying party. A confidential one gets a new secret, returned once and
    /// stored only as a keyed hash.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn add_client(
        &self,
        mut registration: ClientRegistration,
    ) -> Result<Option<String>, AdministrationError> {
        let id = registration.client_id.as_str().to_owned();
        let secret = match registration.kind {
            ClientKind::Public => None,
            ClientKind::Confidential => Some(BearerSecret::generate(&*self.parts.entropy)),
        };
        registration.secret_hash = secret.as_ref().map(|secret| {
            self.federation
                .client_secret_hash(&id, secret.as_str())
                .to_vec()
        });
        self.register_client(&registration).await?;
        Ok(secret.map(|secret| secret.as_str().to_owned()))
    }

    /// Writes the registration of a relying party whose secret is known, if it has no faults.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn register_client(
        &self,
        registration: &ClientRegistration,
    ) -> Result<(), AdministrationError> {
        let surroundings = if self.parts.settings.demonstration {
            Surroundings::Demonstration
        } else {
            Surroundings::Production
        };
        let faults: Vec<String> = registration
            .faults(surroundings)
            .iter()
            .map(ToString::to_string)
            .collect();
        if !faults.is_empty() {
            return Err(AdministrationError::Client(faults.join("\n- ")));
        }
        put_client(&self.parts.store, registration, self.parts.clock.now()).await?;
        Ok(())
    }
}
