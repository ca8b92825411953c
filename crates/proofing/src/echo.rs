//! The test call where the media server is in another process than the page: the offer and its
//! answer go through rows, as those of calls do.

use std::time::Duration;

use ports::media::OfferError;
use store::{StoreError, repo::video::echo};
use tokio::time::{Instant, timeout_at};
use vocab::{MessageId, SignedDuration};

use crate::Proofing;

/// How long somebody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Without a hint the answer is looked for this often.
const LOOK: Duration = Duration::from_millis(250);

/// Offers that one round takes.
const AT_ONCE: i64 = 16;

/// Why the test call was not answered.
#[derive(Debug, thiserror::Error)]
pub enum EchoError {
    /// As by a media server of this process; `Gone` also where none took the offer in time.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An offer of a test call that this process has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingEcho {
    /// Which.
    pub id: MessageId,
    /// The session description.
    pub sdp: String,
}

impl Proofing {
    /// Leaves the offer of a test call for whichever process has a media server, and waits for
    /// the answer.
    ///
    /// # Errors
    /// [`EchoError`].
    pub async fn echo(&self, offer: &str) -> Result<String, EchoError> {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        let id = MessageId::new(now, &*entropy);
        let offer = offer.to_owned();
        // Before asking, so that no hint is missed.
        let mut hints = self.changes();
        self.store
            .transact::<_, StoreError, _>("proofing.echo", move |tx| {
                echo::ask(tx, id, &offer, now, &*entropy)
            })
            .await?;
        let end = Instant::now() + PATIENCE;
        loop {
            let collect = move |tx: &mut store::Tx<'_>| echo::collect(tx, id);
            let found = self
                .store
                .transact::<_, StoreError, _>("proofing.echo_collect", collect)
                .await?;
            if let Some(outcome) = found {
                return outcome.map_err(|word| offer_error(&word).into());
            }
            if Instant::now() >= end {
                return Err(OfferError::Gone.into());
            }
            // Either is a reason to look.
            let next = end.min(Instant::now() + LOOK);
            if let Ok(None) = timeout_at(next, hints.next()).await {
                return Err(OfferError::Gone.into());
            }
        }
    }

    /// Takes the offers of test calls that wait for a media server.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_echoes(&self) -> Result<Vec<PendingEcho>, StoreError> {
        let now = self.clock.now();
        let patience = SignedDuration::try_from(PATIENCE).unwrap_or_default();
        let since = now.saturating_sub(patience).unwrap_or(now);
        let waiting = self
            .store
            .read::<_, StoreError, _>("proofing.media_echoes", move |tx| {
                echo::list_waiting(tx, since, AT_ONCE)
            })
            .await?;
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        self.store
            .transact("proofing.media_take_echoes", move |tx| {
                let mut taken = Vec::new();
                for id in &waiting {
                    let sdp = echo::take(tx, *id, now)?;
                    taken.extend(sdp.map(|sdp| PendingEcho { id: *id, sdp }));
                }
                Ok(taken)
            })
            .await
    }

    /// Says what became of the offer of a test call.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_echoed(
        &self,
        id: MessageId,
        outcome: Result<String, OfferError>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let outcome = outcome.map_err(|error| word(error).to_owned());
        self.store
            .transact("proofing.media_echoed", move |tx| {
                echo::settle(tx, id, &outcome, now)
            })
            .await
    }
}

const fn word(error: OfferError) -> &'static str {
    match error {
        OfferError::Unreadable => "unreadable",
        OfferError::NothingInCommon => "nothing_in_common",
        OfferError::Full => "full",
        OfferError::Gone => "gone",
    }
}

fn offer_error(word: &str) -> OfferError {
    [
        OfferError::Unreadable,
        OfferError::NothingInCommon,
        OfferError::Full,
    ]
    .into_iter()
    .find(|error| self::word(*error) == word)
    .unwrap_or(OfferError::Gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_word_that_reads_back() {
        for error in [
            OfferError::Unreadable,
            OfferError::NothingInCommon,
            OfferError::Full,
            OfferError::Gone,
        ] {
            assert_eq!(offer_error(word(error)), error);
        }
        assert_eq!(offer_error("of another release"), OfferError::Gone);
    }
}
