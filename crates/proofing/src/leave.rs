//! The person leaves for good. Nothing is registered, and they may enter again.

use audit::Event;
use store::{StoreError, Tx};
use vocab::BearerSecret;

use crate::{
    Proofing,
    call::{CITIZEN, CallKeeper, OpenCall},
};

impl Proofing {
    /// Ends the call of a browser. After the end it does nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leave(&self, call: &BearerSecret) -> Result<(), StoreError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(call));
        self.store
            .transact("proofing.leave", move |tx| {
                match keeper.open_by_secret(tx, secret_hash)? {
                    Some(mut call) => leave(tx, &keeper, &mut call),
                    None => Ok(()),
                }
            })
            .await
    }
}

pub(crate) fn leave(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    call: &mut OpenCall,
) -> Result<(), StoreError> {
    let Ok(left) = call.state().clone().leave(keeper.now) else {
        return Ok(());
    };
    let how = left.as_str().to_owned();
    keeper.advance(tx, call, left)?;
    keeper.note(tx, call, &Event::VideoCallEnded { how }, CITIZEN)
}
