//! Challenges that wait for an answer. Each is answered once.

use vocab::{OfficerId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// What a challenge is for. An answer to one is no answer to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeremonyKind {
    /// Enrolling a passkey.
    Enrol,
    /// Signing in.
    SignIn,
    /// Verifying again before a decision.
    VerifyAgain,
}

impl CeremonyKind {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::SignIn => "sign_in",
            Self::VerifyAgain => "verify_again",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Enrol, Self::SignIn, Self::VerifyAgain]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCeremony {
    /// What it is for.
    pub kind: CeremonyKind,
    /// Whose answer is expected; nobody's in particular when somebody signs in.
    pub officer: Option<OfficerId>,
    /// The challenge.
    pub challenge: Vec<u8>,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
}

/// Adds a challenge, found by the keyed hash of a secret that the browser keeps.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    ceremony: &StoredCeremony,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO office_ceremony (secret_hash, kind, officer_id, challenge, expires_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)"
        ),
        &[
            &secret_hash,
            &ceremony.kind.as_str(),
            &ceremony.officer,
            &ceremony.challenge,
            &ceremony.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// Takes a challenge away and gives it, unless its time has passed: a second answer finds none.
///
/// # Errors
/// [`StoreError`].
pub fn take(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<StoredCeremony>, StoreError> {
    let taken = tx.query_opt(
        sql!(
            "DELETE FROM office_ceremony WHERE secret_hash = $1 \
             RETURNING kind, officer_id, challenge, expires_at"
        ),
        &[&secret_hash],
        |row| {
            let kind: String = row.get(0)?;
            Ok(StoredCeremony {
                kind: CeremonyKind::from_word(&kind)
                    .ok_or_else(|| decode("office_ceremony.kind"))?,
                officer: row.get(1)?,
                challenge: row.get(2)?,
                expires_at: row.get(3)?,
            })
        },
    )?;
    Ok(taken.filter(|ceremony| now < ceremony.expires_at))
}
