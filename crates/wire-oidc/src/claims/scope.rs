//! Scopes: bundles of claims.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Claim;
use crate::limits;

/// A scope that a client may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Standard, and demanded: the subject identifier and nothing else.
    #[serde(rename = "openid")]
    OpenId,
    /// Standard: names, birth date, language. `gender` is not among them: no step needs it, so
    /// that registration does not keep it.
    Profile,
    /// Standard: e-mail address.
    Email,
    /// Standard: mobile phone.
    Phone,
    /// Ours: identity number and names, what an administration needs to open a file in the
    /// person's name, and no more.
    Identity,
    /// Standard: tokens that can be refreshed while the person is away (OpenID Connect Core
    /// §11). It asks for no datum; the page that shows what is released says it.
    OfflineAccess,
}

/// A set of scopes.
pub type Scopes = BTreeSet<Scope>;

/// The `scope` parameter cannot be read (RFC 6749 §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the scope is malformed or too long")]
pub struct ScopeError;

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 6] = [
        Self::OpenId,
        Self::Profile,
        Self::Email,
        Self::Phone,
        Self::Identity,
        Self::OfflineAccess,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Identity => "identity",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// The claims that this scope asks for, at userinfo (OpenID Connect Core §5.4).
    #[must_use]
    pub const fn claims(self) -> &'static [Claim] {
        match self {
            Self::OpenId | Self::OfflineAccess => &[],
            Self::Profile => &[
                Claim::Name,
                Claim::GivenName,
                Claim::FamilyName,
                Claim::FirstSurname,
                Claim::SecondSurname,
                Claim::Birthdate,
                Claim::Locale,
            ],
            Self::Email => &[Claim::Email, Claim::EmailVerified],
            Self::Phone => &[Claim::PhoneNumber, Claim::PhoneNumberVerified],
            Self::Identity => &[
                Claim::IdentityNumber,
                Claim::IdentityNumberKind,
                Claim::Name,
                Claim::GivenName,
                Claim::FamilyName,
                Claim::FirstSurname,
                Claim::SecondSurname,
            ],
        }
    }

    /// Reads a `scope` parameter. Scopes that we do not know are left out, as OpenID Connect
    /// Core §3.1.2.1 asks.
    ///
    /// # Errors
    /// [`ScopeError`] if it is too long or holds characters that a scope cannot have.
    pub fn parse_list(text: &str) -> Result<Scopes, ScopeError> {
        // NQCHAR of RFC 6749 appendix A: visible ASCII without quotation mark and backslash.
        let allowed = |byte: u8| {
            byte == b' ' || (0x21..=0x7e).contains(&byte) && byte != b'"' && byte != b'\\'
        };
        if text.len() > limits::SCOPE_CHARS || !text.bytes().all(allowed) {
            return Err(ScopeError);
        }
        Ok(text
            .split(' ')
            .filter_map(|name| Self::ALL.into_iter().find(|scope| scope.name() == name))
            .collect())
    }

    /// Scopes as a `scope` value, in a fixed order.
    #[must_use]
    pub fn join(scopes: &Scopes) -> String {
        scopes
            .iter()
            .map(|scope| scope.name())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
