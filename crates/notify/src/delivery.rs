//! One message: is it still worth sending? Words, gateway, mark.

use std::sync::Arc;

use model::notice::{Channel, OutgoingNotice};
use ports::{
    documents::RenderError,
    messages::{PaperLetter, PushError, SendError, SmsTaken},
};
use store::{
    outbox::{self, LeasedMessage},
    repo,
};
use vocab::{MessageId, PushSubscriptionId, SignedDuration, Timestamp};

use crate::{
    backoff,
    metrics::Fate,
    notifier::Inner,
    words::{Composed, ComposedLetter, compose},
};

/// What is to be written about a message, with the reason for the operator. Reasons name nobody.
enum Verdict {
    /// For a text message, with what its provider said.
    Sent(Option<SmsTaken>),
    Retry {
        reason: String,
        /// The gateway asks for this wait at least.
        after: Option<SignedDuration>,
    },
    GiveUp(String),
    /// The subscription that it was for has ended.
    NobodyThere(PushSubscriptionId),
}

/// What a gateway did not do.
enum Failure {
    Send(SendError),
    Push(PushError),
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        Self::Send(error)
    }
}

impl Verdict {
    fn again(reason: impl Into<String>) -> Self {
        Self::Retry {
            reason: reason.into(),
            after: None,
        }
    }

    fn of(failure: Failure, channel: &Channel) -> Self {
        match (failure, channel) {
            (Failure::Send(SendError::Retry(reason)), _) => Self::again(reason),
            (Failure::Send(SendError::Refused(reason)), _)
            | (Failure::Push(PushError::Refused(reason)), _) => Self::GiveUp(reason),
            (Failure::Push(PushError::Retry { reason, after }), _) => Self::Retry { reason, after },
            (Failure::Push(PushError::Gone), Channel::Push(target)) => {
                Self::NobodyThere(target.subscription)
            }
            (
                Failure::Push(error @ PushError::Gone),
                Channel::Sms(_) | Channel::Email(_) | Channel::Letter { .. },
            ) => Self::GiveUp(error.to_string()),
        }
    }
}

impl Inner {
    /// Delivers one leased message and marks it. `None`: it could not be marked, or another worker
    /// has it by now.
    pub(crate) async fn deliver(self: Arc<Self>, message: LeasedMessage) -> Option<Fate> {
        let verdict = match serde_json::from_slice::<OutgoingNotice>(&message.payload) {
            Ok(notice) if self.parts.clock.now() >= notice.send_before => {
                Verdict::GiveUp("it had lost its meaning before it could be sent".into())
            }
            Ok(notice) => {
                let verdict = self.hand_over(&message, &notice).await;
                self.within_tries(verdict, &message, notice.send_before)
            }
            Err(_) => Verdict::GiveUp("it cannot be read".into()),
        };
        self.settle(&message, verdict).await
    }

    async fn hand_over(&self, message: &LeasedMessage, notice: &OutgoingNotice) -> Verdict {
        let composed = match compose(notice, message.created_at, &self.parts.letterhead) {
            Ok(composed) => composed,
            Err(error) => return Verdict::GiveUp(error.to_string()),
        };
        let sending = self.send(message.id, &composed, notice);
        match tokio::time::timeout(self.parts.settings.delivery, sending).await {
            Ok(Ok(taken)) => Verdict::Sent(taken),
            Ok(Err(failure)) => Verdict::of(failure, &notice.channel),
            Err(_) => Verdict::again("no answer in time"),
        }
    }

    async fn send(
        &self,
        id: MessageId,
        composed: &Composed,
        notice: &OutgoingNotice,
    ) -> Result<Option<SmsTaken>, Failure> {
        let gateways = &self.parts.gateways;
        match composed {
            Composed::Sms(sms) => return Ok(Some(gateways.sms.send(id, sms).await?)),
            Composed::Email(email) => gateways.mailer.send(id, email).await?,
            Composed::Letter(letter) => self.print(id, letter, notice).await?,
            Composed::Push(push) => {
                let pushed = gateways.push.push(id, push).await;
                pushed.map_err(Failure::Push)?;
            }
        }
        Ok(None)
    }

