//! The app opens a request, by its code or from its list.

use model::{app::request::OpenError, limit::closed_until, origin::Origin};
use store::{
    StoreError, Tx,
    repo::{self, app::request::StoredRequest, velocity},
};
use vocab::{AppRequestId, RequestCode, Timestamp};

use super::{
    code,
    view::{RequestView, view_of},
};
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        device::acting,
        limits, passkey,
        proof::{KnownDevice, ProofError},
    },
};

/// Which request.
#[derive(Debug, Clone)]
pub enum Which {
    /// The one with this code.
    Code(RequestCode),
    /// One of the list.
    Listed(AppRequestId),
}

/// How the person is to be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HowToUnlock {
    /// By the unlock code; so many tries are left.
    Code {
        /// Tries left.
        left: u8,
    },
    /// By the passkey: JSON for `navigator.credentials.get`.
    Passkey {
        /// The options.
        options: String,
    },
}

/// A request in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What is shown.
    pub request: RequestView,
    /// How the person confirms.
    pub unlock: HowToUnlock,
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRequestError {
    /// The device may not act any more.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// No such request for this person, or a code that has changed; taken; over.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Too many wrong codes of this device.
    #[error("too many wrong codes")]
    TooMany {
        /// From here on it may try again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Outcome = Result<Opened, OpenRequestError>;

impl Doorkeeper {
    /// Opens a request in a device, which from then on is the only one that confirms it.
    ///
    /// # Errors
    /// [`OpenRequestError`].
    pub async fn open_request(&self, known: &KnownDevice, which: Which, origin: Origin) -> Outcome {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact::<_, StoreError, _>("authn.app.request.open", move |tx| {
                open(tx, &desk, &known, &which, origin)
            })
            .await?
    }
}

fn open(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    which: &Which,
    origin: Origin,
) -> Result<Outcome, StoreError> {
    let rules = desk.settings.app;
    let stored = match acting(tx, known)? {
        Ok(stored) => stored,
        Err(gone) => return Ok(Err(gone.into())),
    };
    let (kept, version) = match find(tx, desk, known, which)? {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
    };
    let challenge = desk.random();
    let opened = match kept
        .request
        .clone()
        .open(&stored.device, challenge, desk.now, rules)
    {
        Ok(opened) => opened,
        Err(refused) => return Ok(Err(refused.into())),
    };
    if !repo::app::request::set(tx, &opened, version, desk.now)? {
        // Somebody else was faster at this moment.
        return Ok(Err(OpenError::Taken.into()));
    }
    let unlock = match &stored.passkey {
        Some(passkey) => HowToUnlock::Passkey {
            options: passkey::to_prove(&desk.settings.site, passkey, &challenge),
        },
        None => HowToUnlock::Code {
            left: stored.device.unlocks_left(rules),
        },
    };
    let kept = StoredRequest {
        request: opened,
        ..kept
    };
    Ok(Ok(Opened {
        request: view_of(tx, desk, &kept, origin)?,
        unlock,
    }))
}

type Found = Result<(StoredRequest, i64), OpenRequestError>;

fn find(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    which: &Which,
) -> Result<Found, StoreError> {
    let unknown = || Err(OpenRequestError::Open(OpenError::Unknown));
    let given = match which {
        Which::Listed(id) => {
            let own = known.stored.device.person;
            let found = repo::app::request::find(tx, *id)?
                .filter(|(kept, _)| kept.request.person == Some(own));
            return Ok(found.map_or_else(unknown, Ok));
        }
        Which::Code(given) => given,
    };
    let rules = desk.settings.app;
    let limit = limits::wrong_codes_of_device(rules);
    let key = limits::device_key(known.id());
    let standing = velocity::look(tx, [(limit, key.as_slice())], desk.now)?;
    if let Some(until) = closed_until(&standing) {
        return Ok(Err(OpenRequestError::TooMany { until }));
    }
    let found = repo::app::request::find_by_handle(tx, given.handle())?;
    let right = found.filter(|(kept, _)| {
        let id = kept.request.id;
        code::is_current(&*desk.hashes, id, given, desk.now, rules.code_changes_s)
    });
    if right.is_none() {
        velocity::count(tx, limit, &key, desk.now)?;
    }
    Ok(right.map_or_else(unknown, Ok))
}
