//! What the person sees: whether the service is open, how long it takes, and where their call
//! stands.

use model::video::{CallState, Opening, RandomAction, RefusalReason, Seat, ServiceHours};
use store::{
    StoreError,
    repo::video::{self, call::StoredCall, room::Glance},
};
use vocab::{BearerSecret, Lang, SignedDuration, Timestamp, VideoCallId};

use crate::{
    Proofing, Room,
    call::{CallKeeper, OpenCall},
    mailbox::ToBrowser,
    room::OperatorCard,
};

/// How it is now, for somebody who thinks of entering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingNow {
    /// People who wait.
    pub waiting: u32,
    /// Operators who attend.
    pub operators: u32,
    /// How long somebody waits who enters now; `None` where there is no honest answer.
    pub wait: Option<SignedDuration>,
}

/// Where a call stands, as the person may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewState {
    /// In the waiting room.
    Queued,
    /// An operator is ready: send an offer.
    Assigned,
    /// They see each other.
    InCall,
    /// A line is gone: send an offer.
    Interrupted,
    /// Registered.
    Approved,
    /// Not registered; the reason, where it may be told.
    Refused(Option<RefusalReason>),
    /// The person left or did not come back.
    Abandoned,
    /// The service closed before the turn came.
    Closed,
}

impl ViewState {
    /// The word of the subprotocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Assigned => "assigned",
            Self::InCall => "in-call",
            Self::Interrupted => "interrupted",
            Self::Approved => "approved",
            Self::Refused(_) => "refused",
            Self::Abandoned => "abandoned",
            Self::Closed => "closed",
        }
    }

    fn of(state: &CallState) -> Self {
        match state {
            CallState::Queued { .. } => Self::Queued,
            CallState::Assigned { .. } => Self::Assigned,
            CallState::InCall { .. } => Self::InCall,
            CallState::Interrupted { .. } => Self::Interrupted,
            CallState::Approved { .. } => Self::Approved,
            CallState::Refused { reason, .. } => {
                Self::Refused(Some(*reason).filter(|reason| reason.may_be_told()))
            }
            CallState::Abandoned { .. } => Self::Abandoned,
            CallState::ServiceClosed { .. } => Self::Closed,
        }
    }
}

/// What the person is asked to do now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asks {
    /// Type the code that went to this phone, all but its last three digits hidden.
    pub code: Option<String>,
    /// Do this.
    pub action: Option<RandomAction>,
}

/// What a browser in the waiting room or in a call is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// Id.
    pub id: VideoCallId,
    /// Where it stands.
    pub state: ViewState,
    /// Place in the queue; 1 is next.
    pub place: Option<u32>,
    /// How long it still takes, where there is an honest answer.
    pub wait: Option<SignedDuration>,
    /// Who attends (R091).
    pub operator: Option<OperatorCard>,
    /// When the service closes; while waiting.
    pub closes_at: Option<Timestamp>,
    /// Until when an interrupted call can be taken up again.
    pub return_until: Option<Timestamp>,
    /// Is it this person's own line that is gone?
    pub own_line_gone: bool,
    /// What is asked.
    pub asks: Asks,
    /// Language of the page on which the person entered.
    pub lang: Lang,
    /// Number of the last message.
    pub last_message: u64,
}

impl CallView {
    /// As a message of the subprotocol.
    #[must_use]
    pub fn frame(&self) -> ToBrowser {
        ToBrowser::State {
            state: self.state.as_str().to_owned(),
            place: self.place,
            wait_s: self.wait.map(|wait| wait.as_secs()),
            operator: self.operator.clone(),
        }
    }
}

impl Proofing {
    /// Is the service open?
    #[must_use]
    pub fn opening(&self) -> Opening {
        self.rules.hours.opening(self.clock.now())
    }

    /// When it is open.
    #[must_use]
    pub fn hours(&self) -> &ServiceHours {
        &self.rules.hours
    }

