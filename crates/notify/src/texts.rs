//! The words of messages, from `texts/<language>/notices.ftl`.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
