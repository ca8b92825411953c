//! Unassisted video identification (`UnassistedVideoProofing`): a person takes pictures of the
//! document and a film of the face without anybody looking; an officer reviews them later
//! (Orden ETD/465/2021 art. 4 and 11, `domain/facts.md` B.0.1 and B.7).
//!
//! | module | what |
//! |---|---|
//! | [`state`] | where an attempt stands, and what moves it |
//! | [`dossier`] | what is known of an attempt, and which step comes next |
//! | [`checks`] | what a machine established, and what a human must |
//! | [`film`] | the film of the face: actions, code, pieces |
//! | [`queue`] | which attempt is reviewed first, and until when |
//! | [`rules`] | what an administration decides |
//!
//! *Architecture invariants:* the basic level at once needs a [`checks::Cleared`], which only a
//! report without a fault makes; the advanced level needs a [`checks::Convinced`], which only a
//! reviewer's answers make. No machine here looks at a face.

pub mod checks;
pub mod dossier;
pub mod film;
pub mod queue;
pub mod rules;
pub mod state;

pub use checks::{
    AutoCheck, AutoReport, AutoResult, Cleared, Convinced, HumanCheck, Obstacle, ZoneRead, examine,
};
pub use dossier::{Dossier, Note, Side, SideKind, Step};
pub use film::{Film, FilmFault, FilmKept};
pub use queue::{QueuePlace, Risk};
pub use rules::UnattendedRules;
pub use state::{AttemptState, NotPossible};
