//! Proofs of possession (DPoP, RFC 9449): a client signs each request with a key of its own, so
//! that a token is of no use to whoever only copied it.
//!
//! This is the one place where a key is taken from a token's own header. It proves nothing about
//! who the client is; it only says which key the request was signed with, and a token is bound to
//! the thumbprint of that key.

mod proof;

pub use proof::{DpopProof, Freshness, ProofDemand, ProofError, thumbprint_of};
