//! The operator's seat in the mailbox of the call.

use proofing::{Connection, FromBrowser, MailboxError, ToBrowser};
use store::StoreError;
use vocab::VideoCallId;

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Why the operator's connection does not work.
#[derive(Debug, thiserror::Error)]
pub enum SeatError {
    /// As in every mailbox.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for SeatError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// A connection of the officer to the call they attend begins.
    ///
    /// # Errors
    /// [`SeatError`].
    pub async fn video_connect(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<Connection, SeatError> {
        self.own(at_desk, call).await?;
        Ok(self.proofing.connect_operator(call).await?)
    }

    /// Says something.
    ///
    /// # Errors
    /// [`SeatError`].
    pub async fn video_say(
        &self,
        at_desk: &AtDesk,
        connection: &Connection,
        message: FromBrowser,
    ) -> Result<(), SeatError> {
        self.own(at_desk, connection.call).await?;
        Ok(self.proofing.say(connection, message).await?)
    }

    /// What there is to hear after a number.
    ///
    /// # Errors
    /// [`SeatError`].
    pub async fn video_hear(
        &self,
        at_desk: &AtDesk,
        connection: &Connection,
        after: u64,
    ) -> Result<Vec<(u64, ToBrowser)>, SeatError> {
        self.check(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        Ok(self.proofing.hear(connection, after).await?)
    }

    /// The connection ended.
    ///
    /// # Errors
    /// [`SeatError`].
    pub async fn video_disconnect(&self, connection: &Connection) -> Result<(), SeatError> {
        Ok(self.proofing.disconnect(connection).await?)
    }

    /// Ok if and only if the officer attends the call.
    async fn own(&self, at_desk: &AtDesk, call: VideoCallId) -> Result<(), VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        self.store
            .read("desk.video_own", move |tx| {
                acting.own_call(tx, call).map(drop)
            })
            .await
    }
}
