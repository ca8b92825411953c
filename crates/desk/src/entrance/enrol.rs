//! An invited officer enrols a passkey. It replaces earlier ones: whoever lost the device is
//! invited again, and the lost device opens nothing any more.

use audit::Event;
use model::officer::SignInMethod;
use store::{
    StoreError, Tx,
    repo::office::{
        ceremony::CeremonyKind,
        credential::{self, Passkey},
        invitation,
        officer::{self, StoredOfficer},
        session,
    },
};
use vocab::{BearerSecret, CredentialId, Timestamp};
use wire_webauthn::{
    AttestationPolicy, CreationOptions, NewCredential, RegistrationError, RegistrationResponse,
    ResidentKey, ResponseError, UserEntity, UserVerification, creation_options,
    verify_registration,
};

use super::Porter;
use crate::{
    AtDesk, Ceremony, Desk, Entered, Passkeys,
    ceremony::{self, NewCeremony, TIMEOUT_MS},
    officers::invite,
};

/// What the page of an invitation shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// Whom it greets.
    pub name: String,
    /// From here on the link no longer works.
    pub expires_at: Timestamp,
}

/// Why no passkey was enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The link is unknown, used, replaced or past its time: ask for a new one.
    #[error("the invitation does not work")]
    InvitationGone,
    /// The challenge is unknown, answered or past its time: begin again.
    #[error("the challenge is gone")]
    ChallengeGone,
    /// What the browser sent cannot be read.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The new passkey was refused, for example because its owner was not recognised.
    #[error("the passkey was refused")]
    Refused(#[source] RegistrationError),
    /// The passkey is enrolled for another officer.
    #[error("the passkey belongs to another officer")]
    Taken,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Enrolment {
    porter: Porter,
    passkeys: Passkeys,
    invitation_hash: [u8; 32],
    ceremony_hash: [u8; 32],
    response: RegistrationResponse,
}

impl Desk {
    /// What the link is, or nothing if it does not work.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view_invitation(
        &self,
        link: &BearerSecret,
    ) -> Result<Option<InvitationView>, StoreError> {
        let hash = invite::secret_hash(&*self.hashes, link);
        let now = self.clock.now();
        self.store
            .read("desk.view_invitation", move |tx| {
                let found = invited(tx, hash, now)?;
                Ok(found.map(|(stored, expires_at)| InvitationView {
                    name: stored.officer.name,
                    expires_at,
                }))
            })
            .await
    }

    /// A challenge for a new passkey.
    ///
    /// # Errors
    /// [`EnrolError::InvitationGone`], [`EnrolError::Store`].
    pub async fn enrol_begin(&self, link: &BearerSecret) -> Result<Ceremony, EnrolError> {
        let hash = invite::secret_hash(&*self.hashes, link);
        let now = self.clock.now();
        let ceremony = self.new_ceremony(CeremonyKind::Enrol);
        let kept = ceremony.clone();
        let stored = self
            .store
            .transact("desk.enrol_begin", move |tx| {
                let found = invited(tx, hash, now)?;
                let (stored, _) = found.ok_or(EnrolError::InvitationGone)?;
                kept.keep(tx, Some(stored.officer.id))?;
                Ok::<_, EnrolError>(stored)
            })
            .await?;
        let options = self.creation(&stored, &ceremony);
        Ok(Ceremony {
            secret: ceremony.secret,
            options,
        })
    }

    fn creation(&self, stored: &StoredOfficer, ceremony: &NewCeremony) -> String {
        let officer = &stored.officer;
        creation_options(&CreationOptions {
            rp_id: &self.passkeys.rp_id,
            rp_name: &self.passkeys.rp_name,
            user: UserEntity {
                id: officer.id.as_bytes(),
                name: officer.handle.as_str(),
                display_name: &officer.name,
            },
            challenge: &ceremony.challenge,
            timeout_ms: TIMEOUT_MS,
            // The new passkey replaces the others, so the same authenticator will do.
            exclude: &[],
            user_verification: UserVerification::Required,
            resident_key: ResidentKey::Required,
            attachment: None,
        })
    }

    /// Checks and keeps the new passkey, uses the link up, and lets the officer in.
    ///
    /// # Errors
    /// [`EnrolError`].
    pub async fn enrol_finish(
        &self,
        link: &BearerSecret,
        ceremony: &BearerSecret,
        response: &[u8],
    ) -> Result<Entered, EnrolError> {
        let enrolment = Enrolment {
            porter: self.porter(),
            passkeys: self.passkeys.clone(),
            invitation_hash: invite::secret_hash(&*self.hashes, link),
            ceremony_hash: ceremony::secret_hash(&*self.hashes, ceremony),
            response: RegistrationResponse::parse(response)?,
        };
        let secret = enrolment.porter.secret.clone();
        // A refusal commits too: it has used the challenge up.
        let at_desk = self
            .store
            .transact("desk.enrol_finish", move |tx| match enrolment.run(tx) {
                Err(EnrolError::Store(error)) => Err(EnrolError::Store(error)),
                done_or_refused => Ok(done_or_refused),
            })
            .await??;
        Ok(Entered { secret, at_desk })
    }
}

impl Enrolment {
    fn run(&self, tx: &mut Tx<'_>) -> Result<AtDesk, EnrolError> {
        let now = self.porter.now;
        let challenge = ceremony::take(tx, CeremonyKind::Enrol, self.ceremony_hash, now)?
            .ok_or(EnrolError::ChallengeGone)?;
        let (stored, _) =
            invited(tx, self.invitation_hash, now)?.ok_or(EnrolError::InvitationGone)?;
        if challenge.officer != Some(stored.officer.id) {
            return Err(EnrolError::ChallengeGone);
        }
        let new = self
            .passkeys
            .expecting(&challenge.challenge, |expectation| {
                verify_registration(&self.response, expectation, AttestationPolicy::Unverified)
            })
            .map_err(EnrolError::Refused)?;
        self.keep(tx, &stored, new)?;
        self.porter.note(tx, &stored, &Event::OfficerEnrolled)?;
        Ok(self.porter.let_in(tx, stored, SignInMethod::Passkey)?)
    }

    fn keep(
        &self,
        tx: &mut Tx<'_>,
        stored: &StoredOfficer,
        new: NewCredential,
    ) -> Result<(), EnrolError> {
        let (officer, now) = (stored.officer.id, self.porter.now);
        let known = credential::find(tx, &new.credential_id)?;
        if known.is_some_and(|passkey| passkey.officer != officer) {
            return Err(EnrolError::Taken);
        }
        if !invitation::use_up(tx, self.invitation_hash)? {
            return Err(EnrolError::InvitationGone);
        }
        session::end_all_of_officer(tx, officer, now)?;
        credential::remove_of_officer(tx, officer)?;
        let passkey = Passkey {
            id: CredentialId::new(now, &*self.porter.entropy),
            officer,
            credential_id: new.credential_id,
            public_key: new.public_key.to_cose(),
            sign_count: new.sign_count,
            backup_eligible: new.backup_eligible,
            transports: new.transports,
        };
        // It was looked for above, and another transaction that adds it makes this one run again.
        if credential::add(tx, &passkey, now)? {
            Ok(())
        } else {
            Err(StoreError::decode("office_credential.credential_id").into())
        }
    }
}

/// The officer of a link that works.
fn invited(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(StoredOfficer, Timestamp)>, StoreError> {
    let Some((id, expires_at)) = invitation::find(tx, secret_hash, now)? else {
        return Ok(None);
    };
    Ok(officer::find(tx, id)?.map(|stored| (stored, expires_at)))
}
