//! A code goes to the phone of a registration (R137; defaults D5): six digits, five minutes, three
//! tries, and never two that work for the same step.

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    password::PasswordStep,
    phone::{PhoneChallenge, PhoneCodeRules},
    registration::RegistrationState,
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{self, registration::Reachable},
};
use vocab::{
    BearerSecret, Entropy, FlowId, IdentityNumber, OtpCode, PersonId, SignedDuration, Timestamp,
};

use super::{
    flow::{FlowError, FlowKeeper, FlowState, PasswordStage},
    held::stopped,
    limits,
};
use crate::{Doorkeeper, Settings, app::AppDesk, browsers::Notebook};

/// Why no other code follows.
#[derive(Debug, thiserror::Error)]
pub enum ResendCodeError {
    /// The flow is unknown, over or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// The last one may still be on its way.
    #[error("too soon after the last code")]
    TooSoon {
        /// From here on another may be asked for.
        until: Timestamp,
    },
    /// This phone has rung often enough.
    #[error("too many codes")]
    TooMany {
        /// From here on it may ring again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for ResendCodeError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone | FlowError::Raced => Self::FlowGone,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

/// What every step with a code needs. It owns what it needs.
#[derive(Clone)]
pub(super) struct PasswordDesk {
    pub(super) hashes: Arc<dyn KeyedHash>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) settings: Settings,
    pub(super) now: Timestamp,
    pub(super) notebook: Notebook,
    /// Of the session or the flow that may begin.
    pub(super) secret: BearerSecret,
}

impl PasswordDesk {
    /// What asking in the app needs.
    pub(super) fn app(&self) -> AppDesk {
        AppDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            now: self.now,
        }
    }
}

/// A flow that is about to begin.
pub(super) struct Beginning<'a> {
    pub(super) number: &'a IdentityNumber,
    pub(super) step: PasswordStep,
    pub(super) expired: bool,
}

/// The phone has rung often enough, until then.
pub(super) struct RungEnough(pub(super) Timestamp);

impl Doorkeeper {
    pub(super) fn password_desk(&self) -> PasswordDesk {
        PasswordDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            now: self.clock.now(),
            notebook: self.notebook(),
            secret: BearerSecret::generate(&*self.entropy),
        }
    }

    /// Sends another code in place of the one on its way, or the first instead of a request in the
    /// app.
    ///
    /// # Errors
    /// [`ResendCodeError`].
    pub async fn resend_password_code(&self, flow: &BearerSecret) -> Result<(), ResendCodeError> {
        let (desk, keeper) = (self.password_desk(), self.flow_keeper(flow));
        self.store
            .transact("authn.password.resend_code", move |tx| {
                resend(tx, &desk, &keeper)
            })
            .await
    }
}

fn resend(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
) -> Result<(), ResendCodeError> {
    let mut flow = keeper.open(tx)?;
    let rules = desk.settings.password_code;
    match &flow.state.stage {
        PasswordStage::PhoneProven => return Ok(()),
        PasswordStage::AppAsked => {}
        PasswordStage::CodeSent { challenge, sent_at } => {
            let until = plus(*sent_at, rules.resend_after_s);
            let dead = challenge.wrong_tries >= rules.tries || desk.now >= challenge.expires_at;
            if !dead && desk.now < until {
                return Err(ResendCodeError::TooSoon { until });
            }
        }
    }
    if flow.state.codes_sent >= rules.sends {
        return Err(ResendCodeError::FlowGone);
    }
    let stand_in = tx.stand_in(desk.now, &*desk.entropy)?;
    let reachable = repo::registration::reachable(tx, Some(flow.state.person), &stand_in)?;
    // The phone may have become somebody else's since the flow began, or the way been closed.
    let reachable = reachable
        .filter(|reachable| reachable.state == RegistrationState::Active)
        .ok_or(ResendCodeError::FlowGone)?;
    let (number, step) = (flow.state.number.clone(), flow.state.step);
    if stopped(tx, reachable.person, step, desk.now)?.is_some() {
        return Err(ResendCodeError::FlowGone);
    }
    match send(tx, desk, &reachable, &number, step)? {
        Ok(stage) => {
            flow.state.stage = stage;
            flow.state.codes_sent = flow.state.codes_sent.saturating_add(1);
            keeper.save(tx, &flow)?;
            Ok(())
        }
        Err(RungEnough(until)) => Err(ResendCodeError::TooMany { until }),
    }
}

/// Begins a flow with a code on its way.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    reachable: &Reachable,
    beginning: &Beginning<'_>,
) -> Result<Result<(), RungEnough>, StoreError> {
    let stage = match send(tx, desk, reachable, beginning.number, beginning.step)? {
        Ok(stage) => stage,
        Err(rung) => return Ok(Err(rung)),
    };
    begin_at(tx, desk, keeper, reachable.person, beginning, stage)?;
    Ok(Ok(()))
}

/// Begins a flow at a stage.
pub(super) fn begin_at(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    person: PersonId,
    beginning: &Beginning<'_>,
    stage: PasswordStage,
) -> Result<(), StoreError> {
    let state = FlowState {
        person,
        number: beginning.number.clone(),
        step: beginning.step,
        expired: beginning.expired,
        codes_sent: u8::from(matches!(stage, PasswordStage::CodeSent { .. })),
        stage,
    };
    let id = FlowId::new(desk.now, &*desk.entropy);
    keeper.begin(tx, id, &state, desk.settings.password.flow_minutes)
}

fn send(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    reachable: &Reachable,
    number: &IdentityNumber,
    step: PasswordStep,
) -> Result<Result<PasswordStage, RungEnough>, StoreError> {
    let (now, entropy) = (desk.now, &*desk.entropy);
    if let Some(until) = limits::count_sms(tx, number, &desk.settings, now)? {
        return Ok(Err(RungEnough(until)));
    }
    let rules: PhoneCodeRules = desk.settings.password_code;
    let code = OtpCode::generate(entropy);
    let expires_at = plus(now, rules.valid_s);
    let challenge = PhoneChallenge {
        phone: reachable.phone.clone(),
        code_hash: code_hash(&*desk.hashes, reachable.person, step, &code),
        expires_at,
        wrong_tries: 0,
    };
    let notice = OutgoingNotice {
        lang: reachable.lang,
        channel: Channel::Sms(reachable.phone.clone()),
        notice: Notice::PasswordCode {
            code,
            step,
            minutes: rules.valid_s / 60,
        },
        send_before: expires_at,
    };
    repo::outgoing::enqueue(tx, &notice, now, entropy)?;
    let about = audit::about_person(reachable.person, reachable.data_key);
    let event = Event::PasswordCodeSent {
        step: step.as_str().to_owned(),
    };
    audit::append(tx, &event, about, now, entropy)?;
    Ok(Ok(PasswordStage::CodeSent {
        challenge,
        sent_at: now,
    }))
}

/// A code belongs to its person and its step.
pub(super) fn code_hash(
    hashes: &dyn KeyedHash,
    person: PersonId,
    step: PasswordStep,
    code: &OtpCode,
) -> [u8; 32] {
    let material = format!("{person}|{}|{}", step.as_str(), code.as_str());
    hashes.hash("password.code", material.as_bytes())
}

fn plus(from: Timestamp, seconds: u32) -> Timestamp {
    from.checked_add(SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}
