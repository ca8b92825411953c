//! What the browser keeps while it waits for a PIN.

use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use vocab::{IdentityNumber, PinChallengeId, Timestamp, UserKeyPart};

/// The browser's side of a PIN challenge, sealed in the flow cookie. The cookie never becomes
/// the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinTicket {
    /// Which challenge.
    pub challenge: PinChallengeId,
    /// The number that was typed, to count for the pair; shown again only masked.
    pub number: IdentityNumber,
    /// The part of the access code that the person chose or was given (defaults D7).
    pub user_part: UserKeyPart,
    /// How many characters the PIN has now: three, or six under attack (defaults D6).
    pub pin_length: u8,
    /// From here on the page offers the SMS, to everybody alike (R128).
    pub sms_from: Timestamp,
    /// From here on the PIN no longer works.
    pub expires_at: Timestamp,
    /// The SMS has been asked for.
    pub sms_sent: bool,
}

impl PinTicket {
    /// Seals the ticket for the cookie.
    #[must_use]
    pub fn seal(&self, tokens: &dyn TokenSealer) -> String {
        // Cannot fail: the ticket is made of values that serialise to JSON.
        let plain = serde_json::to_vec(self).expect("a ticket serialises");
        tokens.seal_token("pin.ticket", &plain)
    }

    /// Reads a sealed ticket; nothing if it was tampered with.
    #[must_use]
    pub fn open(tokens: &dyn TokenSealer, sealed: &str) -> Option<Self> {
        serde_json::from_slice(&tokens.open_token("pin.ticket", sealed)?).ok()
    }
}
