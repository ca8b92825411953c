//! What a browser carries while it is away to identify.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use vocab::{SignedDuration, Timestamp};

use crate::Procedures;

const PURPOSE: &str = "sede.login";

/// A login that was begun: the relying party's side of it (`A`, which the face knows) and where
/// the person was going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginTicket<A> {
    /// `state`, `nonce` and the PKCE verifier, in the face's own type.
    pub attempt: A,
    /// A path of this office to which the person returns. The face writes only its own paths.
    pub return_to: String,
    /// From here on the ticket no longer opens.
    pub expires_at: Timestamp,
}

impl Procedures {
    /// Seals a login that begins now, for a cookie. The cookie never becomes the session.
    pub fn seal_login<A: Serialize>(&self, attempt: A, return_to: &str) -> String {
        let minutes = SignedDuration::from_mins(i64::from(self.settings.login_minutes));
        let expires_at = self
            .clock
            .now()
            .checked_add(minutes)
            .unwrap_or(Timestamp::MAX);
        let ticket = LoginTicket {
            attempt,
            return_to: return_to.to_owned(),
            expires_at,
        };
        // Cannot fail: tickets are structs of texts.
        let plain = serde_json::to_vec(&ticket).expect("a ticket serialises");
        self.tokens.seal_token(PURPOSE, &plain)
    }

    /// Opens a ticket; nothing if it was changed, or if the person was away for too long.
    #[must_use]
    pub fn open_login<A: DeserializeOwned>(&self, sealed: &str) -> Option<LoginTicket<A>> {
        let plain = self.tokens.open_token(PURPOSE, sealed)?;
        let ticket: LoginTicket<A> = serde_json::from_slice(&plain).ok()?;
        (self.clock.now() < ticket.expires_at).then_some(ticket)
    }
}
