//! What is wrong with a registration: every fault at once, so that it is mended in one go.

use std::collections::BTreeSet;

use super::backchannel::{BackchannelFault, GrantType, is_called};
use super::token_settings::TokenSettingsFault;
use super::{
    ClientAuthMethod, ClientKind, ClientRegistration, LegalBasis, NoEncryptionKey, RedirectRule,
    SubjectType,
};
use crate::claims::Scope;
use crate::jose::{Algorithm, KeyManagement};

/// Under which rules a registration is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surroundings {
    /// A server that people rely on.
    Production,
    /// The demonstration on one machine: loopback addresses and wildcards are fine.
    Demonstration,
}

/// One fault of a registration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientFault {
    /// There is no redirect address.
    #[error("no redirect address is registered")]
    NoRedirectUri,
    /// An address with the demonstration's wildcard, in production.
    #[error("{0} has a wildcard, which only the demonstration allows")]
    WildcardInProduction(String),
    /// An address in the clear that leaves the machine, or a confidential client without
    /// https.
    #[error("{0} is not https")]
    NotHttps(String),
    /// A confidential client runs on a server: its address is not on the person's machine.
    #[error("{0} is on the person's own machine, which only public clients may use")]
    LoopbackOfConfidential(String),
    /// An application's own scheme must be a reversed domain name (RFC 8252 §7.1).
    #[error("{0} uses a scheme that is not a reversed domain name")]
    SchemeWithoutDomain(String),
    /// A public client cannot authenticate.
    #[error("a public client cannot have a secret or a method to authenticate")]
    PublicWithSecret,
    /// A confidential client must authenticate.
    #[error("a confidential client needs a method to authenticate and a secret")]
    ConfidentialWithoutSecret,
    /// A secret that its method does not use.
    #[error("a client that authenticates by {0} has no secret")]
    SecretNotUsed(&'static str),
    /// `private_key_jwt` without a key.
    #[error("a client that signs assertions needs a public key in jwks")]
    NoKey,
    /// Mutual TLS without a certificate.
    #[error("a client that authenticates by certificate needs its fingerprint")]
    NoCertificate,
    /// Not exactly one name for `tls_client_auth`, or one for a client that does not use it.
    #[error(
        "tls_client_auth needs exactly one of the members tls_client_auth_…, and no other method has any"
    )]
    CertificateNames,
    /// We have no key that signs with this algorithm.
    #[error("ID tokens are not signed with {0}")]
    AlgorithmNotMade(Algorithm),
    /// Nor userinfo.
    #[error("userinfo is not signed with {0}")]
    UserinfoAlgorithmNotMade(Algorithm),
    /// Something about its tokens.
    #[error(transparent)]
    Tokens(#[from] TokenSettingsFault),
    /// Something about its back channel.
    #[error(transparent)]
    Backchannel(#[from] BackchannelFault),
    /// A public client without PKCE.
    #[error("a public client cannot switch PKCE off")]
    PublicWithoutPkce,
    /// The redirect addresses have several hosts and no sector is registered
    /// (OpenID Connect Core §8.1).
    #[error("redirect addresses on several hosts need a registered sector")]
    SectorMissing,
    /// The sector is not a host name in lower case.
    #[error("the sector is not a host name")]
    SectorMalformed,
    /// There is no name in Spanish.
    #[error("there is no name in Spanish")]
    NoName,
    /// A name is empty, longer than 120 characters or has control characters.
    #[error("the name in {0} cannot be shown")]
    NameUnfit(String),
    /// A scope of which no datum may be released.
    #[error("the scope {0} is allowed, but none of its claims is")]
    ScopeWithoutClaims(Scope),
    /// The same datum twice, perhaps with two reasons.
    #[error("the claim {0} is listed twice")]
    ClaimTwice(&'static str),
    /// A legal basis without the rule that it rests on.
    #[error("the claim {0} rests on a law that is not named")]
    LawNotNamed(&'static str),
    /// There is no responsible body.
    #[error("no body answers for this client")]
    NoBody,
    /// A rule of the FAPI 2.0 Security Profile that this registration cannot keep.
    #[error("the profile fapi2 demands {0}")]
    Fapi2(&'static str),
    /// The address for log-out tokens is not one that can be called: https, a host, no user, no
    /// fragment (Back-Channel Logout 1.0 §2.2).
    #[error("{0} cannot receive log-out tokens")]
    BackChannelAddress(String),
    /// Something is to be encrypted, and there is no key for that.
    #[error("something is to be encrypted with {0}, but no key with use = \"enc\" fits")]
    NoEncryptionKey(KeyManagement),
    /// A cipher without a way for its key.
    #[error("{0} is set, but nothing says how the key is sent")]
    CipherWithoutKeyManagement(&'static str),
    /// Userinfo is encrypted after it was signed, and not otherwise.
    #[error("userinfo is to be encrypted, but not signed")]
    UserinfoNotSigned,
    /// Signed request objects are demanded and there is no key to check them with.
    #[error("signed request objects are demanded, but no key for signatures is registered")]
    SignedRequestsWithoutKeys,
}

impl ClientFault {
    /// The member of the registration to be mended.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoRedirectUri
            | Self::WildcardInProduction(_)
            | Self::NotHttps(_)
            | Self::LoopbackOfConfidential(_)
            | Self::SchemeWithoutDomain(_) => "redirect_uris",
            Self::PublicWithSecret | Self::ConfidentialWithoutSecret | Self::SecretNotUsed(_) => {
                "auth_method"
            }
            Self::PublicWithoutPkce => "require_pkce",
            Self::SectorMissing | Self::SectorMalformed => "sector",
            Self::NoName | Self::NameUnfit(_) => "names",
            Self::ScopeWithoutClaims(_) => "scopes",
            Self::ClaimTwice(_) | Self::LawNotNamed(_) => "claims",
            Self::NoBody => "body",
            Self::Fapi2(_) => "profile",
            Self::BackChannelAddress(_) => "backchannel_logout_uri",
            Self::SignedRequestsWithoutKeys | Self::NoKey | Self::NoEncryptionKey(_) => "jwks",
            Self::CipherWithoutKeyManagement(member) => member,
            Self::UserinfoNotSigned => "userinfo_encrypted_response_alg",
            Self::CertificateNames => "tls_client_auth_subject_dn",
            Self::NoCertificate | Self::Tokens(_) => "tokens",
            Self::Backchannel(fault) => fault.field(),
            Self::AlgorithmNotMade(_) => "id_token_alg",
            Self::UserinfoAlgorithmNotMade(_) => "userinfo_signed_response_alg",
        }
    }

    /// The value that the fault is about, if it is one of several in its member.
    #[must_use]
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::WildcardInProduction(value)
            | Self::NotHttps(value)
            | Self::LoopbackOfConfidential(value)
            | Self::SchemeWithoutDomain(value)
            | Self::NameUnfit(value) => Some(value),
            Self::ScopeWithoutClaims(scope) => Some(scope.name()),
            Self::NoRedirectUri
            | Self::PublicWithSecret
            | Self::ConfidentialWithoutSecret
            | Self::PublicWithoutPkce
            | Self::SectorMissing
            | Self::SectorMalformed
            | Self::NoName
            | Self::ClaimTwice(_)
            | Self::LawNotNamed(_)
            | Self::NoBody
            | Self::Fapi2(_)
            | Self::BackChannelAddress(_)
            | Self::SignedRequestsWithoutKeys
            | Self::SecretNotUsed(_)
            | Self::NoKey
            | Self::NoCertificate
            | Self::CertificateNames
            | Self::NoEncryptionKey(_)
            | Self::CipherWithoutKeyManagement(_)
            | Self::UserinfoNotSigned
            | Self::AlgorithmNotMade(_)
            | Self::Backchannel(_)
            | Self::UserinfoAlgorithmNotMade(_) => None,
            Self::Tokens(fault) => fault.about(),
        }
    }

    /// What to do about it, in the imperative.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NoRedirectUri => "list every address to which the service wants people sent back",
            Self::WildcardInProduction(_) => "write each address out",
            Self::NotHttps(_) => "serve it over https",
            Self::LoopbackOfConfidential(_) => "use an address of the server, or kind = \"public\"",
            Self::SchemeWithoutDomain(_) => "use a scheme like es.example.app",
            Self::PublicWithSecret => "use auth_method = \"none\", or kind = \"confidential\"",
            Self::ConfidentialWithoutSecret => {
                "use client_secret_basic or another method, or kind = \"public\""
            }
            Self::SecretNotUsed(_) => "take secret_hash out",
            Self::NoKey => "give its public keys: jwks = { keys = [...] }",
            Self::NoCertificate => {
                "list the fingerprints of its certificates in tokens.certificates"
            }
            Self::CertificateNames => {
                "name the subject (tls_client_auth_subject_dn) or one alternative name (…_san_dns)"
            }
            Self::AlgorithmNotMade(_) | Self::UserinfoAlgorithmNotMade(_) => "use ES256 or RS256",
            Self::Tokens(fault) => fault.remedy(),
            Self::Backchannel(fault) => fault.remedy(),
            Self::PublicWithoutPkce => "take require_pkce out",
            Self::SectorMissing => {
                "set sector to the one host name under which this service knows people"
            }
            Self::SectorMalformed => "write a host name in lower case, without https:// and path",
            Self::NoName => "add names.es, the name that people read",
            Self::NameUnfit(_) => "write 1 to 120 characters without control characters",
            Self::ScopeWithoutClaims(_) => {
                "list in claims what of this scope may be released, or take the scope out"
            }
            Self::ClaimTwice(_) => "keep one entry, with one legal basis",
            Self::LawNotNamed(_) => "name the rule, as basis = { law = \"art. 9.2 Ley 39/2015\" }",
            Self::NoBody => "set body to the DIR3 code or name of the body that answers for it",
            Self::Fapi2(_) => "mend it, or take profile out",
            Self::BackChannelAddress(_) => "use an https address of the service's server",
            Self::NoEncryptionKey(_) => {
                "add a key to jwks with use = \"enc\": RSA for RSA-OAEP-256, EC P-256 for ECDH-ES"
            }
            Self::CipherWithoutKeyManagement(_) => "set the member that ends in _alg too",
            Self::UserinfoNotSigned => "set userinfo_signed_response_alg too",
            Self::SignedRequestsWithoutKeys => "add the client's public keys as jwks",
        }
    }
}

