//! A device is activated: who, the code, the key.

pub(crate) mod again;
pub(crate) mod begin;
pub(crate) mod enter_code;
pub(crate) mod invite;
pub(crate) mod ready;
pub(crate) mod register_device;
pub(crate) mod send_code;
pub(crate) mod ticket;
