//! The mailbox of a call: what one browser says travels as rows to the other and to the media
//! server. A seat belongs to the newest connection; each of its messages has a larger number than
//! the one before, so that a message that is sent again, or by a connection that was replaced, is
//! refused, in whichever process it arrives.

use audit::Event;
use model::{
    origin::Origin,
    video::{CallState, Evidence, RandomAction, Seat, WrongMoment},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    repo::video::{self, call::StoredCall, line, message},
};
use vocab::{BearerSecret, Timestamp, VideoCallId};

use crate::{
    Proofing,
    call::{CallKeeper, OpenCall, SYSTEM},
};

/// Bytes of one message.
const LARGEST: usize = 64 * 1_024;

/// Characters of one line of chat or caption.
const LONGEST_TEXT: usize = 2_000;

/// Messages of one call. A long call has some hundreds; an operator who types captions for an
/// hour, some thousand.
const MOST: i64 = 10_000;

/// Messages that one look brings.
const AT_ONCE: i64 = 200;

/// What a browser says. The JSON is that of the subprotocol `aldaba.call.v1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FromBrowser {
    /// An offer of media for the media server.
    Offer {
        /// Larger than the number before on this connection.
        n: u32,
        /// The session description.
        sdp: String,
    },
    /// A line of chat.
    Chat {
        /// Larger than the number before.
        n: u32,
        /// The line.
        text: String,
    },
    /// What the operator types for somebody who does not hear.
    Caption {
        /// Larger than the number before.
        n: u32,
        /// The line.
        text: String,
    },
    /// The operator's camera is on or off from now on (defaults D13).
    Camera {
        /// Larger than the number before.
        n: u32,
        /// Is it on?
        on: bool,
    },
    /// The end, for good.
    HangUp {
        /// Larger than the number before.
        n: u32,
    },
    /// A sign of life.
    Ping {
        /// Larger than the number before.
        n: u32,
    },
}

impl FromBrowser {
    /// Its number.
    #[must_use]
    pub fn n(&self) -> u32 {
        match self {
            Self::Offer { n, .. }
            | Self::Chat { n, .. }
            | Self::Caption { n, .. }
            | Self::Camera { n, .. }
            | Self::HangUp { n }
            | Self::Ping { n } => *n,
        }
    }

    fn fits(&self) -> bool {
        match self {
            Self::Offer { sdp, .. } => sdp.len() <= LARGEST,
            Self::Chat { text, .. } | Self::Caption { text, .. } => {
                !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT
            }
            Self::Camera { .. } | Self::HangUp { .. } | Self::Ping { .. } => true,
        }
    }
}

/// How the media of a seat travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// Packets lost of a thousand.
    pub loss_permille: u32,
    /// Round trip in milliseconds.
    pub rtt_ms: u32,
    /// Jitter in milliseconds.
    pub jitter_ms: u32,
}

/// What a browser is told. The JSON is that of the subprotocol `aldaba.call.v1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ToBrowser {
    /// Where the call stands ([`crate::CallView::frame`]).
    State {
        /// `queued`, `assigned`, `in-call`, `interrupted`, `approved`, `refused`, `abandoned` or
        /// `closed`.
        state: String,
        /// Place in the queue; 1 is next.
        place: Option<u32>,
        /// Waiting time in seconds, where there is an honest one.
        wait_s: Option<i64>,
        /// Who attends.
        operator: Option<crate::OperatorCard>,
    },
    /// The media server's answer to the offer with the number `to`.
    Answer {
        /// Number of the offer.
        to: u32,
        /// The session description.
        sdp: String,
    },
    /// A line of chat.
    Chat {
        /// Who wrote it.
        from: Seat,
        /// The line.
        text: String,
        /// When.
        at: Timestamp,
    },
    /// What the operator typed for somebody who does not hear.
    Caption {
        /// The line.
        text: String,
        /// When.
        at: Timestamp,
    },
    /// The operator's picture is to be seen, or not any more.
    Camera {
        /// Is it?
        on: bool,
    },
    /// The media of a seat came or went.
    Peer {
        /// Whose.
        seat: Seat,
        /// `connected` or `lost`.
        media: String,
    },
    /// How the media of this seat travel.
    Quality(Quality),
    /// Something that the person is asked to do.
    Ask {
        /// `code`, `consent` or `action`.
        what: String,
        /// The masked phone, or the word of the action.
        text: String,
    },
    /// Another connection has the seat: this one ends.
    Elsewhere,
    /// Something did not work.
    Error {
        /// Its word.
        what: String,
    },
}

