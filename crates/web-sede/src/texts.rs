//! The texts of this face.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
