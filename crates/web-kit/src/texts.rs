//! The texts of the frame, from `texts/<language>/kit.ftl`.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
