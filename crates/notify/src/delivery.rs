//! One message: is it still worth sending? Words, gateway, mark.

use std::sync::Arc;

use model::notice::OutgoingNotice;
use ports::{
    documents::RenderError,
    messages::{PaperLetter, SendError, SmsTaken},
};
use store::outbox::{self, LeasedMessage};
use vocab::{MessageId, Timestamp};

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
    Retry(String),
    GiveUp(String),
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
            Ok(Err(SendError::Retry(reason))) => Verdict::Retry(reason),
            Ok(Err(SendError::Refused(reason))) => Verdict::GiveUp(reason),
            Err(_) => Verdict::Retry("no answer in time".into()),
        }
    }

    async fn send(
        &self,
        id: MessageId,
        composed: &Composed,
        notice: &OutgoingNotice,
    ) -> Result<Option<SmsTaken>, SendError> {
        let gateways = &self.parts.gateways;
        match composed {
            Composed::Sms(sms) => return gateways.sms.send(id, sms).await.map(Some),
            Composed::Email(email) => gateways.mailer.send(id, email).await?,
            Composed::Letter(letter) => self.print(id, letter, notice).await?,
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
        let Verdict::Retry(reason) = verdict else {
            return verdict;
        };
        if message.attempts >= backoff::TRIES {
            Verdict::GiveUp(format!("after {} tries: {reason}", message.attempts))
        } else if self.parts.clock.now() >= send_before {
            Verdict::GiveUp(format!("it lost its meaning while it waited: {reason}"))
        } else {
            Verdict::Retry(reason)
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
            Verdict::Retry(reason) => {
                tracing::warn!(%id, channel, kind, attempts, reason, "message waits for another try");
            }
            Verdict::GiveUp(reason) => {
                tracing::error!(%id, channel, kind, attempts, reason, "message given up");
            }
        }
        let fate = match &verdict {
            Verdict::Sent(_) => Fate::Sent,
            Verdict::Retry(_) => Fate::Retried,
            Verdict::GiveUp(_) => Fate::GivenUp,
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
            Verdict::Retry(reason) => {
                let wait = backoff::next_try(attempts, &*self.parts.entropy).unwrap_or_default();
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
