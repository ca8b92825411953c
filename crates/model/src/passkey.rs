//! Passkeys of citizens (WebAuthn level 3), and what one is worth.

use vocab::{AssuranceLevel, CredentialId, Line, PersonId, Timestamp};

use crate::session::AuthenticationMethod;

/// Longest name of a passkey, in characters.
pub const LABEL_MOST: usize = 40;

/// Most passkeys of one person.
pub const MOST: usize = 10;

/// A passkey as it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Id of the row.
    pub id: CredentialId,
    /// Whose.
    pub person: PersonId,
    /// What its person calls it.
    pub label: Line,
    /// The authenticator's id for it.
    pub credential_id: Vec<u8>,
    /// The public key in COSE form.
    pub public_key: Vec<u8>,
    /// The counter last seen.
    pub sign_count: u32,
    /// May it be copied to other devices (`BE`)? Never changes.
    pub copyable: bool,
    /// How it can be reached, as the browser told.
    pub transports: Vec<String>,
    /// The level of the session in which it was added.
    pub vouched: AssuranceLevel,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was used last.
    pub last_used_at: Option<Timestamp>,
}

impl Passkey {
    /// What a log-in with it is. A passkey is worth no more than the log-in that vouched for it: who
    /// came in with a PIN by SMS cannot make themselves a substantial means.
    #[must_use]
    pub fn method(&self) -> AuthenticationMethod {
        if self.copyable || self.vouched < AssuranceLevel::Substantial {
            AuthenticationMethod::Passkey
        } else {
            AuthenticationMethod::PasskeyBound
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    #[test]
    fn it_is_worth_no_more_than_its_key_and_the_log_in_that_vouched_for_it() {
        use AssuranceLevel::{High, Low, Substantial};
        let entropy = SeededEntropy::new(1);
        let passkey = |copyable, vouched| Passkey {
            id: CredentialId::new(Timestamp::UNIX_EPOCH, &entropy),
            person: PersonId::new(Timestamp::UNIX_EPOCH, &entropy),
            label: Line::parse("Portátil").unwrap(),
            credential_id: vec![1],
            public_key: vec![2],
            sign_count: 0,
            copyable,
            transports: Vec::new(),
            vouched,
            added_at: Timestamp::UNIX_EPOCH,
            last_used_at: None,
        };
        let table = [
            (false, Low, AuthenticationMethod::Passkey),
            (false, Substantial, AuthenticationMethod::PasskeyBound),
            (false, High, AuthenticationMethod::PasskeyBound),
            (true, Low, AuthenticationMethod::Passkey),
            (true, Substantial, AuthenticationMethod::Passkey),
            (true, High, AuthenticationMethod::Passkey),
        ];
        for (copyable, vouched, method) in table {
            assert_eq!(
                passkey(copyable, vouched).method(),
                method,
                "{copyable} {vouched:?}"
            );
        }
    }
}
