//! Devices that want to be told when something waits, and the message that tells them.

use model::{
    notice::{Channel, Notice, OutgoingNotice},
    push::{Look, PushAddress, PushSubscription, PushTarget},
};
use vocab::{AppDeviceId, DataKeyId, Entropy, Lang, PersonId, PushSubscriptionId, Timestamp};

use super::{
    outgoing,
    person::{decode, to_json},
};
use crate::{StoreError, Tx, sql};

const ADDRESS: &str = "push_subscription.address";

/// Adds a subscription; the one that the device had before is gone.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    subscription: &PushSubscription,
    data_key: DataKeyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = subscription.id.as_bytes();
    let address = tx.seal(data_key, ADDRESS, row, &to_json(&subscription.address)?)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO push_subscription (id, device_id, person_id, address, key_id, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $7) \
             ON CONFLICT (device_id) DO UPDATE SET id = excluded.id, \
             person_id = excluded.person_id, address = excluded.address, \
             key_id = excluded.key_id, created_at = excluded.created_at, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[
            &subscription.id,
            &subscription.device,
            &subscription.person,
            &address,
            &subscription.key_id,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The subscription of a device.
///
/// # Errors
/// [`StoreError`].
pub fn of_device(
    tx: &mut Tx<'_>,
    device: AppDeviceId,
) -> Result<Option<PushSubscription>, StoreError> {
    type Sealed = (PushSubscriptionId, PersonId, Vec<u8>, String, DataKeyId);
    let found: Option<Sealed> = tx.query_opt(
        sql!(
            "SELECT s.id, s.person_id, s.address, s.key_id, p.data_key_id \
             FROM push_subscription s JOIN person p ON p.id = s.person_id \
             WHERE s.device_id = $1"
        ),
        &[&device],
        |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        },
    )?;
    let Some((id, person, address, key_id, data_key)) = found else {
        return Ok(None);
    };
    let address = tx.open(data_key, ADDRESS, id.as_bytes(), &address)?;
    Ok(Some(PushSubscription {
        id,
        device,
        person,
        address: serde_json::from_slice(&address).map_err(|_| decode(ADDRESS))?,
        key_id,
    }))
}

/// Removes a subscription: the push service said that it has ended.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, id: PushSubscriptionId) -> Result<bool, StoreError> {
    let gone = tx.execute(sql!("DELETE FROM push_subscription WHERE id = $1"), &[&id])?;
    Ok(gone == 1)
}

/// Removes the subscription of a device: it is told nothing any more.
///
/// # Errors
/// [`StoreError`].
pub fn remove_of_device(tx: &mut Tx<'_>, device: AppDeviceId) -> Result<bool, StoreError> {
    let gone = tx.execute(
        sql!("DELETE FROM push_subscription WHERE device_id = $1"),
        &[&device],
    )?;
    Ok(gone == 1)
}

/// Queues a message to a device that something waits there; `false` if there is no device, or it
/// wants none. As much is read and written then, to nobody (invariant 11). After `until` a message
/// is not sent any more.
///
/// # Errors
/// [`StoreError`].
pub fn ring(
    tx: &mut Tx<'_>,
    device: Option<AppDeviceId>,
    look: Look,
    until: Timestamp,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<bool, StoreError> {
    let asked = device.unwrap_or_else(|| AppDeviceId::new(now, entropy));
    let found = of_device(tx, asked)?;
    let is_there = found.is_some();
    let target = found.map_or_else(
        || nobody(now, entropy),
        |found| PushTarget {
            subscription: found.id,
            address: found.address,
            key_id: found.key_id,
        },
    );
    let notice = OutgoingNotice {
        // The message has no words: the app has them.
        lang: Lang::Es,
        channel: Channel::Push(target),
        notice: Notice::AppLook(look),
        send_before: until,
    };
    if is_there {
        outgoing::enqueue(tx, &notice, now, entropy)?;
    } else {
        outgoing::enqueue_for_nobody(tx, &notice, now, entropy)?;
    }
    Ok(is_there)
}

/// As long as the address of somebody.
fn nobody(now: Timestamp, entropy: &dyn Entropy) -> PushTarget {
    PushTarget {
        subscription: PushSubscriptionId::new(now, entropy),
        address: PushAddress::nowhere(),
        // As long as a thumbprint (RFC 7638).
        key_id: "0".repeat(43),
    }
}
