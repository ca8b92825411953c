//! The only outbound HTTP client (architecture invariant 12).
//!
//! It serves every address that a stranger can influence (JWKS of a relying party, back-channel
//! log-out, push endpoints, OCSP and CRL addresses in presented certificates) and the gateways
//! that an operator configures. A request goes these ways, in this order:
//!
//! 1. [`policy`]: scheme, user information and host of the address are judged;
//! 2. [`resolve`]: the name becomes addresses, once;
//! 3. [`addresses`]: private, local and reserved addresses fall out, unless the operator listed
//!    the origin;
//! 4. [`connect`]: the connection goes to *one of the judged addresses*, never to the name again,
//!    so that a second answer of a hostile name server changes nothing; TLS checks the name;
//! 5. the answer is read up to a size and a time. Redirects are answers like any other: nobody
//!    follows them.
//!
//! What is *not* guaranteed: a public address may still belong to somebody who does not want the
//! request. Whoever takes an address from a stranger limits how often it is asked.

pub mod addresses;
mod connect;
pub mod policy;
mod pool;
mod request;
pub mod resolve;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;

use self::{
    connect::Connector,
    policy::{OutboundPolicy, Target},
    pool::Pool,
    resolve::{Resolve, SystemResolver},
};

pub(crate) use self::connect::system_roots;
pub use self::{
    policy::AllowedOrigin,
    request::{OutboundRequest, OutboundResponse},
};

/// Limits of one exchange.
#[derive(Debug, Clone, Copy)]
pub struct OutboundLimits {
    /// Largest body that is read, in bytes.
    pub body: usize,
    /// Everything together: resolving, connecting, sending, reading.
    pub time: Duration,
}

impl Default for OutboundLimits {
    /// 64 KiB hold the largest JWKS and OCSP answers seen with room to spare; five seconds keep a
    /// log-out within what a person waits for.
    fn default() -> Self {
        Self {
            body: 64 * 1024,
            time: Duration::from_secs(5),
        }
    }
}

/// Why a request brought no answer.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The address is not one that we call: scheme, user information, or an origin that is not
    /// listed where only listed ones may be called.
    #[error("this address is not called: {0}")]
    Refused(&'static str),
    /// The name has no address.
    #[error("the name does not resolve")]
    Unresolved(#[source] std::io::Error),
    /// All addresses of the name are private, local or reserved.
    #[error("the name leads to a private, local or reserved address")]
    AddressRefused,
    /// Nobody answers there.
    #[error("no connection")]
    Unreachable(#[source] std::io::Error),
    /// The other side did not prove its name.
    #[error("no trusted TLS connection")]
    Tls(#[source] std::io::Error),
    /// The exchange broke off or was not HTTP.
    #[error("the exchange broke off")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The answer is larger than the limit.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    /// The time was up.
    #[error("no answer in time")]
    TimedOut,
}

/// The guarded client. Cheap to clone; clones share idle connections.
#[derive(Clone)]
pub struct OutboundClient {
    inner: Arc<Inner>,
}

struct Inner {
    policy: OutboundPolicy,
    limits: OutboundLimits,
    resolver: Arc<dyn Resolve>,
    connector: Connector,
    pool: Pool,
}

impl std::fmt::Debug for OutboundClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboundClient")
            .field("policy", &self.inner.policy)
            .finish_non_exhaustive()
    }
}

impl OutboundClient {
    /// A client under `policy` that asks the system's resolver and trusts the system's
    /// certification authorities.
    #[must_use]
    pub fn new(policy: OutboundPolicy, limits: OutboundLimits) -> Self {
        Self::with_parts(
            policy,
            limits,
            Arc::new(SystemResolver),
            connect::system_roots(),
        )
    }

    /// As [`OutboundClient::new`], with a resolver and trusted authorities of the caller's choice.
    #[must_use]
    pub fn with_parts(
        policy: OutboundPolicy,
        limits: OutboundLimits,
        resolver: Arc<dyn Resolve>,
        roots: rustls::RootCertStore,
    ) -> Self {
        let connector = Connector::new(roots);
        Self {
            inner: Arc::new(Inner {
                policy,
                limits,
                resolver,
                connector,
                pool: Pool::default(),
            }),
        }
    }

    /// Sends one request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`OutboundError`]: the address is refused, nobody answers, or the answer breaks a limit.
    pub async fn send(&self, request: &OutboundRequest) -> Result<OutboundResponse, OutboundError> {
        let target = self.inner.policy.judge(&request.url)?;
        match tokio::time::timeout(self.inner.limits.time, self.exchange(&target, request)).await {
            Ok(answer) => answer,
            Err(_) => Err(OutboundError::TimedOut),
        }
    }

    async fn exchange(
        &self,
        target: &Target,
        request: &OutboundRequest,
    ) -> Result<OutboundResponse, OutboundError> {
        let mut message = request.message(target)?;
        // An idle connection may have been closed by the other side: the message then comes back
        // unsent and goes over a fresh one. A message that may have been read is never repeated.
        while let Some(mut idle) = self.inner.pool.take(target) {
            if idle.ready().await.is_err() {
                continue;
            }
            match idle.try_send_request(message).await {
                Ok(answer) => return self.read(target, idle, answer).await,
                Err(mut failed) => match failed.take_message() {
                    Some(unsent) => message = unsent,
                    None => return Err(OutboundError::Broken(Box::new(failed.into_error()))),
                },
            }
        }
        let addresses = self.addresses(target).await?;
        let mut fresh = self.inner.connector.open(target, &addresses).await?;
        let answer = fresh
            .send_request(message)
            .await
            .map_err(|error| OutboundError::Broken(Box::new(error)))?;
        self.read(target, fresh, answer).await
    }

    /// The addresses of the target that may be called.
    async fn addresses(&self, target: &Target) -> Result<Vec<std::net::SocketAddr>, OutboundError> {
        let found = match target.literal() {
            Some(address) => vec![address],
            None => self
                .inner
                .resolver
                .resolve(target.host(), target.port())
                .await
                .map_err(OutboundError::Unresolved)?,
        };
        if found.is_empty() {
            return Err(OutboundError::Unresolved(
                std::io::ErrorKind::NotFound.into(),
            ));
        }
        let admitted: Vec<_> = found
            .into_iter()
            .filter(|a| target.listed() || addresses::is_public(a.ip()))
            .collect();
        if admitted.is_empty() {
            Err(OutboundError::AddressRefused)
        } else {
            Ok(admitted)
        }
    }

    async fn read(
        &self,
        target: &Target,
        connection: pool::Connection,
        answer: http::Response<Incoming>,
    ) -> Result<OutboundResponse, OutboundError> {
        let (head, body) = answer.into_parts();
        let limit = self.inner.limits.body;
        let body: Bytes = match Limited::new(body, limit).collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                return Err(OutboundError::TooLarge(limit));
            }
            Err(error) => return Err(OutboundError::Broken(error)),
        };
        self.inner.pool.give_back(target, connection);
        Ok(OutboundResponse {
            status: head.status,
            headers: head.headers,
            body,
        })
    }
}

/// What a request carries.
type Body = Full<Bytes>;

#[cfg(test)]
mod tests;
