//! The browser that asked goes on: a session, once.

use audit::Event;
use model::app::request::{AskedBy, RequestState, UseError};
use store::{StoreError, Tx, repo};
use vocab::BearerSecret;

use super::ticket::{RequestTicket, browser_hash};
use crate::{
    Arrival, Authenticated, Doorkeeper, KeptOut,
    app::AppDesk,
    session::open::{NotOpened, SessionDesk, open},
};

/// What the page of a request shows.
#[derive(Debug)]
pub enum Waiting {
    /// It waits, or is over: [`RequestState`] says which.
    At(RequestState),
    /// The person is in; the cookie's secret.
    Entered(BearerSecret, Box<Authenticated>),
    /// The person confirmed, and is kept out.
    Held(Box<KeptOut>),
    /// Another browser asked, or the request is none of ours.
    NotHere,
}

impl Doorkeeper {
    /// Where a request stands for the browser that asked. A confirmed one becomes a session here,
    /// once, however many tabs and processes ask at the same moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn go_on_from_app(
        &self,
        ticket: &RequestTicket,
        browser: &BearerSecret,
        arrival: Arrival,
    ) -> Result<Waiting, StoreError> {
        let (desk, id) = (self.app_desk(), ticket.request);
        let found = self
            .store
            .read("authn.app.request.look", move |tx| {
                repo::app::request::find(tx, id)
            })
            .await?;
        let Some((kept, _)) = found else {
            return Ok(Waiting::NotHere);
        };
        let asked = browser_hash(&*desk.hashes, browser);
        if !vocab::constant_time_eq(&kept.request.browser_hash, &asked) {
            return Ok(Waiting::NotHere);
        }
        match kept.request.standing(desk.now, desk.settings.app) {
            RequestState::Confirmed => {}
            other => return Ok(Waiting::At(other)),
        }
        let event = match kept.request.by {
            AskedBy::Password => Event::PasswordAccepted,
            AskedBy::Code | AskedBy::Number | AskedBy::Call => Event::AppEntered,
        };
        let secret = BearerSecret::generate(&*self.entropy);
        let opened = secret.clone();
        self.store
            .transact("authn.app.request.go_on", move |tx| {
                let secret = (&opened, Some(&arrival));
                go_on(tx, &desk, id, &asked, secret, &event)
            })
            .await
    }
}

impl Doorkeeper {
    /// Where a request stands for the browser that asked, without going on; nothing for another
    /// browser.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn request_standing(
        &self,
        ticket: &RequestTicket,
        browser: &BearerSecret,
    ) -> Result<Option<RequestState>, StoreError> {
        let (id, now) = (ticket.request, self.clock.now());
        let asked = browser_hash(&*self.hashes, browser);
        let rules = self.settings.app;
        let found = self
            .store
            .read("authn.app.request.look", move |tx| {
                repo::app::request::find(tx, id)
            })
            .await?;
        Ok(found
            .filter(|(kept, _)| vocab::constant_time_eq(&kept.request.browser_hash, &asked))
            .map(|(kept, _)| kept.request.standing(now, rules)))
    }
}

/// A confirmed request becomes a session for whoever has the secret of its browser, or of whoever
/// asked by telephone or back channel.
pub(crate) fn go_on(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: vocab::AppRequestId,
    browser: &[u8; 32],
    (secret, arrival): (&BearerSecret, Option<&Arrival>),
    event: &Event,
) -> Result<Waiting, StoreError> {
    let Some((kept, version)) = repo::app::request::find(tx, id)? else {
        return Ok(Waiting::NotHere);
    };
    let (used, confirmed) = match kept.request.use_up(browser, desk.now, desk.settings.app) {
        Ok(outcome) => outcome,
        Err(UseError::Not(state)) => return Ok(Waiting::At(state)),
        Err(UseError::OtherBrowser) => return Ok(Waiting::NotHere),
    };
    if !repo::app::request::set(tx, &used, version, desk.now)? {
        return Ok(Waiting::At(RequestState::Used));
    }
    let session = SessionDesk {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        rules: desk.settings.session,
        now: desk.now,
        secret,
        arrival,
    };
    let person = confirmed.person();
    // A device that was deactivated, vetoed or locked between confirming and now gives nothing.
    let device = repo::app::device::find(tx, confirmed.device())?;
    let active =
        device.is_some_and(|stored| stored.device.state == model::app::device::DeviceState::Active);
    if !active {
        return Ok(Waiting::At(RequestState::Rejected));
    }
    let opened = open(tx, &session, person, confirmed.method(), event)?;
    Ok(match opened {
        Ok(authenticated) => Waiting::Entered(secret.clone(), Box::new(authenticated)),
        Err(NotOpened::NotActive) => Waiting::At(RequestState::Rejected),
        Err(NotOpened::Held(kept_out)) => Waiting::Held(Box::new(kept_out)),
    })
}