impl ToBrowser {
    /// Asks for the code that went to a phone.
    #[must_use]
    pub fn ask_code(masked_phone: &str) -> Self {
        Self::Ask {
            what: "code".into(),
            text: masked_phone.to_owned(),
        }
    }

    /// Asks for an action.
    #[must_use]
    pub fn ask_action(action: RandomAction) -> Self {
        Self::Ask {
            what: "action".into(),
            text: action.as_str().to_owned(),
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::State { .. } => "state",
            Self::Answer { .. } => "answer",
            Self::Chat { .. } => "chat",
            Self::Caption { .. } => "caption",
            Self::Camera { .. } => "camera",
            Self::Peer { .. } => "peer",
            Self::Quality(_) => "quality",
            Self::Ask { .. } => "ask",
            Self::Elsewhere => "elsewhere",
            Self::Error { .. } => "error",
        }
    }
}

/// A connection that has, or had, a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// In which call.
    pub call: VideoCallId,
    /// Which seat.
    pub seat: Seat,
    /// Counts connections of the seat.
    pub number: i64,
}

/// Why something was not said or heard.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// There is no such call (any more).
    #[error("the call is gone")]
    Gone,
    /// Another connection has taken the seat.
    #[error("another connection has the seat")]
    Elsewhere,
    /// The number is not larger than the one before: close the connection.
    #[error("the message was said before")]
    Replayed,
    /// The message is too large, or empty.
    #[error("the message is too large or empty")]
    TooLarge,
    /// The mailbox of the call is full.
    #[error("too many messages")]
    TooFast,
    /// Not now: offers before the call, captions by the citizen, anything after the end.
    #[error(transparent)]
    WrongMoment(#[from] WrongMoment),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<crate::call::MoveError> for MailboxError {
    fn from(error: crate::call::MoveError) -> Self {
        match error {
            crate::call::MoveError::WrongMoment(wrong) => Self::WrongMoment(wrong),
            crate::call::MoveError::Store(error) => Self::Store(error),
        }
    }
}

impl Proofing {
    /// A connection of the citizen begins and takes the seat over from the one before.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn connect(
        &self,
        call: &BearerSecret,
        origin: Origin,
    ) -> Result<Connection, MailboxError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(call));
        self.store
            .transact("proofing.connect", move |tx| {
                let call = keeper
                    .open_by_secret(tx, secret_hash)?
                    .ok_or(MailboxError::Gone)?;
                let connection = connect(tx, &keeper, &call, Seat::Citizen)?;
                line::note_origin(tx, call.id(), &origin.as_key(), keeper.now)?;
                Ok(connection)
            })
            .await
    }

    /// A connection of the operator begins. Whoever calls this has checked that the officer
    /// attends the call.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn connect_operator(&self, call: VideoCallId) -> Result<Connection, MailboxError> {
        let keeper = self.keeper();
        self.store
            .transact("proofing.connect_operator", move |tx| {
                let call = keeper.open(tx, call)?.ok_or(MailboxError::Gone)?;
                connect(tx, &keeper, &call, Seat::Operator)
            })
            .await
    }

    /// Says something. An offer of media is how a seat joins, or comes back.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn say(
        &self,
        connection: &Connection,
        message: FromBrowser,
    ) -> Result<(), MailboxError> {
        if !message.fits() {
            return Err(MailboxError::TooLarge);
        }
        if matches!(message, FromBrowser::Ping { .. }) && connection.seat == Seat::Citizen {
            self.room.mark_seen(connection.call);
        }
        let (keeper, connection) = (self.keeper(), *connection);
        self.store
            .transact("proofing.say", move |tx| {
                say(tx, &keeper, connection, &message)
            })
            .await
    }

    /// What there is to hear after a number. It costs nothing while there is nothing new.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn hear(
        &self,
        connection: &Connection,
        after: u64,
    ) -> Result<Vec<(u64, ToBrowser)>, MailboxError> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        if connection.seat == Seat::Citizen {
            self.room.mark_seen(connection.call);
        }
        if let Some(glance) = self.room().await?.glance(connection.call) {
            let newest = match connection.seat {
                Seat::Citizen => glance.citizen_connection,
                Seat::Operator => glance.operator_connection,
            };
            if newest > connection.number {
                return Err(MailboxError::Elsewhere);
            }
            if glance.last_message <= after {
                return Ok(Vec::new());
            }
        }
        let connection = *connection;
        self.store
            .read("proofing.hear", move |tx| hear(tx, connection, after))
            .await
    }

    /// The connection ended. If it still has the seat, a call that goes on is interrupted from
    /// here on; a place in the queue is kept.
    ///
    /// # Errors
    /// [`MailboxError`].
    pub async fn disconnect(&self, connection: &Connection) -> Result<(), MailboxError> {
        let (keeper, connection) = (self.keeper(), *connection);
        self.store
            .transact("proofing.disconnect", move |tx| {
                let Some(mut call) = keeper.open(tx, connection.call)? else {
                    return Ok(());
                };
                let newest = line::find(tx, connection.call)?;
                if newest.is_none_or(|line| newest_of(&line, connection.seat) != connection.number)
                {
                    return Ok(());
                }
                drop_line(tx, &keeper, &mut call, connection.seat)
            })
            .await
    }
}

