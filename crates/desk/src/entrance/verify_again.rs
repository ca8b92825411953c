//! An officer proves once more to be there, before a decision.

use audit::Event;
use store::{
    StoreError, Tx,
    repo::office::{
        ceremony::CeremonyKind,
        credential::{self, Passkey},
        officer, session,
    },
};
use vocab::{BearerSecret, OfficerId};
use wire_webauthn::{
    AuthenticationResponse, Descriptor, RequestOptions, ResponseError, UserVerification,
    request_options,
};

use super::{Porter, sign_in::prove};
use crate::{
    AtDesk, Ceremony, Desk, Entered, Passkeys,
    ceremony::{self, TIMEOUT_MS},
};

/// Why the officer is not verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyAgainError {
    /// Somebody who stepped in has no passkey; their decisions need none.
    #[error("the officer has no passkey")]
    NoPasskey,
    /// The challenge is unknown, answered or past its time: begin again.
    #[error("the challenge is gone")]
    ChallengeGone,
    /// What the browser sent cannot be read.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The passkey is not the officer's, or its proof is wrong.
    #[error("the passkey was refused")]
    Refused,
    /// The session ended meanwhile: sign in.
    #[error("the session has ended")]
    SessionEnded,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Verifying {
    porter: Porter,
    passkeys: Passkeys,
    at_desk: AtDesk,
    ceremony_hash: [u8; 32],
    response: AuthenticationResponse,
}

impl Desk {
    /// A challenge for the officer's own passkey.
    ///
    /// # Errors
    /// [`VerifyAgainError::NoPasskey`], [`VerifyAgainError::Store`].
    pub async fn verify_again_begin(&self, at_desk: &AtDesk) -> Result<Ceremony, VerifyAgainError> {
        let officer = at_desk.officer().id;
        let ceremony = self.new_ceremony(CeremonyKind::VerifyAgain);
        let kept = ceremony.clone();
        let passkeys = self
            .store
            .transact("desk.verify_again_begin", move |tx| {
                let passkeys = credential::list_of_officer(tx, officer)?;
                if passkeys.is_empty() {
                    return Err(VerifyAgainError::NoPasskey);
                }
                kept.keep(tx, Some(officer))?;
                Ok(passkeys)
            })
            .await?;
        let allow: Vec<_> = passkeys.iter().map(descriptor).collect();
        let options = request_options(&RequestOptions {
            rp_id: &self.passkeys.rp_id,
            challenge: &ceremony.challenge,
            timeout_ms: TIMEOUT_MS,
            allow: &allow,
            user_verification: UserVerification::Required,
        });
        Ok(Ceremony {
            secret: ceremony.secret,
            options,
        })
    }

    /// Checks the proof; the session goes on under a new cookie, and the old one opens nothing.
    ///
    /// # Errors
    /// [`VerifyAgainError`].
    pub async fn verify_again_finish(
        &self,
        at_desk: &AtDesk,
        ceremony: &BearerSecret,
        response: &[u8],
    ) -> Result<Entered, VerifyAgainError> {
        let verifying = Verifying {
            porter: self.porter(),
            passkeys: self.passkeys.clone(),
            at_desk: at_desk.clone(),
            ceremony_hash: ceremony::secret_hash(&*self.hashes, ceremony),
            response: AuthenticationResponse::parse(response)?,
        };
        let secret = verifying.porter.secret.clone();
        // A refusal commits too: it has used the challenge up.
        let at_desk = self
            .store
            .transact("desk.verify_again_finish", move |tx| {
                match verifying.run(tx) {
                    Err(VerifyAgainError::Store(error)) => Err(VerifyAgainError::Store(error)),
                    done_or_refused => Ok(done_or_refused),
                }
            })
            .await??;
        Ok(Entered { secret, at_desk })
    }
}

impl Verifying {
    fn run(&self, tx: &mut Tx<'_>) -> Result<AtDesk, VerifyAgainError> {
        let now = self.porter.now;
        let own: OfficerId = self.at_desk.officer().id;
        let challenge = ceremony::take(tx, CeremonyKind::VerifyAgain, self.ceremony_hash, now)?
            .filter(|challenge| challenge.officer == Some(own))
            .ok_or(VerifyAgainError::ChallengeGone)?;
        let passkey = credential::find(tx, self.response.credential_id())?
            .filter(|passkey| passkey.officer == own)
            .ok_or(VerifyAgainError::Refused)?;
        let proven = prove(
            tx,
            &self.passkeys,
            &passkey,
            &self.response,
            &challenge.challenge,
            now,
        )?;
        if !proven {
            return Err(VerifyAgainError::Refused);
        }
        let stored = officer::find(tx, own)?
            .filter(|stored| stored.officer.disabled_at.is_none())
            .ok_or(VerifyAgainError::SessionEnded)?;
        if !session::verify_again(tx, self.at_desk.session(), self.porter.secret_hash, now)? {
            return Err(VerifyAgainError::SessionEnded);
        }
        let session = session::find_by_secret(tx, self.porter.secret_hash)?
            .ok_or(VerifyAgainError::SessionEnded)?;
        self.porter
            .note(tx, &stored, &Event::OfficerVerifiedAgain)?;
        Ok(AtDesk::new(stored, session, self.porter.rules))
    }
}

fn descriptor(passkey: &Passkey) -> Descriptor<'_> {
    Descriptor {
        id: &passkey.credential_id,
        transports: &passkey.transports,
    }
}
