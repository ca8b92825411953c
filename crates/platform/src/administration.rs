//! What an administrator does from the command line.

mod relying_parties;

use desk::{Invitation, InviteError, InvitedBy};
use model::officer::{OfficerHandle, Role, RoleGrant};
use store::StoreError;
use vocab::{Date, Line, OfficerId};

use crate::Platform;

pub use relying_parties::{Added, ClientView, OldSecret, RotatedSecret};

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
    /// There is no such relying party.
    #[error("there is no relying party `{0}`; `aldaba admin client list` shows them")]
    UnknownClient(String),
    /// A relying party with this identifier exists already.
    #[error(
        "there is a relying party `{0}` already; add --replace to change it (it keeps its secret)"
    )]
    ClientExists(String),
    /// A relying party that proves itself by something else than a secret.
    #[error("`{0}` has no secret: it authenticates with {1}")]
    NoSecret(String, &'static str),
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
}
