//! Writes PKCS #12 files (RFC 7292), as browsers and systems import them: one key, its certificate
//! and those above it. The key is encrypted with AES-256-CBC under PBKDF2 with HMAC-SHA-256 (PBES2,
//! RFC 8018), the whole is authenticated with HMAC-SHA-256. For the demonstration only.

use std::num::NonZeroU32;

use aws_lc_rs::{
    cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey},
    digest::{SHA256, digest},
    error::Unspecified,
    hmac,
    iv::FixedLength,
    pbkdf2,
};
use wire_x509::mint::write::{integer, list, octets, oid, sequence, tagged};

use crate::random;

const DATA: &str = "1.2.840.113549.1.7.1";
const SHROUDED_KEY: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const X509: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";
const PBES2: &str = "1.2.840.113549.1.5.13";
const PBKDF2: &str = "1.2.840.113549.1.5.12";
const HMAC_SHA256: &str = "1.2.840.113549.2.9";
const AES_256_CBC: &str = "2.16.840.1.101.3.4.1.42";
const SHA256_ID: &str = "2.16.840.1.101.3.4.2.1";

const SET: u8 = 0x31;
const NULL: u8 = 0x05;
const BMP_STRING: u8 = 0x1e;
/// `[0]`, constructed.
const EXPLICIT: u8 = 0xa0;

/// What OpenSSL 3 writes. The password is printed beside the file anyway.
const ITERATIONS: NonZeroU32 = NonZeroU32::new(2048).unwrap();

/// A file with the key (PKCS #8), its certificate and those above it, each in DER.
pub(crate) fn write(
    name: &str,
    password: &str,
    pkcs8: &[u8],
    own: &[u8],
    above: &[&[u8]],
) -> Result<Vec<u8>, Unspecified> {
    let id = digest(&SHA256, own);
    let attributes = tagged(
        SET,
        &[
            &attribute(FRIENDLY_NAME, &tagged(BMP_STRING, &[&utf16(name)])),
            &attribute(LOCAL_KEY_ID, &octets(id.as_ref())),
        ],
    );
    let key = bag(SHROUDED_KEY, &shrouded(pkcs8, password)?, &attributes);
    let mut certificates = vec![bag(CERTIFICATE_BAG, &certificate(own), &attributes)];
    certificates.extend(
        above
            .iter()
            .map(|der| bag(CERTIFICATE_BAG, &certificate(der), &[])),
    );
    let safe = list(&[content(&list(&certificates)), content(&list(&[key]))]);
    let salt = random::bytes::<16>();
    let mac = hmac::Key::new(hmac::HMAC_SHA256, &mac_key(password, &salt));
    let mac = sequence(&[
        &sequence(&[
            &sequence(&[&oid(SHA256_ID), &tagged(NULL, &[])]),
            &octets(hmac::sign(&mac, &safe).as_ref()),
        ]),
        &octets(&salt),
        &integer(&ITERATIONS.get().to_be_bytes()),
    ]);
    Ok(sequence(&[&integer(&[3]), &content(&safe), &mac]))
}

/// `ContentInfo` of plain data.
fn content(bytes: &[u8]) -> Vec<u8> {
    sequence(&[&oid(DATA), &tagged(EXPLICIT, &[&octets(bytes)])])
}

fn bag(kind: &str, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &tagged(EXPLICIT, &[value]), attributes])
}

fn attribute(kind: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &tagged(SET, &[value])])
}

fn certificate(der: &[u8]) -> Vec<u8> {
    sequence(&[&oid(X509), &tagged(EXPLICIT, &[&octets(der)])])
}

/// `EncryptedPrivateKeyInfo`.
fn shrouded(pkcs8: &[u8], password: &str) -> Result<Vec<u8>, Unspecified> {
    let (salt, iv) = (random::bytes::<16>(), random::bytes::<16>());
    let mut key = [0; 32];
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA256,
        ITERATIONS,
        &salt,
        password.as_bytes(),
        &mut key,
    );
    let key = PaddedBlockEncryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_256, &key)?)?;
    let mut encrypted = pkcs8.to_vec();
    key.less_safe_encrypt(
        &mut encrypted,
        EncryptionContext::Iv128(FixedLength::from(iv)),
    )?;
    let derivation = sequence(&[
        &octets(&salt),
        &integer(&ITERATIONS.get().to_be_bytes()),
        &sequence(&[&oid(HMAC_SHA256), &tagged(NULL, &[])]),
    ]);
    let algorithm = sequence(&[
        &oid(PBES2),
        &sequence(&[
            &sequence(&[&oid(PBKDF2), &derivation]),
            &sequence(&[&oid(AES_256_CBC), &octets(&iv)]),
        ]),
    ]);
    Ok(sequence(&[&algorithm, &octets(&encrypted)]))
}

/// RFC 7292 App. B.2 with SHA-256 and purpose 3. A key as long as the hash is the first block.
fn mac_key(password: &str, salt: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 64;
    let repeated = |bytes: &[u8]| -> Vec<u8> {
        let length = bytes.len().div_ceil(BLOCK) * BLOCK;
        bytes.iter().copied().cycle().take(length).collect()
    };
    let mut secret = utf16(password);
    secret.extend([0, 0]);
    let first = [vec![3; BLOCK], repeated(salt), repeated(&secret)].concat();
    let mut key = digest(&SHA256, &first);
    for _ in 1..ITERATIONS.get() {
        key = digest(&SHA256, key.as_ref());
    }
    key.as_ref().to_vec()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}
