//! The provider metadata document (OpenID Connect Discovery §3, RFC 8414, RFC 9207).

use serde::{Deserialize, Serialize};
use vocab::AssuranceLevel;

use crate::claims::{Claim, Scope};
use crate::client::{ClientAuthMethod, DeliveryMode, GrantType, Surroundings};
use crate::encoding::{from_json, to_json};
use crate::jose::{Algorithm, ContentEncryption, KeyManagement};
use crate::limits;

/// The identifier of a provider: its origin, with or without a path, never with a query,
/// fragment or trailing slash.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Issuer(String);

/// The text cannot be an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IssuerError {
    /// Not an absolute address with a host.
    #[error("the issuer is not an absolute address")]
    Malformed,
    /// In production an issuer is https (Discovery §3).
    #[error("the issuer is not https")]
    NotHttps,
    /// With a query, a fragment, a user or a trailing slash.
    #[error("the issuer has a query, a fragment, a user or a trailing slash")]
    Excess,
}

impl Issuer {
    /// Reads an issuer.
    ///
    /// # Errors
    /// See [`IssuerError`].
    pub fn parse(text: &str, surroundings: Surroundings) -> Result<Self, IssuerError> {
        let parsed = url::Url::parse(text).map_err(|_| IssuerError::Malformed)?;
        match (parsed.scheme(), surroundings) {
            ("https", _) | ("http", Surroundings::Demonstration) => {}
            _ => return Err(IssuerError::NotHttps),
        }
        let excess = parsed.query().is_some()
            || parsed.fragment().is_some()
            || !parsed.username().is_empty()
            || parsed.password().is_some()
            || text.ends_with('/');
        if excess {
            return Err(IssuerError::Excess);
        }
        // The parser forgives and normalises; only what it leaves as it was is an issuer,
        // because others compare it as a string.
        if parsed.as_str().trim_end_matches('/') != text {
            return Err(IssuerError::Malformed);
        }
        Ok(Self(text.to_owned()))
    }

    /// The issuer as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a path below this issuer; the path begins with a slash.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl std::fmt::Display for Issuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The paths of the endpoints below the issuer, each with its leading slash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointPaths<'a> {
    /// Where the browser is sent to identify.
    pub authorization: &'a str,
    /// Where codes become tokens.
    pub token: &'a str,
    /// Where claims are fetched.
    pub userinfo: &'a str,
    /// Where the public keys are.
    pub jwks: &'a str,
    /// Where the browser is sent to log out.
    pub end_session: &'a str,
    /// Where clients push their requests (RFC 9126).
    pub pushed_request: &'a str,
    /// Where tokens are given back (RFC 7009).
    pub revocation: &'a str,
    /// Where resource servers ask about tokens (RFC 7662).
    pub introspection: &'a str,
    /// Where clients ask over the back channel (CIBA Core §7).
    pub backchannel_authentication: &'a str,
}

/// Whether and how the certificates of clients reach us, and what they are worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientCertificates {
    /// They come to the ordinary endpoints: proxies that we trust hand them on (RFC 9440).
    pub by_proxy: bool,
    /// The origin of the same endpoints where we ask for certificates ourselves (RFC 8705 §5).
    pub address: Option<String>,
    /// Authorities are believed, so that `tls_client_auth` can be used.
    pub authorities: bool,
}

impl ClientCertificates {
    /// Whether there is a way for them.
    #[must_use]
    pub fn reach_us(&self) -> bool {
        self.by_proxy || self.address.is_some()
    }
}

/// The endpoints at which certificates of clients are asked for (RFC 8705 §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the members are those of the metadata, by their own names"
)]
pub struct EndpointAliases {
    pub token_endpoint: String,
    pub userinfo_endpoint: String,
    pub revocation_endpoint: String,
    pub introspection_endpoint: String,
    pub pushed_authorization_request_endpoint: String,
    #[serde(default)]
    pub backchannel_authentication_endpoint: String,
}

