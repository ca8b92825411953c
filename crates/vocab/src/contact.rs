//! Where a person can be reached.

mod calling_codes;
mod country;
mod email_address;
mod phone_number;
mod postal_address;

pub use country::{CountryCode, CountryCodeError};
pub use email_address::{EmailAddress, EmailAddressError};
pub use phone_number::{PhoneNumber, PhoneNumberError};
pub use postal_address::{PostalAddress, PostalAddressError};
