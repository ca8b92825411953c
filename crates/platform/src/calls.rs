//! The media clerk: carries offers, answers and events between the mailboxes of calls and the
//! media server of this process, and sees that what is recorded gets its row.
//!
//! A call belongs to the process that answered its first offer, by a lease. Offers are looked for
//! at every hint and, because hints may be lost, a few times a second.

use std::{collections::HashSet, future::Future, sync::Arc, time::Duration};

use model::video::Seat;
use ports::{
    media::{self, MediaEvent, MediaHappening, MediaServer, OfferError, RecordError},
    recordings::RecordingVault,
};
use proofing::{PendingOffer, Proofing, Quality};
use store::StoreError;
use tokio::time::MissedTickBehavior;
use vocab::{RecordingId, VideoCallId};

use crate::Platform;

/// Offers are looked for this often without a hint.
const LOOK: Duration = Duration::from_millis(250);

/// Leases are renewed, and calls that are over closed, this often.
const HOLD: Duration = Duration::from_secs(2);

/// What killed processes left is finished this often.
const TIDY: Duration = Duration::from_secs(60);

/// What the page is told where an offer could not be answered.
const UNREADABLE: &str = "offer";
const FULL: &str = "full";
const GONE: &str = "media";

/// The clerk at work.
struct Clerk {
    proofing: Arc<Proofing>,
    server: Arc<dyn MediaServer>,
    recordings: Option<Arc<dyn RecordingVault>>,
    /// By which leases are told from those of other processes.
    name: String,
    recorded: HashSet<VideoCallId>,
}

impl Platform {
    /// Drives the media server of this process until `stop`; returns at once where there is none.
    #[expect(clippy::disallowed_methods, reason = "a polling loop")]
    pub async fn run_calls(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let video = &self.parts.video;
        let Some(server) = video.server.clone() else {
            return;
        };
        let now = self.parts.clock.now();
        let mut clerk = Clerk {
            proofing: self.proofing.clone(),
            server: server.clone(),
            recordings: video.recordings.clone(),
            // Nothing but a name that no other process has.
            name: RecordingId::new(now, &*self.parts.entropy).to_string(),
            recorded: HashSet::new(),
        };
        let mut hints = self.proofing.changes();
        let [mut look, mut hold, mut tidy] = [LOOK, HOLD, TIDY].map(|every| {
            let mut ticks = tokio::time::interval(every);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            ticks
        });
        let mut stop = std::pin::pin!(stop);
        loop {
            let done = tokio::select! {
                () = &mut stop => break,
                event = server.event() => clerk.hear(event).await,
                Some(hint) = hints.next() => {
                    if hint.concerns(proofing::TOPIC) {
                        clerk.answer().await
                    } else {
                        Ok(())
                    }
                }
                _ = look.tick() => clerk.answer().await,
                _ = hold.tick() => clerk.hold().await,
                _ = tidy.tick() => clerk.tidy().await,
            };
            if let Err(error) = done {
                tracing::warn!(%error, "video calls have to wait");
            }
        }
        if let Err(error) = clerk.leave().await {
            tracing::warn!(%error, "video calls were not left in order");
        }
    }
}

impl Clerk {
    /// Answers the offers that wait.
    async fn answer(&mut self) -> Result<(), StoreError> {
        for offer in self.proofing.media_offers(&self.name).await? {
            let seat = seat_of(offer.seat);
            match self.server.answer(offer.call, seat, &offer.sdp).await {
                Ok(sdp) => self.proofing.media_answer(&offer, sdp).await?,
                Err(error) => self.refuse(&offer, error).await?,
            }
        }
        for echo in self.proofing.media_echoes().await? {
            let outcome = self.server.echo(&echo.sdp).await;
            self.proofing.media_echoed(echo.id, outcome).await?;
        }
        Ok(())
    }

    async fn refuse(&self, offer: &PendingOffer, error: OfferError) -> Result<(), StoreError> {
        tracing::info!(%error, seat = offer.seat.as_str(), "an offer was not answered");
        let what = match error {
            OfferError::Unreadable | OfferError::NothingInCommon => UNREADABLE,
            OfferError::Full => FULL,
            OfferError::Gone => GONE,
        };
        self.proofing
            .media_error(offer.call, offer.seat, what)
            .await
    }

