//! A relying party is told that it may ask for its tokens (CIBA Core §10.2). Whoever answers a
//! request queues its party in the same transaction; the worker leases and calls it here.

use ports::ping::{CallError, PingCaller};
use store::{
    StoreError, repo,
    repo::{
        client_log_out::Settled,
        client_ping::{self, LeasedPing},
    },
};
use vocab::SignedDuration;
use wire_oidc::authorize::backchannel;

use crate::{Federation, Told, counts::Happening};

/// Longer than a call can take (five seconds) with the store on both sides of it.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Tries after which a party is given up: with the waits below, after a minute. It may ask without
/// having been told, and the request lives five minutes at most.
const TRIES: u32 = 5;

/// With what a party is told, and where.
struct Address {
    endpoint: String,
    token: String,
    body: String,
}

impl Federation {
    /// Takes parties that must be told, at most `limit`, for as long as telling them can take.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn lease_pings(
        &self,
        holder: &str,
        limit: u32,
    ) -> Result<Vec<LeasedPing>, StoreError> {
        let (holder, now) = (holder.to_owned(), self.clock.now());
        self.store
            .transact("federation.ciba.lease_pings", move |tx| {
                client_ping::lease(tx, &holder, limit, LEASE, now)
            })
            .await
    }

    /// Tells one party, and writes down what came of it.
    ///
    /// # Errors
    /// [`StoreError`]; then it is tried again when the lease ends.
    pub async fn ping(
        &self,
        one: LeasedPing,
        holder: &str,
        caller: &dyn PingCaller,
    ) -> Result<Told, StoreError> {
        let Some(address) = self.address_of_ping(&one).await? else {
            return self
                .settle_ping(one, holder, Settled::NotCalled, None)
                .await;
        };
        let Address {
            endpoint,
            token,
            body,
        } = address;
        match caller.ping(&endpoint, &token, body).await {
            Ok(200..=299) => self.settle_ping(one, holder, Settled::Told, None).await,
            // It will not be told; that it may ask does not change by it.
            Ok(300..=499) => {
                let why = Some("it refused");
                self.settle_ping(one, holder, Settled::Refused, why).await
            }
            Ok(status) => {
                self.ping_again(one, holder, &format!("status {status}"))
                    .await
            }
            Err(error) => {
                let why = match error {
                    CallError::Address(_) => "the address cannot be called",
                    CallError::NoAnswer(_) => "no answer",
                };
                tracing::warn!(client = one.client, why, "a client could not be pinged");
                self.ping_again(one, holder, why).await
            }
        }
    }

    async fn address_of_ping(&self, one: &LeasedPing) -> Result<Option<Address>, StoreError> {
        let now = self.clock.now();
        let client = self.clients.find(&self.store, &one.client, now).await?;
        let endpoint =
            client.and_then(|client| client.backchannel_client_notification_endpoint.clone());
        let (id, entropy) = (one.request, self.entropy.clone());
        let call = self
            .store
            .read("federation.ciba.pinged", move |tx| {
                repo::app::call::find(tx, id, now, &*entropy)
            })
            .await?;
        let said = call.map(|call| (call.said.auth_req_id, call.said.notification_token));
        Ok(match (endpoint, said) {
            (Some(endpoint), Some((Some(auth_req_id), Some(token)))) => Some(Address {
                endpoint,
                token,
                body: backchannel::ping(&auth_req_id),
            }),
            _ => None,
        })
    }

    async fn settle_ping(
        &self,
        one: LeasedPing,
        holder: &str,
        settled: Settled,
        error: Option<&'static str>,
    ) -> Result<Told, StoreError> {
        let (holder, now) = (holder.to_owned(), self.clock.now());
        let client = one.client.clone();
        let ours = self
            .store
            .transact("federation.ciba.settle_ping", move |tx| {
                client_ping::settle(tx, &one, &holder, settled, error, now)
            })
            .await?;
        if !ours {
            return Ok(Told::Lost);
        }
        if settled != Settled::NotCalled {
            let happening = Happening::Ping(settled.as_str());
            self.clients.counts.add(&client, happening);
        }
        Ok(Told::Settled(settled))
    }

    async fn ping_again(
        &self,
        one: LeasedPing,
        holder: &str,
        error: &str,
    ) -> Result<Told, StoreError> {
        if one.attempts >= TRIES {
            return self
                .settle_ping(one, holder, Settled::GivenUp, Some("no answer"))
                .await;
        }
        let (holder, error, now) = (holder.to_owned(), error.to_owned(), self.clock.now());
        let wait = SignedDuration::from_secs(2_i64.saturating_pow(one.attempts));
        let at = now.saturating_add(wait).unwrap_or(now);
        let ours = self
            .store
            .transact("federation.ciba.ping_again", move |tx| {
                client_ping::retry_at(tx, &one, &holder, at, &error, now)
            })
            .await?;
        Ok(if ours { Told::Retried } else { Told::Lost })
    }
}
