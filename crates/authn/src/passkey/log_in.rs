//! A person logs in with a passkey. Nobody types a number: the authenticator knows it.

use std::sync::Arc;

use audit::Event;
use model::passkey::Passkey;
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, Timestamp};
use wire_webauthn::{
    AuthenticationResponse, Counter, RequestOptions, ResponseError, StoredCredential,
    UserVerification, request_options, verify_authentication,
};

use super::ceremony::{Ceremony, TIMEOUT_MS, expecting, secret_hash, user_handle};
use crate::{
    Arrival, Authenticated, Doorkeeper, KeptOut, Settings,
    session::open::{NotOpened, SessionDesk, open},
};

/// Why nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyLogInError {
    /// The challenge is unknown, answered or past its time: begin again.
    #[error("the challenge is gone")]
    ChallengeGone,
    /// What the browser sent cannot be read.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The passkey is not one of ours or was removed, its proof is wrong, or its counter went back.
    /// From outside these look alike.
    #[error("the passkey was refused")]
    Refused,
    /// The proof is right, and the registration of its person is over or has lost its phone.
    #[error("the registration is not active")]
    NotActive,
    /// The proof is right, and the person is kept out.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct LoggingIn {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    settings: Settings,
    secret: BearerSecret,
    ceremony_hash: [u8; 32],
    response: AuthenticationResponse,
    now: Timestamp,
    arrival: Arrival,
}

impl Doorkeeper {
    /// A challenge for whichever passkey the authenticator keeps for this site.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn passkey_log_in_begin(&self) -> Result<Ceremony, StoreError> {
        let ceremony = self.new_ceremony();
        let kept = ceremony.clone();
        self.store
            .transact("authn.passkey.log_in_begin", move |tx| kept.keep(tx, None))
            .await?;
        let options = request_options(&RequestOptions {
            rp_id: self.settings.site.rp_id(),
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

    /// Checks the proof and opens a session, with a new identifier every time.
    ///
    /// # Errors
    /// [`PasskeyLogInError`].
    pub async fn passkey_log_in_finish(
        &self,
        ceremony: &BearerSecret,
        response: &[u8],
        arrival: Arrival,
    ) -> Result<(BearerSecret, Authenticated), PasskeyLogInError> {
        let secret = BearerSecret::generate(&*self.entropy);
        let logging_in = LoggingIn {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            secret: secret.clone(),
            ceremony_hash: secret_hash(&*self.hashes, ceremony),
            response: AuthenticationResponse::parse(response)?,
            now: self.clock.now(),
            arrival,
        };
        // A refusal commits too: it has used the challenge up.
        let authenticated = self
            .store
            .transact("authn.passkey.log_in_finish", move |tx| {
                match logging_in.run(tx) {
                    Err(PasskeyLogInError::Store(error)) => Err(PasskeyLogInError::Store(error)),
                    done_or_refused => Ok(done_or_refused),
                }
            })
            .await??;
        Ok((secret, authenticated))
    }
}

impl LoggingIn {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Authenticated, PasskeyLogInError> {
        let challenge = repo::passkey::take_challenge(tx, self.ceremony_hash, self.now)?
            .filter(|challenge| challenge.person.is_none())
            .ok_or(PasskeyLogInError::ChallengeGone)?;
        let passkey = repo::passkey::find(tx, self.response.credential_id())?
            .ok_or(PasskeyLogInError::Refused)?;
        if !self.proves(tx, &passkey, &challenge.challenge)? {
            return Err(PasskeyLogInError::Refused);
        }
        let desk = SessionDesk {
            hashes: &*self.hashes,
            entropy: &*self.entropy,
            rules: self.settings.session,
            now: self.now,
            secret: &self.secret,
            arrival: Some(&self.arrival),
        };
        let event = Event::PasskeyAccepted;
        let opened = open(tx, &desk, passkey.person, passkey.method(), &event)?;
        opened.map_err(|refused| match refused {
            NotOpened::NotActive => PasskeyLogInError::NotActive,
            NotOpened::Held(kept_out) => PasskeyLogInError::Held(kept_out),
        })
    }

    /// Whether the answer proves possession of the passkey, by a recognised owner, and its counter
    /// did not go back; then the use is written down.
    fn proves(
        &self,
        tx: &mut Tx<'_>,
        passkey: &Passkey,
        challenge: &[u8],
    ) -> Result<bool, StoreError> {
        let stored = StoredCredential {
            credential_id: &passkey.credential_id,
            public_key: &passkey.public_key,
            sign_count: passkey.sign_count,
            backup_eligible: passkey.copyable,
            user_handle: &user_handle(&*self.hashes, passkey.person),
        };
        let checked = expecting(&self.settings.site, challenge, |expectation| {
            verify_authentication(&self.response, expectation, &stored)
        });
        match checked {
            Ok(proof) if proof.counter != Counter::Regressed => {
                repo::passkey::note_use(tx, passkey, proof.sign_count, self.now)
            }
            Ok(_) | Err(_) => Ok(false),
        }
    }
}
