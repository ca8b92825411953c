//! Relying parties, sessions over them, tokens.