    async fn print(
        &self,
        id: MessageId,
        letter: &ComposedLetter,
        notice: &OutgoingNotice,
    ) -> Result<(), SendError> {
        let pdf = self
            .parts
            .renderer
            .render(&letter.document)
            .await
            .map_err(|error| sort(&error))?;
        let paper = PaperLetter {
            recipient: letter.name.full(),
            address: letter.address.clone(),
            lang: notice.lang,
            pdf,
        };
        self.parts.gateways.printer.print(id, &paper).await?;
        if let Some(copy) = &self.parts.letter_copy {
            copy(id, letter);
        }
        Ok(())
    }

    /// Turns another try into the last one where no try is left, or where it would come too late.
    fn within_tries(
        &self,
        verdict: Verdict,
        message: &LeasedMessage,
        send_before: Timestamp,
    ) -> Verdict {
        let Verdict::Retry { reason, after } = verdict else {
            return verdict;
        };
        if message.attempts >= backoff::TRIES {
            Verdict::GiveUp(format!("after {} tries: {reason}", message.attempts))
        } else if self.parts.clock.now() >= send_before {
            Verdict::GiveUp(format!("it lost its meaning while it waited: {reason}"))
        } else {
            Verdict::Retry { reason, after }
        }
    }

    async fn settle(&self, message: &LeasedMessage, verdict: Verdict) -> Option<Fate> {
        let LeasedMessage {
            id,
            channel,
            kind,
            attempts,
            ..
        } = message;
        match &verdict {
            Verdict::Sent(_) => tracing::info!(%id, channel, kind, attempts, "message sent"),
            Verdict::Retry { reason, .. } => {
                tracing::warn!(%id, channel, kind, attempts, reason, "message waits for another try");
            }
            Verdict::GiveUp(reason) => {
                tracing::error!(%id, channel, kind, attempts, reason, "message given up");
            }
            // People take permissions back and change their phones.
            Verdict::NobodyThere(_) => {
                tracing::info!(%id, channel, kind, attempts, "the subscription of a message has ended");
            }
        }
        let fate = match &verdict {
            Verdict::Sent(_) => Fate::Sent,
            Verdict::Retry { .. } => Fate::Retried,
            Verdict::GiveUp(_) | Verdict::NobodyThere(_) => Fate::GivenUp,
        };
        match self.mark(*id, *attempts, verdict).await {
            Ok(true) => {
                self.metrics.count(channel, fate);
                Some(fate)
            }
            Ok(false) => {
                tracing::warn!(%id, channel, "the lease of a message ended before it was marked");
                None
            }
            Err(error) => {
                tracing::error!(%id, channel, %error, "a message could not be marked; it is tried again with the same id when its lease ends");
                None
            }
        }
    }

    async fn mark(
        &self,
        id: MessageId,
        attempts: u32,
        verdict: Verdict,
    ) -> Result<bool, store::StoreError> {
        let (holder, now) = (self.holder.clone(), self.parts.clock.now());
        let store = &self.parts.store;
        match verdict {
            Verdict::Sent(taken) => {
                store
                    .transact("notify.mark_sent", move |tx| match &taken {
                        Some(SmsTaken {
                            provider,
                            reference,
                        }) => {
                            outbox::mark_taken(tx, id, &holder, provider, reference.as_deref(), now)
                        }
                        None => outbox::mark_sent(tx, id, &holder, now),
                    })
                    .await
            }
            Verdict::Retry { reason, after } => {
                let wait = backoff::next_try(attempts, &*self.parts.entropy).unwrap_or_default();
                let wait = wait.max(after.unwrap_or_default());
                let at = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
                store
                    .transact("notify.retry", move |tx| {
                        outbox::retry_at(tx, id, &holder, at, &reason, now)
                    })
                    .await
            }
            Verdict::GiveUp(reason) => {
                store
                    .transact("notify.give_up", move |tx| {
                        outbox::give_up(tx, id, &holder, &reason, now)
                    })
                    .await
            }
            Verdict::NobodyThere(subscription) => {
                store
                    .transact("notify.forget_subscription", move |tx| {
                        repo::push::remove(tx, subscription)?;
                        outbox::give_up(tx, id, &holder, "its subscription has ended", now)
                    })
                    .await
            }
        }
    }
}

/// What a failure to render means for the letter. A defect in a template waits for the release
/// that mends it; a text that cannot be printed will not become printable.
fn sort(error: &RenderError) -> SendError {
    match error {
        RenderError::Overloaded | RenderError::Template(_) => SendError::Retry(error.to_string()),
        RenderError::Unprintable(_) => {
            SendError::Refused("a character of the letter cannot be printed".into())
        }
        RenderError::TooLong(_) => SendError::Refused(error.to_string()),
    }
}
