//! A code goes to the person's phone and comes back during the call (Orden ETD/465/2021
//! art. 11.4 a). What the person reads out the operator types.

use std::sync::Arc;

use audit::Event;
use model::{
    limit::{Growth, Limit},
    notice::{Channel, Notice, OutgoingNotice},
    phone::{PhoneChallenge, PhoneCodeError},
    video::Evidence,
};
use proofing::{
    CallCodeError, ToBrowser,
    call::{Contact, OpenCall},
};
use registration::CallRegistrar;
use store::{
    StoreError, Tx,
    repo::{outgoing, velocity},
};
use vocab::{Entropy, OtpCode, SignedDuration, Timestamp, VideoCallId};

use super::{Acting, VideoError};
use crate::{AtDesk, Desk, Task};

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum SendCodeError {
    /// Phone and e-mail address come first.
    #[error("phone and e-mail address come first")]
    NoContact,
    /// This call or this phone has had too many codes.
    #[error("too many codes were sent")]
    TooManyCodes,
    /// A code has just gone to this phone.
    #[error("the last code was sent a moment ago")]
    TooSoon {
        /// From here on another can be sent.
        until: Timestamp,
    },
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for SendCodeError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

/// Why a code that was read out did not prove the phone.
#[derive(Debug, thiserror::Error)]
pub enum EnterCodeError {
    /// No code is on its way.
    #[error("no code was sent")]
    NotYet,
    /// The code was not accepted.
    #[error(transparent)]
    Code(#[from] PhoneCodeError),
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for EnterCodeError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl From<CallCodeError> for EnterCodeError {
    fn from(error: CallCodeError) -> Self {
        match error {
            CallCodeError::Gone => Self::Video(VideoError::NoCall),
            CallCodeError::NotYet => Self::NotYet,
            CallCodeError::Code(error) => Self::Code(error),
            CallCodeError::Store(error) => Self::Video(error.into()),
        }
    }
}

#[derive(Clone)]
struct Sending {
    acting: Acting,
    registrar: CallRegistrar,
    entropy: Arc<dyn Entropy>,
}

impl Desk {
    /// Sends a code to the phone that was written down; one sent before no longer works.
    ///
    /// # Errors
    /// [`SendCodeError`].
    pub async fn video_send_code(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<(), SendCodeError> {
        let sending = Sending {
            acting: self
                .acting(at_desk, Task::AttendCalls)
                .map_err(VideoError::from)?,
            registrar: self.proofing.registrar.for_calls(),
            entropy: self.entropy.clone(),
        };
        self.store
            .transact("desk.video_send_code", move |tx| sending.run(tx, call))
            .await
    }

    /// The person read the code out. Wrong ones are counted and committed.
    ///
    /// # Errors
    /// [`EnterCodeError`].
    pub async fn video_enter_code(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        code: OtpCode,
    ) -> Result<(), EnterCodeError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        let registrar = self.proofing.registrar.for_calls();
        let outcome = self
            .store
            .transact("desk.video_enter_code", move |tx| {
                let mut call = acting.own_call(tx, call)?;
                let by = Some(acting.officer());
                let keeper = &acting.keeper;
                Ok::<_, EnterCodeError>(proofing::code::enter(
                    tx, keeper, &registrar, &mut call, &code, by,
                )?)
            })
            .await?;
        Ok(outcome?)
    }
}

impl Sending {
    fn run(&self, tx: &mut Tx<'_>, call: VideoCallId) -> Result<(), SendCodeError> {
        let mut call = self.acting.own_call(tx, call)?;
        let contact = call
            .dossier
            .contact
            .clone()
            .ok_or(SendCodeError::NoContact)?;
        self.refuse_too_many(tx, &call, &contact)?;
        let challenge = self.send(tx, &call, &contact)?;
        let now = self.acting.keeper.now;
        let dossier = &mut call.dossier;
        dossier.challenge = Some(challenge);
        dossier.code_sent_at = Some(now);
        dossier.codes_sent = dossier.codes_sent.saturating_add(1);
        dossier.proven = None;
        dossier.phone_in_use = false;
        let keeper = &self.acting.keeper;
        keeper.save(tx, &mut call)?;
        let phone = contact.phone.masked();
        let ask = ToBrowser::ask_code(&phone);
        let by = Some(self.acting.officer());
        keeper.record(tx, &call, Evidence::CodeSent { phone }, by)?;
        keeper.tell(tx, &call.stored, "citizen", &ask)?;
        Ok(())
    }

    fn refuse_too_many(
        &self,
        tx: &mut Tx<'_>,
        call: &OpenCall,
        contact: &Contact,
    ) -> Result<(), SendCodeError> {
        let (rules, now) = (self.registrar.phone_code, self.acting.keeper.now);
        let dossier = &call.dossier;
        if dossier.codes_sent >= rules.sends {
            return Err(SendCodeError::TooManyCodes);
        }
        let last = dossier.challenge.as_ref().zip(dossier.code_sent_at);
        if let Some((challenge, sent_at)) = last {
            let wait = SignedDuration::from_secs(i64::from(rules.resend_after_s));
            let until = sent_at.checked_add(wait).unwrap_or(Timestamp::MAX);
            let void = challenge.wrong_tries >= rules.tries;
            if challenge.phone == contact.phone && !void && now < until {
                return Err(SendCodeError::TooSoon { until });
            }
        }
        // The same limit as in the letter's route: the phone belongs to somebody.
        let limit = Limit {
            name: "registration.phone_code.phone",
            most: self.registrar.sms_per_phone_an_hour,
            window_s: 3_600,
            growth: Growth::NONE,
        };
        let number = contact.phone.as_e164().as_bytes();
        if velocity::count(tx, limit, number, now)?.exceeded() {
            return Err(SendCodeError::TooManyCodes);
        }
        Ok(())
    }

    fn send(
        &self,
        tx: &mut Tx<'_>,
        call: &OpenCall,
        contact: &Contact,
    ) -> Result<PhoneChallenge, StoreError> {
        let (rules, now) = (self.registrar.phone_code, self.acting.keeper.now);
        let code = OtpCode::generate(&*self.entropy);
        let lifetime = SignedDuration::from_secs(i64::from(rules.valid_s));
        let expires_at = now.checked_add(lifetime).unwrap_or(Timestamp::MAX);
        let challenge = PhoneChallenge {
            code_hash: self.registrar.code_hash(&contact.phone, &code),
            phone: contact.phone.clone(),
            expires_at,
            wrong_tries: 0,
        };
        let notice = OutgoingNotice {
            lang: call.stored.lang,
            channel: Channel::Sms(contact.phone.clone()),
            notice: Notice::PhoneCode {
                code,
                minutes: rules.valid_s / 60,
            },
            send_before: expires_at,
        };
        outgoing::enqueue(tx, &notice, now, &*self.entropy)?;
        let keeper = &self.acting.keeper;
        keeper.note(tx, call, &Event::PhoneCodeSent, &self.acting.actor())?;
        Ok(challenge)
    }
}
