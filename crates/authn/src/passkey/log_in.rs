//! A person logs in with a passkey. Nobody types a number: the authenticator knows it.
//!
//! The authenticator offers every passkey that it keeps for this site, and the person takes one: of
//! those for logging in, or the one by which the app on this phone recognises them (R131, R252). So
//! who has the app on the phone that they browse with confirms in the same browser, with nothing to
//! read from one screen and type into another: a passkey answers this site only, so that there is
//! no other screen by which they could be misled.

use audit::Event;
use model::{
    limit::{Growth, Limit},
    origin::Origin,
    passkey::Passkey,
    session::AuthenticationMethod,
};
use store::{
    StoreError, Tx,
    repo::{self, velocity},
};
use vocab::{BearerSecret, PersonId, Timestamp};
use wire_webauthn::{
    AuthenticationResponse, Counter, RequestOptions, ResponseError, StoredCredential,
    UserVerification, request_options, verify_authentication,
};

use super::ceremony::{Ceremony, TIMEOUT_MS, expecting, secret_hash, user_handle};
use crate::{
    Arrival, Authenticated, Doorkeeper, KeptOut, Settings,
    app::{AppDesk, request::unlocking},
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

/// Why there is no challenge.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyChallengeError {
    /// Too many from this origin.
    #[error("too many challenges for this origin")]
    TooMany {
        /// From here on there is another.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Challenges that one origin gets.
fn challenges_of_origin(settings: &Settings) -> Limit {
    Limit {
        name: "passkey.asked.origin",
        most: settings.passkeys_per_origin_an_hour,
        window_s: 3_600,
        growth: Growth::NONE,
    }
}

#[derive(Clone)]
struct LoggingIn {
    desk: AppDesk,
    secret: BearerSecret,
    ceremony_hash: [u8; 32],
    response: AuthenticationResponse,
    arrival: Arrival,
}

/// Whose passkey it was, and how that counts.
struct Proven {
    person: PersonId,
    method: AuthenticationMethod,
    event: Event,
}

impl Doorkeeper {
    /// A challenge for whichever passkey the authenticator keeps for this site. Each is a row, so
    /// that one origin gets so many in an hour.
    ///
    /// # Errors
    /// [`PasskeyChallengeError`].
    pub async fn passkey_log_in_begin(
        &self,
        origin: Origin,
    ) -> Result<Ceremony, PasskeyChallengeError> {
        let ceremony = self.new_ceremony();
        let (kept, now) = (ceremony.clone(), self.clock.now());
        let limit = challenges_of_origin(&self.settings);
        let begun =
            self.store
                .transact::<_, StoreError, _>("authn.passkey.log_in_begin", move |tx| {
                    let asked = velocity::count(tx, limit, &origin.as_key(), now)?;
                    if asked.exceeded() {
                        return Ok(Err(asked.ends_at));
                    }
                    kept.keep(tx, None).map(Ok)
                });
        begun
            .await?
            .map_err(|until| PasskeyChallengeError::TooMany { until })?;
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
            desk: self.app_desk(),
            secret: secret.clone(),
            ceremony_hash: secret_hash(&*self.hashes, ceremony),
            response: AuthenticationResponse::parse(response)?,
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
        let desk = &self.desk;
        let challenge = repo::passkey::take_challenge(tx, self.ceremony_hash, desk.now)?
            .filter(|challenge| challenge.person.is_none())
            .ok_or(PasskeyLogInError::ChallengeGone)?;
        let proven = match repo::passkey::find(tx, self.response.credential_id())? {
            Some(passkey) => self.by_passkey(tx, &passkey, &challenge.challenge)?,
            None => self.by_device(tx, &challenge.challenge)?,
        };
        let proven = proven.ok_or(PasskeyLogInError::Refused)?;
        let session = SessionDesk {
            hashes: &*desk.hashes,
            entropy: &*desk.entropy,
            rules: desk.settings.session,
            now: desk.now,
            secret: &self.secret,
            arrival: Some(&self.arrival),
        };
        let opened = open(tx, &session, proven.person, proven.method, &proven.event)?;
        opened.map_err(|refused| match refused {
            NotOpened::NotActive => PasskeyLogInError::NotActive,
            NotOpened::Held(kept_out) => PasskeyLogInError::Held(kept_out),
        })
    }

    /// If and only if the answer proves possession of the passkey, by a recognised owner, and its
    /// counter did not go back; then the use is written down.
    fn by_passkey(
        &self,
        tx: &mut Tx<'_>,
        passkey: &Passkey,
        challenge: &[u8],
    ) -> Result<Option<Proven>, StoreError> {
        let stored = StoredCredential {
            credential_id: &passkey.credential_id,
            public_key: &passkey.public_key,
            sign_count: passkey.sign_count,
            backup_eligible: passkey.copyable,
            user_handle: &user_handle(&*self.desk.hashes, passkey.person),
        };
        let checked = expecting(&self.desk.settings.site, challenge, |expectation| {
            verify_authentication(&self.response, expectation, &stored)
        });
        let proves = match checked {
            Ok(proof) if proof.counter != Counter::Regressed => {
                repo::passkey::note_use(tx, passkey, proof.sign_count, self.desk.now)?
            }
            Ok(_) | Err(_) => false,
        };
        Ok(proves.then(|| Proven {
            person: passkey.person,
            method: passkey.method(),
            event: Event::PasskeyAccepted,
        }))
    }

    /// The same of the device whose app keeps the passkey: it is active, and the app is offered.
    /// What it gives is what a confirmation in it gives.
    fn by_device(&self, tx: &mut Tx<'_>, challenge: &[u8]) -> Result<Option<Proven>, StoreError> {
        let credential = self.response.credential_id();
        let found = repo::app::device::find_by_credential(tx, credential)?;
        let Some(stored) = found.filter(|_| self.desk.settings.app_offered) else {
            return Ok(None);
        };
        let recognised = unlocking::by_passkey(tx, &self.desk, &stored, &self.response, challenge)?;
        Ok(recognised.map(|_| Proven {
            person: stored.device.person,
            method: stored.device.method(),
            event: Event::AppEntered,
        }))
    }
}
