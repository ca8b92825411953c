//! An operator says whether they attend, and shows a sign of life.

use store::repo::video::operator;
pub use store::repo::video::operator::Presence;

use super::VideoError;
use crate::{AtDesk, Desk, Task};

impl Desk {
    /// Writes presence, and that the operator is there. Asked again at least every 30 seconds, or
    /// the operator counts as gone.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_presence(
        &self,
        at_desk: &AtDesk,
        presence: Presence,
    ) -> Result<(), VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        let entropy = self.entropy.clone();
        self.store
            .transact("desk.video_presence", move |tx| {
                let (now, officer) = (acting.keeper.now, acting.officer());
                operator::find_or_add(tx, officer, acting.body, now, &*entropy)?;
                operator::set_presence(tx, officer, presence, now)?;
                Ok(())
            })
            .await
    }
}