fn connect(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &OpenCall,
    seat: Seat,
) -> Result<Connection, MailboxError> {
    if call.state().has_ended() {
        return Err(MailboxError::WrongMoment(WrongMoment(
            call.state().as_str(),
        )));
    }
    let number = line::connect(tx, call.id(), seat, keeper.now)?;
    if number > 1 && !matches!(call.state(), CallState::Queued { .. }) {
        keeper.record(tx, call, Evidence::TakenOver { seat }, None)?;
    }
    Ok(Connection {
        call: call.id(),
        seat,
        number,
    })
}

fn newest_of(line: &line::StoredLine, seat: Seat) -> i64 {
    match seat {
        Seat::Citizen => line.citizen.connection,
        Seat::Operator => line.operator.connection,
    }
}

fn say(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    connection: Connection,
    message: &FromBrowser,
) -> Result<(), MailboxError> {
    let Connection { call, seat, number } = connection;
    let mut call = keeper.open(tx, call)?.ok_or(MailboxError::Gone)?;
    let line = line::find(tx, call.id())?.ok_or(MailboxError::Gone)?;
    if newest_of(&line, seat) != number {
        return Err(MailboxError::Elsewhere);
    }
    if !line::spoke(tx, call.id(), seat, number, message.n().into(), keeper.now)? {
        return Err(MailboxError::Replayed);
    }
    if call.state().has_ended() {
        return Err(MailboxError::WrongMoment(WrongMoment(
            call.state().as_str(),
        )));
    }
    if line.last_message >= MOST {
        return Err(MailboxError::TooFast);
    }
    match message {
        FromBrowser::Offer { .. } => offer(tx, keeper, &mut call, seat, message),
        FromBrowser::Chat { text, .. } => {
            let line = ToBrowser::Chat {
                from: seat,
                text: text.trim().to_owned(),
                at: keeper.now,
            };
            Ok(put(
                tx,
                &call.stored,
                seat.as_str(),
                message::BOTH,
                &line,
                keeper.now,
            )?)
        }
        FromBrowser::Caption { text, .. } => caption(tx, keeper, &call, seat, text),
        FromBrowser::Camera { on, .. } => camera(tx, keeper, &call, seat, *on),
        FromBrowser::HangUp { .. } => match seat {
            Seat::Citizen => Ok(crate::leave::leave(tx, keeper, &mut call)?),
            Seat::Operator => drop_line(tx, keeper, &mut call, seat),
        },
        FromBrowser::Ping { .. } => Ok(()),
    }
}

fn caption(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &OpenCall,
    seat: Seat,
    text: &str,
) -> Result<(), MailboxError> {
    if seat == Seat::Citizen {
        return Err(WrongMoment(call.state().as_str()).into());
    }
    let line = ToBrowser::Caption {
        text: text.trim().to_owned(),
        at: keeper.now,
    };
    put(
        tx,
        &call.stored,
        seat.as_str(),
        message::BOTH,
        &line,
        keeper.now,
    )?;
    Ok(())
}

