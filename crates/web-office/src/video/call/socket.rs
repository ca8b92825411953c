//! The line between the operator's page and the mailbox of the call.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::SeatError;
use proofing::{Connection, FromBrowser, MailboxError, Proofing, ToBrowser};
use serde::Deserialize;
use vocab::VideoCallId;
use web_kit::{
    PageError,
    socket::{Socket, SocketEnd, SocketRequest, Sockets},
};

use crate::{
    OfficeState,
    video::{Operator, presence},
};

/// More desks than the largest service has, in one process.
const DESKS: usize = 1_024;

/// The mailbox is looked at so often even without a hint. A look without news costs no query.
const LOOK: Duration = Duration::from_millis(250);

static CALLS: LazyLock<Sockets> = LazyLock::new(|| Sockets::new("aldaba.call.v1", DESKS));

/// Of which call the page is.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    call: String,
}

pub(crate) async fn get(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    Query(which): Query<Which>,
    asked: Result<SocketRequest, PageError>,
) -> Result<Response, PageError> {
    // Before the seat is taken: a picture in a page of somebody else asks for this address too.
    let asked = asked?;
    let call = VideoCallId::parse(&which.call).map_err(|_| PageError::not_found())?;
    let connection = state
        .desk
        .video_connect(&seat.at_desk, call)
        .await
        .map_err(not_shown)?;
    let proofing = state.desk.proofing.clone();
    asked.open(&CALLS, async move |socket| {
        follow(socket, proofing, connection).await;
    })
}

/// Carries messages until one side is gone; then a call that goes on is interrupted.
async fn follow(mut socket: Socket, proofing: Arc<Proofing>, connection: Connection) {
    let end = talk(&mut socket, &proofing, &connection).await;
    if let Err(error) = proofing.disconnect(&connection).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a line was not taken down"
        );
    }
    socket.end(end).await;
}

async fn talk(socket: &mut Socket, proofing: &Proofing, connection: &Connection) -> SocketEnd {
    let mut hints = proofing.changes();
    let mut after = match proofing.room().await {
        // What was said before this connection stands on the page already.
        Ok(room) => {
            let glance = room.glance(connection.call);
            glance.map_or(0, |glance| u64::try_from(glance.last_message).unwrap_or(0))
        }
        Err(error) => return trouble(&error.into()),
    };
    loop {
        let said = tokio::select! {
            frame = socket.hear::<FromBrowser>() => match frame {
                Ok(frame) => Some(frame.said),
                Err(end) => return end,
            },
            _ = tokio::time::timeout(LOOK, hints.next()) => None,
        };
        let outcome = match said {
            Some(message) => proofing.say(connection, message).await,
            None => Ok(()),
        };
        if let Err(error) = outcome {
            match answer(&error) {
                Ok(words) => {
                    if let Err(end) = socket.say(&words).await {
                        return end;
                    }
                }
                Err(end) => return end,
            }
        }
        if let Err(end) = deliver(socket, proofing, connection, &mut after).await {
            return end;
        }
    }
}

/// A stranger's call, one that is over and one of another officer look alike.
fn not_shown(error: SeatError) -> PageError {
    match error {
        SeatError::Video(error) => presence::not_shown(error),
        SeatError::Mailbox(MailboxError::Store(error)) => error.into(),
        SeatError::Mailbox(
            MailboxError::Gone
            | MailboxError::Elsewhere
            | MailboxError::Replayed
            | MailboxError::TooLarge
            | MailboxError::TooFast
            | MailboxError::WrongMoment(_),
        ) => PageError::not_found(),
    }
}

/// Gives the page what is new in the mailbox.
async fn deliver(
    socket: &mut Socket,
    proofing: &Proofing,
    connection: &Connection,
    after: &mut u64,
) -> Result<(), SocketEnd> {
    let messages = match proofing.hear(connection, *after).await {
        Ok(messages) => messages,
        Err(error) => return answer(&error).map(drop),
    };
    for (number, words) in messages {
        socket.say(&words).await?;
        *after = number;
    }
    Ok(())
}

/// What the page is told about something that it could not say, or the end.
fn answer(error: &MailboxError) -> Result<ToBrowser, SocketEnd> {
    let told = |what: &str| ToBrowser::Error { what: what.into() };
    match error {
        MailboxError::WrongMoment(_) => Ok(told("moment")),
        MailboxError::TooLarge => Ok(told("text")),
        MailboxError::TooFast => Ok(told("full")),
        MailboxError::Gone => Err(SocketEnd::Over),
        MailboxError::Elsewhere => Err(SocketEnd::Elsewhere),
        MailboxError::Replayed => Err(SocketEnd::Broke("said before")),
        MailboxError::Store(_) => Err(trouble(error)),
    }
}

/// The store does not answer: the page comes back in a moment, to this node or another.
fn trouble(error: &MailboxError) -> SocketEnd {
    tracing::warn!(error = error as &dyn std::error::Error, "a line was cut");
    SocketEnd::Stopping
}
