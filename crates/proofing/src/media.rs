//! What the media clerk (`platform::calls`) reads and writes: offers that wait, answers, and what
//! the media server sees of the lines. A call belongs to the process that answered its first
//! offer, as long as that process renews its lease.

use model::video::Seat;
use store::{
    StoreError,
    repo::video::{self, line, message},
};
use vocab::{SignedDuration, VideoCallId};

use crate::{
    Proofing,
    mailbox::{FromBrowser, MailboxError, Quality, ToBrowser, drop_line},
};

/// Offers that one round takes.
const AT_ONCE: i64 = 64;

/// How long a process that is not heard of keeps its calls.
const LEASE: SignedDuration = SignedDuration::from_secs(10);

/// An offer that this process has taken, to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingOffer {
    /// In which call.
    pub call: VideoCallId,
    /// Of which seat.
    pub seat: Seat,
    /// Its number, by which the answer names it.
    pub n: u32,
    /// The session description.
    pub sdp: String,
}

/// A call whose media this process has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldCall {
    /// Which.
    pub call: VideoCallId,
    /// It is over: close its room.
    pub ended: bool,
    /// Its person did not agree to be recorded: nothing of it may be kept.
    pub discard: bool,
}

impl Proofing {
    /// Takes the offers that wait for a media server and that no other process holds the call of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_offers(&self, holder: &str) -> Result<Vec<PendingOffer>, StoreError> {
        let waiting = self
            .store
            .read::<_, StoreError, _>("proofing.media_offers", |tx| {
                message::list_offers(tx, AT_ONCE)
            })
            .await?;
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let (holder, now) = (holder.to_owned(), self.clock.now());
        let until = now.saturating_add(LEASE).unwrap_or(now);
        self.store
            .transact("proofing.media_take_offers", move |tx| {
                let mut taken = Vec::new();
                for offer in &waiting {
                    if !line::hold_media(tx, offer.call, &holder, until, now)? {
                        continue;
                    }
                    let Some(plain) = message::take(tx, offer, now)? else {
                        continue;
                    };
                    let said = serde_json::from_slice(&plain);
                    let seat = Seat::from_word(&offer.from);
                    if let (Ok(FromBrowser::Offer { n, sdp }), Some(seat)) = (said, seat) {
                        taken.push(PendingOffer {
                            call: offer.call,
                            seat,
                            n,
                            sdp,
                        });
                    }
                }
                Ok(taken)
            })
            .await
    }

    /// The calls whose media this process has, those that are over among them; renews the leases
    /// of the others.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_held(&self, holder: &str) -> Result<Vec<HeldCall>, StoreError> {
        let (holder, now) = (holder.to_owned(), self.clock.now());
        let until = now.saturating_add(LEASE).unwrap_or(now);
        self.store
            .transact("proofing.media_held", move |tx| {
                let held = line::list_of_media_owner(tx, &holder)?;
                for line in held.iter().filter(|line| !line.ended) {
                    line::hold_media(tx, line.call, &holder, until, now)?;
                }
                Ok(held
                    .into_iter()
                    .map(|line| HeldCall {
                        call: line.call,
                        ended: line.ended,
                        discard: line.consent_refused,
                    })
                    .collect())
            })
            .await
    }

    /// The room of a call is closed here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_released(&self, call: VideoCallId, holder: &str) -> Result<(), StoreError> {
        let holder = holder.to_owned();
        self.store
            .transact("proofing.media_released", move |tx| {
                line::release_media(tx, call, &holder)
            })
            .await
    }

    /// Answers an offer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_answer(&self, offer: &PendingOffer, sdp: String) -> Result<(), StoreError> {
        let answer = ToBrowser::Answer { to: offer.n, sdp };
        self.media_tell(offer.call, offer.seat, answer).await
    }

    /// An offer could not be answered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_error(
        &self,
        call: VideoCallId,
        seat: Seat,
        what: &str,
    ) -> Result<(), StoreError> {
        let error = ToBrowser::Error {
            what: what.to_owned(),
        };
        self.media_tell(call, seat, error).await
    }

    /// How the media of a seat travel.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_quality(
        &self,
        call: VideoCallId,
        seat: Seat,
        quality: Quality,
    ) -> Result<(), StoreError> {
        self.media_tell(call, seat, ToBrowser::Quality(quality))
            .await
    }

    /// The media of a seat came or went. Those of a call that go interrupt it.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn media_peer(
        &self,
        call: VideoCallId,
        seat: Seat,
        connected: bool,
    ) -> Result<(), MailboxError> {
        let keeper = self.keeper();
        let word = if connected { "connected" } else { "lost" };
        self.store
            .transact("proofing.media_peer", move |tx| {
                let Some(mut call) = keeper.open(tx, call)? else {
                    return Ok(());
                };
                if call.state().has_ended() {
                    return Ok(());
                }
                let peer = ToBrowser::Peer {
                    seat,
                    media: word.to_owned(),
                };
                keeper.tell(tx, &call.stored, message::BOTH, &peer)?;
                if connected {
                    Ok(())
                } else {
                    drop_line(tx, &keeper, &mut call, seat)
                }
            })
            .await
    }

    async fn media_tell(
        &self,
        call: VideoCallId,
        seat: Seat,
        said: ToBrowser,
    ) -> Result<(), StoreError> {
        let keeper = self.keeper();
        self.store
            .transact("proofing.media_tell", move |tx| {
                match video::call::find(tx, call)? {
                    Some(call) if !call.state.has_ended() => {
                        keeper.tell(tx, &call, seat.as_str(), &said)
                    }
                    Some(_) | None => Ok(()),
                }
            })
            .await
    }
}
