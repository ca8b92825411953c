//! Passkey ceremonies: a challenge is drawn, waits in the store, and is answered once.

use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::office::ceremony::{self, CeremonyKind, StoredCeremony},
};
use vocab::{BearerSecret, OfficerId, SignedDuration, Timestamp};
use wire_webauthn::{Expectation, UserVerification};

use crate::Desk;

/// How long a browser waits for the authenticator, and a challenge for its answer.
const ANSWER_MINUTES: u32 = 5;

/// The same in the milliseconds of the options.
pub(crate) const TIMEOUT_MS: u32 = ANSWER_MINUTES * 60_000;

/// What browsers are told about passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkeys {
    /// The relying party's id: the domain of the desk, `localhost` in the demonstration.
    pub rp_id: String,
    /// The name that the browser shows.
    pub rp_name: String,
    /// The origins of the desk's pages, whole, for example `https://office.example`.
    pub origins: Vec<String>,
}

/// A challenge for the browser.
#[derive(Debug)]
pub struct Ceremony {
    /// Comes back with the answer, in a cookie or a hidden field.
    pub secret: BearerSecret,
    /// JSON for `navigator.credentials.create` or `.get`.
    pub options: String,
}

/// A challenge on its way into the store.
#[derive(Clone)]
pub(crate) struct NewCeremony {
    pub(crate) secret: BearerSecret,
    secret_hash: [u8; 32],
    pub(crate) challenge: [u8; 32],
    kind: CeremonyKind,
    now: Timestamp,
}

/// How a ceremony is found by the browser's secret.
pub(crate) fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("office_ceremony.secret", secret.as_str().as_bytes())
}

impl Desk {
    pub(crate) fn new_ceremony(&self, kind: CeremonyKind) -> NewCeremony {
        let secret = BearerSecret::generate(&*self.entropy);
        let mut challenge = [0; 32];
        self.entropy.fill(&mut challenge);
        NewCeremony {
            secret_hash: secret_hash(&*self.hashes, &secret),
            secret,
            challenge,
            kind,
            now: self.clock.now(),
        }
    }
}

impl NewCeremony {
    /// Keeps the challenge for `officer`, or for whoever answers.
    pub(crate) fn keep(
        &self,
        tx: &mut Tx<'_>,
        officer: Option<OfficerId>,
    ) -> Result<(), StoreError> {
        let wait = SignedDuration::from_mins(i64::from(ANSWER_MINUTES));
        let stored = StoredCeremony {
            kind: self.kind,
            officer,
            challenge: self.challenge.to_vec(),
            expires_at: self.now.checked_add(wait).unwrap_or(Timestamp::MAX),
        };
        ceremony::add(tx, &stored, self.secret_hash, self.now)
    }
}

/// Takes a challenge of this kind away; a second answer, a late one and one to another kind of
/// challenge find nothing.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    kind: CeremonyKind,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<StoredCeremony>, StoreError> {
    let taken = ceremony::take(tx, secret_hash, now)?;
    Ok(taken.filter(|ceremony| ceremony.kind == kind))
}

impl Passkeys {
    /// Runs `check` with what is expected of an answer: the owner recognised, always.
    pub(crate) fn expecting<T>(
        &self,
        challenge: &[u8],
        check: impl FnOnce(&Expectation<'_>) -> T,
    ) -> T {
        let origins: Vec<&str> = self.origins.iter().map(String::as_str).collect();
        check(&Expectation {
            rp_id: &self.rp_id,
            origins: &origins,
            challenge,
            user_verification: UserVerification::Required,
        })
    }
}
