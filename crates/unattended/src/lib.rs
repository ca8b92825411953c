//! Unassisted video identification, the citizen's side: pictures of the document, a film of the
//! face, and what a machine can say of them. An officer reviews it later (`desk`).
//!
//! | step | file | before | after |
//! |---|---|---|---|
//! | [`Unattended::begin`] | `begin.rs` | a flow with the document confirmed, consent given | an attempt |
//! | [`Unattended::capture`] | `capture.rs` | an attempt | a side of the document |
//! | [`Unattended::give_contact`] | `contact.rs` | both sides | phone and e-mail address |
//! | [`Unattended::begin_film`] | `film.rs` | contact | actions are told, a code is on its way |
//! | [`Unattended::add_piece`] | `piece.rs` | a film was begun | a piece of it |
//! | [`Unattended::enter_code`] | `code.rs` | a film was begun | the phone is proven |
//! | [`Unattended::end_film`] | `film_end.rs` | every piece and the code are there | a sealed recording |
//! | [`Unattended::send`] | `send.rs` | everything | in the queue; basic level at once if cleared |
//! | [`Unattended::leave`] | `leave.rs` | not sent | nothing registered |
//! | [`Unattended::sweep`], [`Unattended::forget`] | `sweep.rs` | not sent in time; kept long enough | ended; gone |
//!
//! *Architecture invariants:* nobody is registered here without a
//! [`model::unattended::Cleared`], and nobody looks at a face. Which film a machine could have
//! recorded before is bounded by actions that are drawn for each film and told when it begins.
//!
//! *Not guaranteed:* that the film was made in real time. The time it has, its actions and the
//! code bound it; the reviewer decides.

pub mod attempt;
mod begin;
mod capture;
mod code;
pub mod consent;
mod contact;
mod container;
mod film;
mod film_end;
mod leave;
mod piece;
pub mod reader;
mod register;
mod send;
mod sweep;
mod view;

use std::sync::Arc;

use model::{body::Body, unattended::UnattendedRules};
use ports::{
    civil_register::CivilRegister,
    recordings::{RecordingShelf, RecordingVault},
    sealing::KeyedHash,
};
use registration::Registrar;
use store::Store;
use vocab::{Clock, Entropy};

pub use attempt::AttemptError;
pub use begin::{Begin, BeginError};
pub use capture::{CaptureError, Captured};
pub use code::CodeError;
pub use contact::ContactError;
pub use container::container_of;
pub use film::BeginFilmError;
pub use film_end::EndFilmError;
pub use piece::PieceError;
pub use reader::{DocumentReader, Examined, MrzReader, NotAPicture};
pub use send::{SendError, Sent};
pub use sweep::Forgotten;
pub use view::{AttemptView, FilmView};

/// The use cases over what they need.
pub struct Unattended {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of secrets.
    pub hashes: Arc<dyn KeyedHash>,
    /// Who a number belongs to.
    pub register: Arc<dyn CivilRegister>,
    /// Registration: flows begin there, and end there.
    pub registrar: Arc<Registrar>,
    /// The body whose officers review.
    pub body: Arc<Body>,
    /// What was decided about it.
    pub rules: Arc<UnattendedRules>,
    /// Reads pictures of documents.
    pub reader: Arc<dyn DocumentReader>,
    /// Takes films that are complete.
    pub shelf: Arc<dyn RecordingShelf>,
    /// Opens and removes them.
    pub vault: Arc<dyn RecordingVault>,
}

impl Unattended {
    /// Does this route exist here?
    #[must_use]
    pub fn offered(&self) -> bool {
        self.rules.offered
    }
}
