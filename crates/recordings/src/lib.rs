//! Recordings on disk, in the form of `docs/specs/recording.md`.
//!
//! | module | what it holds |
//! |---|---|
//! | [`writer`] | [`SealedWriter`]: writes one recording, chunk by chunk, and goes on after a crash |
//! | [`folder`] | [`RecordingFolder`]: opens, finishes and removes recordings |
//! | `form` | the bytes: heading, records |
//! | `walk` | reading a file record by record, checking the chain |
//! | `open` | a recording that was opened: any range of its content |
//!
//! What a recording *contains* is not known here: a call's picture and sound today.
//!
//! *Architecture invariants:* no byte of content reaches the disk unsealed; nothing is given out
//! of a record that did not open; a key is held by whoever was handed it and never written.

mod folder;
mod form;
mod open;
mod walk;
mod writer;

pub use folder::RecordingFolder;
pub use form::MAX_CHUNK;
pub use writer::SealedWriter;