/// Characters of a name that fit on a button and in a consent sentence.
const NAME_CHARS: usize = 120;

impl ClientRegistration {
    /// Every fault of this registration; none means that it may be used.
    #[must_use]
    pub fn faults(&self, surroundings: Surroundings) -> Vec<ClientFault> {
        let mut faults = Vec::new();
        let by_browser = self.may_use(GrantType::AuthorizationCode);
        if by_browser && self.redirect_uris.is_empty() && self.tokens.serves.is_empty() {
            faults.push(ClientFault::NoRedirectUri);
        }
        for rule in self
            .redirect_uris
            .iter()
            .chain(&self.post_logout_redirect_uris)
        {
            faults.extend(self.address_fault(rule, surroundings));
        }
        faults.extend(self.authentication_faults());
        faults.extend(self.token_faults());
        faults.extend(self.sector_fault());
        faults.extend(self.name_faults());
        faults.extend(self.claim_faults());
        faults.extend(self.back_channel_fault(surroundings));
        let backchannel = self.backchannel_faults(surroundings);
        faults.extend(backchannel.into_iter().map(ClientFault::Backchannel));
        faults.extend(self.encryption_faults());
        let signs = self.require_signed_request_object
            || self.request_object_signing_alg.is_some()
            || self
                .backchannel_authentication_request_signing_alg
                .is_some();
        if signs && self.jwks.keys.is_empty() {
            faults.push(ClientFault::SignedRequestsWithoutKeys);
        }
        if self.is_fapi2() {
            faults.extend(self.fapi2_faults().into_iter().map(ClientFault::Fapi2));
        }
        if self.body.is_empty() {
            faults.push(ClientFault::NoBody);
        }
        faults
    }

