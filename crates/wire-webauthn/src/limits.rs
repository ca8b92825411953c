//! How much of anything is read.

/// Bytes of a whole answer as JSON. The largest known (TPM attestation with its chain) has
/// about 10 KiB.
pub const RESPONSE_BYTES: usize = 64 * 1024;

/// Bytes of `clientDataJSON`; browsers write about 250.
pub const CLIENT_DATA_BYTES: usize = 8 * 1024;

/// Bytes of a credential id: WebAuthn §4 (credential ID) allows 1023.
pub const CREDENTIAL_ID_BYTES: usize = 1023;

/// Bytes of a user handle: WebAuthn §4 (user handle) allows 64.
pub const USER_HANDLE_BYTES: usize = 64;

/// Bytes of a signature: RSA with 8192 bits has 1024.
pub const SIGNATURE_BYTES: usize = 1024;

/// Entries in one CBOR map or array.
pub const CBOR_ENTRIES: u64 = 32;

/// Nesting of CBOR that is skipped unread. CTAP2 §8 allows 4; attestation statements that do
/// not follow it need a little more.
pub const CBOR_DEPTH: usize = 8;

/// Bytes of an RSA modulus: 8192 bits, the most that the verifier accepts.
pub const RSA_MODULUS_BYTES: usize = 1024;

/// Transports remembered for one credential; six are defined.
pub const TRANSPORTS_COUNT: usize = 8;
