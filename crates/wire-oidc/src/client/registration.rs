//! The registration of a relying party as a value.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use vocab::{AssuranceLevel, Timestamp};

use super::{DeliveryMode, GrantType, RedirectRule, TokenSettings};
use crate::claims::{Claim, Scope};
use crate::jose::{Algorithm, ContentEncryption, EncryptionKey, JwkSet, KeyManagement};
use crate::limits;

/// The identifier of a client: 1 to [`limits::CLIENT_ID_CHARS`] letters, digits and `-._~`.
/// RFC 6749 allows more characters; these need no encoding anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

/// The text is not a client identifier of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a client identifier")]
pub struct ClientIdError;

impl ClientId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// [`ClientIdError`] if it is empty, too long or holds other characters.
    pub fn parse(text: &str) -> Result<Self, ClientIdError> {
        let sound = (1..=limits::CLIENT_ID_CHARS).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        if sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(ClientIdError)
        }
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ClientId {
    type Error = ClientIdError;

    fn try_from(text: String) -> Result<Self, ClientIdError> {
        Self::parse(&text)
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl std::fmt::Display for ClientId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a client can keep a secret (RFC 6749 §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// Runs on a server of its owner.
    Confidential,
    /// Runs on the person's machine: a page or an application.
    Public,
}

/// How the client authenticates at the token endpoint (OpenID Connect Core §9). One method
/// per client, so that a weaker one is never a way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClientAuthMethod {
    /// Identifier and secret in the `Authorization` header.
    #[serde(rename = "client_secret_basic")]
    SecretBasic,
    /// Identifier and secret in the form.
    #[serde(rename = "client_secret_post")]
    SecretPost,
    /// An assertion that the client signs with a key that it registered (OpenID Connect Core §9,
    /// RFC 7523 §2.2).
    #[serde(rename = "private_key_jwt")]
    PrivateKeyJwt,
    /// A certificate of an authority that we believe, with the one name that the client registered,
    /// proven by mutual TLS (RFC 8705 §2.1).
    #[serde(rename = "tls_client_auth")]
    Tls,
    /// A certificate that the client registered, proven by mutual TLS (RFC 8705 §2.2). The chain
    /// behind it is of no account: the registered fingerprint is what is compared.
    #[serde(rename = "self_signed_tls_client_auth")]
    SelfSignedTls,
    /// No authentication: public clients, which PKCE protects.
    #[serde(rename = "none")]
    None,
}

impl ClientAuthMethod {
    /// Every method.
    pub const ALL: [Self; 6] = [
        Self::SecretBasic,
        Self::SecretPost,
        Self::PrivateKeyJwt,
        Self::Tls,
        Self::SelfSignedTls,
        Self::None,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecretBasic => "client_secret_basic",
            Self::SecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::Tls => "tls_client_auth",
            Self::SelfSignedTls => "self_signed_tls_client_auth",
            Self::None => "none",
        }
    }

    /// Whether the client has a secret with us.
    #[must_use]
    pub const fn has_secret(self) -> bool {
        match self {
            Self::SecretBasic | Self::SecretPost => true,
            Self::PrivateKeyJwt | Self::Tls | Self::SelfSignedTls | Self::None => false,
        }
    }
}

/// Which kind of subject identifier the client receives (OpenID Connect Core §8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectType {
    /// A different one for each sector, so that bodies cannot join their files by it.
    #[default]
    Pairwise,
    /// The same one for every client of this type.
    Public,
}

/// Why a client may receive a datum (Regulation (EU) 2016/679, article 6).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// The person agrees each time, or once until they withdraw it.
    Consent,
    /// A rule obliges or entitles the body; the text names it, for the page that shows what
    /// is released.
    Law(String),
}

/// One datum that a client is entitled to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimGrant {
    /// The datum.
    pub claim: Claim,
    /// The reason.
    pub basis: LegalBasis,
}

