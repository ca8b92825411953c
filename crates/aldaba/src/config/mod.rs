//! Configuration: one TOML file, every key overridable from the environment as
//! `ALDABA__SECTION__KEY`, and a reference generated from the types.
//!
//! The order is: default, then file, then environment. An unknown key is refused: a typing error
//! must not silently leave a default in place.

#[macro_use]
mod macros;
mod load;
mod reference;
mod sections;

pub(crate) use load::{environment, load};
pub(crate) use reference::reference;
pub(crate) use sections::{
    Calls, CertificateIssuer, Certificates, Config, HttpProvider, Mail, Mtls, Operations, Push,
    RelyingParties, SmppProtection, SmppProvider, Sms, SmsProvider, Unattended, Video,
};
