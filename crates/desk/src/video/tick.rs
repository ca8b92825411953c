//! The operator ticks lines of the checklist, with a result and perhaps a note.

use model::video::{CheckItem, CheckResult, Evidence};
use store::StoreError;
use vocab::{Line, VideoCallId};

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Why a line was not ticked.
#[derive(Debug, thiserror::Error)]
pub enum TickError {
    /// Only what the machine establishes gives this line this result.
    #[error("this result comes from what was established only")]
    ByMachine,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for TickError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// The operator has said name and number (R099).
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_announce(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<(), VideoError> {
        let (item, result) = (CheckItem::Announced, CheckResult::Passed);
        match self.video_tick(at_desk, call, item, result, None).await {
            Ok(()) => Ok(()),
            Err(TickError::Video(error)) => Err(error),
            Err(TickError::ByMachine) => Err(VideoError::NoCall),
        }
    }

    /// Ticks a line.
    ///
    /// # Errors
    /// [`TickError`].
    pub async fn video_tick(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        item: CheckItem,
        result: CheckResult,
        note: Option<Line>,
    ) -> Result<(), TickError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        if !item.may_be_ticked(result) {
            return Err(TickError::ByMachine);
        }
        let note = note.map(|note| note.as_str().to_owned());
        let evidence = Evidence::Ticked { item, result, note };
        self.store
            .transact("desk.video_tick", move |tx| {
                let call = acting.own_call(tx, call)?;
                let by = Some(acting.officer());
                acting.keeper.record(tx, &call, evidence.clone(), by)?;
                Ok(())
            })
            .await
    }
}
