//! The texts of this face, one struct an area and language.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