    /// The rules of the FAPI 2.0 Security Profile that a registration must keep; the others are
    /// kept at each request.
    fn fapi2_faults(&self) -> Vec<&'static str> {
        let mut faults = Vec::new();
        if self.kind == ClientKind::Public {
            faults.push("a confidential client (5.3.2.1)");
        }
        if !matches!(
            self.auth_method,
            ClientAuthMethod::PrivateKeyJwt
                | ClientAuthMethod::Tls
                | ClientAuthMethod::SelfSignedTls
        ) {
            faults.push("private_key_jwt or mutual TLS as auth_method (5.3.2.1)");
        }
        if !self.tokens.dpop_required && !self.tokens.certificate_bound {
            faults.push(
                "access tokens bound to a key: tokens.dpop_required or certificate_bound (5.3.2.1)",
            );
        }
        if self.tokens.rotate_refresh_tokens {
            faults.push("tokens.rotate_refresh_tokens = false (5.3.2.1)");
        }
        let weak = |algorithm: Option<Algorithm>| algorithm == Some(Algorithm::Rs256);
        if weak(Some(self.id_token_alg)) {
            faults.push("ES256 as id_token_alg (5.4.1)");
        }
        if weak(self.userinfo_signed_response_alg) {
            faults.push("ES256 as userinfo_signed_response_alg (5.4.1)");
        }
        if weak(self.request_object_signing_alg) {
            faults.push("ES256, PS256 or EdDSA as request_object_signing_alg (5.4.1)");
        }
        if self.jwks.keys.iter().any(|key| weak(key.alg)) {
            faults.push("no key for RS256 in jwks (5.4.1)");
        }
        faults
    }

    fn encryption_faults(&self) -> Vec<ClientFault> {
        let mut faults = Vec::new();
        for encryption in [self.id_token_encryption(), self.userinfo_encryption()] {
            if let Err(NoEncryptionKey(alg)) = encryption {
                faults.push(ClientFault::NoEncryptionKey(alg));
            }
        }
        for (member, alg, enc) in [
            (
                "id_token_encrypted_response_enc",
                self.id_token_encrypted_response_alg,
                self.id_token_encrypted_response_enc,
            ),
            (
                "userinfo_encrypted_response_enc",
                self.userinfo_encrypted_response_alg,
                self.userinfo_encrypted_response_enc,
            ),
        ] {
            if alg.is_none() && enc.is_some() {
                faults.push(ClientFault::CipherWithoutKeyManagement(member));
            }
        }
        let encrypted = self.userinfo_encrypted_response_alg.is_some();
        if encrypted && self.userinfo_signed_response_alg.is_none() {
            faults.push(ClientFault::UserinfoNotSigned);
        }
        faults
    }

    fn back_channel_fault(&self, surroundings: Surroundings) -> Option<ClientFault> {
        let address = self.backchannel_logout_uri.as_ref()?;
        let sound = is_called(address, surroundings);
        (!sound).then(|| ClientFault::BackChannelAddress(address.clone()))
    }

    fn address_fault(
        &self,
        rule: &RedirectRule,
        surroundings: Surroundings,
    ) -> Option<ClientFault> {
        if surroundings == Surroundings::Demonstration {
            return None;
        }
        let text = rule.to_string();
        match rule {
            RedirectRule::DemonstrationLoopback { .. } => {
                Some(ClientFault::WildcardInProduction(text))
            }
            RedirectRule::LoopbackAnyPort { .. } => match self.kind {
                ClientKind::Public => None,
                ClientKind::Confidential => Some(ClientFault::LoopbackOfConfidential(text)),
            },
            RedirectRule::Exact(address) => match address.split_once(':') {
                Some(("https", _)) => None,
                Some(("http", _)) => Some(ClientFault::NotHttps(text)),
                Some((scheme, _)) if self.kind == ClientKind::Public => {
                    (!scheme.contains('.')).then_some(ClientFault::SchemeWithoutDomain(text))
                }
                _ => Some(ClientFault::NotHttps(text)),
            },
        }
    }

    fn authentication_faults(&self) -> Vec<ClientFault> {
        let mut faults = Vec::new();
        let has_method = self.auth_method != ClientAuthMethod::None;
        let has_secret = self
            .secret_hash
            .as_ref()
            .is_some_and(|hash| !hash.is_empty());
        match self.kind {
            ClientKind::Public => {
                if has_method || has_secret {
                    faults.push(ClientFault::PublicWithSecret);
                }
                if !self.require_pkce {
                    faults.push(ClientFault::PublicWithoutPkce);
                }
            }
            ClientKind::Confidential => {
                if !has_method || (self.auth_method.has_secret() && !has_secret) {
                    faults.push(ClientFault::ConfidentialWithoutSecret);
                }
                if has_method && !self.auth_method.has_secret() && has_secret {
                    faults.push(ClientFault::SecretNotUsed(self.auth_method.name()));
                }
            }
        }
        if self.auth_method == ClientAuthMethod::PrivateKeyJwt && self.jwks.keys.is_empty() {
            faults.push(ClientFault::NoKey);
        }
        if self.auth_method == ClientAuthMethod::SelfSignedTls
            && self.tokens.certificates.is_empty()
        {
            faults.push(ClientFault::NoCertificate);
        }
        let names = usize::from(self.auth_method == ClientAuthMethod::Tls);
        if self.certificate_names().count() != names {
            faults.push(ClientFault::CertificateNames);
        }
        faults
    }

    fn token_faults(&self) -> Vec<ClientFault> {
        let made = |algorithm| matches!(algorithm, Algorithm::Es256 | Algorithm::Rs256);
        let own = self.id_token_alg;
        let algorithm = (!made(own)).then_some(ClientFault::AlgorithmNotMade(own));
        let userinfo = self.userinfo_signed_response_alg;
        let userinfo = userinfo.filter(|algorithm| !made(*algorithm));
        let settings = self.tokens.faults(self.kind);
        algorithm
            .into_iter()
            .chain(userinfo.map(ClientFault::UserinfoAlgorithmNotMade))
            .chain(settings.into_iter().map(ClientFault::Tokens))
            .collect()
    }

    fn sector_fault(&self) -> Option<ClientFault> {
        if let Some(sector) = &self.sector {
            let sound = url::Host::parse(sector).is_ok_and(|host| host.to_string() == *sector);
            return (!sound).then_some(ClientFault::SectorMalformed);
        }
        let asks = !self.redirect_uris.is_empty() || self.may_use(GrantType::Ciba);
        let needs_one = self.subject_type == SubjectType::Pairwise && asks;
        (needs_one && self.sector().is_none()).then_some(ClientFault::SectorMissing)
    }

    fn name_faults(&self) -> Vec<ClientFault> {
        let unfit = |name: &str| {
            name.trim().is_empty()
                || name.chars().count() > NAME_CHARS
                || name.chars().any(char::is_control)
        };
        let missing = (!self.names.contains_key("es")).then_some(ClientFault::NoName);
        let unfit = self
            .names
            .iter()
            .filter(|(_, name)| unfit(name))
            .map(|(language, _)| ClientFault::NameUnfit(language.clone()));
        missing.into_iter().chain(unfit).collect()
    }

    fn claim_faults(&self) -> Vec<ClientFault> {
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        for grant in &self.claims {
            let name = grant.claim.name();
            if !seen.insert(grant.claim) {
                faults.push(ClientFault::ClaimTwice(name));
            }
            if matches!(&grant.basis, LegalBasis::Law(rule) if rule.trim().is_empty()) {
                faults.push(ClientFault::LawNotNamed(name));
            }
        }
        for scope in &self.scopes {
            let empty = !scope.claims().is_empty()
                && !scope.claims().iter().any(|claim| seen.contains(claim));
            if empty {
                faults.push(ClientFault::ScopeWithoutClaims(*scope));
            }
        }
        faults
    }
}
