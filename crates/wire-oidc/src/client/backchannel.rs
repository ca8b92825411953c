//! What a client registers to ask over the back channel (OpenID Connect CIBA Core §4).

use serde::{Deserialize, Serialize};

use super::{ClientKind, ClientRegistration, Surroundings};
use crate::jose::Algorithm;
use crate::limits;

/// With what a client may come to the token endpoint (OpenID Connect Registration §2,
/// `grant_types`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GrantType {
    /// A code that a browser brought.
    #[serde(rename = "authorization_code")]
    AuthorizationCode,
    /// A refresh token.
    #[serde(rename = "refresh_token")]
    RefreshToken,
    /// The identifier of a request over the back channel.
    #[serde(rename = "urn:openid:params:grant-type:ciba")]
    Ciba,
}

impl GrantType {
    /// Every grant.
    pub const ALL: [Self; 3] = [Self::AuthorizationCode, Self::RefreshToken, Self::Ciba];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::Ciba => "urn:openid:params:grant-type:ciba",
        }
    }
}

/// How a client learns that a request over the back channel was answered (CIBA Core §5). Tokens are
/// not pushed: they would leave us without the client authenticating for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryMode {
    /// It asks.
    Poll,
    /// It is told that it may ask.
    Ping,
}

impl DeliveryMode {
    /// Every mode.
    pub const ALL: [Self; 2] = [Self::Poll, Self::Ping];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Ping => "ping",
        }
    }
}

/// What is wrong with the back channel of a registration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackchannelFault {
    /// Whoever asks for people by their number must be known.
    #[error("a public client cannot ask over the back channel")]
    Public,
    /// The grant without a way to learn of the answer.
    #[error("the grant CIBA needs backchannel_token_delivery_mode")]
    NoDelivery,
    /// A way without the grant.
    #[error("{0} is for clients with the grant CIBA alone")]
    NoGrant(&'static str),
    /// In ping mode the client says where it is told; not an https address, or none.
    #[error("{0:?} is no address at which the client can be told")]
    NotificationAddress(String),
    /// An address that is never called.
    #[error("in poll mode nobody is told")]
    AddressWithoutPing,
    /// The FAPI 2.0 Security Profile has no unsigned requests over the back channel.
    #[error("under the FAPI profile requests over the back channel are signed")]
    UnsignedUnderFapi,
}

impl BackchannelFault {
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::Public => "grant_types",
            Self::NoDelivery => "backchannel_token_delivery_mode",
            Self::NoGrant(member) => member,
            Self::NotificationAddress(_) | Self::AddressWithoutPing => {
                "backchannel_client_notification_endpoint"
            }
            Self::UnsignedUnderFapi => "backchannel_authentication_request_signing_alg",
        }
    }

    pub(super) const fn remedy(&self) -> &'static str {
        match self {
            Self::Public => "take the grant out, or use kind = \"confidential\"",
            Self::NoDelivery => "set it to poll or ping",
            Self::NoGrant(_) => "add urn:openid:params:grant-type:ciba to grant_types",
            Self::NotificationAddress(_) => "use an https address of the service's server",
            Self::AddressWithoutPing => {
                "take it out, or use backchannel_token_delivery_mode = \"ping\""
            }
            Self::UnsignedUnderFapi => "set it to ES256, PS256 or EdDSA",
        }
    }
}

impl ClientRegistration {
    /// Whether it may come to the token endpoint with this.
    #[must_use]
    pub fn may_use(&self, grant: GrantType) -> bool {
        self.grant_types.contains(&grant)
    }

    pub(super) fn backchannel_faults(&self, surroundings: Surroundings) -> Vec<BackchannelFault> {
        let mut faults = Vec::new();
        if !self.may_use(GrantType::Ciba) {
            let without = [
                (
                    "backchannel_token_delivery_mode",
                    self.backchannel_token_delivery_mode.is_some(),
                ),
                (
                    "backchannel_client_notification_endpoint",
                    self.backchannel_client_notification_endpoint.is_some(),
                ),
                (
                    "backchannel_authentication_request_signing_alg",
                    self.backchannel_authentication_request_signing_alg
                        .is_some(),
                ),
            ];
            let without = without.into_iter().filter(|(_, is_there)| *is_there);
            return without
                .map(|(member, _)| BackchannelFault::NoGrant(member))
                .collect();
        }
        if self.kind == ClientKind::Public {
            faults.push(BackchannelFault::Public);
        }
        let address = self.backchannel_client_notification_endpoint.as_deref();
        match self.backchannel_token_delivery_mode {
            None => faults.push(BackchannelFault::NoDelivery),
            Some(DeliveryMode::Poll) => {
                faults.extend(address.map(|_| BackchannelFault::AddressWithoutPing));
            }
            Some(DeliveryMode::Ping) => {
                let address = address.unwrap_or_default();
                if !is_called(address, surroundings) {
                    faults.push(BackchannelFault::NotificationAddress(address.to_owned()));
                }
            }
        }
        let weak = matches!(
            self.backchannel_authentication_request_signing_alg,
            None | Some(Algorithm::Rs256)
        );
        if self.is_fapi2() && weak {
            faults.push(BackchannelFault::UnsignedUnderFapi);
        }
        faults
    }
}

/// Whether an address of the client's can be posted to: https, with a host, without a fragment or
/// a user.
pub(super) fn is_called(address: &str, surroundings: Surroundings) -> bool {
    address.len() <= limits::REDIRECT_URI_CHARS
        && url::Url::parse(address).is_ok_and(|url| {
            let scheme = url.scheme() == "https"
                || (url.scheme() == "http" && surroundings == Surroundings::Demonstration);
            scheme
                && url.has_host()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        })
}
