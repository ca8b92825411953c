//! An operator takes the next person who waits and is there. Two operators who do it at the same
//! moment never take the same one.

use audit::Event;
use model::video::WrongMoment;
use proofing::room::CITIZEN_SEEN;
use store::{
    StoreError, Tx,
    repo::video::{call, operator},
};
use vocab::{Timestamp, VideoCallId};

use super::{Acting, VideoError, presence::Presence};
use crate::{AtDesk, Desk, Task};

impl Desk {
    /// Takes the next person; `None` if nobody is there who waits.
    ///
    /// # Errors
    /// [`VideoError`]; the wrong moment is while the officer has a call.
    pub async fn video_take_next(
        &self,
        at_desk: &AtDesk,
    ) -> Result<Option<VideoCallId>, VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        self.store
            .transact("desk.video_take_next", move |tx| take(tx, &acting))
            .await
    }
}

fn take(tx: &mut Tx<'_>, acting: &Acting) -> Result<Option<VideoCallId>, VideoError> {
    acting.check(tx)?;
    let (keeper, officer) = (&acting.keeper, acting.officer());
    if let Some(busy) = call::find_live_of_operator(tx, officer)? {
        return Err(WrongMoment(busy.state.as_str()).into());
    }
    operator::find_or_add(tx, officer, acting.body, keeper.now, &*keeper.entropy)?;
    operator::set_presence(tx, officer, Presence::Available, keeper.now)?;
    let seen_since = keeper
        .now
        .checked_sub(CITIZEN_SEEN)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let Some(stored) = call::first_waiting(tx, acting.body, seen_since)? else {
        return Ok(None);
    };
    let mut call = keeper
        .open_stored(tx, stored)?
        .ok_or_else(|| StoreError::decode("video_call.dossier"))?;
    let taken = call.state().clone().take(officer, keeper.now)?;
    keeper.advance(tx, &mut call, taken)?;
    keeper.note(tx, &call, &Event::VideoCallTaken, &acting.actor())?;
    Ok(Some(call.id()))
}
