//! A line of chat or a caption without the socket: where scripts do not run, or while the socket
//! is down.

use axum::{extract::State, response::Response};
use desk::SeatError;
use proofing::{FromBrowser, MailboxError};
use web_kit::{Form, PageError, page::see_other};

use super::{
    HERE, call_of, refused,
    show::{self, LONGEST_LINE, Shown},
};
use crate::{OfficeState, texts, video::Operator};

/// A line of the conversation, for the page.
pub(super) struct Said {
    pub(super) who: &'static str,
    pub(super) text: String,
}

pub(crate) async fn post(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let text = form.value("text").to_owned();
    let caption = form.value("kind") == "caption";
    if text.is_empty() {
        return Ok(see_other(HERE));
    }
    if text.chars().count() > LONGEST_LINE {
        let t = texts::call(seat.page.lang);
        let field = if caption { "caption-text" } else { "chat-text" };
        form.mistake(field, t.chat_long(LONGEST_LINE));
        return show::show(&state, seat, Shown::again(form)).await;
    }
    let n = 1;
    let message = if caption {
        FromBrowser::Caption { n, text }
    } else {
        FromBrowser::Chat { n, text }
    };
    let said = async {
        // A connection for one line: the next one of a script takes the seat over again.
        let connection = state.desk.video_connect(&seat.at_desk, call).await?;
        state
            .desk
            .video_say(&seat.at_desk, &connection, message)
            .await
    };
    match said.await {
        Ok(()) | Err(SeatError::Mailbox(MailboxError::Elsewhere | MailboxError::Replayed)) => {
            Ok(see_other(HERE))
        }
        Err(SeatError::Video(error)) => refused(&state, seat, error).await,
        Err(SeatError::Mailbox(error)) => refused(&state, seat, of_mailbox(error)).await,
    }
}

/// A mailbox that takes nothing is a call that is over, or one at another moment.
fn of_mailbox(error: MailboxError) -> desk::VideoError {
    match error {
        MailboxError::Store(error) => error.into(),
        MailboxError::WrongMoment(wrong) => wrong.into(),
        MailboxError::Gone
        | MailboxError::Elsewhere
        | MailboxError::Replayed
        | MailboxError::TooLarge
        | MailboxError::TooFast => desk::VideoError::NoCall,
    }
}
