//! Client authentication (RFC 6749 §2.3, OpenID Connect Core §9).

use super::TokenRefusal;
use super::assertion::{ASSERTION_TYPE, ClientAssertion};
use crate::client::{ClientAuthMethod, ClientId, ClientRegistration};
use crate::encoding::{form_decoded, from_base64};
use crate::limits;
use crate::parameters::Parameters;

/// A secret as the client presented it. Never shown; compare a keyed hash of
/// [`ClientSecret::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// With what a client says who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PresentedCredential {
    /// Nothing but its identifier.
    None,
    /// A secret in the `Authorization` header.
    Basic(ClientSecret),
    /// A secret in the form.
    Post(ClientSecret),
    /// An assertion in the form.
    Assertion(ClientAssertion),
}

/// Who a token request says it is from. Nothing is proved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedClient {
    /// The identifier.
    pub client_id: ClientId,
    /// The credential.
    pub credential: PresentedCredential,
}

impl PresentedClient {
    /// Reads the one way of authentication that a request uses.
    ///
    /// # Errors
    /// [`TokenRefusal::InvalidClient`] or [`TokenRefusal::InvalidRequest`].
    pub fn parse(authorization: Option<&str>, form: &Parameters) -> Result<Self, TokenRefusal> {
        let in_form = match form.get("client_id") {
            None => None,
            Some(text) => Some(
                ClientId::parse(text)
                    .map_err(|_| TokenRefusal::InvalidClient("client_id is malformed"))?,
            ),
        };
        let secret_in_form = form.get("client_secret");
        if let Some(assertion) = assertion(form)? {
            // RFC 6749 §2.3: a client must not use more than one method in each request.
            if authorization.is_some() || secret_in_form.is_some() {
                return Err(TokenRefusal::InvalidRequest(
                    "two ways of client authentication",
                ));
            }
            let named = assertion
                .claimed_client()
                .ok_or(TokenRefusal::InvalidClient("the assertion is malformed"))?;
            if in_form.is_some_and(|in_form| in_form != named) {
                return Err(TokenRefusal::InvalidRequest("two clients are named"));
            }
            return Ok(Self {
                client_id: named,
                credential: PresentedCredential::Assertion(assertion),
            });
        }
        let Some(header) = authorization else {
            let client_id = in_form.ok_or(TokenRefusal::InvalidClient("no client is named"))?;
            let credential = match secret_in_form {
                None => PresentedCredential::None,
                Some(secret) if secret.len() <= limits::CLIENT_SECRET_CHARS => {
                    PresentedCredential::Post(ClientSecret(secret.to_owned()))
                }
                Some(_) => return Err(TokenRefusal::InvalidClient("client_secret is too long")),
            };
            return Ok(Self {
                client_id,
                credential,
            });
        };
        if secret_in_form.is_some() {
            return Err(TokenRefusal::InvalidRequest(
                "two ways of client authentication",
            ));
        }
        let (client_id, secret) = parse_basic(header).ok_or(TokenRefusal::InvalidClient(
            "the authorization header is malformed",
        ))?;
        if in_form.is_some_and(|named| named != client_id) {
            return Err(TokenRefusal::InvalidRequest("two clients are named"));
        }
        Ok(Self {
            client_id,
            credential: PresentedCredential::Basic(secret),
        })
    }

    /// Whether the request uses a method. What is nothing but an identifier in the request may be
    /// a certificate in the connection.
    #[must_use]
    pub const fn uses(&self, method: ClientAuthMethod) -> bool {
        matches!(
            (&self.credential, method),
            (
                PresentedCredential::None,
                ClientAuthMethod::None | ClientAuthMethod::Tls | ClientAuthMethod::SelfSignedTls
            ) | (PresentedCredential::Basic(_), ClientAuthMethod::SecretBasic)
                | (PresentedCredential::Post(_), ClientAuthMethod::SecretPost)
                | (
                    PresentedCredential::Assertion(_),
                    ClientAuthMethod::PrivateKeyJwt
                )
        )
    }

    /// The secret that the client presented.
    #[must_use]
    pub const fn secret(&self) -> Option<&ClientSecret> {
        match &self.credential {
            PresentedCredential::None | PresentedCredential::Assertion(_) => None,
            PresentedCredential::Basic(secret) | PresentedCredential::Post(secret) => Some(secret),
        }
    }

    /// Whether this is the client that was looked up, and it uses the method that it registered.
    /// The credential itself is for the caller to check, who alone has the key of its hash, the
    /// certificate of the connection and the identifiers that were seen.
    ///
    /// # Errors
    /// [`TokenRefusal::InvalidClient`].
    pub fn check(&self, client: &ClientRegistration) -> Result<(), TokenRefusal> {
        if self.client_id != client.client_id || !self.uses(client.auth_method) {
            return Err(TokenRefusal::InvalidClient("client authentication failed"));
        }
        Ok(())
    }
}

/// The assertion of a request, if there is one (RFC 7521 §4.2).
fn assertion(form: &Parameters) -> Result<Option<ClientAssertion>, TokenRefusal> {
    match (
        form.get("client_assertion_type"),
        form.get("client_assertion"),
    ) {
        (None, None) => Ok(None),
        (Some(ASSERTION_TYPE), Some(text)) => ClientAssertion::new(text)
            .map(Some)
            .ok_or(TokenRefusal::InvalidClient("client_assertion is too long")),
        _ => Err(TokenRefusal::InvalidClient(
            "client_assertion and a client_assertion_type of jwt-bearer belong together",
        )),
    }
}

/// `Basic`, base64 of identifier and secret, each form-encoded first (RFC 6749 §2.3.1), with
/// a colon between.
fn parse_basic(header: &str) -> Option<(ClientId, ClientSecret)> {
    // Each character may have become three, then base64 adds a third.
    if header.len() > 8 + 5 * (limits::CLIENT_ID_CHARS + limits::CLIENT_SECRET_CHARS) {
        return None;
    }
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = from_base64(encoded.trim_matches(' '))?;
    let mut halves = pair.splitn(2, |&byte| byte == b':');
    let id = form_decoded(halves.next()?)?;
    let secret = form_decoded(halves.next()?)?;
    let fits = !secret.is_empty() && secret.len() <= limits::CLIENT_SECRET_CHARS;
    fits.then_some(())?;
    Some((ClientId::parse(&id).ok()?, ClientSecret(secret)))
}
