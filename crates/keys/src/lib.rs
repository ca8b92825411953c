//! The only crate that ever sees a private key.
