//! Relying parties are told that a session has ended (OpenID Connect Back-Channel Logout 1.0).
//!
//! Whoever ends a session queues the parties that it served, in the same transaction. The worker
//! leases them here and calls each by itself, so that one that hangs keeps nobody else waiting.

use ports::log_out::{CallError, LogOutCaller};
use store::{
    StoreError,
    repo::client_log_out::{self, LeasedLogOut, Settled},
};
use vocab::{Entropy, SignedDuration};
use wire_oidc::{
    client::ClientRegistration,
    logout_token::{self, LogoutTokenClaims},
    subject::SectorMissing,
};

use crate::{Federation, counts::Happening, issue::SignFailure};

/// Longer than a call can take (five seconds) with the store on both sides of it.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Tries after which a party is given up: with the waits below, after some eight minutes. A party
/// that was away for longer finds its own sessions expired, or asks userinfo and is refused.
const TRIES: u32 = 8;

/// What came of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It is settled, in this way.
    Settled(Settled),
    /// It is tried again later.
    Retried,
    /// Another worker has it by now.
    Lost,
}

/// Why a party was not told.
#[derive(Debug, thiserror::Error)]
enum TellError {
    #[error("the log-out token could not be signed")]
    Sign(#[from] SignFailure),
    #[error(transparent)]
    Sector(#[from] SectorMissing),
    #[error(transparent)]
    Call(#[from] CallError),
}

impl Federation {
    /// Takes parties that must be told, at most `limit`, for as long as telling them can take.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn lease_log_outs(
        &self,
        holder: &str,
        limit: u32,
    ) -> Result<Vec<LeasedLogOut>, StoreError> {
        let (holder, now) = (holder.to_owned(), self.clock.now());
        self.store
            .transact("federation.log_out.lease", move |tx| {
                client_log_out::lease(tx, &holder, limit, LEASE, now)
            })
            .await
    }

    /// Tells one party, and writes down what came of it.
    ///
    /// # Errors
    /// [`StoreError`]; then it is tried again when the lease ends.
    pub async fn tell(
        &self,
        one: LeasedLogOut,
        holder: &str,
        caller: &dyn LogOutCaller,
    ) -> Result<Told, StoreError> {
        let client = self
            .clients
            .find(&self.store, &one.client, self.clock.now())
            .await?;
        let address = client
            .as_ref()
            .and_then(|client| client.backchannel_logout_uri.clone());
        let (Some(client), Some(address)) = (client, address) else {
            return self.settle(one, holder, Settled::NotCalled, None).await;
        };
        match self.call(&client, &address, &one, caller).await {
            // Success is 200 in the standard, and 204 where a framework has nothing to say.
            Ok(200..=299) => self.settle(one, holder, Settled::Told, None).await,
            Ok(400) => {
                let why = Some("status 400");
                self.settle(one, holder, Settled::Refused, why).await
            }
            Ok(status) => self.again(one, holder, &format!("status {status}")).await,
            Err(error) => {
                let why = chain(&error);
                tracing::warn!(
                    client = one.client,
                    error = why,
                    "a log-out could not be told"
                );
                self.again(one, holder, &why).await
            }
        }
    }

    async fn call(
        &self,
        client: &ClientRegistration,
        address: &str,
        one: &LeasedLogOut,
        caller: &dyn LogOutCaller,
    ) -> Result<u16, TellError> {
        let iat = self.clock.now().as_second();
        let id = client.client_id.as_str();
        let claims = LogoutTokenClaims {
            iss: self.issuer.as_str().to_owned(),
            sub: self.subject_of(client, one.person)?,
            aud: id.to_owned(),
            iat,
            exp: iat + logout_token::VALID_SECONDS,
            jti: name(&*self.entropy),
            sid: self.sid(id, one.session),
            events: LogoutTokenClaims::events(),
        };
        let token = self
            .sign(client.id_token_alg, logout_token::TYPE, &claims)
            .await?;
        Ok(caller.post(address, logout_token::body(&token)).await?)
    }

    async fn settle(
        &self,
        one: LeasedLogOut,
        holder: &str,
        settled: Settled,
        error: Option<&'static str>,
    ) -> Result<Told, StoreError> {
        let (holder, now) = (holder.to_owned(), self.clock.now());
        let client = one.client.clone();
        let ours = self
            .store
            .transact("federation.log_out.settle", move |tx| {
                client_log_out::settle(tx, &one, &holder, settled, error, now)
            })
            .await?;
        if !ours {
            return Ok(Told::Lost);
        }
        if settled != Settled::NotCalled {
            let happening = Happening::LogOut(settled.as_str());
            self.clients.counts.add(&client, happening);
        }
        Ok(Told::Settled(settled))
    }

    async fn again(
        &self,
        one: LeasedLogOut,
        holder: &str,
        error: &str,
    ) -> Result<Told, StoreError> {
        if one.attempts >= TRIES {
            return self
                .settle(one, holder, Settled::GivenUp, Some("no answer"))
                .await;
        }
        let (holder, error, now) = (holder.to_owned(), error.to_owned(), self.clock.now());
        let wait = SignedDuration::from_secs(2_i64.saturating_pow(one.attempts));
        let at = now.saturating_add(wait).unwrap_or(now);
        let ours = self
            .store
            .transact("federation.log_out.retry", move |tx| {
                client_log_out::retry_at(tx, &one, &holder, at, &error, now)
            })
            .await?;
        Ok(if ours { Told::Retried } else { Told::Lost })
    }
}

/// A fresh name for a token.
fn name(entropy: &dyn Entropy) -> String {
    let mut random = [0; 16];
    entropy.fill(&mut random);
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An error with its causes, for the operator; it names no person.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
