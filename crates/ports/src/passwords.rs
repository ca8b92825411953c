//! Hashing of passwords: slow on purpose, and therefore behind a queue that can be full.

use model::password::PasswordHash;
use vocab::{ActivationCode, Password, PersonId};

use crate::{BoxFuture, sealing::KeyedHash};

/// Why nothing was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// More people wait than can be served in reasonable time: come back.
    #[error("too many passwords wait to be hashed")]
    Busy {
        /// Seconds after which the queue will have moved on.
        retry_after_s: u32,
    },
    /// What was kept is no hash of ours.
    #[error("a stored password hash cannot be read")]
    Damaged,
}

/// What comparing a password gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Another password, or there was nothing to compare with.
    Wrong,
    /// The password.
    Right,
    /// The password, and parameters have been raised since it was hashed: keep this hash instead.
    RightButOld(PasswordHash),
}

/// Hashes passwords and compares them. A hash belongs to its person: moved to another row it is of
/// no use.
pub trait PasswordHasher: Send + Sync {
    /// Hashes a password.
    ///
    /// # Errors
    /// [`HashError::Busy`].
    fn hash(
        &self,
        person: PersonId,
        password: &Password,
    ) -> BoxFuture<'static, Result<PasswordHash, HashError>>;

    /// Compares a password with the one kept. Without one the same work is done over one that
    /// nobody has, so that a stopwatch does not tell who has a password (invariant 11).
    ///
    /// # Errors
    /// [`HashError`].
    fn verify(
        &self,
        person: PersonId,
        password: &Password,
        kept: Option<PasswordHash>,
    ) -> BoxFuture<'static, Result<Verdict, HashError>>;

    /// Is it one of these?
    ///
    /// # Errors
    /// [`HashError`].
    fn is_one_of(
        &self,
        person: PersonId,
        password: &Password,
        kept: Vec<PasswordHash>,
    ) -> BoxFuture<'static, Result<bool, HashError>>;

    /// Is it on the administration's own list of breached passwords? Where there is no such list,
    /// or it cannot be read, it is not; the short list of common ones is the policy's own.
    ///
    /// # Errors
    /// [`HashError::Busy`].
    fn is_breached(&self, password: &Password) -> BoxFuture<'static, Result<bool, HashError>>;
}

/// How an activation code is kept: bound to its person, so that it opens nobody else's password.
#[must_use]
pub fn activation_hash(
    hashes: &dyn KeyedHash,
    person: PersonId,
    code: &ActivationCode,
) -> [u8; 32] {
    let mut material = person.as_bytes().to_vec();
    material.extend_from_slice(code.as_str().as_bytes());
    hashes.hash("activation.code", &material)
}
