//! An officer is invited with a link that works once. A second invitation renews name and roles,
//! brings back somebody who had left, and is the way back for somebody who lost the passkey.

use std::sync::Arc;

use audit::Event;
use model::officer::{Officer, OfficerHandle, RoleGrant};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::office::{
        invitation,
        officer::{self, StoredOfficer},
    },
};
use vocab::{BearerSecret, Entropy, Line, OfficerId, SignedDuration, Timestamp};

use super::InvitedBy;
use crate::{Desk, NotAllowed, Task};

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Short name; an officer who has it already is invited again.
    pub handle: OfficerHandle,
    /// Name as colleagues read it.
    pub name: Line,
    /// Roles, at this body. They replace earlier ones.
    pub grants: Vec<RoleGrant>,
}

/// An invitation that was made.
#[derive(Debug)]
pub struct Invited {
    /// Who.
    pub officer: OfficerId,
    /// Goes into the link. Shown once; stored only as a keyed hash.
    pub secret: BearerSecret,
    /// From here on the link no longer works.
    pub expires_at: Timestamp,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// Only administrators invite.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No role, or none that counts today.
    #[error("an officer needs a role that counts today")]
    NoRole,
    /// A role at another body.
    #[error("a role at another body cannot be given here")]
    OtherBody,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Inviting {
    entropy: Arc<dyn Entropy>,
    invitation: Invitation,
    secret_hash: [u8; 32],
    expires_at: Timestamp,
    actor: String,
    now: Timestamp,
}

/// How an invitation is found by the secret of its link.
pub(crate) fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("office_invitation.secret", secret.as_str().as_bytes())
}

impl Desk {
    /// Invites an officer. A link given before no longer works.
    ///
    /// # Errors
    /// [`InviteError`].
    pub async fn invite(
        &self,
        by: InvitedBy<'_>,
        invitation: Invitation,
    ) -> Result<Invited, InviteError> {
        self.check_by(by, Task::InviteOfficers)?;
        let now = self.clock.now();
        self.check_grants(&invitation.grants, now)?;
        let secret = BearerSecret::generate(&*self.entropy);
        let hours = SignedDuration::from_hours(i64::from(self.rules.invitation_hours));
        let expires_at = now.checked_add(hours).unwrap_or(Timestamp::MAX);
        let inviting = Inviting {
            entropy: self.entropy.clone(),
            invitation,
            secret_hash: secret_hash(&*self.hashes, &secret),
            expires_at,
            actor: by.actor(),
            now,
        };
        let officer = self
            .store
            .transact("desk.invite", move |tx| inviting.run(tx))
            .await?;
        Ok(Invited {
            officer,
            secret,
            expires_at,
        })
    }

    pub(crate) fn check_grants(
        &self,
        grants: &[RoleGrant],
        now: Timestamp,
    ) -> Result<(), InviteError> {
        if grants.iter().any(|grant| grant.body != self.body.id) {
            return Err(InviteError::OtherBody);
        }
        let today = self.today(now);
        if grants.iter().any(|grant| today <= grant.until) {
            Ok(())
        } else {
            Err(InviteError::NoRole)
        }
    }
}

impl Inviting {
    fn run(&self, tx: &mut Tx<'_>) -> Result<OfficerId, InviteError> {
        let Invitation {
            handle,
            name,
            grants,
        } = &self.invitation;
        let stored = put_officer(tx, handle, name.as_str(), grants, self.now, &*self.entropy)?;
        let id = stored.officer.id;
        invitation::put(tx, id, self.secret_hash, self.expires_at, self.now)?;
        note_invited(tx, &stored, &self.actor, self.now, &*self.entropy)?;
        Ok(id)
    }
}

/// Writes down which roles an officer was given, and by whom.
pub(crate) fn note_invited(
    tx: &mut Tx<'_>,
    stored: &StoredOfficer,
    actor: &str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let Officer { id, grants, .. } = &stored.officer;
    let roles = grants
        .iter()
        .map(|grant| grant.role.as_str().to_owned())
        .collect();
    let event = Event::OfficerInvited {
        officer: *id,
        roles,
    };
    let about = audit::about_subject(id.as_bytes(), stored.data_key, actor);
    audit::append(tx, &event, about, now, entropy)
}

/// Adds an officer, or renews name and roles of the one who has the short name.
pub(crate) fn put_officer(
    tx: &mut Tx<'_>,
    handle: &OfficerHandle,
    name: &str,
    grants: &[RoleGrant],
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<StoredOfficer, StoreError> {
    let known = officer::find_by_handle(tx, handle)?;
    let StoredOfficer { officer, data_key } = match known {
        Some(known) => known,
        None => officer::add(tx, handle, name, now, entropy)?,
    };
    let officer = Officer {
        name: name.to_owned(),
        grants: grants.to_vec(),
        disabled_at: None,
        ..officer
    };
    let stored = StoredOfficer { officer, data_key };
    officer::save(tx, &stored, now)?;
    Ok(stored)
}
