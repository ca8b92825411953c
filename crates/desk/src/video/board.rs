//! Who waits, who attends, and how it stands with the officer who looks. Nobody is named who
//! waits: who sees the board need not see the people.

use model::video::{CallState, Opening};
use proofing::{Room, room::CITIZEN_SEEN};
use store::{
    StoreError,
    repo::video::{
        call,
        operator::{self, StoredOperator},
    },
};
use vocab::{Lang, SignedDuration, Timestamp, VideoCallId};

use super::{VideoError, presence::Presence};
use crate::{AtDesk, Desk, Task};

/// Lines of the queue that are shown.
const LINES: usize = 50;

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingLine {
    /// Place; 1 is next.
    pub place: u32,
    /// When they entered.
    pub since: Timestamp,
    /// Language of their page.
    pub lang: Lang,
    /// Did they show a sign of life of late?
    pub here: bool,
}

/// An operator on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDuty {
    /// Name.
    pub name: String,
    /// Four digits.
    pub badge: String,
    /// As the operator said.
    pub presence: Presence,
    /// Since when in a call.
    pub in_call_since: Option<Timestamp>,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoBoard {
    /// Is the service open?
    pub opening: Opening,
    /// Who waits, the first fifty.
    pub waiting: Vec<WaitingLine>,
    /// How many wait.
    pub waiting_total: u32,
    /// How long somebody waits who enters now, where there is an honest answer.
    pub wait: Option<SignedDuration>,
    /// Who is on duty.
    pub operators: Vec<OnDuty>,
    /// The officer who looks; `None` for who attends nobody.
    pub me: Option<OnDuty>,
    /// The call that the officer attends.
    pub my_call: Option<VideoCallId>,
    /// Registrations that wait for a second officer.
    pub reviews_waiting: u32,
}

impl Desk {
    /// The board. For operators, looking is no sign of life: see [`Desk::video_presence`].
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_board(&self, at_desk: &AtDesk) -> Result<VideoBoard, VideoError> {
        self.check(at_desk, Task::SeeVideoBoard)?;
        let attends = self.may(at_desk, Task::AttendCalls);
        let room = self.proofing.room().await?;
        let (officer, body, now) = (at_desk.officer().id, self.body.id, self.clock.now());
        let entropy = self.entropy.clone();
        let (me, my_call, reviews_waiting) = self
            .store
            .transact("desk.video_board", move |tx| {
                let me = if attends {
                    Some(operator::find_or_add(tx, officer, body, now, &*entropy)?)
                } else {
                    None
                };
                let mine = call::find_live_of_operator(tx, officer)?;
                let reviews = call::count_for_review(tx, body)?;
                Ok::<_, StoreError>((me, mine, reviews))
            })
            .await?;
        let since = my_call
            .as_ref()
            .map(|call| call.assigned_at.unwrap_or(call.queued_at));
        let me = me.map(|me| OnDuty {
            name: at_desk.officer().name.clone(),
            badge: me.badge,
            presence: me.presence,
            in_call_since: since,
        });
        Ok(VideoBoard {
            opening: self.proofing.opening(),
            waiting: waiting(&room, now),
            waiting_total: room.waiting(),
            wait: room.wait(room.waiting()),
            operators: on_duty(&room),
            me,
            my_call: my_call.map(|call| call.id),
            reviews_waiting,
        })
    }
}

fn waiting(room: &Room, now: Timestamp) -> Vec<WaitingLine> {
    room.calls()
        .iter()
        .filter_map(|call| {
            Some(WaitingLine {
                place: room.place(call.id)?,
                since: call.queued_at,
                lang: call.lang,
                here: now.duration_since(call.citizen_seen_at) <= CITIZEN_SEEN,
            })
        })
        .take(LINES)
        .collect()
}

fn on_duty(room: &Room) -> Vec<OnDuty> {
    let line = |operator: &StoredOperator| {
        let card = room.card(operator.officer)?;
        let attending = room
            .calls()
            .iter()
            .find(|call| call.state.operator() == Some(operator.officer));
        let shown = attending.is_some()
            || match operator.presence {
                Presence::Available | Presence::Pause => true,
                Presence::Away => false,
            };
        shown.then(|| OnDuty {
            name: card.name.clone(),
            badge: card.badge.clone(),
            presence: operator.presence,
            in_call_since: attending.map(|call| since(&call.state)),
        })
    };
    room.operators().iter().filter_map(line).collect()
}

fn since(state: &CallState) -> Timestamp {
    state.since()
}
