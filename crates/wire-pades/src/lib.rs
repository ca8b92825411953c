//! PAdES signatures as byte-exact incremental updates of PDF files (EN 319 142-1, level B-B).
//!
//! | module | what it does |
//! |---|---|
//! | [`prepare`](mod@prepare) | appends a revision with form, field and placeholder |
//! | `tobesigned` | the bytes that the key signs, and the finished file |
//! | [`inspect`](mod@inspect) | says whether a file is exactly one that we signed |
//! | `chain`, `cms`, `signature` | certificates, the CMS container, signature values |
//! | `file`, `syntax`, `pages`, `tags`, `update`, `text` | just enough of PDF |
//!
//! ```no_run
//! # fn sign_somewhere(_: &[u8]) -> Vec<u8> { Vec::new() }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (pdf, seal_der, root_der) = (vec![], vec![], vec![]);
//! use wire_pades::{CertificateChain, SignatureOptions, inspect, prepare};
//! let chain = CertificateChain::from_der(&[seal_der, root_der])?;
//! let at = "2026-11-05T08:00:00Z".parse()?;
//! let options = SignatureOptions { reserve: chain.container_len(), ..SignatureOptions::sealed_at(at) };
//! let to_be_signed = prepare(&pdf, &options)?.signed_attributes(&chain)?;
//! let signature = sign_somewhere(to_be_signed.bytes());
//! let signed = to_be_signed.finish(&signature)?;
//! inspect(&signed, &[chain])?;
//! # Ok(()) }
//! ```
//!
//! It extends what typst writes: a classic cross-reference table, no form yet. Anything else
//! is refused with its reason ([`Unsupported`]), never repaired.
//!
//! *Architecture invariants:* no IO, no clock, no private key. Foreign input is bounded in
//! length, depth and number of values, and no input makes it panic.

mod chain;
mod cms;
mod error;
mod file;
pub mod inspect;
mod options;
mod pages;
pub mod prepare;
mod signature;
mod syntax;
mod tags;
mod text;
mod tobesigned;
mod update;

pub use chain::{CertificateChain, SignatureAlgorithm};
pub use error::{ChainError, FinishError, PdfError, PrepareError, Refusal, Unsupported};
pub use inspect::{Inspected, inspect};
pub use options::{Placement, SignatureKind, SignatureOptions};
pub use prepare::{Prepared, prepare};
pub use tobesigned::ToBeSigned;

/// Longest file that is read or written, in bytes. Our documents have some 50 kB; the largest
/// upload that a procedure accepts is far below.
pub const MAX_FILE: usize = 64 << 20;
/// Most earlier revisions that a file may have.
pub const MAX_REVISIONS: usize = 16;
/// Most bytes that can be reserved for a signature container; B-LTA stays below 32 kB.
pub const MAX_RESERVE: usize = 1 << 20;
/// Most certificates in a chain. Public hierarchies have three.
pub const MAX_CHAIN: usize = 8;
