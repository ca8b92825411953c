//! An officer signs in with a passkey. Nobody types a name: the authenticator knows it.

use model::officer::SignInMethod;
use store::{
    StoreError, Tx,
    repo::office::{
        ceremony::CeremonyKind,
        credential::{self, Passkey},
        officer,
    },
};
use vocab::{BearerSecret, Timestamp};
use wire_webauthn::{
    AuthenticationResponse, Counter, RequestOptions, ResponseError, StoredCredential,
    UserVerification, request_options, verify_authentication,
};

use super::Porter;
use crate::{
    AtDesk, Ceremony, Desk, Entered, Passkeys,
    ceremony::{self, TIMEOUT_MS},
};

/// Why nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The challenge is unknown, answered or past its time: begin again.
    #[error("the challenge is gone")]
    ChallengeGone,
    /// What the browser sent cannot be read.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The passkey is not one of ours, its officer has left, its proof is wrong, or its counter
    /// went back. From outside these look alike.
    #[error("the passkey was refused")]
    Refused,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct SigningIn {
    porter: Porter,
    passkeys: Passkeys,
    ceremony_hash: [u8; 32],
    response: AuthenticationResponse,
}

impl Desk {
    /// A challenge for whichever passkey the authenticator keeps for this desk.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sign_in_begin(&self) -> Result<Ceremony, StoreError> {
        let ceremony = self.new_ceremony(CeremonyKind::SignIn);
        let kept = ceremony.clone();
        self.store
            .transact("desk.sign_in_begin", move |tx| kept.keep(tx, None))
            .await?;
        let options = request_options(&RequestOptions {
            rp_id: &self.passkeys.rp_id,
            challenge: &ceremony.challenge,
            timeout_ms: TIMEOUT_MS,
            allow: &[],
            user_verification: UserVerification::Required,
        });
        Ok(Ceremony {
            secret: ceremony.secret,
            options,
        })
    }

    /// Checks the proof and begins a session.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn sign_in_finish(
        &self,
        ceremony: &BearerSecret,
        response: &[u8],
    ) -> Result<Entered, SignInError> {
        let signing_in = SigningIn {
            porter: self.porter(),
            passkeys: self.passkeys.clone(),
            ceremony_hash: ceremony::secret_hash(&*self.hashes, ceremony),
            response: AuthenticationResponse::parse(response)?,
        };
        let secret = signing_in.porter.secret.clone();
        // A refusal commits too: it has used the challenge up.
        let at_desk = self
            .store
            .transact("desk.sign_in_finish", move |tx| match signing_in.run(tx) {
                Err(SignInError::Store(error)) => Err(SignInError::Store(error)),
                done_or_refused => Ok(done_or_refused),
            })
            .await??;
        Ok(Entered { secret, at_desk })
    }
}

impl SigningIn {
    fn run(&self, tx: &mut Tx<'_>) -> Result<AtDesk, SignInError> {
        let now = self.porter.now;
        let challenge = ceremony::take(tx, CeremonyKind::SignIn, self.ceremony_hash, now)?
            .ok_or(SignInError::ChallengeGone)?;
        let passkey =
            credential::find(tx, self.response.credential_id())?.ok_or(SignInError::Refused)?;
        let stored = officer::find(tx, passkey.officer)?
            .filter(|stored| stored.officer.disabled_at.is_none())
            .ok_or(SignInError::Refused)?;
        let proven = prove(
            tx,
            &self.passkeys,
            &passkey,
            &self.response,
            &challenge.challenge,
            now,
        )?;
        if !proven {
            return Err(SignInError::Refused);
        }
        Ok(self.porter.let_in(tx, stored, SignInMethod::Passkey)?)
    }
}

/// True if and only if the answer proves possession of the passkey, by a recognised owner, and
/// its counter did not go back; then the use is written down.
pub(super) fn prove(
    tx: &mut Tx<'_>,
    passkeys: &Passkeys,
    passkey: &Passkey,
    response: &AuthenticationResponse,
    challenge: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let stored = StoredCredential {
        credential_id: &passkey.credential_id,
        public_key: &passkey.public_key,
        sign_count: passkey.sign_count,
        backup_eligible: passkey.backup_eligible,
        user_handle: passkey.officer.as_bytes(),
    };
    let checked = passkeys.expecting(challenge, |expectation| {
        verify_authentication(response, expectation, &stored)
    });
    let officer = passkey.officer;
    match checked {
        Ok(proof) if proof.counter == Counter::Regressed => {
            tracing::warn!(%officer, "a passkey's counter went back: it may have been copied");
            Ok(false)
        }
        Ok(proof) => credential::note_use(tx, passkey, proof.sign_count, now),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::info!(%officer, error, "a passkey's proof was refused");
            Ok(false)
        }
    }
}