    /// How it is now, for somebody who thinks of entering (R087).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waiting(&self) -> Result<WaitingNow, StoreError> {
        let room = self.room().await?;
        let waiting = room.waiting();
        Ok(WaitingNow {
            waiting,
            operators: room.attending(),
            wait: room.wait(waiting),
        })
    }

    /// Where the call of a browser stands; nothing if there is none, or nothing of it is kept.
    /// While the person waits it costs no statement, so it may be asked as often as a page likes;
    /// asking is the sign of life that keeps the place.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view(&self, call: &BearerSecret) -> Result<Option<CallView>, StoreError> {
        let secret_hash = self.secret_hash(call);
        let room = self.room().await?;
        if let Some(glance) = room.glance_by_secret(&secret_hash) {
            self.room.mark_seen(glance.id);
            if matches!(glance.state, CallState::Queued { .. }) {
                return Ok(Some(self.queued(&room, glance)));
            }
        }
        let keeper = self.keeper();
        let rules = self.rules.clone();
        let read = self
            .store
            .read("proofing.view", move |tx| {
                let Some(stored) = video::call::find_by_secret(tx, secret_hash)? else {
                    return Ok::<_, StoreError>(None);
                };
                let line = video::line::find(tx, stored.id)?;
                let last = line.map_or(0, |line| line.last_message);
                let mut view = row(&keeper, &stored, last);
                // How it ended is told also when nothing else is kept.
                if !stored.state.has_ended()
                    && let Some(call) = keeper.open_stored(tx, stored.clone())?
                {
                    view.asks = asks(&keeper, &call);
                }
                Ok(Some((view, stored)))
            })
            .await?;
        let Some((mut view, call)) = read else {
            return Ok(None);
        };
        // Between the look and the row the call may have moved: the row is the truth.
        view.operator = match call.state.operator() {
            Some(operator) => self.card(&room, operator).await?,
            None => None,
        };
        if matches!(call.state, CallState::Queued { .. }) {
            view.place = room.place(call.id);
            view.wait = view.place.and_then(|place| room.wait(place));
            self.close_in_view(&mut view, rules.hours.opening(self.clock.now()));
        }
        Ok(Some(view))
    }

    async fn card(
        &self,
        room: &Room,
        operator: vocab::OfficerId,
    ) -> Result<Option<OperatorCard>, StoreError> {
        if let Some(known) = room.card(operator) {
            return Ok(Some(known.clone()));
        }
        Ok(self.room().await?.card(operator).cloned())
    }

    fn queued(&self, room: &Room, glance: &Glance) -> CallView {
        let place = room.place(glance.id);
        let mut view = CallView {
            id: glance.id,
            state: ViewState::Queued,
            place,
            // Who is at place 3 has two people before them, and the one being attended now.
            wait: place.and_then(|place| room.wait(place)),
            operator: None,
            closes_at: None,
            return_until: None,
            own_line_gone: false,
            asks: Asks::default(),
            lang: glance.lang,
            last_message: u64::try_from(glance.last_message).unwrap_or(0),
        };
        self.close_in_view(&mut view, self.opening());
        view
    }

    /// R247: who waits after closing is told at once, also before the clockwork has come by.
    fn close_in_view(&self, view: &mut CallView, opening: Opening) {
        match opening {
            Opening::Open { closes_at, .. } => view.closes_at = Some(closes_at),
            Opening::Closed { .. } => {
                view.state = ViewState::Closed;
                view.place = None;
                view.wait = None;
            }
        }
    }
}

fn row(keeper: &CallKeeper, call: &StoredCall, last_message: i64) -> CallView {
    let state = &call.state;
    let (return_until, own_line_gone) = match state {
        CallState::Interrupted { since, missing, .. } => (
            Some(keeper.rules.return_until(*since)),
            *missing == Seat::Citizen,
        ),
        CallState::Queued { .. }
        | CallState::Assigned { .. }
        | CallState::InCall { .. }
        | CallState::Approved { .. }
        | CallState::Refused { .. }
        | CallState::Abandoned { .. }
        | CallState::ServiceClosed { .. } => (None, false),
    };
    CallView {
        id: call.id,
        state: ViewState::of(state),
        place: None,
        wait: None,
        operator: None,
        closes_at: None,
        return_until,
        own_line_gone,
        asks: Asks::default(),
        lang: call.lang,
        last_message: u64::try_from(last_message).unwrap_or(0),
    }
}

fn asks(keeper: &CallKeeper, call: &OpenCall) -> Asks {
    let dossier = &call.dossier;
    let challenge = dossier
        .challenge
        .as_ref()
        .filter(|challenge| dossier.proven.is_none() && keeper.now < challenge.expires_at);
    Asks {
        code: challenge.map(|challenge| challenge.phone.masked()),
        action: dossier.awaited,
    }
}
