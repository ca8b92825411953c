//! How much is read. Nothing that is larger is looked at.

/// Bytes of one certificate. Those of persons have about 2 KiB, one with a photograph 10.
pub const CERTIFICATE: usize = 16 * 1024;

/// Certificates of a chain, the person's own included. Persons' chains have three.
pub const CHAIN: usize = 8;

/// Bytes of an OCSP answer. Those with the responder's chain have about 5 KiB.
pub const OCSP_ANSWER: usize = 64 * 1024;

/// Bytes of a revocation list. The largest whole list of a Spanish issuer has a few MiB; larger
/// issuers split theirs.
pub const CRL: usize = 16 * 1024 * 1024;

/// Addresses of one kind that are read from one certificate.
pub const ADDRESSES: usize = 4;

/// Bytes of one such address.
pub const ADDRESS: usize = 1024;

/// Bytes of the nonce that we send (RFC 9654 §2.1 wants 32 at least of new clients).
pub const NONCE: usize = 32;
