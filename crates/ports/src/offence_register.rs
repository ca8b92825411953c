//! The register of offences: what the certificate attests.

pub use model::offence::{Conviction, OffenceEntry, Subject};
use vocab::OffenceEntryId;

use crate::BoxFuture;

/// The register did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the register of offences did not answer")]
pub struct RegisterUnavailable(#[source] pub Option<Box<dyn std::error::Error + Send + Sync>>);

/// Reads the register of offences.
pub trait OffenceRegister: Send + Sync {
    /// Entries that may concern the subject: those with the same number, the same normalised
    /// name and a compatible birth date, or the same parents and a compatible birth date.
    /// The decision is not made here (`model::matching`).
    ///
    /// # Errors
    /// [`RegisterUnavailable`] when the register cannot be asked; try again later.
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, RegisterUnavailable>>;

    /// One entry by its id.
    ///
    /// # Errors
    /// [`RegisterUnavailable`] when the register cannot be asked; try again later.
    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, RegisterUnavailable>>;
}
