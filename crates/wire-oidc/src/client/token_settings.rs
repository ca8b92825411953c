//! What the tokens of one client are like, and what it serves with the tokens of others.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ClientKind;
use crate::certificate::CertificateThumbprint;
use crate::limits;

/// The form of access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// A random text that says nothing; resource servers ask us about it (RFC 7662).
    #[default]
    Opaque,
    /// A signed JWT that resource servers can read by themselves (RFC 9068). It still can be
    /// revoked and asked about here.
    Jwt,
}

/// What the tokens of one client are like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenSettings {
    /// The form of its access tokens.
    pub access_tokens: AccessTokenFormat,
    /// Whether each use of a refresh token takes it away and gives another one (RFC 9700
    /// §4.14.2). The FAPI 2.0 Security Profile (§5.3.2.1) wants confidential clients without;
    /// public clients cannot switch it off.
    pub rotate_refresh_tokens: bool,
    /// Whether every token must be bound to a key that the client proves to have (RFC 9449 §5.2,
    /// `dpop_bound_access_tokens`). Clients that bring a proof by themselves get bound tokens in
    /// any case.
    pub dpop_required: bool,
    /// Whether every token must be bound to the client's certificate (RFC 8705 §3.4,
    /// `tls_client_certificate_bound_access_tokens`).
    pub certificate_bound: bool,
    /// The certificates with which it may authenticate; several while they are being replaced.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub certificates: BTreeSet<CertificateThumbprint>,
    /// The resources that it may ask tokens for (RFC 8707), absolute addresses. Our own userinfo
    /// needs no entry.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub resources: BTreeSet<String>,
    /// The resources that this client is the server of: it may ask about tokens for them
    /// (RFC 7662 §2).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub serves: BTreeSet<String>,
}

impl Default for TokenSettings {
    fn default() -> Self {
        Self {
            access_tokens: AccessTokenFormat::Opaque,
            rotate_refresh_tokens: true,
            dpop_required: false,
            certificate_bound: false,
            certificates: BTreeSet::new(),
            resources: BTreeSet::new(),
            serves: BTreeSet::new(),
        }
    }
}

/// What is wrong with the token settings of a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenSettingsFault {
    /// A refresh token of a public client is all that a thief needs, unless its use shows.
    #[error("a public client cannot switch the rotation of refresh tokens off")]
    PublicWithoutRotation,
    /// Not an absolute address without a fragment (RFC 8707 §2).
    #[error("{0} cannot be a resource: it must be an absolute address without a fragment")]
    ResourceMalformed(String),
    /// More than [`limits::RESOURCES_COUNT`].
    #[error("more than {} resources", limits::RESOURCES_COUNT)]
    TooManyResources,
    /// Whoever asks about tokens must authenticate.
    #[error("a public client cannot be the server of a resource")]
    PublicServer,
}

impl TokenSettingsFault {
    pub(super) fn about(&self) -> Option<&str> {
        match self {
            Self::ResourceMalformed(value) => Some(value),
            Self::PublicWithoutRotation | Self::TooManyResources | Self::PublicServer => None,
        }
    }

    pub(super) const fn remedy(&self) -> &'static str {
        match self {
            Self::PublicWithoutRotation => "take tokens.rotate_refresh_tokens out",
            Self::ResourceMalformed(_) => "write a whole address, as https://api.service.example",
            Self::TooManyResources => "give the resources of one server one address",
            Self::PublicServer => "use kind = \"confidential\", or take tokens.serves out",
        }
    }
}

impl TokenSettings {
    pub(super) fn faults(&self, kind: ClientKind) -> Vec<TokenSettingsFault> {
        let mut faults = Vec::new();
        if kind == ClientKind::Public && !self.rotate_refresh_tokens {
            faults.push(TokenSettingsFault::PublicWithoutRotation);
        }
        if kind == ClientKind::Public && !self.serves.is_empty() {
            faults.push(TokenSettingsFault::PublicServer);
        }
        let named = || self.resources.iter().chain(&self.serves);
        if named().count() > limits::RESOURCES_COUNT {
            faults.push(TokenSettingsFault::TooManyResources);
        }
        faults.extend(
            named()
                .filter(|resource| !is_resource(resource))
                .cloned()
                .map(TokenSettingsFault::ResourceMalformed),
        );
        faults
    }
}

/// RFC 8707 §2: an absolute address without a fragment. Compared as a string from then on.
fn is_resource(text: &str) -> bool {
    text.len() <= limits::RESOURCE_CHARS
        && !text.contains(['#', ' '])
        && url::Url::parse(text).is_ok_and(|url| url.has_host() || url.scheme() == "urn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_an_absolute_address_without_a_fragment() {
        for good in [
            "https://api.example/v1",
            "https://api.example",
            "urn:example:api",
        ] {
            assert!(is_resource(good), "{good}");
        }
        let long = format!("https://api.example/{}", "a".repeat(limits::RESOURCE_CHARS));
        for bad in [
            "",
            "/v1",
            "api.example",
            "https://api.example/#x",
            "mailto:a@b",
            &long,
        ] {
            assert!(!is_resource(bad), "{bad}");
        }
    }

    #[test]
    fn a_public_client_rotates_and_serves_nothing() {
        let settings = TokenSettings {
            rotate_refresh_tokens: false,
            serves: ["https://api.example".to_owned()].into(),
            ..TokenSettings::default()
        };
        assert_eq!(settings.faults(ClientKind::Confidential), []);
        assert_eq!(
            settings.faults(ClientKind::Public),
            [
                TokenSettingsFault::PublicWithoutRotation,
                TokenSettingsFault::PublicServer
            ]
        );
    }

    #[test]
    fn what_a_registration_leaves_out_is_the_safe_choice() {
        let read: TokenSettings = serde_json::from_str("{}").unwrap_or_default();
        assert_eq!(read, TokenSettings::default());
        assert!(read.rotate_refresh_tokens);
    }
}
