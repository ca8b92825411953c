//! The line between the page of the room and the mailbox of its call: subprotocol
//! `aldaba.call.v1`. What the browser says goes into the mailbox; what the mailbox has for the
//! citizen goes to the browser, in order, with the number under which it is kept, so that nothing
//! is shown twice after a reconnection.

use std::{sync::LazyLock, time::Duration};

use axum::{extract::State, http::HeaderMap, response::Response};
use model::origin::Origin;
use proofing::{Asks, Connection, FromBrowser, MailboxError, ToBrowser};
use serde::Serialize;
use tokio::time::timeout;
use vocab::{BearerSecret, Lang};
use web_kit::{
    Page, PageError,
    socket::{Socket, SocketEnd, SocketRequest, Sockets},
};

use super::{call_secret, room::has_ended, words};
use crate::{IdentityState, texts};

/// Sockets of citizens in one process. The waiting room holds 5,000.
static CALLS: LazyLock<Sockets> = LazyLock::new(|| Sockets::new("aldaba.call.v1", 8_192));

/// Without news this is how often the place in the queue is confirmed: looking is the sign of
/// life. Half of what keeps it.
const ALIVE: Duration = Duration::from_secs(20);

/// What the person is asked to do, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename = "asks")]
struct AsksFrame {
    /// Type the code that went to this phone.
    code: Option<String>,
    /// Do this.
    action: Option<&'static str>,
}

/// A message of the mailbox, with its number.
#[derive(Serialize)]
struct Numbered<'a> {
    #[serde(flatten)]
    words: &'a ToBrowser,
    seq: u64,
}

/// What this socket has told already.
#[derive(Default)]
struct Told {
    state: Option<ToBrowser>,
    asks: Option<AsksFrame>,
    seq: Option<u64>,
}

struct Line {
    state: IdentityState,
    secret: BearerSecret,
    origin: Origin,
    lang: Lang,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    asked: SocketRequest,
) -> Result<Response, PageError> {
    let secret = call_secret(page.face(), &headers).ok_or_else(PageError::forbidden)?;
    let line = Line {
        state,
        secret,
        origin: Origin::of(page.client().0),
        lang: page.lang,
    };
    asked.open(&CALLS, async move |socket| line.attend(socket).await)
}

impl Line {
    async fn attend(self, mut socket: Socket) {
        let end = match self.state.proofing.connect(&self.secret, self.origin).await {
            Ok(connection) => {
                let end = self.talk(&mut socket, &connection).await;
                if let Err(error) = self.state.proofing.disconnect(&connection).await {
                    tracing::warn!(%error, "the end of a line could not be noted");
                }
                end
            }
            Err(error) => {
                // How it ended is told before the line is closed.
                _ = self.tell_state(&mut socket, &mut Told::default()).await;
                end_of(&error)
            }
        };
        socket.end(end).await;
    }

    async fn talk(&self, socket: &mut Socket, connection: &Connection) -> SocketEnd {
        let watch = &self.state.video.watch;
        let mut news = watch.call(&self.state.proofing, connection.call);
        let mut told = Told::default();
        loop {
            if let Err(end) = self.tell(socket, connection, &mut told).await {
                return end;
            }
            tokio::select! {
                heard = socket.hear::<FromBrowser>() => match heard {
                    Ok(frame) => if let Err(end) = self.pass_on(socket, connection, frame.said).await {
                        return end;
                    },
                    Err(end) => return end,
                },
                moved = timeout(ALIVE, news.changed()) => if let Ok(Err(_)) = moved {
                    return SocketEnd::Stopping;
                },
            }
        }
    }

    /// Everything that the page does not know yet.
    async fn tell(
        &self,
        socket: &mut Socket,
        connection: &Connection,
        told: &mut Told,
    ) -> Result<(), SocketEnd> {
        let first = told.seq.is_none();
        let after = told.seq.unwrap_or(0);
        let heard = self.state.proofing.hear(connection, after).await;
        let messages = match heard {
            Ok(messages) => messages,
            Err(MailboxError::Elsewhere) => {
                socket.say(&ToBrowser::Elsewhere).await?;
                return Err(SocketEnd::Elsewhere);
            }
            Err(error) => return Err(end_of(&error)),
        };
        told.seq = Some(messages.last().map_or(after, |(seq, _)| *seq));
        for (seq, words) in &messages {
            if is_for_the_page(words, first) {
                socket.say(&Numbered { words, seq: *seq }).await?;
            }
        }
        self.tell_state(socket, told).await
    }

    async fn tell_state(&self, socket: &mut Socket, told: &mut Told) -> Result<(), SocketEnd> {
        let view = match self.state.proofing.view(&self.secret).await {
            Ok(Some(view)) => view,
            // The call has another secret: it was opened in another window.
            Ok(None) => return Err(SocketEnd::Elsewhere),
            Err(error) => {
                tracing::warn!(%error, "a call could not be read");
                return Err(SocketEnd::Stopping);
            }
        };
        let frame = view.frame();
        if told.state.as_ref() != Some(&frame) {
            socket.say(&frame).await?;
            told.state = Some(frame);
        }
        let asks = self.asks(view.asks);
        if told.asks.as_ref() != Some(&asks) {
            socket.say(&asks).await?;
            told.asks = Some(asks);
        }
        if has_ended(view.state) {
            Err(SocketEnd::Over)
        } else {
            Ok(())
        }
    }

    fn asks(&self, asks: Asks) -> AsksFrame {
        let t = texts::video(self.lang);
        AsksFrame {
            code: asks.code,
            action: asks.action.map(|action| words::action(t, action)),
        }
    }

    async fn pass_on(
        &self,
        socket: &mut Socket,
        connection: &Connection,
        said: FromBrowser,
    ) -> Result<(), SocketEnd> {
        match self.state.proofing.say(connection, said).await {
            Ok(()) => Ok(()),
            Err(MailboxError::WrongMoment(_)) => {
                let what = "wrong-moment".to_owned();
                socket.say(&ToBrowser::Error { what }).await
            }
            Err(error) => Err(end_of(&error)),
        }
    }
}

/// What is asked is told in the person's words ([`AsksFrame`]), and where the call stands from the
/// call itself. To a page that has just come, of what was before only the chat is of use, and whether
/// the operator's camera is on.
fn is_for_the_page(words: &ToBrowser, first: bool) -> bool {
    match words {
        ToBrowser::Chat { .. } | ToBrowser::Camera { .. } => true,
        ToBrowser::Answer { .. }
        | ToBrowser::Caption { .. }
        | ToBrowser::Peer { .. }
        | ToBrowser::Error { .. } => !first,
        ToBrowser::State { .. }
        | ToBrowser::Quality(_)
        | ToBrowser::Ask { .. }
        | ToBrowser::Elsewhere => false,
    }
}

fn end_of(error: &MailboxError) -> SocketEnd {
    match error {
        MailboxError::Gone | MailboxError::WrongMoment(_) => SocketEnd::Over,
        MailboxError::Elsewhere => SocketEnd::Elsewhere,
        MailboxError::Replayed => SocketEnd::Broke("said before"),
        MailboxError::TooLarge => SocketEnd::Broke("too large or empty"),
        MailboxError::TooFast => SocketEnd::Broke("too many messages"),
        MailboxError::Store(error) => {
            tracing::warn!(%error, "the mailbox of a call does not answer");
            SocketEnd::Stopping
        }
    }
}
