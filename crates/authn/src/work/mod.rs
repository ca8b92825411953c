//! Proof of work before a step that anybody may take and that costs the platform something:
//! looking into the civil register, a letter, a place in a queue of people (defaults D16).
//!
//! A face asks [`ProofOfWork::pass`] with what came with the form, and goes on if the answer is
//! [`Pass::Open`] or [`Pass::Shown`]. On [`Pass::Demanded`] it shows the [`Demand`], and the same
//! form comes back with the answer: `web_identity`'s `work.rs` does both ends in one call. Most
//! steps ask only while the platform is under stress; one that takes a person's time, such as a
//! place in a waiting room, asks always ([`Purpose::always`]).
//!
//! The challenge is kept by the browser, sealed: bound to its [`Purpose`], with a short life. It
//! is spent once, in whichever process. A browser answers it by calculating; whoever has no script
//! waits, and the wait is counted by origin, because it costs a machine nothing.
//!
//! *Not guaranteed:* a proof of work keeps nobody out. It puts a price on every try, which one
//! person does not feel and a flood does. Whatever must not happen has a limit of its own.

mod challenge;
mod puzzle;

use std::sync::Arc;

use model::{
    limit::{Growth, Limit, closed_until},
    origin::Origin,
    work::WorkLane,
};
use ports::sealing::{KeyedHash, TokenSealer};
use store::{
    Store, StoreError,
    repo::{spent, velocity},
};
use vocab::{Clock, Entropy, Timestamp};

use crate::{Settings, pin::limits};
use challenge::Challenge;
pub use puzzle::Puzzle;

/// What a proof is for: one made for a cheap step does not open a dear one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Purpose {
    step: &'static str,
    always: bool,
}

impl Purpose {
    /// "Confirm number and contrast datum", where a registration begins.
    pub const CONFIRM_DOCUMENT: Self = Self::under_stress("confirm_document");
    /// "Obtain PIN".
    pub const OBTAIN_PIN: Self = Self::under_stress("obtain_pin");
    /// "Send me a letter".
    pub const REQUEST_LETTER: Self = Self::under_stress("request_letter");

    /// A step that asks for a proof while the platform is under stress, by its name. Names differ,
    /// and label the metrics.
    #[must_use]
    pub const fn under_stress(step: &'static str) -> Self {
        let always = false;
        Self { step, always }
    }

    /// A step that asks for a proof in quiet times too. Only the lane `off` opens it.
    #[must_use]
    pub const fn always(step: &'static str) -> Self {
        let always = true;
        Self { step, always }
    }

    /// The name of the step.
    #[must_use]
    pub const fn step(self) -> &'static str {
        self.step
    }
}

/// The two fields that come back with a form; both empty the first time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown<'a> {
    /// [`Demand::challenge`], as it was given.
    pub challenge: &'a str,
    /// The answers ([`Puzzle::is_answered_by`]); empty where the person waited.
    pub answer: &'a str,
}

/// May the step be taken?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pass {
    /// Nothing is asked for.
    Open,
    /// A proof was shown, and is spent now.
    Shown(Effort),
    /// Show this first.
    Demanded(Demand),
}

/// What it cost whoever passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Calculation.
    Worked,
    /// Time.
    Waited,
}

/// What is asked of the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Sealed; comes back unchanged.
    pub challenge: String,
    /// What has to be calculated.
    pub puzzle: Puzzle,
    /// From here on the challenge is accepted without calculation.
    pub wait_until: Timestamp,
    /// Why it is demanded now.
    pub reason: Reason,
}

/// Why a proof is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// None was shown.
    First,
    /// No answer, and the wait is not over: the same challenge goes on.
    TooEarly,
    /// The answer is wrong.
    Wrong,
    /// The challenge is too old, of another step, or none of ours.
    Stale,
    /// The challenge was spent before.
    Spent,
}

