//! What the app keeps between the messages of an activation.

use model::app::{AppRules, activation::Activation};
use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use vocab::{AppActivationId, IdentityNumber, PersonId, SessionId, Timestamp};

/// The longest that comes back is a few hundred characters; more is not looked at.
const LONGEST: usize = 2_048;

/// The app's side of an activation, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationTicket {
    /// Which activation.
    pub activation: AppActivationId,
    /// The number that was typed, to count for it.
    pub number: IdentityNumber,
    /// Before this moment the code works.
    pub expires_at: Timestamp,
    /// From here on another SMS may be asked for.
    pub again_from: Timestamp,
}

impl ActivationTicket {
    const SEALED_AS: &str = "app.activation";

    pub(crate) fn of(activation: &Activation, number: &IdentityNumber, rules: AppRules) -> Self {
        Self {
            activation: activation.id,
            number: number.clone(),
            expires_at: activation.expires_at(rules),
            again_from: activation.again_from(rules),
        }
    }

    /// Seals the ticket for the app.
    #[must_use]
    pub fn seal(&self, tokens: &dyn TokenSealer) -> String {
        seal(self, Self::SEALED_AS, tokens)
    }

    /// Reads a sealed ticket; nothing if it was tampered with.
    #[must_use]
    pub fn open(tokens: &dyn TokenSealer, sealed: &str) -> Option<Self> {
        open(tokens, Self::SEALED_AS, sealed)
    }
}

/// An activation that is proven: whoever shows it may register a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProvenTicket {
    pub(crate) activation: AppActivationId,
    /// The session that invited, if one did.
    pub(crate) session: Option<SessionId>,
}

impl ProvenTicket {
    const SEALED_AS: &str = "app.activation.proven";

    pub(crate) fn seal(&self, tokens: &dyn TokenSealer) -> String {
        seal(self, Self::SEALED_AS, tokens)
    }

    pub(crate) fn open(tokens: &dyn TokenSealer, sealed: &str) -> Option<Self> {
        open(tokens, Self::SEALED_AS, sealed)
    }
}

/// An invitation: an activation that a session allows, and that nobody has taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invitation {
    pub(crate) activation: AppActivationId,
    pub(crate) person: PersonId,
    /// The session that invites: what ends it ends the invitation.
    pub(crate) session: SessionId,
    pub(crate) expires_at: Timestamp,
}

impl Invitation {
    const SEALED_AS: &str = "app.invitation";

    pub(crate) fn seal(&self, tokens: &dyn TokenSealer) -> String {
        seal(self, Self::SEALED_AS, tokens)
    }

    pub(crate) fn open(tokens: &dyn TokenSealer, sealed: &str) -> Option<Self> {
        open(tokens, Self::SEALED_AS, sealed)
    }
}

fn seal<T: Serialize>(value: &T, purpose: &'static str, tokens: &dyn TokenSealer) -> String {
    // Cannot fail: tickets are made of values that serialise to JSON.
    let plain = serde_json::to_vec(value).expect("a ticket serialises");
    tokens.seal_token(purpose, &plain)
}

fn open<T: serde::de::DeserializeOwned>(
    tokens: &dyn TokenSealer,
    purpose: &'static str,
    sealed: &str,
) -> Option<T> {
    if sealed.len() > LONGEST {
        return None;
    }
    serde_json::from_slice(&tokens.open_token(purpose, sealed)?).ok()
}
