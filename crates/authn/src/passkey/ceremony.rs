//! A challenge is drawn, waits in the store, and is answered once.

use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::passkey::{self, Challenge},
};
use vocab::{BearerSecret, PersonId, SignedDuration, Timestamp};
use wire_webauthn::{Expectation, UserVerification};

use crate::{Doorkeeper, Site};

/// How long a browser waits for the authenticator, and a challenge for its answer.
const ANSWER_MINUTES: u32 = 5;

/// The same in the milliseconds of the options.
pub(super) const TIMEOUT_MS: u32 = ANSWER_MINUTES * 60_000;

/// A challenge for the browser.
#[derive(Debug)]
pub struct Ceremony {
    /// Comes back with the answer, in a hidden field.
    pub secret: BearerSecret,
    /// JSON for `navigator.credentials.create` or `.get`.
    pub options: String,
}

/// A challenge on its way into the store.
#[derive(Clone)]
pub(super) struct NewCeremony {
    pub(super) secret: BearerSecret,
    secret_hash: [u8; 32],
    pub(super) challenge: [u8; 32],
    now: Timestamp,
}

/// How a ceremony is found by the browser's secret.
pub(super) fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("passkey_ceremony.secret", secret.as_str().as_bytes())
}

/// The handle by which authenticators know a person who logs in: no id of ours.
pub(super) fn user_handle(hashes: &dyn KeyedHash, person: PersonId) -> [u8; 32] {
    hashes.hash("passkey.user_handle", person.as_bytes())
}

impl Doorkeeper {
    pub(super) fn new_ceremony(&self) -> NewCeremony {
        let secret = BearerSecret::generate(&*self.entropy);
        let mut challenge = [0; 32];
        self.entropy.fill(&mut challenge);
        NewCeremony {
            secret_hash: secret_hash(&*self.hashes, &secret),
            secret,
            challenge,
            now: self.clock.now(),
        }
    }
}

impl NewCeremony {
    /// Keeps the challenge for `person`, or for whoever answers.
    pub(super) fn keep(&self, tx: &mut Tx<'_>, person: Option<PersonId>) -> Result<(), StoreError> {
        let wait = SignedDuration::from_mins(i64::from(ANSWER_MINUTES));
        let challenge = Challenge {
            person,
            challenge: self.challenge.to_vec(),
            expires_at: self.now.checked_add(wait).unwrap_or(Timestamp::MAX),
        };
        passkey::keep_challenge(tx, &challenge, self.secret_hash, self.now)
    }
}

/// Runs `check` with what is expected of an answer: our address, and the owner recognised, always.
pub(super) fn expecting<T>(
    site: &Site,
    challenge: &[u8],
    check: impl FnOnce(&Expectation<'_>) -> T,
) -> T {
    check(&Expectation {
        rp_id: site.rp_id(),
        origins: &[site.origin.as_str()],
        challenge,
        user_verification: UserVerification::Required,
    })
}
