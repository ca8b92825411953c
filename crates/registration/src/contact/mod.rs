//! The phone and the e-mail address: giving them, and proving the phone.

pub(crate) mod enter_phone_code;
pub(crate) mod give_contact;
