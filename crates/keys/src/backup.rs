//! The sealed stream of a backup: nothing in it can be read, changed, cut or put in another order
//! without the key-encryption key.
//!
//! ```text
//! aldaba-backup 1
//! {"kek":"0123456789abcdef","key":"AQ…","made_at":"2026-11-22T03:00:00Z"}
//! chunk · chunk · … · last chunk
//! ```
//!
//! Each backup has a key of its own, wrapped by the key-encryption key, which itself is never in
//! a backup. The chunks are sealed with AES-256-GCM under a key derived from it and from the
//! digest of the heading; the nonce is the number of the chunk and whether it is the last, as in
//! the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance", 2015). Memory is one chunk, whatever the length.

use std::io::{self, Read, Write};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use vocab::Timestamp;
use zeroize::Zeroizing;

use crate::derive::Root;
use crate::kek::{KekId, KeyEncryptionKey, UnwrapError};
use crate::random;

/// First line.
const MAGIC: &[u8] = b"aldaba-backup 1\n";
/// What the wrapped key of a backup is bound to.
const CONTEXT: &str = "backup-key";
/// Plain bytes of every chunk but the last.
const CHUNK: usize = 64 << 10;
/// AES-GCM's tag.
const TAG: usize = 16;
/// Longest second line.
const LONGEST_HEADING: usize = 4096;

/// What can be known about a backup without any key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    /// Id of the key-encryption key that opens it.
    kek: String,
    /// The backup's own key, wrapped; base64.
    key: String,
    made_at: Timestamp,
}

/// Why a backup does not open.
#[derive(Debug, thiserror::Error)]
pub enum BackupOpenError {
    /// The file is something else.
    #[error("this is not a backup of Aldaba, or its beginning was changed")]
    NotABackup,
    /// Another key-encryption key sealed it.
    #[error(
        "the backup was sealed under the key-encryption key {sealed_by}, but the one configured \
         is {given}: configure the former"
    )]
    OtherKey {
        /// Id of the key that opens it.
        sealed_by: String,
        /// Id of the key given.
        given: KekId,
    },
    /// It could not be read.
    #[error("the backup cannot be read")]
    Unreadable(#[from] io::Error),
}

/// What is wrong with the stream. Found inside an [`io::Error`] of kind `InvalidData`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedStreamError {
    /// Bytes were changed, or moved.
    #[error("the backup was changed or is damaged, {at} bytes behind its heading")]
    Changed {
        /// Where the chunk that does not open begins.
        at: u64,
    },
    /// The end is missing.
    #[error("the backup was cut: its end is missing")]
    Cut,
}

/// Seals what is written to it. Without [`BackupSeal::finish`] the backup lacks its end, and no
/// reader takes it.
pub struct BackupSeal<W> {
    out: W,
    key: LessSafeKey,
    chunk: Vec<u8>,
    number: u64,
}

impl<W> std::fmt::Debug for BackupSeal<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BackupSeal(chunk {})", self.number)
    }
}

impl<W: Write> BackupSeal<W> {
    /// Writes the heading, with a fresh key that `kek` wraps.
    ///
    /// # Errors
    /// What `out` says.
    pub fn start(mut out: W, kek: &KeyEncryptionKey, made_at: Timestamp) -> io::Result<Self> {
        let key = Zeroizing::new(random::bytes::<32>());
        let heading = Heading {
            kek: kek.id().to_string(),
            key: STANDARD.encode(kek.wrap(CONTEXT, key.as_slice())),
            made_at,
        };
        let heading = serde_json::to_vec(&heading)?;
        out.write_all(MAGIC)?;
        out.write_all(&heading)?;
        out.write_all(b"\n")?;
        Ok(Self {
            out,
            key: stream_key(&key, &heading),
            chunk: Vec::with_capacity(CHUNK + TAG),
            number: 0,
        })
    }

    /// Writes the last chunk.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = nonce(self.number, last);
        self.key
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut self.chunk)
            .map_err(|_| io::Error::other("a chunk could not be sealed"))?;
        self.out.write_all(&self.chunk)?;
        self.chunk.clear();
        self.number += 1;
        Ok(())
    }
}

impl<W: Write> Write for BackupSeal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more follows: the last one is sealed as such.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend(bytes.iter().take(taken));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads what [`BackupSeal`] wrote; no byte is given before its chunk was found to be whole.
pub struct BackupOpening<R> {
    input: R,
    key: LessSafeKey,
    made_at: Timestamp,
    /// Sealed bytes that were read and not opened: one chunk, and one byte to see what follows.
    sealed: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
    number: u64,
    over: bool,
}

impl<R> std::fmt::Debug for BackupOpening<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BackupOpening(chunk {})", self.number)
    }
}

