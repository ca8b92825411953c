//! Number and contrast datum before an anonymous step of the app, counted like those before a PIN.

use model::{
    document::{ContrastDatum, match_document},
    limit::closed_until,
    origin::Origin,
};
use ports::civil_register::RegisterUnavailable;
use store::{StoreError, Tx, repo::velocity};
use vocab::{BearerSecret, IdentityNumber, Timestamp};

use super::{AppDesk, limits};
use crate::{Doorkeeper, browsers::is_of_owner};

/// A number with its datum, and where they were typed.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub(crate) number: IdentityNumber,
    pub(crate) origin: Origin,
    /// The secret by which the browser is known again.
    pub(crate) known: BearerSecret,
    /// What the civil register says.
    pub(crate) matches: bool,
}

/// Why a stranger gets no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// Unknown number, wrong datum or death: one answer.
    NotConfirmed,
    /// Too many tries.
    TooMany(Timestamp),
}

impl Doorkeeper {
    /// Asks the civil register.
    pub(crate) async fn claim(
        &self,
        number: IdentityNumber,
        contrast: &ContrastDatum,
        origin: Origin,
        known: BearerSecret,
    ) -> Result<Claimed, RegisterUnavailable> {
        let record = self.register.find(&number, self.clock.now()).await?;
        let matches = record.is_some_and(|record| {
            record.died_on.is_none()
                && match_document(&record.document, contrast, self.settings.contrast).is_ok()
        });
        Ok(Claimed {
            number,
            origin,
            known,
            matches,
        })
    }
}

/// Lets a claim pass, and counts it.
pub(crate) fn pass(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    claimed: &Claimed,
) -> Result<Result<(), Stopped>, StoreError> {
    let (contrast, now) = (desk.settings.contrast_limits, desk.now);
    let (number, origin) = (claimed.number.as_str().as_bytes(), claimed.origin.as_key());
    let looked = [(contrast.number(), number), (contrast.origin(), &origin)];
    let [of_number, of_origin] = velocity::look(tx, looked, now)?;
    let at = (now, &*desk.entropy);
    let of_owner = is_of_owner(tx, &*desk.hashes, &claimed.number, &claimed.known, at)?;
    let number_closed = closed_until(&[of_number]).filter(|_| !of_owner);
    let asked = limits::asked_of_origin(desk.settings.app);
    let asked = velocity::count(tx, asked, &origin, now)?;
    let too_many = asked.exceeded().then_some(asked.ends_at);
    if let Some(until) = number_closed.max(closed_until(&[of_origin])).max(too_many) {
        return Ok(Err(Stopped::TooMany(until)));
    }
    if claimed.matches {
        return Ok(Ok(()));
    }
    velocity::count(tx, contrast.number(), number, now)?;
    velocity::count(tx, contrast.origin(), &origin, now)?;
    velocity::count(tx, contrast.platform(), b"", now)?;
    Ok(Err(Stopped::NotConfirmed))
}
