//! Messages that wait to be sent, written in the transaction of the act that causes them.

use model::notice::OutgoingNotice;
use vocab::{Entropy, MessageId, Timestamp};

use super::person::to_json;
use crate::{StoreError, Tx, outbox};

/// Puts a notice into the outbox. Nothing is ever sent except from there.
///
/// # Errors
/// [`StoreError`].
pub fn enqueue(
    tx: &mut Tx<'_>,
    notice: &OutgoingNotice,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<MessageId, StoreError> {
    let id = MessageId::new(now, entropy);
    let payload = to_json(notice)?;
    outbox::enqueue(
        tx,
        id,
        notice.channel_word(),
        notice.kind_word(),
        &payload,
        now,
    )?;
    Ok(id)
}

/// Writes what [`enqueue`] would write where there is nobody whom the notice may reach: as much
/// sealed in a row of its own, and never sent (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn enqueue_for_nobody(
    tx: &mut Tx<'_>,
    notice: &OutgoingNotice,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let id = MessageId::new(now, entropy);
    let payload = to_json(notice)?;
    outbox::enqueue_for_nobody(tx, id, notice.kind_word(), &payload, now)
}
