//! The same without reading a code: number and contrast datum, and the request shows in the app of
//! whoever it is (R129). Shaped, because numbers can be guessed: a phone rings a few times an hour,
//! whoever asks, and not at all after its person said "this was not me".

use audit::Event;
use model::{
    app::request::AskedBy, document::ContrastDatum, push::Look, registration::RegistrationState,
    session::AuthenticationMethod,
};
use store::{StoreError, Tx, repo};
use vocab::{AppDeviceId, BearerSecret, IdentityNumber, PersonId};

use super::{
    ask::{AskInApp, add},
    ticket::RequestTicket,
};
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        activation::begin::StrangerRefused,
        contrast::{self, Claimed, Stopped},
        limits,
    },
    pin::stranger::Stranger,
};

impl Doorkeeper {
    /// Makes a request for the app of whoever the number names. The answer is the same for
    /// everybody whose number and datum match: registered or not, with an app or without, stopped
    /// or not (invariant 11). `known` is the secret by which this browser is known again.
    ///
    /// # Errors
    /// [`StrangerRefused`].
    pub async fn ask_in_app_by_number(
        &self,
        asked: AskInApp,
        number: IdentityNumber,
        contrast: &ContrastDatum,
        known: BearerSecret,
    ) -> Result<RequestTicket, StrangerRefused> {
        let claimed = self.claim(number, contrast, asked.origin, known).await?;
        let desk = self.app_desk();
        let outcome = self
            .store
            .transact::<_, StoreError, _>("authn.app.request.ask_by_number", move |tx| {
                ask(tx, &desk, &asked, &claimed)
            })
            .await?;
        Ok(outcome?)
    }
}

fn ask(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    asked: &AskInApp,
    claimed: &Claimed,
) -> Result<Result<RequestTicket, Stopped>, StoreError> {
    if let Err(stopped) = contrast::pass(tx, desk, claimed)? {
        return Ok(Err(stopped));
    }
    // From here on everybody is the same work, registered or not.
    let may_ring = limits::may_ring(tx, &claimed.number, desk.settings.app, desk.now)?;
    let method = AuthenticationMethod::AppKey;
    let reach = reachable(tx, desk, &claimed.number, (may_ring, method))?;
    let person = reach.app.map(|(person, _)| person);
    let ticket = add(tx, desk, asked, AskedBy::Number, person)?;
    let device = reach.app.map(|(_, device)| device);
    let (until, entropy) = (ticket.expires_at, &*desk.entropy);
    repo::push::ring(tx, device, Look::Request, until, desk.now, entropy)?;
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now: desk.now,
    };
    let (event, registered) = (&Event::AppRequested, reach.registered);
    stranger.write_down(tx, event, registered, &claimed.number)?;
    Ok(Ok(ticket))
}

/// Whose number it is, and whose app a request reaches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// Who is registered under the number: they read what was asked, whether it rang or not.
    pub(crate) registered: Option<PersonId>,
    /// The same and their device, where it may ring and what would be proven with it is admitted.
    pub(crate) app: Option<(PersonId, AppDeviceId)>,
}

/// The same work for everybody.
pub(crate) fn reachable(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    number: &IdentityNumber,
    (may_ring, method): (bool, AuthenticationMethod),
) -> Result<Reach, StoreError> {
    let now = desk.now;
    let nobody = tx.stand_in(now, &*desk.entropy)?.nobody();
    let standing = repo::person::standing_of(tx, number)?
        .filter(|standing| standing.state == RegistrationState::Active);
    let person = standing.map_or(nobody, |standing| standing.person);
    let device = repo::app::device::active_id_of(tx, person)?;
    let held = repo::app::hold::of(tx, person)?.requests_until;
    let restrictions = repo::restriction::in_force(tx, person, now)?;
    let admitted = restrictions.admits(method, now);
    let reached = now >= held && may_ring && admitted.is_ok();
    let registered = standing.map(|standing| standing.person);
    Ok(Reach {
        registered,
        app: registered.zip(device).filter(|_| reached),
    })
}
