//! What a relying party registered.

mod backchannel;
mod redirect_rule;
mod registration;
mod token_settings;
mod validate;

pub use backchannel::{BackchannelFault, DeliveryMode, GrantType};
pub use redirect_rule::{RedirectRule, RedirectRuleError};
pub use registration::{
    CertificateName, ClaimGrant, ClientAuthMethod, ClientId, ClientIdError, ClientKind,
    ClientRegistration, EarlierSecret, Encryption, LegalBasis, NoEncryptionKey, Profile,
    SubjectType,
};
pub use token_settings::{AccessTokenFormat, TokenSettings};
pub use validate::{ClientFault, Surroundings};
