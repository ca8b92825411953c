//! Applications that the machine could not decide.

pub(crate) mod decide;
pub(crate) mod history;
pub(crate) mod list_cases;
pub(crate) mod open_case;

use model::{matching::MatchOutcome, offence::OffenceEntry};
use ports::offence_register::{OffenceRegister, RegisterUnavailable};
use vocab::OffenceEntryId;

/// Why somebody must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewReason {
    /// An entry has the person's own number.
    OwnNumber,
    /// An entry may be about the person: a homonym, or the same parents.
    PossibleMatch,
    /// The civil register did not confirm the person when it was asked after sending.
    Unidentified,
}

impl ReviewReason {
    fn of(outcome: Option<&MatchOutcome>) -> Self {
        match outcome {
            Some(MatchOutcome::Certain(_)) => Self::OwnNumber,
            Some(MatchOutcome::Possible(_)) => Self::PossibleMatch,
            Some(MatchOutcome::None | MatchOutcome::Unidentified) | None => Self::Unidentified,
        }
    }
}

/// The entries that still count: gone and cancelled ones do not (RD 1110/2015 art. 10).
async fn entries_in_force(
    register: &dyn OffenceRegister,
    ids: &[OffenceEntryId],
) -> Result<Vec<OffenceEntry>, RegisterUnavailable> {
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        let entry = register.entry(*id).await?;
        entries.extend(entry.filter(|entry| !entry.conviction.cancelled));
    }
    Ok(entries)
}
