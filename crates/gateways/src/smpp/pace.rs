//! Not more messages a second than agreed, and fewer when the provider asks for it.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::sms_providers::OfferError;

/// The longest pause after "too many" (`ESME_RTHROTTLED`, `ESME_RMSGQFUL`).
const LONGEST: Duration = Duration::from_secs(30);

/// Says when the next message may go.
#[derive(Debug)]
pub(super) struct Pace {
    /// Between two messages; zero for no limit.
    interval: Duration,
    /// The first pause; it doubles.
    pause: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the next message may go.
    next: Option<Instant>,
    /// Until when none goes.
    pause: Option<Instant>,
    /// Pauses in a row.
    pauses: u32,
}

impl Pace {
    pub(super) fn new(per_second: u32, pause: Duration) -> Self {
        Self {
            interval: Duration::from_secs(1)
                .checked_div(per_second)
                .unwrap_or_default(),
            pause,
            state: Mutex::default(),
        }
    }

    /// Waits for this message's turn, if it comes before `until`.
    pub(super) async fn turn(&self, until: Instant) -> Result<(), OfferError> {
        let now = Instant::now();
        let at = self.reserve(now, until)?;
        if at > now {
            super::session::wait_until(at).await;
        }
        Ok(())
    }

    fn reserve(&self, now: Instant, until: Instant) -> Result<Instant, OfferError> {
        let mut state = self.state();
        if state.pause.is_some_and(|pause| pause > now) {
            return Err(OfferError::busy("a pause, because it wants fewer messages"));
        }
        if self.interval.is_zero() {
            return Ok(now);
        }
        let at = state.next.filter(|next| *next > now).unwrap_or(now);
        if at >= until {
            return Err(OfferError::busy("more messages than agreed a second"));
        }
        state.next = Some(at + self.interval);
        Ok(at)
    }

    /// The provider took a message.
    pub(super) fn well(&self) {
        self.state().pauses = 0;
    }

    /// The provider wants fewer. Messages that were refused together cause one pause.
    pub(super) fn slower(&self) {
        let now = Instant::now();
        let mut state = self.state();
        if state.pause.is_some_and(|pause| pause > now) {
            return;
        }
        let time = self
            .pause
            .saturating_mul(2_u32.saturating_pow(state.pauses))
            .min(LONGEST);
        state.pause = Some(now + time);
        state.pauses = state.pauses.saturating_add(1);
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const PAUSE: Duration = Duration::from_secs(1);

    #[test]
    fn gives_turns_at_the_agreed_rate_and_none_beyond_the_time_limit() {
        let pace = Pace::new(10, PAUSE);
        let now = Instant::now();
        let until = now + Duration::from_millis(250);
        let turns: Vec<_> = (0..3)
            .map(|_| pace.reserve(now, until).unwrap() - now)
            .collect();
        assert_eq!(turns, [0, 100, 200].map(Duration::from_millis));
        assert!(pace.reserve(now, until).is_err());
        let later = now + Duration::from_secs(5);
        assert_eq!(
            pace.reserve(later, later + PAUSE),
            Ok(later),
            "turns that nobody took are not saved up"
        );
    }

    #[test]
    fn pauses_longer_each_time_until_a_message_is_taken() {
        let pace = Pace::new(0, PAUSE);
        let end = |pace: &Pace| pace.state().pause.unwrap() - Instant::now();
        pace.slower();
        pace.slower();
        assert!(end(&pace) <= PAUSE, "refused together: one pause");
        let now = Instant::now();
        assert!(pace.reserve(now, now + LONGEST).is_err());
        let after = now + PAUSE;
        assert!(pace.reserve(after, after + LONGEST).is_ok());
        pace.state().pause = None;
        pace.slower();
        assert!(end(&pace) > PAUSE);
        pace.state().pause = None;
        pace.well();
        pace.slower();
        assert!(end(&pace) <= PAUSE);
    }
}
