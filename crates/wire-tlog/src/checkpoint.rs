//! Checkpoints (C2SP `tlog-checkpoint`): how many entries a log has and the root over them.

use std::fmt;

use crate::{
    hash::TreeHash,
    note::{NoteError, SignedNote, VerifierKey},
};

/// The state of a log. Shown as the text that is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over them.
    pub root: TreeHash,
    /// Further lines, which no monitor can check.
    pub extensions: Vec<String>,
}

/// Why bytes are no checkpoint, or none that can be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note, or not signed by a trusted key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text of the note is no checkpoint.
    #[error("the note is not a checkpoint")]
    Syntax,
    /// A trusted key signed for another log.
    #[error("the checkpoint is of the log {found}, and the key is that of {expected}")]
    OtherOrigin {
        /// The log that the checkpoint names.
        found: String,
        /// The name of the key.
        expected: String,
    },
}

impl Checkpoint {
    /// Reads the text of a checkpoint; believes nothing.
    ///
    /// # Errors
    /// [`CheckpointError::Syntax`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        read(text).ok_or(CheckpointError::Syntax)
    }

    /// Reads a signed checkpoint and returns it if and only if one of the trusted keys signed it
    /// and has the log's origin as its name.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn open(note: &[u8], trusted: &[VerifierKey]) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(note)?;
        let key = note.verified_by(trusted)?;
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin == key.name() {
            return Ok(checkpoint);
        }
        Err(CheckpointError::OtherOrigin {
            found: checkpoint.origin,
            expected: key.name().to_owned(),
        })
    }
}

fn read(text: &str) -> Option<Checkpoint> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let origin = lines.next()?.to_owned();
    let size = decimal(lines.next()?)?;
    let root = TreeHash::parse(lines.next()?)?;
    let extensions: Vec<String> = lines.map(str::to_owned).collect();
    let filled = !origin.is_empty() && extensions.iter().all(|line| !line.is_empty());
    filled.then_some(Checkpoint {
        origin,
        size,
        root,
        extensions,
    })
}

/// A decimal number without leading zeros and without a sign.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = plain && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| canonical)
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}