/// The metadata document. What it lists is what this crate does, and no more; a document of
/// another provider is read into the same type, with what it leaves out set to the defaults
/// of Discovery §3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the members are those of Discovery §3, by their own names"
)]
pub struct ProviderMetadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_endpoint: Option<String>,
    pub jwks_uri: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_session_endpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_endpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introspection_endpoint: Option<String>,
    #[serde(default)]
    pub scopes_supported: Vec<String>,
    pub response_types_supported: Vec<String>,
    #[serde(default)]
    pub response_modes_supported: Vec<String>,
    #[serde(default)]
    pub grant_types_supported: Vec<String>,
    #[serde(default)]
    pub acr_values_supported: Vec<String>,
    pub subject_types_supported: Vec<String>,
    pub id_token_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub id_token_encryption_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub id_token_encryption_enc_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub userinfo_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub userinfo_encryption_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub userinfo_encryption_enc_values_supported: Vec<String>,
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub token_endpoint_auth_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revocation_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revocation_endpoint_auth_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introspection_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introspection_endpoint_auth_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dpop_signing_alg_values_supported: Vec<String>,
    #[serde(default)]
    pub tls_client_certificate_bound_access_tokens: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mtls_endpoint_aliases: Option<EndpointAliases>,
    #[serde(default)]
    pub prompt_values_supported: Vec<String>,
    #[serde(default)]
    pub claim_types_supported: Vec<String>,
    #[serde(default)]
    pub claims_supported: Vec<String>,
    #[serde(default)]
    pub ui_locales_supported: Vec<String>,
    #[serde(default)]
    pub code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    pub claims_parameter_supported: bool,
    #[serde(default)]
    pub request_parameter_supported: bool,
    #[serde(default)]
    pub request_object_signing_alg_values_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pushed_authorization_request_endpoint: Option<String>,
    #[serde(default)]
    pub require_pushed_authorization_requests: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_authentication_endpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backchannel_token_delivery_modes_supported: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backchannel_authentication_request_signing_alg_values_supported: Vec<String>,
    #[serde(default)]
    pub backchannel_user_code_parameter_supported: bool,
    #[serde(default)]
    pub backchannel_logout_supported: bool,
    #[serde(default)]
    pub backchannel_logout_session_supported: bool,
    /// True unless said otherwise, an oddity of Discovery §3.
    #[serde(default = "yes")]
    pub request_uri_parameter_supported: bool,
    #[serde(default)]
    pub require_request_uri_registration: bool,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

const fn yes() -> bool {
    true
}

/// Why a provider's document was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// Not JSON with the required members, or too long.
    #[error("not a provider metadata document")]
    Malformed,
    /// The document is of another issuer than the one asked (Discovery §4.3).
    #[error("the document says issuer {found}, not {expected}")]
    WrongIssuer {
        /// Whom we asked.
        expected: String,
        /// What the document says.
        found: String,
    },
}

