//! What is done where there is nobody, so that it takes what it takes where there is somebody
//! (invariant 11): the same statements over as many rows, the same keys unwrapped, as much sealed.
//!
//! Steps of who has proven nothing yet use it: a stranger who asks for a PIN with somebody's
//! number must not learn from a stopwatch whether the number is registered.

use std::sync::Arc;

use model::push::PushAddress;
use vocab::{DataKeyId, Entropy, PersonId, PhoneNumber, SignedDuration, Timestamp};

use super::{meta, person::to_json, push, spent};
use crate::{StoreError, Tx};

/// How long a row that means nothing is kept: the sweep of what expired takes it.
const PADDING_KEPT: SignedDuration = SignedDuration::from_hours(1);

/// Nobody: an id that no row has, a telephone that nobody answers, and the key of the platform
/// under which the acts of strangers are sealed, whoever they turn out to be.
#[derive(Debug, PartialEq, Eq)]
pub struct StandIn {
    pub(crate) key: DataKeyId,
    /// Nobody's own key: a person's is another than the one for acts, and both are unwrapped.
    pub(crate) own_key: DataKeyId,
    pub(crate) nobody: PersonId,
    pub(crate) phone: Vec<u8>,
    /// Where nobody is told anything.
    pub(crate) push: Vec<u8>,
}

/// Invented; it is opened and never called.
const PHONE: &str = "+34600000000";

/// The column whose values [`StandIn`] can be opened in place of.
pub(crate) const PHONE_COLUMN: &str = "registration.phone";

impl StandIn {
    /// The key under which audit entries about acts of strangers are sealed: one for all, because
    /// which key is unwrapped would tell whose.
    #[must_use]
    pub fn key(&self) -> DataKeyId {
        self.key
    }

    /// A telephone that nobody answers.
    ///
    /// # Errors
    /// None that can happen: the number is a constant.
    pub fn phone(&self) -> Result<PhoneNumber, StoreError> {
        PhoneNumber::parse(PHONE).map_err(|_| StoreError::decode(PHONE_COLUMN))
    }

    /// An id that no row has.
    #[must_use]
    pub fn nobody(&self) -> PersonId {
        self.nobody
    }
}

/// The stand-in of this database; made by whoever needs it first.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn find_or_make(
    tx: &mut Tx<'_>,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Arc<StandIn>, StoreError> {
    let key = kept_key(tx, "strangers_key", now, entropy)?;
    let own_key = kept_key(tx, "nobodys_key", now, entropy)?;
    let nobody = PersonId::new(now, entropy);
    let phone = tx.seal(own_key, PHONE_COLUMN, nobody.as_bytes(), PHONE.as_bytes())?;
    let nowhere = to_json(&PushAddress::nowhere())?;
    let push = tx.seal(own_key, push::ADDRESS, nobody.as_bytes(), &nowhere)?;
    Ok(Arc::new(StandIn {
        key,
        own_key,
        nobody,
        phone,
        push,
    }))
}

fn kept_key(
    tx: &mut Tx<'_>,
    name: &'static str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<DataKeyId, StoreError> {
    if let Some(key) = meta::data_key(tx, name)? {
        return Ok(key);
    }
    let key = DataKeyId::new(now, entropy);
    tx.add_data_key(key, now)?;
    meta::declare_data_key(tx, name, key, now)
}

/// Writes `rows` rows that mean nothing and go within the hour, one statement each.
///
/// # Errors
/// [`StoreError`].
pub fn pad(
    tx: &mut Tx<'_>,
    rows: usize,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let until = now.saturating_add(PADDING_KEPT).unwrap_or(Timestamp::MAX);
    for _ in 0..rows {
        let mut random = [0; 32];
        entropy.fill(&mut random);
        spent::spend(tx, random, until, now)?;
    }
    Ok(())
}
