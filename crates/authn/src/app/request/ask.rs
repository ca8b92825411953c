//! A browser asks: a request with a code that changes and a number to type (R130).

use model::{
    app::request::{AppRequest, AskedBy, RequestState},
    origin::Origin,
};
use store::{
    StoreError, Tx,
    repo::{self, app::request::StoredRequest, velocity},
};
use vocab::{
    AppRequestId, AssuranceLevel, BearerSecret, MatchNumber, PersonId, RequestHandle, Timestamp,
};

use super::{
    ticket::{RequestTicket, browser_hash, number_hash},
    view::origin_hash,
};
use crate::{
    Doorkeeper, PartyNames,
    app::{AppDesk, limits},
};

/// Handles that are drawn before we give up: one in a hundred thousand is taken when ten thousand
/// browsers wait.
const DRAWS: usize = 4;

/// What a browser asks for.
#[derive(Debug, Clone)]
pub struct AskInApp {
    /// The secret of this browser's flow cookie.
    pub browser: BearerSecret,
    /// Where it is.
    pub origin: Origin,
    /// Who asks.
    pub asked_by: PartyNames,
    /// The level that is asked for.
    pub level: AssuranceLevel,
    /// Word for the browser, as it says of itself.
    pub browser_word: &'static str,
    /// Word for its system, as it says of itself.
    pub system_word: &'static str,
}

/// Why no request waits.
#[derive(Debug, thiserror::Error)]
pub enum AskInAppError {
    /// Too many from this origin.
    #[error("too many requests from this origin")]
    TooMany {
        /// From here on they may ask again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Makes a request that waits for whoever opens it first by its code.
    ///
    /// # Errors
    /// [`AskInAppError`].
    pub async fn ask_in_app(&self, asked: AskInApp) -> Result<RequestTicket, AskInAppError> {
        let desk = self.app_desk();
        self.store
            .transact::<_, StoreError, _>("authn.app.request.ask", move |tx| {
                let limit = limits::asked_of_origin(desk.settings.app);
                let count = velocity::count(tx, limit, &asked.origin.as_key(), desk.now)?;
                if count.exceeded() {
                    let until = count.ends_at;
                    return Ok(Err(AskInAppError::TooMany { until }));
                }
                add(tx, &desk, &asked, AskedBy::Code, None).map(Ok)
            })
            .await?
    }
}

/// Writes a request down.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    asked: &AskInApp,
    by: AskedBy,
    person: Option<PersonId>,
) -> Result<RequestTicket, StoreError> {
    let number = MatchNumber::generate(&*desk.entropy);
    for _ in 0..DRAWS {
        let id = AppRequestId::new(desk.now, &*desk.entropy);
        let stored = StoredRequest {
            request: AppRequest {
                id,
                handle: RequestHandle::generate(&*desk.entropy),
                by,
                person,
                device: None,
                browser_hash: browser_hash(&*desk.hashes, &asked.browser),
                number_hash: number_hash(&*desk.hashes, id, &number),
                state: RequestState::Pending,
                wrong_numbers: 0,
                level: asked.level,
                asked_at: desk.now,
                lasts_s: None,
                challenge: None,
                method: None,
            },
            party: asked.asked_by.to_json(),
            browser: asked.browser_word.to_owned(),
            system: asked.system_word.to_owned(),
            origin_hash: origin_hash(&*desk.hashes, asked.origin),
        };
        if repo::app::request::add(tx, &stored)? {
            let rules = desk.settings.app;
            return Ok(RequestTicket::of(&stored.request, number, rules));
        }
    }
    Err(StoreError::decode("app_request.handle"))
}
