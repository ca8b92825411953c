//! A proof of inclusion with the checkpoint that it leads to, as a text that can be checked
//! offline (C2SP `tlog-proof`).

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    checkpoint::decimal,
    hash::TreeHash,
    note::{MAX_NOTE, SignedNote},
};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A path in a tree of 2^64 entries has no more hashes.
const MAX_HASHES: usize = 64;

/// Bytes of the longest text that is read: a note, a path, and something beside them.
const MAX_TEXT: usize = 2 * MAX_NOTE;

/// What proves that an entry is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Anything, authenticated by nothing.
    pub extra: Option<Vec<u8>>,
    /// Position of the entry, from 0.
    pub index: u64,
    /// From the entry's neighbour upwards (RFC 6962 §2.1.1).
    pub hashes: Vec<TreeHash>,
    /// The checkpoint whose root the hashes lead to.
    pub checkpoint: SignedNote,
}

/// A text that is no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a proof in the form of c2sp.org/tlog-proof@v1")]
pub struct ProofFileError;

impl ProofFile {
    /// Reads a proof; believes nothing.
    ///
    /// # Errors
    /// [`ProofFileError`].
    pub fn parse(text: &str) -> Result<Self, ProofFileError> {
        if text.len() > MAX_TEXT {
            return Err(ProofFileError);
        }
        read(text).ok_or(ProofFileError)
    }
}

fn read(text: &str) -> Option<ProofFile> {
    let (head, note) = text.split_once("\n\n")?;
    let mut lines = head.split('\n').peekable();
    if lines.next()? != FIRST_LINE {
        return None;
    }
    let extra = match lines.peek()?.strip_prefix("extra ") {
        None => None,
        Some(blob) => {
            let extra = STANDARD.decode(blob).ok()?;
            lines.next();
            Some(extra)
        }
    };
    let index = decimal(lines.next()?.strip_prefix("index ")?)?;
    let hashes = lines
        .take(MAX_HASHES + 1)
        .map(TreeHash::parse)
        .collect::<Option<Vec<_>>>()?;
    let checkpoint = SignedNote::parse(note.as_bytes()).ok()?;
    (hashes.len() <= MAX_HASHES).then_some(ProofFile {
        extra,
        index,
        hashes,
        checkpoint,
    })
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
