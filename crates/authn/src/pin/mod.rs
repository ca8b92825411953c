//! The one-time PIN.

pub(crate) mod enter_pin;
pub(crate) mod limits;
pub(crate) mod obtain_pin;
pub(crate) mod send_pin_by_sms;
pub(crate) mod stranger;
pub(crate) mod ticket;