/// Only the operator has a camera that need not be on, and only where the rules allow it at all.
fn camera(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &OpenCall,
    seat: Seat,
    on: bool,
) -> Result<(), MailboxError> {
    if seat == Seat::Citizen || !keeper.rules.operator_camera {
        return Err(WrongMoment(call.state().as_str()).into());
    }
    let (from, to) = (seat.as_str(), Seat::Citizen.as_str());
    let camera = ToBrowser::Camera { on };
    Ok(put(tx, &call.stored, from, to, &camera, keeper.now)?)
}

/// An offer goes to the media server; with it the seat joins the call or comes back.
fn offer(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &mut OpenCall,
    seat: Seat,
    message: &FromBrowser,
) -> Result<(), MailboxError> {
    let before = call.state().clone();
    let after = before.clone().join(seat, keeper.now, &keeper.rules)?;
    let change = match (&before, &after) {
        (CallState::Assigned { .. }, CallState::InCall { .. }) => Some("joined"),
        (CallState::Interrupted { .. }, CallState::InCall { .. }) => Some("back"),
        _ => None,
    };
    keeper.advance(tx, call, after)?;
    if let Some(change) = change {
        if change == "back" {
            keeper.record(tx, call, Evidence::LineBack { seat }, None)?;
        }
        note_line(tx, keeper, call, seat, change)?;
    }
    let plain = serde_json::to_vec(message).map_err(|_| StoreError::decode("video_message"))?;
    let new = message::NewMessage {
        call: call.id(),
        data_key: call.stored.data_key,
        from: seat.as_str(),
        to: message::MEDIA,
        kind: "offer",
        body: &plain,
    };
    message::add(tx, &new, keeper.now)?;
    Ok(())
}

/// The line of a seat is gone.
pub(crate) fn drop_line(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &mut OpenCall,
    seat: Seat,
) -> Result<(), MailboxError> {
    if call.state().has_ended() {
        return Ok(());
    }
    let before = call.state().clone();
    let after = before.clone().drop_line(seat, keeper.now)?;
    if after == before {
        return Ok(());
    }
    keeper.advance(tx, call, after)?;
    keeper.record(tx, call, Evidence::LineDropped { seat }, None)?;
    note_line(tx, keeper, call, seat, "dropped")
}

fn note_line(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &OpenCall,
    seat: Seat,
    change: &str,
) -> Result<(), MailboxError> {
    let event = Event::VideoLineChanged {
        seat: seat.as_str().to_owned(),
        change: change.to_owned(),
    };
    Ok(keeper.note(tx, call, &event, SYSTEM)?)
}

fn hear(
    tx: &mut Tx<'_>,
    connection: Connection,
    after: i64,
) -> Result<Vec<(u64, ToBrowser)>, MailboxError> {
    let call = video::call::find(tx, connection.call)?.ok_or(MailboxError::Gone)?;
    let line = line::find(tx, connection.call)?.ok_or(MailboxError::Gone)?;
    if newest_of(&line, connection.seat) != connection.number {
        return Err(MailboxError::Elsewhere);
    }
    let seat = connection.seat.as_str();
    let messages = message::list_for(tx, call.id, call.data_key, seat, after, AT_ONCE)?;
    let mut heard = Vec::with_capacity(messages.len());
    for message in messages {
        let said = serde_json::from_slice(&message.body)
            .map_err(|_| StoreError::decode("video_message.message"))?;
        heard.push((u64::try_from(message.seq).unwrap_or(0), said));
    }
    Ok(heard)
}

/// Puts a message for browsers into the mailbox.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    call: &StoredCall,
    from: &str,
    to: &str,
    said: &ToBrowser,
    now: Timestamp,
) -> Result<(), StoreError> {
    let plain = serde_json::to_vec(said).map_err(|_| StoreError::decode("video_message"))?;
    let new = message::NewMessage {
        call: call.id,
        data_key: call.data_key,
        from,
        to,
        kind: said.word(),
        body: &plain,
    };
    message::add(tx, &new, now).map(drop)
}
