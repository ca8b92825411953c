//! Numbers of persons and of their documents.

mod identity_number;
mod support_number;

pub use identity_number::{
    Dni, IdentityNumber, IdentityNumberError, IdentityNumberKind, Nie, SpecialNumber,
    SpecialNumberKind,
};
pub use support_number::{SupportNumber, SupportNumberError, SupportNumberKind};
