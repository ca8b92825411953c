//! Subject identifiers (OpenID Connect Core §8).
//!
//! A pairwise subject is a keyed hash of sector and person: the same for the clients of one
//! sector, different between sectors, and of no use without the key to find the person. It
//! hangs on the person's internal id, so that it survives a change of number or name.

use crate::client::{ClientRegistration, SubjectType};
use crate::encoding::to_base64url;

/// First byte sequence of the derivation, so that the same key serves nothing else by
/// accident and a later scheme can differ.
const DOMAIN: &[u8] = b"aldaba subject v1";

/// The client has no sector from which a pairwise subject could be derived. A registration
/// without faults never causes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the client has no sector for its pairwise subjects")]
pub struct SectorMissing;

/// The subject of a person for a client.
///
/// `person` is the person's internal id; `keyed_hash` is HMAC-SHA-256 or the like under a key
/// that never changes (changing it gives everybody a new subject everywhere). The result has
/// 43 characters of base64url.
///
/// # Errors
/// [`SectorMissing`].
pub fn derive(
    client: &ClientRegistration,
    person: &[u8; 16],
    keyed_hash: impl FnOnce(&[u8]) -> [u8; 32],
) -> Result<String, SectorMissing> {
    let input = match client.subject_type {
        SubjectType::Pairwise => {
            let sector = client.sector().ok_or(SectorMissing)?;
            derivation_input(1, sector.as_bytes(), person)
        }
        SubjectType::Public => derivation_input(2, b"", person),
    };
    Ok(to_base64url(&keyed_hash(&input)))
}

/// Domain, kind, length of the sector, sector, person: no two different tuples give the same
/// bytes.
fn derivation_input(kind: u8, sector: &[u8], person: &[u8; 16]) -> Vec<u8> {
    let length = (sector.len() as u64).to_be_bytes();
    [DOMAIN, &[kind], &length, sector, person].concat()
}
