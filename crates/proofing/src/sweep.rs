//! The clockwork of calls: nobody came back, nobody appeared, nobody showed a sign of life, the
//! service closed (R246, R247). Every round bears being done twice, and by two processes.

use audit::Event;
use model::video::{CallState, Opening};
use store::{
    StoreError, Tx,
    repo::video::{self, call::StoredCall},
};
use vocab::{SignedDuration, Timestamp};

use crate::{
    Proofing,
    call::{CallKeeper, SYSTEM},
};

/// Calls that one transaction moves.
const AT_ONCE: i64 = 100;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Calls that nobody came back to, places that nobody took.
    pub given_up: u64,
    /// People who got their place back because their operator was gone.
    pub queued_again: u64,
    /// People who were told that the service closed.
    pub closed: u64,
}

impl Proofing {
    /// Ends what is over.
    ///
    /// # Errors
    /// [`StoreError`]; what was done before stays done.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        // Who is served by this process has been seen up to now.
        self.write_seen().await?;
        let mut swept = Swept::default();
        loop {
            let keeper = self.keeper();
            let round = self
                .store
                .transact("proofing.sweep", move |tx| round(tx, &keeper))
                .await?;
            swept.given_up += round.given_up;
            swept.queued_again += round.queued_again;
            swept.closed += round.closed;
            if round == Swept::default() {
                return Ok(swept);
            }
        }
    }
}

fn round(tx: &mut Tx<'_>, keeper: &CallKeeper) -> Result<Swept, StoreError> {
    let rules = &keeper.rules;
    let mut swept = Swept::default();
    let returning = i64::from(rules.return_minutes) * 60;
    let interrupted = CallState::Interrupted {
        operator: NOBODY,
        since: keeper.now,
        missing: model::video::Seat::Citizen,
    };
    let assigned = CallState::Assigned {
        operator: NOBODY,
        since: keeper.now,
    };
    let overdue = [
        (interrupted, returning),
        (assigned, i64::from(rules.join_seconds)),
    ];
    for (state, seconds) in overdue {
        let since = before(keeper.now, seconds);
        for call in video::call::list_overdue(tx, &state, since, AT_ONCE)? {
            let next = call.state.clone().give_up(keeper.now, rules);
            if let Ok(next) = next {
                swept.count(&next);
                go_on(tx, keeper, call, next)?;
            }
        }
    }
    let absent = before(keeper.now, i64::from(rules.absent_minutes) * 60);
    for call in video::call::list_absent(tx, absent, AT_ONCE)? {
        if let Ok(left) = call.state.clone().leave(keeper.now) {
            swept.count(&left);
            go_on(tx, keeper, call, left)?;
        }
    }
    if let Opening::Closed { .. } = rules.hours.opening(keeper.now) {
        let queued = CallState::queued(keeper.now);
        for call in video::call::list_overdue(tx, &queued, keeper.now, AT_ONCE)? {
            if let Ok(closed) = call.state.clone().close(keeper.now) {
                swept.count(&closed);
                go_on(tx, keeper, call, closed)?;
            }
        }
    }
    Ok(swept)
}

/// Only the word of a state goes into the statement; the officer in it is nobody.
const NOBODY: vocab::OfficerId = vocab::OfficerId::from_bytes([0; 16]);

impl Swept {
    fn count(&mut self, next: &CallState) {
        match next {
            CallState::Abandoned { .. } => self.given_up += 1,
            CallState::ServiceClosed { .. } => self.closed += 1,
            CallState::Queued { .. } => self.queued_again += 1,
            CallState::Assigned { .. }
            | CallState::InCall { .. }
            | CallState::Interrupted { .. }
            | CallState::Approved { .. }
            | CallState::Refused { .. } => {}
        }
    }
}

fn go_on(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: StoredCall,
    next: CallState,
) -> Result<(), StoreError> {
    let Some(mut call) = keeper.open_stored(tx, call)? else {
        return Ok(());
    };
    let ended = next.has_ended();
    let how = next.as_str().to_owned();
    keeper.advance(tx, &mut call, next)?;
    let event = if ended {
        Event::VideoCallEnded { how }
    } else {
        Event::VideoCallGivenBack
    };
    keeper.note(tx, &call, &event, SYSTEM)
}

fn before(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MIN)
}