impl ProviderMetadata {
    /// The document of this provider.
    ///
    /// `languages` are BCP 47 tags; `algorithms` those with an active key, preferred first;
    /// `certificates` says whether and how certificates of clients reach us.
    #[must_use]
    pub fn new(
        issuer: &Issuer,
        paths: &EndpointPaths<'_>,
        algorithms: &[Algorithm],
        languages: &[&str],
        certificates: &ClientCertificates,
    ) -> Self {
        let texts = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        let token_claims = [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "at_hash",
            "sid",
        ];
        let methods = |with_public: bool| {
            ClientAuthMethod::ALL
                .into_iter()
                .filter(|method| match method {
                    ClientAuthMethod::None => with_public,
                    ClientAuthMethod::SelfSignedTls => certificates.reach_us(),
                    ClientAuthMethod::Tls => certificates.reach_us() && certificates.authorities,
                    ClientAuthMethod::SecretBasic
                    | ClientAuthMethod::SecretPost
                    | ClientAuthMethod::PrivateKeyJwt => true,
                })
                .map(|method| method.name().to_owned())
                .collect::<Vec<_>>()
        };
        let of_clients = Algorithm::OF_CLIENTS.map(|algorithm| algorithm.name().to_owned());
        let aliases = certificates.address.as_deref().map(|origin| {
            let at = |path: &str| format!("{origin}{path}");
            EndpointAliases {
                token_endpoint: at(paths.token),
                userinfo_endpoint: at(paths.userinfo),
                revocation_endpoint: at(paths.revocation),
                introspection_endpoint: at(paths.introspection),
                pushed_authorization_request_endpoint: at(paths.pushed_request),
                backchannel_authentication_endpoint: at(paths.backchannel_authentication),
            }
        });
        let signed: Vec<String> = algorithms
            .iter()
            .map(|algorithm| algorithm.name().to_owned())
            .collect();
        let key_management: Vec<String> = KeyManagement::ALL
            .map(|algorithm| algorithm.name().to_owned())
            .to_vec();
        let ciphers: Vec<String> = ContentEncryption::ALL
            .map(|cipher| cipher.name().to_owned())
            .to_vec();
        let person_claims = Claim::ALL.iter().map(|claim| claim.name().to_owned());
        Self {
            issuer: issuer.as_str().to_owned(),
            authorization_endpoint: issuer.at(paths.authorization),
            token_endpoint: issuer.at(paths.token),
            userinfo_endpoint: Some(issuer.at(paths.userinfo)),
            jwks_uri: issuer.at(paths.jwks),
            end_session_endpoint: Some(issuer.at(paths.end_session)),
            revocation_endpoint: Some(issuer.at(paths.revocation)),
            introspection_endpoint: Some(issuer.at(paths.introspection)),
            scopes_supported: Scope::ALL.map(|scope| scope.name().to_owned()).to_vec(),
            response_types_supported: texts(&["code"]),
            response_modes_supported: texts(&["query", "form_post"]),
            grant_types_supported: GrantType::ALL.map(|grant| grant.name().to_owned()).to_vec(),
            acr_values_supported: [
                AssuranceLevel::Low,
                AssuranceLevel::Substantial,
                AssuranceLevel::High,
            ]
            .map(|level| level.acr().to_owned())
            .to_vec(),
            subject_types_supported: texts(&["pairwise", "public"]),
            id_token_signing_alg_values_supported: signed.clone(),
            id_token_encryption_alg_values_supported: key_management.clone(),
            id_token_encryption_enc_values_supported: ciphers.clone(),
            userinfo_signing_alg_values_supported: signed,
            userinfo_encryption_alg_values_supported: key_management,
            userinfo_encryption_enc_values_supported: ciphers,
            token_endpoint_auth_methods_supported: methods(true),
            token_endpoint_auth_signing_alg_values_supported: of_clients.to_vec(),
            revocation_endpoint_auth_methods_supported: methods(true),
            revocation_endpoint_auth_signing_alg_values_supported: of_clients.to_vec(),
            introspection_endpoint_auth_methods_supported: methods(false),
            introspection_endpoint_auth_signing_alg_values_supported: of_clients.to_vec(),
            dpop_signing_alg_values_supported: Algorithm::OF_FAPI
                .map(|algorithm| algorithm.name().to_owned())
                .to_vec(),
            tls_client_certificate_bound_access_tokens: certificates.reach_us(),
            mtls_endpoint_aliases: aliases,
            prompt_values_supported: texts(&["none", "login", "consent", "select_account"]),
            claim_types_supported: texts(&["normal"]),
            claims_supported: texts(&token_claims)
                .into_iter()
                .chain(person_claims)
                .collect(),
            ui_locales_supported: texts(languages),
            code_challenge_methods_supported: texts(&["S256"]),
            claims_parameter_supported: true,
            request_parameter_supported: true,
            request_object_signing_alg_values_supported: Algorithm::ALL
                .map(|algorithm| algorithm.name().to_owned())
                .to_vec(),
            pushed_authorization_request_endpoint: Some(issuer.at(paths.pushed_request)),
            // Demanded of single clients, not of all.
            require_pushed_authorization_requests: false,
            backchannel_authentication_endpoint: Some(issuer.at(paths.backchannel_authentication)),
            backchannel_token_delivery_modes_supported: DeliveryMode::ALL
                .map(|mode| mode.name().to_owned())
                .to_vec(),
            backchannel_authentication_request_signing_alg_values_supported: of_clients.to_vec(),
            // The person unlocks their app; a second secret would be one more to lose.
            backchannel_user_code_parameter_supported: false,
            backchannel_logout_supported: true,
            backchannel_logout_session_supported: true,
            request_uri_parameter_supported: false,
            require_request_uri_registration: false,
            authorization_response_iss_parameter_supported: true,
        }
    }

    /// The document as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// Reads the document of another provider and checks that it is about `issuer`
    /// (Discovery §4.3: the strings must be identical).
    ///
    /// # Errors
    /// See [`MetadataError`].
    pub fn parse(json: &[u8], issuer: &str) -> Result<Self, MetadataError> {
        let read: Self = from_json(json, limits::DOCUMENT_BYTES).ok_or(MetadataError::Malformed)?;
        if read.issuer != issuer {
            return Err(MetadataError::WrongIssuer {
                expected: issuer.to_owned(),
                found: read.issuer,
            });
        }
        Ok(read)
    }
}

/// The path of the document below the issuer (Discovery §4).
pub const WELL_KNOWN_PATH: &str = "/.well-known/openid-configuration";
