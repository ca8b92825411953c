//! Signed notes and the keys that verify them (C2SP `signed-note`).
//!
//! ```text
//! a text that ends in a newline
//!
//! — key-name base64(key id ‖ signature)
//! ```

use std::{fmt, str::FromStr};

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Bytes of the longest note that is read: sixteen post-quantum signatures of 5 kB, and a text.
pub const MAX_NOTE: usize = 128 * 1024;

/// Signatures that a note may carry; the standard asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

/// Type of an Ed25519 signature.
const ED25519_TYPE: u8 = 0x01;

/// A public key under a name: it verifies the notes of whoever has the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    public_key: [u8; 32],
}

/// Why a text is no verifier key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// Not `name+id+key`.
    #[error("a verifier key is `name+id+key`")]
    Syntax,
    /// The name is empty, or has a space or a plus sign.
    #[error("the name of a key is not empty and has neither spaces nor plus signs")]
    Name,
    /// Not an Ed25519 key.
    #[error("only Ed25519 keys are known here")]
    Kind,
    /// The id is that of another name or key.
    #[error("the id of the key does not fit its name and bytes")]
    Id,
}

impl VerifierKey {
    /// An Ed25519 key (32 bytes, RFC 8032) under a name.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`].
    pub fn ed25519(name: &str, public_key: [u8; 32]) -> Result<Self, VerifierKeyError> {
        if !is_key_name(name) {
            return Err(VerifierKeyError::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            id: key_id(name, &public_key),
            public_key,
        })
    }

    /// Its name; for a log, the log's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of a hash of name and key. It names a key, and proves nothing.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.public_key)
            .verify(text.as_bytes(), signature)
            .is_ok()
    }
}

/// `name+id+key`: id in hexadecimal, key in base64 with its type before it.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[ED25519_TYPE], self.public_key.as_slice()].concat();
        write!(
            f,
            "{}+{:08x}+{}",
            self.name,
            self.id,
            STANDARD.encode(typed)
        )
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    fn from_str(text: &str) -> Result<Self, VerifierKeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(VerifierKeyError::Syntax);
        };
        let typed = STANDARD.decode(key).map_err(|_| VerifierKeyError::Syntax)?;
        let Some((&ED25519_TYPE, key)) = typed.split_first() else {
            return Err(VerifierKeyError::Kind);
        };
        let key = Self::ed25519(name, key.try_into().map_err(|_| VerifierKeyError::Kind)?)?;
        if id == format!("{:08x}", key.id) {
            Ok(key)
        } else {
            Err(VerifierKeyError::Id)
        }
    }
}

fn key_id(name: &str, public_key: &[u8; 32]) -> u32 {
    let input = [name.as_bytes(), &[b'\n', ED25519_TYPE], public_key].concat();
    let hash = digest(&SHA256, &input);
    hash.as_ref()
        .first_chunk()
        .map_or(0, |first| u32::from_be_bytes(*first))
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c.is_control())
}

/// One signature under a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

/// A text with signatures, of which nothing is known until [`SignedNote::verified_by`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// Why bytes are no signed note, or none that can be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a text of lines, a blank line and lines of signatures, or too long.
    #[error("not a signed note")]
    Syntax,
    /// None of the signatures is by a key that is trusted.
    #[error("the note has no signature by a trusted key")]
    NoTrustedSignature,
    /// A signature in the name of a trusted key is not by it.
    #[error("the signature in the name of {0} is false")]
    FalseSignature(String),
}

impl SignedNote {
    /// A text (which ends in a newline) with the signature that the key's owner made over it.
    #[must_use]
    pub fn new(text: String, key: &VerifierKey, signature: Vec<u8>) -> Self {
        let signature = NoteSignature {
            name: key.name.clone(),
            id: key.id,
            bytes: signature,
        };
        Self {
            text,
            signatures: vec![signature],
        }
    }

    /// Reads a note; believes nothing.
    ///
    /// # Errors
    /// [`NoteError::Syntax`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Syntax)?;
        let forbidden = |c: char| c < ' ' && c != '\n';
        if note.len() > MAX_NOTE || note.contains(forbidden) {
            return Err(NoteError::Syntax);
        }
        // The last empty line parts the text from the signatures.
        let middle = note.rfind("\n\n").ok_or(NoteError::Syntax)?;
        let (text, rest) = note.split_at(middle + 1);
        let lines = rest
            .strip_prefix('\n')
            .and_then(|rest| rest.strip_suffix('\n'));
        let signatures = lines
            .ok_or(NoteError::Syntax)?
            .split('\n')
            .map(|line| read_signature(line).ok_or(NoteError::Syntax))
            .take(MAX_SIGNATURES + 1)
            .collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::Syntax);
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The text, to be ignored until a signature was verified.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first of the trusted keys that signed. Signatures by unknown keys are ignored; a false
    /// one in the name and with the id of a trusted key spoils the whole note.
    ///
    /// # Errors
    /// [`NoteError::NoTrustedSignature`], [`NoteError::FalseSignature`].
    pub fn verified_by<'k>(
        &self,
        trusted: &'k [VerifierKey],
    ) -> Result<&'k VerifierKey, NoteError> {
        let mut found = None;
        for signature in &self.signatures {
            let owner = |key: &&VerifierKey| key.id == signature.id && key.name == signature.name;
            let Some(key) = trusted.iter().find(owner) else {
                continue;
            };
            if !key.verifies(&self.text, &signature.bytes) {
                return Err(NoteError::FalseSignature(key.name.clone()));
            }
            found = found.or(Some(key));
        }
        found.ok_or(NoteError::NoTrustedSignature)
    }
}

fn read_signature(line: &str) -> Option<NoteSignature> {
    let (name, blob) = line.strip_prefix("— ")?.split_once(' ')?;
    let blob = STANDARD.decode(blob).ok()?;
    let (id, bytes) = blob.split_first_chunk::<4>()?;
    (is_key_name(name) && !bytes.is_empty()).then(|| NoteSignature {
        name: name.to_owned(),
        id: u32::from_be_bytes(*id),
        bytes: bytes.to_vec(),
    })
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let blob = [&signature.id.to_be_bytes(), signature.bytes.as_slice()].concat();
            writeln!(f, "— {} {}", signature.name, STANDARD.encode(blob))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    /// Wycheproof's vectors, those whose message can be the text of a note. Where they come from
    /// is said at the head of the file.
    #[test]
    fn signatures_are_judged_as_wycheproof_does() {
        let vectors = include_str!("../../fuzz/vectors/ed25519.txt");
        let (mut key, mut judged) = (None, 0);
        for line in vectors.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            let bytes = |at: usize| URL_SAFE_NO_PAD.decode(words[at]).unwrap();
            if words[0] == "k" {
                let point = bytes(1).try_into().unwrap();
                key = Some(VerifierKey::ed25519("log.example", point).unwrap());
                continue;
            }
            let Ok(text) = String::from_utf8(bytes(2)) else {
                continue;
            };
            judged += 1;
            let accepted = key.as_ref().unwrap().verifies(&text, &bytes(3));
            assert_eq!(accepted, words[0] == "+", "{}", words[1]);
        }
        assert!(judged > 60, "{judged}");
    }
}
