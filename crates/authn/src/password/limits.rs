//! What keeps guessing expensive: the password and the activation code have few tries of their
//! own; an origin has few over all numbers. Nothing falls on a number.

use model::{
    limit::{Growth, Limit, closed_until},
    origin::Origin,
};
use store::{StoreError, Tx, repo::velocity};
use vocab::{IdentityNumber, Timestamp};

use crate::Settings;

const HOUR: u32 = 3_600;

/// Wrong passwords and activation codes of one origin, whatever the numbers.
fn wrong_of_origin(settings: &Settings) -> Limit {
    Limit {
        name: "password.wrong.origin",
        most: u64::from(settings.password.wrong_of_origin_an_hour),
        window_s: HOUR,
        growth: settings.growth,
    }
}

/// SMS with a code that one person's phone receives.
fn sms_of_person(settings: &Settings) -> Limit {
    Limit {
        name: "password.sms.person",
        most: u64::from(settings.password.sms_an_hour),
        window_s: HOUR,
        // The phone belongs to somebody who may not be the one who asks.
        growth: Growth::NONE,
    }
}

/// Until when nothing of this origin is looked at.
pub(super) fn paused(
    tx: &mut Tx<'_>,
    origin: Origin,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let key = origin.as_key();
    let looked = velocity::look(tx, [(wrong_of_origin(settings), key.as_slice())], now)?;
    Ok(closed_until(&looked))
}

/// Counts something wrong.
pub(super) fn count_wrong(
    tx: &mut Tx<'_>,
    origin: Origin,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), StoreError> {
    velocity::count(tx, wrong_of_origin(settings), &origin.as_key(), now)?;
    Ok(())
}

/// Counts an SMS to the person of a number; until when there is none if it was one too many.
pub(super) fn count_sms(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let number = number.as_str().as_bytes();
    let sent = velocity::count(tx, sms_of_person(settings), number, now)?;
    Ok(sent.exceeded().then_some(sent.ends_at))
}
