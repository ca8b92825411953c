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

pub(crate) const ADDRESS: &str = "push_subscription.address";

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
    let Some(sealed) = sealed_of(tx, device)? else {
        return Ok(None);
    };
    Ok(Some(PushSubscription {
        id: sealed.id,
        device,
        person: sealed.person,
        address: sealed.open(tx)?,
        key_id: sealed.key_id,
    }))
}

/// A subscription whose address nobody has opened.
struct Sealed {
    id: PushSubscriptionId,
    person: PersonId,
    address: Vec<u8>,
    key_id: String,
    data_key: DataKeyId,
}

impl Sealed {
    fn open(&self, tx: &mut Tx<'_>) -> Result<PushAddress, StoreError> {
        open(tx, self.data_key, self.id.as_bytes(), &self.address)
    }
}

/// The key is unwrapped for it, whatever else was opened before: of somebody who has the app it may
/// have been, of nobody another.
fn open(
    tx: &mut Tx<'_>,
    data_key: DataKeyId,
    row: &[u8],
    sealed: &[u8],
) -> Result<PushAddress, StoreError> {
    let address = tx.open_afresh(data_key, ADDRESS, row, sealed)?;
    serde_json::from_slice(&address).map_err(|_| decode(ADDRESS))
}

fn sealed_of(tx: &mut Tx<'_>, device: AppDeviceId) -> Result<Option<Sealed>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT s.id, s.person_id, s.address, s.key_id, p.data_key_id \
             FROM push_subscription s JOIN person p ON p.id = s.person_id \
             WHERE s.device_id = $1"
        ),
        &[&device],
        |row| {
            Ok(Sealed {
                id: row.get(0)?,
                person: row.get(1)?,
                address: row.get(2)?,
                key_id: row.get(3)?,
                data_key: row.get(4)?,
            })
        },
    )
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
/// wants none. As much is read, opened and written then, to nobody (invariant 11): whether a key
/// had to be unwrapped would tell who has the app and wants to be told. After `until` a message is
/// not sent any more.
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
    let stand_in = tx.stand_in(now, entropy)?;
    let found = sealed_of(tx, asked)?;
    let is_there = found.is_some();
    let target = match found {
        Some(found) => PushTarget {
            subscription: found.id,
            address: found.open(tx)?,
            key_id: found.key_id,
        },
        None => PushTarget {
            subscription: PushSubscriptionId::new(now, entropy),
            address: open(
                tx,
                stand_in.own_key,
                stand_in.nobody.as_bytes(),
                &stand_in.push,
            )?,
            // As long as a thumbprint (RFC 7638).
            key_id: "0".repeat(43),
        },
    };
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