/// Why there is neither a pass nor a demand.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// This origin has waited instead of calculated too often.
    #[error("too many waits from this origin")]
    TooManyWaits {
        /// From here on it may wait again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Demands proofs of work and accepts them.
pub struct ProofOfWork {
    /// Where spent challenges are written down.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Seals challenges.
    pub tokens: Arc<dyn TokenSealer>,
    /// Hashes those that are spent.
    pub hashes: Arc<dyn KeyedHash>,
    /// [`Settings::work`], and the limits that say when the platform is under stress.
    pub settings: Settings,
}

impl ProofOfWork {
    /// May the step be taken? Call it after the form has been read and before anything is done
    /// with it. Whatever the answer, nothing about a person has been looked at.
    ///
    /// # Errors
    /// [`WorkError`].
    pub async fn pass(
        &self,
        purpose: Purpose,
        shown: Shown<'_>,
        origin: Origin,
    ) -> Result<Pass, WorkError> {
        let needed = match self.settings.work.lane {
            WorkLane::Off => false,
            WorkLane::Always => true,
            WorkLane::UnderStress => purpose.always || self.is_under_stress().await?,
        };
        if needed {
            self.examine(purpose, shown, origin).await
        } else {
            Ok(Pass::Open)
        }
    }

    /// Is a budget of the whole platform used up: wrong contrast data, or wrong PINs?
    async fn is_under_stress(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let budgets = [
            (self.settings.contrast_limits.platform(), b"".as_slice()),
            (limits::wrong_on_platform(self.settings.pin), b""),
        ];
        let standings = self
            .store
            .read("authn.work.stress", move |tx| {
                velocity::look(tx, budgets, now)
            })
            .await?;
        Ok(closed_until(&standings).is_some())
    }

    async fn examine(
        &self,
        purpose: Purpose,
        shown: Shown<'_>,
        origin: Origin,
    ) -> Result<Pass, WorkError> {
        if shown.challenge.is_empty() {
            return Ok(self.demand(purpose, Reason::First));
        }
        let now = self.clock.now();
        let known = Challenge::open(&*self.tokens, shown.challenge)
            .filter(|challenge| challenge.serves(purpose, now));
        let Some(challenge) = known else {
            return Ok(self.demand(purpose, Reason::Stale));
        };
        let effort = if shown.answer.is_empty() {
            if now < challenge.wait_until {
                return Ok(again(&challenge, shown.challenge));
            }
            Effort::Waited
        } else if challenge.puzzle().is_answered_by(shown.answer) {
            Effort::Worked
        } else {
            return Ok(self.demand(purpose, Reason::Wrong));
        };
        if self.spend(&challenge, effort, origin, now).await? {
            Ok(Pass::Shown(effort))
        } else {
            Ok(self.demand(purpose, Reason::Spent))
        }
    }

    fn demand(&self, purpose: Purpose, reason: Reason) -> Pass {
        let rules = self.settings.work;
        let challenge = Challenge::draw(purpose, rules, self.clock.now(), &*self.entropy);
        Pass::Demanded(Demand {
            challenge: challenge.seal(&*self.tokens),
            puzzle: challenge.puzzle(),
            wait_until: challenge.wait_until,
            reason,
        })
    }

    /// `false` if it was spent before. A wait is counted for its origin.
    async fn spend(
        &self,
        challenge: &Challenge,
        effort: Effort,
        origin: Origin,
        now: Timestamp,
    ) -> Result<bool, WorkError> {
        let hash = self.hashes.hash("work.spent", &challenge.seed);
        let until = challenge.valid_until;
        let limit = self.waited_by_origin();
        self.store
            .transact("authn.work.spend", move |tx| {
                if effort == Effort::Waited {
                    let waits = velocity::count(tx, limit, &origin.as_key(), now)?;
                    if waits.exceeded() {
                        let until = waits.ends_at;
                        return Ok(Err(WorkError::TooManyWaits { until }));
                    }
                }
                spent::spend(tx, hash, until, now).map(Ok)
            })
            .await
            .map_err(WorkError::Store)?
    }

    fn waited_by_origin(&self) -> Limit {
        Limit {
            name: "work.waited.origin",
            most: self.settings.work.waits_per_origin_an_hour,
            window_s: 3_600,
            growth: Growth::NONE,
        }
    }
}

/// The person pressed too early: the same challenge, so that the wait does not begin again.
fn again(challenge: &Challenge, sealed: &str) -> Pass {
    Pass::Demanded(Demand {
        challenge: sealed.to_owned(),
        puzzle: challenge.puzzle(),
        wait_until: challenge.wait_until,
        reason: Reason::TooEarly,
    })
}
