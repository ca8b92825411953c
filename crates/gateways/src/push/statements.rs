//! Statements about us, one for each push service and key, made anew twice a day.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use ports::signing::{KeyUse, SignError, SignatureAlgorithm, Signer};
use url::Url;
use vocab::{SignedDuration, Timestamp};
use wire_webpush::{Statement, vapid};

/// How long a statement is good: half of what push services believe, so that neither a clock that
/// is wrong nor a message that waits is refused.
const GOOD: SignedDuration = SignedDuration::from_hours(12);

/// It is made anew when less than this is left.
const SPARE: SignedDuration = SignedDuration::from_hours(1);

/// Statements kept: more than there are push services.
const MOST: usize = 256;

type Key = (String, String);

pub(super) struct Statements {
    signer: Arc<dyn Signer>,
    contact: String,
    made: Mutex<HashMap<Key, (Timestamp, String)>>,
}

impl Statements {
    pub(super) fn new(signer: Arc<dyn Signer>, contact: String) -> Self {
        Self {
            signer,
            contact,
            made: Mutex::default(),
        }
    }

    /// The header for the push service of an endpoint, under the key that the browser
    /// subscribed to.
    pub(super) async fn at(
        &self,
        endpoint: &Url,
        key_id: &str,
        now: Timestamp,
    ) -> Result<String, SignError> {
        let key = (endpoint.origin().ascii_serialization(), key_id.to_owned());
        if let Some(header) = self.kept(&key, now) {
            return Ok(header);
        }
        let expires = now.saturating_add(GOOD).unwrap_or(Timestamp::MAX);
        let header = self.make(&key, expires).await?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST {
            made.clear();
        }
        made.insert(key, (expires, header.clone()));
        Ok(header)
    }

    fn kept(&self, key: &Key, now: Timestamp) -> Option<String> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let (expires, header) = made.get(key)?;
        let left = expires.duration_since(now);
        // A clock that was moved back must not stretch a statement either.
        (left >= SPARE && left <= GOOD).then(|| header.clone())
    }

    async fn make(
        &self,
        (audience, key_id): &Key,
        expires: Timestamp,
    ) -> Result<String, SignError> {
        let known = self.signer.known(KeyUse::Push);
        let key = known.into_iter().find(|key| key.kid == *key_id);
        let key = key.ok_or(SignError::NoKey(KeyUse::Push))?;
        let point = vapid::point_of_jwk(&key.jwk).ok_or(SignError::NoKey(KeyUse::Push))?;
        let statement = Statement {
            audience: audience.clone(),
            expires: expires.as_second(),
            contact: self.contact.clone(),
        };
        let input = statement.signing_input();
        let signature = self
            .signer
            .sign_as(&key, SignatureAlgorithm::Es256Fixed, input.as_bytes())
            .await?;
        Ok(vapid::authorization(&input, &signature, &point))
    }
}
