//! Signatures of authorities over status answers and lists.

use rustls_pki_types::SignatureVerificationAlgorithm;

use crate::{
    Malformed,
    der::{self, Reader},
};

/// Whether `signature` over `message` was made by the key, in one of the ways in which
/// certificates may be signed too: ECDSA, Ed25519 and RSA from 2,048 bits, SHA-256 and longer.
///
/// `key` is a `SubjectPublicKeyInfo`, `algorithm` the content of an `AlgorithmIdentifier`.
pub(crate) fn is_by(key: &[u8], algorithm: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok((kind, bits)) = public_key(key) else {
        return false;
    };
    webpki::ALL_VERIFICATION_ALGS
        .iter()
        .filter(|known| fits(**known, kind, algorithm))
        .any(|known| known.verify_signature(bits, message, signature).is_ok())
}

fn fits(known: &dyn SignatureVerificationAlgorithm, kind: &[u8], algorithm: &[u8]) -> bool {
    known.public_key_alg_id().as_ref() == kind && known.signature_alg_id().as_ref() == algorithm
}

/// Content of the algorithm identifier of a `SubjectPublicKeyInfo`, and the key.
pub(crate) fn public_key(key: &[u8]) -> Result<(&[u8], &[u8]), Malformed> {
    let mut info = Reader::only_sequence(key)?;
    let kind = info.expect(der::SEQUENCE)?;
    let bits = der::bits(info.expect(der::BIT_STRING)?)?;
    info.done()?;
    Ok((kind, bits))
}
