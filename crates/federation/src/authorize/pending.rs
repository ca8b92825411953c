//! A request that waits while the person identifies: sealed in the address of our own pages, so
//! that two tabs never mix and an abandoned request leaves nothing behind.

use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use vocab::Timestamp;
use wire_oidc::authorize::AuthorizationRequest;

/// A validated request and when it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The request.
    pub request: AuthorizationRequest,
    /// When it came: a log-in that the request demands must be later.
    pub received_at: Timestamp,
}

impl Pending {
    /// Seals it for an address of ours.
    #[must_use]
    pub fn seal(&self, tokens: &dyn TokenSealer) -> String {
        // Cannot fail: the request is made of values that serialise to JSON.
        let plain = serde_json::to_vec(self).expect("a request serialises");
        tokens.seal_token("oidc.pending", &plain)
    }

    /// Reads a sealed request that is not older than `minutes`; nothing if it was tampered with
    /// or waited too long.
    #[must_use]
    pub fn open(
        tokens: &dyn TokenSealer,
        sealed: &str,
        now: Timestamp,
        minutes: u32,
    ) -> Option<Self> {
        let pending: Self =
            serde_json::from_slice(&tokens.open_token("oidc.pending", sealed)?).ok()?;
        let age = now
            .as_second()
            .saturating_sub(pending.received_at.as_second());
        (age <= i64::from(minutes) * 60).then_some(pending)
    }
}
