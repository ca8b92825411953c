//! The person types the PIN: a session opens (R122–R127, R250, R251).

use std::sync::Arc;

use audit::Event;
use model::{
    pin::{EnterPinError, PinAccepted, PinChallenge, PinState},
    session::AuthenticationMethod,
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, OneTimePin, Timestamp, UserKeyPart};

use super::{
    limits,
    obtain_pin::{access_code_hash, browser_hash},
    stranger::Stranger,
    ticket::PinTicket,
};
use crate::{
    Arrival, Authenticated, Doorkeeper, KeptOut, Settings,
    session::open::{NotOpened, SessionDesk, open},
};

const NAME: &str = "authn.pin.enter_pin";

/// What the person typed, and in which browser.
#[derive(Debug, Clone)]
pub struct EnterPin {
    /// What the browser kept while it waited.
    pub ticket: PinTicket,
    /// The secret of this browser's flow cookie.
    pub browser: BearerSecret,
    /// The person's part of the access code.
    pub user_part: UserKeyPart,
    /// The PIN.
    pub pin: OneTimePin,
    /// The browser itself.
    pub arrival: Arrival,
}

/// Why no session opened.
#[derive(Debug, thiserror::Error)]
pub enum EnterPinRefused {
    /// The PIN was not accepted.
    #[error(transparent)]
    Pin(#[from] EnterPinError),
    /// The PIN is right, and the person is kept out.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct EntryDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    settings: Settings,
    now: Timestamp,
    secret: BearerSecret,
}

impl Doorkeeper {
    /// Checks a PIN and opens a session, with a new identifier every time.
    ///
    /// # Errors
    /// [`EnterPinRefused`].
    pub async fn enter_pin(
        &self,
        given: EnterPin,
    ) -> Result<(BearerSecret, Authenticated), EnterPinRefused> {
        let desk = EntryDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            now: self.clock.now(),
            secret: BearerSecret::generate(&*self.entropy),
        };
        let secret = desk.secret.clone();
        let authenticated = self
            .store
            .transact(NAME, move |tx| enter(tx, &desk, &given))
            .await??;
        Ok((secret, authenticated))
    }
}

fn enter(
    tx: &mut Tx<'_>,
    desk: &EntryDesk,
    given: &EnterPin,
) -> Result<Result<Authenticated, EnterPinRefused>, StoreError> {
    let Some(challenge) = repo::pin::find(tx, given.ticket.challenge)? else {
        return Ok(Err(EnterPinError::Superseded.into()));
    };
    let before = challenge.clone();
    let browser = browser_hash(&*desk.hashes, &given.browser);
    let code = access_code_hash(&*desk.hashes, &given.user_part, &given.pin);
    let (after, outcome) = challenge.enter(&browser, &code, desk.now, desk.settings.pin);
    if after != before && !repo::pin::set_outcome(tx, before.wrong_tries, &after, desk.now)? {
        // Another request counted a try at the same moment: this one was not looked at.
        return Ok(Err(EnterPinError::Superseded.into()));
    }
    match outcome {
        Ok(accepted) => open_session(tx, desk, given, &accepted),
        Err(refused) => {
            // A PIN that was void before this try is counted no second time: repeating a request
            // neither pauses anybody nor uses the platform's budget up.
            if after == before {
                return Ok(Err(refused.into()));
            }
            let counted = count(tx, desk, given, &after, refused)?;
            Ok(Err(counted.into()))
        }
    }
}

fn open_session(
    tx: &mut Tx<'_>,
    desk: &EntryDesk,
    given: &EnterPin,
    accepted: &PinAccepted,
) -> Result<Result<Authenticated, EnterPinRefused>, StoreError> {
    let session_desk = SessionDesk {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        rules: desk.settings.session,
        now: desk.now,
        secret: &desk.secret,
        arrival: Some(&given.arrival),
    };
    let method = if repo::app::pin::is_shown(tx, given.ticket.challenge)? {
        AuthenticationMethod::PinApp
    } else {
        AuthenticationMethod::PinSms
    };
    let opened = open(
        tx,
        &session_desk,
        accepted.person(),
        method,
        &Event::PinAccepted,
    )?;
    Ok(opened.map_err(|refused| match refused {
        // The phone may have been displaced since the PIN was asked for.
        NotOpened::NotActive => EnterPinError::Superseded.into(),
        NotOpened::Held(kept_out) => EnterPinRefused::Held(kept_out),
    }))
}

/// Counts what was wrong. A PIN may have tries left and be over all the same: whoever asks for a
/// new PIN after two wrong ones has no more tries than anybody (R251).
fn count(
    tx: &mut Tx<'_>,
    desk: &EntryDesk,
    given: &EnterPin,
    after: &PinChallenge,
    refused: EnterPinError,
) -> Result<EnterPinError, StoreError> {
    match refused {
        EnterPinError::Wrong { .. } | EnterPinError::Void => {}
        EnterPinError::Expired | EnterPinError::Used | EnterPinError::Superseded => {
            return Ok(refused);
        }
    }
    let tries = limits::Tries {
        number: &given.ticket.number,
        browser: &given.browser,
        origin: given.arrival.origin(),
    };
    let over = tries.count_wrong_pin(tx, &desk.settings, desk.now)?;
    if over && after.state == PinState::Issued {
        repo::pin::set_outcome(tx, after.wrong_tries, &after.clone().voided(), desk.now)?;
    } else if refused != EnterPinError::Void {
        return Ok(refused);
    }
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now: desk.now,
    };
    stranger.write_down(tx, &Event::PinVoided, after.person, &given.ticket.number)?;
    Ok(EnterPinError::Void)
}
