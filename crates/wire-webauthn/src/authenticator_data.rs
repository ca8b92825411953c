//! Authenticator data (WebAuthn §6.1).

use minicbor::Decoder;

use crate::cose::{CoseKey, CoseKeyError};
use crate::encoding::{map_entries, skip};
use crate::limits;

/// What the authenticator says about the ceremony, and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatorData {
    /// SHA-256 of the relying party's id.
    pub rp_id_hash: [u8; 32],
    /// The flags.
    pub flags: Flags,
    /// The signature counter; zero if the authenticator keeps none.
    pub sign_count: u32,
    /// The new credential; present when one was made.
    pub attested: Option<AttestedCredential>,
}

/// The flags of authenticator data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// UP: somebody touched the authenticator.
    #[must_use]
    pub const fn user_present(self) -> bool {
        self.0 & 0x01 != 0
    }

    /// UV: the authenticator recognised its owner (PIN, finger, face).
    #[must_use]
    pub const fn user_verified(self) -> bool {
        self.0 & 0x04 != 0
    }

    /// BE: the credential may be copied to other devices (a synced passkey).
    #[must_use]
    pub const fn backup_eligible(self) -> bool {
        self.0 & 0x08 != 0
    }

    /// BS: the credential is copied now.
    #[must_use]
    pub const fn backed_up(self) -> bool {
        self.0 & 0x10 != 0
    }

    /// AT: a new credential follows.
    #[must_use]
    pub const fn has_attested_credential(self) -> bool {
        self.0 & 0x40 != 0
    }

    /// ED: extension outputs follow.
    #[must_use]
    pub const fn has_extensions(self) -> bool {
        self.0 & 0x80 != 0
    }
}

/// A credential that was just made (§6.5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestedCredential {
    /// The make of the authenticator; zeros if it does not say.
    pub aaguid: [u8; 16],
    /// The credential's id.
    pub credential_id: Vec<u8>,
    /// The credential's public key.
    pub public_key: CoseKey,
}

/// Why authenticator data was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticatorDataError {
    /// Too short, or something follows the end.
    #[error("the authenticator data has the wrong length")]
    Length,
    /// The credential id is empty or longer than [`limits::CREDENTIAL_ID_BYTES`].
    #[error("the credential id has the wrong length")]
    CredentialId,
    /// The public key cannot be used.
    #[error("the credential's public key cannot be used")]
    PublicKey(#[source] CoseKeyError),
    /// The extension outputs are not a CBOR map within the limits.
    #[error("the extension outputs are malformed")]
    Extensions,
    /// BS without BE, which §6.1.3 forbids.
    #[error("backed up, but not eligible for it")]
    BackupFlags,
}

impl AuthenticatorData {
    /// Reads authenticator data, all of it.
    ///
    /// # Errors
    /// See [`AuthenticatorDataError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, AuthenticatorDataError> {
        let (rp_id_hash, rest) = take::<32>(bytes)?;
        let ([flags], rest) = take::<1>(rest)?;
        let (sign_count, rest) = take::<4>(rest)?;
        let flags = Flags(flags);
        if flags.backed_up() && !flags.backup_eligible() {
            return Err(AuthenticatorDataError::BackupFlags);
        }
        let (attested, rest) = if flags.has_attested_credential() {
            let (attested, rest) = AttestedCredential::split(rest)?;
            (Some(attested), rest)
        } else {
            (None, rest)
        };
        let rest = if flags.has_extensions() {
            after_extensions(rest)?
        } else {
            rest
        };
        if !rest.is_empty() {
            return Err(AuthenticatorDataError::Length);
        }
        Ok(Self {
            rp_id_hash,
            flags,
            sign_count: u32::from_be_bytes(sign_count),
            attested,
        })
    }
}

impl AttestedCredential {
    fn split(bytes: &[u8]) -> Result<(Self, &[u8]), AuthenticatorDataError> {
        let (aaguid, rest) = take::<16>(bytes)?;
        let (length, rest) = take::<2>(rest)?;
        let length = usize::from(u16::from_be_bytes(length));
        if !(1..=limits::CREDENTIAL_ID_BYTES).contains(&length) {
            return Err(AuthenticatorDataError::CredentialId);
        }
        let (credential_id, rest) = rest
            .split_at_checked(length)
            .ok_or(AuthenticatorDataError::Length)?;
        let mut decoder = Decoder::new(rest);
        let public_key =
            CoseKey::decode(&mut decoder).map_err(AuthenticatorDataError::PublicKey)?;
        let rest = rest.get(decoder.position()..).unwrap_or_default();
        Ok((
            Self {
                aaguid,
                credential_id: credential_id.to_vec(),
                public_key,
            },
            rest,
        ))
    }
}

fn take<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), AuthenticatorDataError> {
    let (taken, rest) = bytes
        .split_first_chunk::<N>()
        .ok_or(AuthenticatorDataError::Length)?;
    Ok((*taken, rest))
}

/// Extension outputs are a map, of which nothing is read: we ask for none that matter here.
fn after_extensions(bytes: &[u8]) -> Result<&[u8], AuthenticatorDataError> {
    let mut decoder = Decoder::new(bytes);
    let entries = map_entries(&mut decoder).map_err(|_| AuthenticatorDataError::Extensions)?;
    for _ in 0..entries * 2 {
        skip(&mut decoder).map_err(|_| AuthenticatorDataError::Extensions)?;
    }
    Ok(bytes.get(decoder.position()..).unwrap_or_default())
}