    /// Tells a call what the media server sees of it.
    async fn hear(&mut self, event: MediaEvent) -> Result<(), StoreError> {
        let (call, seat) = (event.call, model_seat(event.seat));
        match event.what {
            MediaHappening::Connected { .. } => self.peer(call, seat, true).await?,
            MediaHappening::Lost(why) => {
                tracing::info!(?why, seat = seat.as_str(), "picture and sound are lost");
                self.peer(call, seat, false).await?;
            }
            MediaHappening::Quality(quality) => {
                let quality = Quality {
                    loss_permille: quality.loss_permille.into(),
                    rtt_ms: quality.rtt_ms.into(),
                    jitter_ms: quality.jitter_ms.into(),
                };
                self.proofing
                    .media_quality(call, Seat::Operator, quality)
                    .await?;
            }
            MediaHappening::RecordingFailed => {
                tracing::error!(%call, "a call is not recorded any more");
                self.proofing
                    .media_error(call, Seat::Operator, "recording")
                    .await?;
            }
        }
        self.record(call).await
    }

    async fn peer(&self, call: VideoCallId, seat: Seat, connected: bool) -> Result<(), StoreError> {
        match self.proofing.media_peer(call, seat, connected).await {
            Ok(()) => Ok(()),
            Err(proofing::MailboxError::Store(error)) => Err(error),
            // The call moved on meanwhile: nobody is waiting to hear it.
            Err(error) => {
                tracing::debug!(%error, "a line changed too late");
                Ok(())
            }
        }
    }

    /// Records a call once the two see each other.
    async fn record(&mut self, call: VideoCallId) -> Result<(), StoreError> {
        if self.recorded.contains(&call) {
            return Ok(());
        }
        let Some(start) = self.proofing.media_recording(call).await? else {
            return Ok(());
        };
        match self.server.record(call, start).await {
            Ok(()) => {
                self.recorded.insert(call);
            }
            Err(error) => {
                tracing::error!(%call, %error, "a call cannot be recorded");
                self.proofing
                    .media_error(call, Seat::Operator, "recording")
                    .await?;
            }
        }
        Ok(())
    }

    /// Renews the leases, and closes what is over.
    async fn hold(&mut self) -> Result<(), StoreError> {
        for held in self.proofing.media_held(&self.name).await? {
            if held.ended {
                self.close(held.call, held.discard).await?;
            } else {
                self.record(held.call).await?;
            }
        }
        Ok(())
    }

    async fn close(&mut self, call: VideoCallId, discard: bool) -> Result<(), StoreError> {
        self.recorded.remove(&call);
        match self.server.close(call).await {
            Ok(Some(summary)) if !discard => self.proofing.media_recorded(call, summary).await?,
            Ok(_) | Err(RecordError::Gone) => {}
            // What is on the disk is finished by `tidy`.
            Err(error) => tracing::error!(%call, %error, "a recording was not finished"),
        }
        if discard {
            self.proofing.media_discarded(call).await?;
        }
        self.proofing.media_released(call, &self.name).await
    }

    /// Finishes what killed processes left, and removes the files of what was destroyed.
    async fn tidy(&mut self) -> Result<(), StoreError> {
        let Some(recordings) = &self.recordings else {
            return Ok(());
        };
        for left in self.proofing.recordings_left().await? {
            match recordings.recover(left.id, &left.key).await {
                Ok(summary) => self.proofing.media_recorded(left.call, summary).await?,
                Err(error) => {
                    tracing::error!(id = %left.id, %error, "a recording cannot be finished");
                }
            }
        }
        for id in self.proofing.recordings_destroyed().await? {
            match recordings.remove(id).await {
                Ok(()) => self.proofing.recording_removed(id).await?,
                Err(error) => tracing::error!(%id, %error, "a recording was not removed"),
            }
        }
        Ok(())
    }

    /// The process stops: recordings are finished, other processes may take the calls.
    async fn leave(&mut self) -> Result<(), StoreError> {
        for held in self.proofing.media_held(&self.name).await? {
            self.close(held.call, held.discard).await?;
        }
        Ok(())
    }
}

const fn seat_of(seat: Seat) -> media::Seat {
    match seat {
        Seat::Citizen => media::Seat::Citizen,
        Seat::Operator => media::Seat::Operator,
    }
}

const fn model_seat(seat: media::Seat) -> Seat {
    match seat {
        media::Seat::Citizen => Seat::Citizen,
        media::Seat::Operator => Seat::Operator,
    }
}