impl<R: Read> BackupOpening<R> {
    /// Reads the heading and opens the backup's key.
    ///
    /// # Errors
    /// [`BackupOpenError`].
    pub fn open(mut input: R, kek: &KeyEncryptionKey) -> Result<Self, BackupOpenError> {
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic).map_err(not_a_backup)?;
        if magic != *MAGIC {
            return Err(BackupOpenError::NotABackup);
        }
        let line = read_line(&mut input)?;
        let heading: Heading =
            serde_json::from_slice(&line).map_err(|_| BackupOpenError::NotABackup)?;
        let wrapped = STANDARD
            .decode(&heading.key)
            .map_err(|_| BackupOpenError::NotABackup)?;
        let key = kek.unwrap(CONTEXT, &wrapped).map_err(|error| match error {
            UnwrapError::OtherKey(Some(id)) => BackupOpenError::OtherKey {
                sealed_by: id.to_string(),
                given: kek.id(),
            },
            UnwrapError::OtherKey(None) | UnwrapError::Tampered => BackupOpenError::NotABackup,
        })?;
        let key = key
            .as_slice()
            .try_into()
            .map_err(|_| BackupOpenError::NotABackup)?;
        Ok(Self {
            input,
            key: stream_key(key, &line),
            made_at: heading.made_at,
            sealed: Vec::with_capacity(CHUNK + TAG + 1),
            plain: Zeroizing::default(),
            given: 0,
            number: 0,
            over: false,
        })
    }

    /// When the backup was made.
    pub fn made_at(&self) -> Timestamp {
        self.made_at
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let whole = CHUNK + TAG;
        let wanted = u64::try_from(whole + 1 - self.sealed.len()).unwrap_or(0);
        (&mut self.input)
            .take(wanted)
            .read_to_end(&mut self.sealed)?;
        let last = self.sealed.len() <= whole;
        let next = self.sealed.get(whole..).unwrap_or_default().to_vec();
        self.sealed.truncate(whole);
        match self.open_chunk(last) {
            Some(plain) => self.plain = plain,
            // The chunk is right, but it was not the last one when it was written.
            None if last && self.open_chunk(false).is_some() => {
                return Err(wrong(SealedStreamError::Cut));
            }
            None => {
                let chunk = u64::try_from(whole).unwrap_or(u64::MAX);
                let at = self.number.saturating_mul(chunk);
                return Err(wrong(SealedStreamError::Changed { at }));
            }
        }
        self.given = 0;
        self.number += 1;
        self.over = last;
        self.sealed = next;
        Ok(())
    }

    fn open_chunk(&self, last: bool) -> Option<Zeroizing<Vec<u8>>> {
        let mut text = Zeroizing::new(self.sealed.clone());
        let opened = self
            .key
            .open_in_place(nonce(self.number, last), Aad::empty(), &mut text);
        let length = opened.ok()?.len();
        text.truncate(length);
        Some(text)
    }
}

impl<R: Read> Read for BackupOpening<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() {
            if self.over {
                return Ok(0);
            }
            self.next_chunk()?;
        }
        let rest = self.plain.get(self.given..).unwrap_or_default();
        let given = rest.len().min(out.len());
        out.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.given += given;
        Ok(given)
    }
}

fn stream_key(key: &[u8; 32], heading: &[u8]) -> LessSafeKey {
    let digest = digest::digest(&digest::SHA256, heading);
    let digits: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let key = Root::new(key).key("backup/", &digits);
    // Cannot fail: AES-256 takes any 32 bytes.
    let key = UnboundKey::new(&AES_256_GCM, key.as_slice()).expect("32 bytes are an AES-256 key");
    LessSafeKey::new(key)
}

/// Number of the chunk (11 bytes, big endian), 1 for the last one. The key is used for one stream
/// only, so that no nonce comes twice.
fn nonce(number: u64, last: bool) -> Nonce {
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    Nonce::assume_unique_for_key([0, 0, 0, a, b, c, d, e, f, g, h, u8::from(last)])
}

fn read_line(input: &mut impl Read) -> Result<Vec<u8>, BackupOpenError> {
    let mut line = Vec::new();
    let mut byte = [0];
    while line.len() < LONGEST_HEADING {
        input.read_exact(&mut byte).map_err(not_a_backup)?;
        match byte {
            [b'\n'] => return Ok(line),
            [other] => line.push(other),
        }
    }
    Err(BackupOpenError::NotABackup)
}

fn not_a_backup(error: io::Error) -> BackupOpenError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => BackupOpenError::NotABackup,
        _ => BackupOpenError::Unreadable(error),
    }
}

