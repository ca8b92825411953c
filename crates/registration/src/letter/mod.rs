//! The invitation letter: asking for it, and typing its code.

pub(crate) mod enter_code;
pub(crate) mod request_letter;
