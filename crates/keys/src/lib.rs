//! The only crate that ever sees a private key (in software by aws-lc-rs, or in a hardware
//! security module over PKCS#11).
//!
//! | module | what it holds |
//! |---|---|
//! | [`kek`] | [`KeyEncryptionKey`]: the one secret that the operator keeps |
//! | [`sealer`] | [`SoftwareSealer`]: data keys and sealed columns |
//! | [`keyed_hash`] | [`SoftwareKeyedHash`]: blind indexes and fingerprints of codes |
//! | [`token_sealer`] | [`SoftwareTokenSealer`]: cookies and state that come back |
//! | [`ring`] | [`KeyRing`]: signing keys and the derivation root, wrapped, on a [`shelf`] |
//! | [`signer`] | [`SoftwareSigner`]: the active key of each use |
//! | [`module`] | [`Module`]: keys that live in a hardware security module |
//! | [`client_authorities`] | [`ClientAuthorities`]: whose certificates prove who a client is |
//! | [`tls_files`] | [`TlsFiles`]: the certificate with which the platform itself ends TLS |
//! | [`demo_ca`] | a certification authority and a seal for the demonstration |
//! | [`demo_people`] | certificates of the demonstration's people, and their status |
//! | [`seal_files`] | the seal of production: key and chain from files |
//! | [`pades_sealer`] | [`PadesSealer`]: puts the seal on documents and recognises it again |
//! | [`backup`] | [`BackupSeal`]: the sealed stream of a backup |
//! | [`passwords`] | [`PasswordPool`]: Argon2id with a pepper, behind a bounded queue |
//! | [`random`] | [`OsEntropy`] |
//!
//! ```text
//! key-encryption key (file, 0600, or environment; never in the database)
//!   ├─ wraps  the data key of each person            → data_key rows
//!   ├─ wraps  the signing keys and the seal key      → keys.json
//!   └─ wraps  the derivation root                    → keys.json
//!               ├─ HKDF "hash/" + purpose            → HMAC keys of blind indexes
//!               └─ HKDF "token/" + purpose           → keys of sealed tokens
//! ```
//!
//! The derivation root is wrapped, not derived, so that changing the key-encryption key leaves
//! every blind index as it is.
//!
//! *Architecture invariants:* no private key leaves this crate, neither as bytes nor in a log;
//! nonces and keys are drawn from the operating system here and never from a source that is
//! passed in, because one repeated nonce would reveal what AES-GCM protects.

mod aead;
pub mod backup;
mod certificate;
pub mod client_authorities;
pub mod demo_ca;
pub mod demo_people;
mod derive;
mod jwk;
pub mod kek;
pub mod keyed_hash;
pub mod module;
pub mod pades_sealer;
pub mod passwords;
mod pem;
mod pkcs12;
mod private_file;
pub mod random;
pub mod ring;
pub mod seal_files;
pub mod sealer;
pub mod shelf;
pub mod signer;
mod signing_key;
pub mod tls_files;
pub mod token_sealer;

pub use backup::{BackupOpenError, BackupOpening, BackupSeal, SealedStreamError};
pub use certificate::CertificateInfo;
pub use client_authorities::{AuthoritiesError, ClientAuthorities};
pub use demo_ca::{DemoSealError, SealSubject, demo_seal};
pub use demo_people::{DemoCertificate, DemoIssuer, DemoPersonSubject};
pub use kek::{KekError, KekId, KekOrigin, KeyEncryptionKey};
pub use keyed_hash::SoftwareKeyedHash;
pub use module::{Module, ModuleError, ModuleSettings};
pub use pades_sealer::{PadesSealer, SealWords};
pub use passwords::{
    BreachedFile, BreachedFileError, HashCost, PasswordPool, PoolSize, PoolStartError,
};
pub use pem::certificates as pem_certificates;
pub use private_file::PrivateFileError;
pub use random::OsEntropy;
pub use ring::{
    KeyRing, RingError, RingKeyInfo, TokenKeyHome,
    catalogue::{Catalogue, KekChange},
    rotation::{Announced, TokenKeyRules},
};
pub use seal_files::{SealFiles, SealFilesError, SealInModule};
pub use sealer::SoftwareSealer;
pub use shelf::{DirectoryShelf, KeyShelf, MemoryShelf, ShelfError, ShelfLock};
pub use signer::{AlgorithmMismatch, SoftwareSigner};
pub use signing_key::{KeyKind, SigningKey, SigningKeyError};
pub use tls_files::{TlsFiles, TlsFilesError};
pub use token_sealer::SoftwareTokenSealer;