fn wrong(error: SealedStreamError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn made_at() -> Timestamp {
        "2026-11-22T03:00:00Z".parse().unwrap()
    }

    fn sealed(kek: &KeyEncryptionKey, plain: &[u8]) -> Vec<u8> {
        let mut seal = BackupSeal::start(Vec::new(), kek, made_at()).unwrap();
        seal.write_all(plain).unwrap();
        seal.finish().unwrap()
    }

    fn opened(kek: &KeyEncryptionKey, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        BackupOpening::open(bytes, kek)
            .map_err(io::Error::other)?
            .read_to_end(&mut plain)?;
        Ok(plain)
    }

    fn what(error: &io::Error) -> Option<SealedStreamError> {
        error.get_ref()?.downcast_ref().copied()
    }

    #[test]
    fn opens_to_the_same_bytes_whatever_the_length() {
        let kek = KeyEncryptionKey::ephemeral();
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5] {
            let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let bytes = sealed(&kek, &plain);
            assert!(opened(&kek, &bytes).unwrap() == plain, "{length}");
            let opening = BackupOpening::open(bytes.as_slice(), &kek).unwrap();
            assert_eq!(opening.made_at(), made_at());
        }
    }

    #[test]
    fn a_changed_byte_is_refused_wherever_it_is() {
        let kek = KeyEncryptionKey::ephemeral();
        let bytes = sealed(&kek, &vec![7; CHUNK + 100]);
        // Every byte of the heading, and a few of each chunk with both of their ends.
        let chunks = bytes.len() - (CHUNK + 100 + 2 * TAG);
        let some = (chunks..bytes.len()).filter(|at| (at - chunks).is_multiple_of(997));
        let places: Vec<usize> = (0..chunks).chain(some).chain([bytes.len() - 1]).collect();
        for at in places {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(opened(&kek, &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_cut_is_refused_and_called_so_at_the_end_of_a_chunk() {
        let kek = KeyEncryptionKey::ephemeral();
        let bytes = sealed(&kek, &vec![7; 2 * CHUNK + 10]);
        let chunks = bytes.len() - (2 * CHUNK + 10 + 3 * TAG);
        for end in (0..bytes.len())
            .filter(|end| end.is_multiple_of(1_009))
            .chain([bytes.len() - 1])
        {
            assert!(opened(&kek, &bytes[..end]).is_err(), "cut at {end}");
        }
        let at_the_border = &bytes[..chunks + 2 * (CHUNK + TAG)];
        let error = opened(&kek, at_the_border).unwrap_err();
        assert_eq!(what(&error), Some(SealedStreamError::Cut));
        // A writer that died leaves the same.
        let mut seal = BackupSeal::start(Vec::new(), &kek, made_at()).unwrap();
        seal.write_all(&vec![7; CHUNK + 1]).unwrap();
        let error = opened(&kek, &seal.out).unwrap_err();
        assert_eq!(what(&error), Some(SealedStreamError::Cut));
    }

    #[test]
    fn chunks_in_another_order_or_from_another_backup_are_refused() {
        let kek = KeyEncryptionKey::ephemeral();
        let (one, other) = (vec![1; 3 * CHUNK], vec![2; 3 * CHUNK]);
        let (one, other) = (sealed(&kek, &one), sealed(&kek, &other));
        let start = one.len() - (3 * (CHUNK + TAG));
        let chunk = |bytes: &[u8], n: usize| {
            bytes[start + n * (CHUNK + TAG)..start + (n + 1) * (CHUNK + TAG)].to_vec()
        };
        let swapped = [
            &one[..start],
            &chunk(&one, 1),
            &chunk(&one, 0),
            &chunk(&one, 2),
        ]
        .concat();
        let error = opened(&kek, &swapped).unwrap_err();
        assert_eq!(what(&error), Some(SealedStreamError::Changed { at: 0 }));
        let mixed = [
            &one[..start],
            &chunk(&one, 0),
            &chunk(&other, 1),
            &chunk(&one, 2),
        ]
        .concat();
        let at = u64::try_from(CHUNK + TAG).unwrap();
        let error = opened(&kek, &mixed).unwrap_err();
        assert_eq!(what(&error), Some(SealedStreamError::Changed { at }));
        let longer = [one.as_slice(), &[0]].concat();
        assert!(opened(&kek, &longer).is_err());
    }

    #[test]
    fn another_key_encryption_key_is_told_by_its_id() {
        let (ours, other) = (KeyEncryptionKey::ephemeral(), KeyEncryptionKey::ephemeral());
        let bytes = sealed(&ours, b"rows");
        let error = BackupOpening::open(bytes.as_slice(), &other).unwrap_err();
        let (ours, other) = (ours.id().to_string(), other.id().to_string());
        let text = error.to_string();
        assert!(text.contains(&ours) && text.contains(&other), "{text}");
        let error = BackupOpening::open(&b"a text"[..], &KeyEncryptionKey::ephemeral());
        assert!(matches!(error, Err(BackupOpenError::NotABackup)));
    }
}
