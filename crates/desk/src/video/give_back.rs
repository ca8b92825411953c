//! An operator gives the person back to the queue, at the place they had.

use audit::Event;
use vocab::VideoCallId;

use super::VideoError;
use crate::{AtDesk, Desk, Task};

impl Desk {
    /// Gives the person back.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_give_back(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<(), VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        self.store
            .transact("desk.video_give_back", move |tx| {
                let mut call = acting.own_call(tx, call)?;
                let queued = call.state().clone().give_back(acting.keeper.now)?;
                acting.keeper.advance(tx, &mut call, queued)?;
                let event = Event::VideoCallGivenBack;
                acting.keeper.note(tx, &call, &event, &acting.actor())?;
                Ok(())
            })
            .await
    }
}