/// A relying party as it was registered. [`ClientRegistration::faults`] says what is wrong
/// with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRegistration {
    /// The identifier.
    pub client_id: ClientId,
    /// Whether it can keep a secret.
    pub kind: ClientKind,
    /// How it authenticates.
    pub auth_method: ClientAuthMethod,
    /// The keyed hash of the secret, opaque here; absent for clients without one.
    #[serde(default)]
    pub secret_hash: Option<Vec<u8>>,
    /// The secret before it, while it still works beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_secret: Option<EarlierSecret>,
    /// Its public keys: those with which it signs assertions and requests, and those (`use` is
    /// `enc`) with which tokens are encrypted for it.
    #[serde(default, skip_serializing_if = "JwkSet::is_empty")]
    pub jwks: JwkSet,
    /// For `tls_client_auth`, one of five names (RFC 8705 §2.1.2): the subject, as RFC 4514 text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_subject_dn: Option<String>,
    /// A DNS name among the alternative names of the certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_dns: Option<String>,
    /// An address (URI) among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_uri: Option<String>,
    /// An IP address among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_ip: Option<IpAddr>,
    /// An e-mail address among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_email: Option<String>,
    /// Where the person may be sent back to after identification. A resource server alone has
    /// none.
    #[serde(default)]
    pub redirect_uris: Vec<RedirectRule>,
    /// Where the person may be sent back to after log-out.
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<RedirectRule>,
    /// The sector for pairwise subjects, a host name. If absent, the one host of
    /// `redirect_uris` (OpenID Connect Core §8.1).
    #[serde(default)]
    pub sector: Option<String>,
    /// Pairwise unless a treaty between bodies says otherwise.
    #[serde(default)]
    pub subject_type: SubjectType,
    /// The scopes that it may ask for; `openid` needs no entry.
    #[serde(default)]
    pub scopes: BTreeSet<Scope>,
    /// The data that it may receive, each with its legal basis. A scope or a claims request
    /// releases nothing that is not listed here.
    #[serde(default)]
    pub claims: Vec<ClaimGrant>,
    /// The highest level that it may demand.
    pub max_level: AssuranceLevel,
    /// Whether PKCE is demanded (RFC 9700 §2.1.1). Public clients cannot switch it off.
    #[serde(default = "yes")]
    pub require_pkce: bool,
    /// The algorithm of its ID tokens.
    pub id_token_alg: Algorithm,
    /// How its ID tokens are encrypted after they were signed; absent: they are signed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_alg: Option<KeyManagement>,
    /// With which cipher; A256GCM if absent, because A128CBC-HS256, the default of OpenID Connect
    /// Registration §2, is not made here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_enc: Option<ContentEncryption>,
    /// The algorithm with which its userinfo is signed; absent: it is plain JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_signed_response_alg: Option<Algorithm>,
    /// How its signed userinfo is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_alg: Option<KeyManagement>,
    /// With which cipher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_enc: Option<ContentEncryption>,
    /// The name that the person reads, by language tag; `es` at least.
    pub names: BTreeMap<String, String>,
    /// The public body or company that answers for it: an opaque reference.
    pub body: String,
    /// Whether a session that another client started may be used without asking again.
    #[serde(default = "yes")]
    pub single_sign_on: bool,
    /// A person may enter with a certificate with which they act for an organisation. The service
    /// still learns only who the person is.
    #[serde(default)]
    pub accepts_representatives: bool,
    /// Where log-out tokens are posted when a session ends that served this client (OpenID
    /// Connect Back-Channel Logout 1.0 §2.2). They carry `sid` and `sub`.
    #[serde(default)]
    pub backchannel_logout_uri: Option<String>,
    /// With what it may come to the token endpoint.
    #[serde(default = "by_browser")]
    pub grant_types: BTreeSet<GrantType>,
    /// How it learns that a request over the back channel was answered (CIBA Core §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_token_delivery_mode: Option<DeliveryMode>,
    /// Where it is told, in ping mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_client_notification_endpoint: Option<String>,
    /// The one algorithm with which it signs requests over the back channel; with it, none is
    /// accepted unsigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_authentication_request_signing_alg: Option<Algorithm>,
    /// Requests are accepted only if they were pushed (RFC 9126 §6).
    #[serde(default)]
    pub require_pushed_authorization_requests: bool,
    /// Requests are accepted only as signed request objects (RFC 9101 §10.5).
    #[serde(default)]
    pub require_signed_request_object: bool,
    /// The one algorithm of its request objects; any of ours if absent.
    #[serde(default)]
    pub request_object_signing_alg: Option<Algorithm>,
    /// Under which rules it is served.
    #[serde(default)]
    pub profile: Profile,
    /// What its tokens are like.
    #[serde(default)]
    pub tokens: TokenSettings,
}

