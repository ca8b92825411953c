//! Who a client is (RFC 6749 §2.3): by secret, by signed assertion, by certificate, or, for a
//! public client, not at all.

use std::sync::Arc;

use ports::certificates::CertifiedName;
use store::repo;
use vocab::{Timestamp, constant_time_eq};
use wire_oidc::{
    client::{CertificateName, ClientAuthMethod, ClientRegistration},
    token::{ClientAssertion, PresentedClient, PresentedCredential, TokenRefusal},
};

use crate::{Credentials, Door, Federation, PATHS, token::unavailable};

/// One answer for everything that a thief could probe.
const FAILED: TokenRefusal = TokenRefusal::InvalidClient("client authentication failed");

impl Federation {
    /// The client that sent a request to the endpoint at `path`: `Ok` if and only if it is
    /// registered, uses the method that it registered, and the credential is right.
    ///
    /// # Errors
    /// [`TokenRefusal::InvalidClient`], alike for an unknown client and a wrong credential;
    /// [`TokenRefusal::Unavailable`].
    pub async fn authenticate(
        &self,
        presented: &PresentedClient,
        credentials: &Credentials<'_>,
        path: &str,
    ) -> Result<Arc<ClientRegistration>, TokenRefusal> {
        let client = self
            .clients
            .find(&self.store, presented.client_id.as_str(), self.clock.now())
            .await
            .map_err(|error| unavailable(&error))?
            .ok_or(FAILED)?;
        presented.check(&client)?;
        let proven = match (client.auth_method, &presented.credential) {
            (ClientAuthMethod::None, PresentedCredential::None) => true,
            (ClientAuthMethod::SelfSignedTls, PresentedCredential::None) => credentials
                .certificate
                .is_some_and(|shown| client.tokens.certificates.contains(&shown)),
            (ClientAuthMethod::Tls, PresentedCredential::None) => {
                self.is_certified(&client, credentials)
            }
            (ClientAuthMethod::SecretBasic, PresentedCredential::Basic(secret))
            | (ClientAuthMethod::SecretPost, PresentedCredential::Post(secret)) => {
                self.is_secret_of(&client, secret.expose())
            }
            (ClientAuthMethod::PrivateKeyJwt, PresentedCredential::Assertion(assertion)) => {
                self.signed(&client, assertion, credentials.door, path)
                    .await?
            }
            // `check` has refused every other pair.
            _ => false,
        };
        if proven { Ok(client) } else { Err(FAILED) }
    }

    /// Whether an authority that we believe gave the certificate of the connection to this client.
    fn is_certified(&self, client: &ClientRegistration, credentials: &Credentials<'_>) -> bool {
        let mut names = client.certificate_names();
        // A registration with none or several has a fault, and lets nobody in.
        let (Some(name), None, Some(authorities)) = (names.next(), names.next(), &self.authorities)
        else {
            return false;
        };
        let name = match name {
            CertificateName::Subject(text) => CertifiedName::Subject(text),
            CertificateName::Dns(text) => CertifiedName::Dns(text),
            CertificateName::Uri(text) => CertifiedName::Uri(text),
            CertificateName::Ip(address) => CertifiedName::Ip(address),
            CertificateName::Email(text) => CertifiedName::Email(text),
        };
        match authorities.certify(credentials.chain, &name, self.clock.now()) {
            Ok(()) => true,
            Err(error) => {
                let (client, error) = (client.client_id.as_str(), &error as &dyn std::error::Error);
                tracing::info!(client, error, "a certificate of a client was refused");
                false
            }
        }
    }

    /// Our address of a path, as whoever came through this door calls it.
    pub(crate) fn address_of(&self, door: Door, path: &str) -> String {
        match (door, &self.settings.client_certificates.address) {
            (Door::Certificates, Some(origin)) => format!("{origin}{path}"),
            (Door::Certificates, None) | (Door::Issuer, _) => self.issuer.at(path),
        }
    }

    fn is_secret_of(&self, client: &ClientRegistration, presented: &str) -> bool {
        let id = client.client_id.as_str();
        let hash = self.client_secret_hash(id, presented);
        let matches: Vec<bool> = client
            .secret_hashes(self.clock.now())
            .map(|own| constant_time_eq(own, &hash))
            .collect();
        if matches.as_slice() == [false, true] {
            // Who ends the overlap early wants to know that nobody needs it any more.
            tracing::info!(client = id, "a client used the secret that was replaced");
        }
        matches.contains(&true)
    }

    /// Keyed hash under which a client's secret is stored.
    #[must_use]
    pub fn client_secret_hash(&self, client: &str, secret: &str) -> [u8; 32] {
        self.hashes
            .hash("client.secret", format!("{client}|{secret}").as_bytes())
    }

    /// Whether the client signed this assertion for us, and nobody has used it before.
    async fn signed(
        &self,
        client: &ClientRegistration,
        assertion: &ClientAssertion,
        door: Door,
        path: &str,
    ) -> Result<bool, TokenRefusal> {
        let token_endpoint = self.issuer.at(PATHS.token);
        let called = self.address_of(door, path);
        let audiences = [
            self.issuer.as_str(),
            token_endpoint.as_str(),
            called.as_str(),
        ];
        // FAPI 2.0 Security Profile §5.3.2.1: the issuer, and nothing else.
        let audiences = match (client.is_fapi2(), audiences.as_slice()) {
            (true, [issuer, ..]) => std::slice::from_ref(issuer),
            (_, all) => all,
        };
        let now = self.clock.now().as_second();
        let verified = match assertion.verify(client, audiences, now) {
            Ok(verified) => verified,
            Err(error) => {
                let client = client.client_id.as_str();
                tracing::info!(client, %error, "an assertion of a client was refused");
                return Ok(false);
            }
        };
        let until = Timestamp::from_second(verified.until()).unwrap_or(Timestamp::MAX);
        let owner = client.client_id.as_str();
        self.spend("oidc.assertion", owner, verified.jti(), until)
            .await
            .map_err(|error| unavailable(&error))
    }

    /// Writes down that an identifier of `owner` was used; `false` if it had been before.
    pub(crate) async fn spend(
        &self,
        purpose: &'static str,
        owner: &str,
        jti: &str,
        until: Timestamp,
    ) -> Result<bool, store::StoreError> {
        let now = self.clock.now();
        // Owners have no line breaks, so that no two pairs give the same text.
        let hash = self
            .hashes
            .hash(purpose, format!("{owner}\n{jti}").as_bytes());
        self.store
            .transact("federation.spend", move |tx| {
                repo::spent::spend(tx, hash, until, now)
            })
            .await
    }
}
