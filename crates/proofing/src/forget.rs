//! What was kept of a call goes when its time has come: fifteen years after a registration, five
//! after a suspicion, thirty days after anything else (Orden ETD/465/2021 art. 12). That the call
//! took place stays, without anything of its person, for the statistics.

use audit::Event;
use store::{StoreError, repo::video};
use vocab::VideoCallId;

use crate::{Proofing, call::SYSTEM};

/// Calls that one transaction forgets: pictures are some hundred kilobytes each.
const AT_ONCE: i64 = 20;

impl Proofing {
    /// Forgets what has been kept long enough; which calls it were, so that their recordings go
    /// as well.
    ///
    /// # Errors
    /// [`StoreError`]; what was forgotten before stays forgotten.
    pub async fn forget(&self) -> Result<Vec<VideoCallId>, StoreError> {
        let mut all = Vec::new();
        loop {
            let keeper = self.keeper();
            let some = self
                .store
                .transact("proofing.forget", move |tx| {
                    let due = video::call::list_past_keeping(tx, keeper.now, AT_ONCE)?;
                    for id in &due {
                        if let Some(call) = keeper.open(tx, *id)? {
                            keeper.note(tx, &call, &Event::VideoCallForgotten, SYSTEM)?;
                        }
                        video::recording::destroy(tx, *id, keeper.now)?;
                        video::call::forget(tx, *id, keeper.now)?;
                    }
                    Ok::<_, StoreError>(due)
                })
                .await?;
            if some.is_empty() {
                return Ok(all);
            }
            all.extend(some);
        }
    }
}