/// A secret that was replaced and goes on working for a while, so that every machine of the client
/// can be given the new one without haste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierSecret {
    /// Its keyed hash, opaque here.
    pub hash: Vec<u8>,
    /// From here on it no longer works.
    pub until: Timestamp,
}

/// The one name under which a client is known to the authority of its certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateName<'a> {
    /// The subject, as RFC 4514 text.
    Subject(&'a str),
    /// A DNS name.
    Dns(&'a str),
    /// An address (URI).
    Uri(&'a str),
    /// An IP address.
    Ip(IpAddr),
    /// An e-mail address.
    Email(&'a str),
}

/// How something is encrypted for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encryption<'a> {
    /// The client's key.
    pub key: &'a EncryptionKey,
    /// How the key of the content reaches it.
    pub alg: KeyManagement,
    /// How the content is encrypted.
    pub enc: ContentEncryption,
}

/// The registration wants something encrypted, and there is no key that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no key of the client fits {0}")]
pub struct NoEncryptionKey(pub KeyManagement);

/// Under which rules a client is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// OpenID Connect Core with the security practice of RFC 9700.
    #[default]
    Standard,
    /// The FAPI 2.0 Security Profile, without exceptions. What a registration must have for it
    /// is judged with its faults, the rest at each request.
    Fapi2,
}

/// The grants of a client that says nothing about them.
fn by_browser() -> BTreeSet<GrantType> {
    [GrantType::AuthorizationCode, GrantType::RefreshToken].into()
}

const fn yes() -> bool {
    true
}

impl ClientRegistration {
    /// A registration with nothing in it: confidential, without addresses, scopes or claims,
    /// at the lowest level. It has faults until it is filled in.
    #[must_use]
    pub fn new(client_id: ClientId) -> Self {
        Self {
            client_id,
            kind: ClientKind::Confidential,
            auth_method: ClientAuthMethod::SecretBasic,
            secret_hash: None,
            earlier_secret: None,
            jwks: JwkSet::default(),
            tls_client_auth_subject_dn: None,
            tls_client_auth_san_dns: None,
            tls_client_auth_san_uri: None,
            tls_client_auth_san_ip: None,
            tls_client_auth_san_email: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            sector: None,
            subject_type: SubjectType::Pairwise,
            scopes: BTreeSet::new(),
            claims: Vec::new(),
            max_level: AssuranceLevel::Low,
            require_pkce: true,
            id_token_alg: Algorithm::Es256,
            id_token_encrypted_response_alg: None,
            id_token_encrypted_response_enc: None,
            userinfo_signed_response_alg: None,
            userinfo_encrypted_response_alg: None,
            userinfo_encrypted_response_enc: None,
            names: BTreeMap::new(),
            body: String::new(),
            single_sign_on: true,
            accepts_representatives: false,
            backchannel_logout_uri: None,
            grant_types: by_browser(),
            backchannel_token_delivery_mode: None,
            backchannel_client_notification_endpoint: None,
            backchannel_authentication_request_signing_alg: None,
            require_pushed_authorization_requests: false,
            require_signed_request_object: false,
            request_object_signing_alg: None,
            profile: Profile::Standard,
            tokens: TokenSettings::default(),
        }
    }

    /// The keyed hashes of the secrets that work at this moment: the current one, and the one before
    /// it until its end.
    pub fn secret_hashes(&self, now: Timestamp) -> impl Iterator<Item = &[u8]> {
        let earlier = self.earlier_secret.as_ref();
        let earlier = earlier.filter(|earlier| now < earlier.until);
        self.secret_hash
            .as_deref()
            .into_iter()
            .chain(earlier.map(|earlier| earlier.hash.as_slice()))
    }

    /// Every name that is registered for `tls_client_auth`; a sound registration has one where it
    /// uses the method, and otherwise none.
    pub fn certificate_names(&self) -> impl Iterator<Item = CertificateName<'_>> {
        let text = Option::<String>::as_deref;
        [
            text(&self.tls_client_auth_subject_dn).map(CertificateName::Subject),
            text(&self.tls_client_auth_san_dns).map(CertificateName::Dns),
            text(&self.tls_client_auth_san_uri).map(CertificateName::Uri),
            self.tls_client_auth_san_ip.map(CertificateName::Ip),
            text(&self.tls_client_auth_san_email).map(CertificateName::Email),
        ]
        .into_iter()
        .flatten()
    }

    /// How its ID tokens are encrypted, if they are.
    ///
    /// # Errors
    /// [`NoEncryptionKey`], which is a fault of the registration.
    pub fn id_token_encryption(&self) -> Result<Option<Encryption<'_>>, NoEncryptionKey> {
        self.encryption(
            self.id_token_encrypted_response_alg,
            self.id_token_encrypted_response_enc,
        )
    }

    /// How its userinfo is encrypted, if it is.
    ///
    /// # Errors
    /// [`NoEncryptionKey`], which is a fault of the registration.
    pub fn userinfo_encryption(&self) -> Result<Option<Encryption<'_>>, NoEncryptionKey> {
        self.encryption(
            self.userinfo_encrypted_response_alg,
            self.userinfo_encrypted_response_enc,
        )
    }

    fn encryption(
        &self,
        alg: Option<KeyManagement>,
        enc: Option<ContentEncryption>,
    ) -> Result<Option<Encryption<'_>>, NoEncryptionKey> {
        let Some(alg) = alg else {
            return Ok(None);
        };
        let key = self.jwks.encryption_key(alg).ok_or(NoEncryptionKey(alg))?;
        let enc = enc.unwrap_or_default();
        Ok(Some(Encryption { key, alg, enc }))
    }

    /// Whether this request must carry a PKCE challenge.
    #[must_use]
    pub fn needs_pkce(&self) -> bool {
        self.require_pkce || self.kind == ClientKind::Public || self.is_fapi2()
    }

    /// Whether it is served under the FAPI 2.0 Security Profile.
    #[must_use]
    pub fn is_fapi2(&self) -> bool {
        self.profile == Profile::Fapi2
    }

    /// Whether its requests must come over the pushed authorization request endpoint.
    #[must_use]
    pub fn needs_pushed_requests(&self) -> bool {
        self.require_pushed_authorization_requests || self.is_fapi2()
    }

    /// The algorithms with which it may sign assertions and requests.
    #[must_use]
    pub fn signing_algorithms(&self) -> &'static [Algorithm] {
        if self.is_fapi2() {
            &Algorithm::OF_FAPI
        } else {
            &Algorithm::OF_CLIENTS
        }
    }

    /// Whether the person may be sent back to this address after identification.
    #[must_use]
    pub fn redirects_to(&self, address: &str) -> bool {
        self.redirect_uris.iter().any(|rule| rule.matches(address))
    }

    /// Whether the person may be sent back to this address after log-out.
    #[must_use]
    pub fn logs_out_to(&self, address: &str) -> bool {
        self.post_logout_redirect_uris
            .iter()
            .any(|rule| rule.matches(address))
    }

    /// The legal basis on which this client receives a datum, if it is entitled to it.
    #[must_use]
    pub fn basis_for(&self, claim: Claim) -> Option<&LegalBasis> {
        self.claims
            .iter()
            .find(|grant| grant.claim == claim)
            .map(|grant| &grant.basis)
    }

    /// The sector of its pairwise subjects: the registered one, else the only host among its
    /// redirect addresses.
    #[must_use]
    pub fn sector(&self) -> Option<String> {
        if let Some(sector) = &self.sector {
            return Some(sector.clone());
        }
        let mut hosts: BTreeSet<String> = self
            .redirect_uris
            .iter()
            .filter_map(RedirectRule::host)
            .collect();
        let host = hosts.pop_first()?;
        hosts.is_empty().then_some(host)
    }

    /// The name in a language, else in Spanish, else the identifier.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        self.names
            .get(language)
            .or_else(|| self.names.get(language.split_once('-')?.0))
            .or_else(|| self.names.get("es"))
            .map_or(self.client_id.as_str(), String::as_str)
    }
}
