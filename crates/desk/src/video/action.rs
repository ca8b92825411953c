//! The operator asks for actions that chance draws, one after the other, and notes how each was
//! done (Orden ETD/465/2021 art. 11.4 b).

use model::video::{ActionKind, CheckResult, Evidence, RandomAction};
use proofing::ToBrowser;
use store::StoreError;
use vocab::VideoCallId;

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Why no action was asked for, or noted.
#[derive(Debug, thiserror::Error)]
pub enum NextActionError {
    /// Every action of this kind was asked for in this call.
    #[error("every action was asked for")]
    UsedUp,
    /// The one that was asked for has not been noted yet.
    #[error("an action is awaited: {}", .0.as_str())]
    Awaited(RandomAction),
    /// This action was not asked for, or was noted before.
    #[error("the action is not awaited")]
    NotAwaited,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for NextActionError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// Draws an action that was not asked for in this call yet; the person sees it too.
    ///
    /// # Errors
    /// [`NextActionError`].
    pub async fn video_next_action(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        kind: ActionKind,
    ) -> Result<RandomAction, NextActionError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        let entropy = self.entropy.clone();
        self.store
            .transact("desk.video_next_action", move |tx| {
                let keeper = &acting.keeper;
                let mut call = acting.own_call(tx, call)?;
                if let Some(awaited) = call.dossier.awaited {
                    return Err(NextActionError::Awaited(awaited));
                }
                let asked = keeper.checklist(tx, &call)?;
                let action = RandomAction::draw(kind, asked.asked(), &*entropy)
                    .ok_or(NextActionError::UsedUp)?;
                call.dossier.awaited = Some(action);
                keeper.save(tx, &mut call)?;
                let by = Some(acting.officer());
                keeper.record(tx, &call, Evidence::ActionAsked { action }, by)?;
                let ask = ToBrowser::ask_action(action);
                keeper.tell(tx, &call.stored, "citizen", &ask)?;
                Ok(action)
            })
            .await
    }

    /// Notes how an action was done.
    ///
    /// # Errors
    /// [`NextActionError`].
    pub async fn video_action_seen(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        action: RandomAction,
        result: CheckResult,
    ) -> Result<(), NextActionError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        self.store
            .transact("desk.video_action_seen", move |tx| {
                let keeper = &acting.keeper;
                let mut call = acting.own_call(tx, call)?;
                if call.dossier.awaited != Some(action) {
                    return Err(NextActionError::NotAwaited);
                }
                call.dossier.awaited = None;
                keeper.save(tx, &mut call)?;
                let by = Some(acting.officer());
                keeper.record(tx, &call, Evidence::ActionSeen { action, result }, by)?;
                Ok(())
            })
            .await
    }
}
