//! What the app shows of a request.

use model::{
    app::request::{AskedBy, RequestState},
    origin::Origin,
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{self, app::call::CallAsker, app::request::StoredRequest},
};
use vocab::{AppRequestId, AssuranceLevel, Timestamp, constant_time_eq};

use crate::{PartyNames, app::AppDesk};

/// A request as the app shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its id.
    pub id: AppRequestId,
    /// Where it stands.
    pub state: RequestState,
    /// How the app finds it.
    pub by: AskedBy,
    /// Who asks.
    pub asked_by: PartyNames,
    /// The level that is asked for.
    pub level: AssuranceLevel,
    /// Word for the browser that asked, as it says of itself.
    pub browser: String,
    /// Word for its system, as it says of itself.
    pub system: String,
    /// Do the browser and the device that looks come from the same network?
    pub same_network: bool,
    /// When the browser asked.
    pub asked_at: Timestamp,
    /// Before this moment it can be confirmed.
    pub expires_at: Timestamp,
    /// Wrong numbers that are left.
    pub numbers_left: u8,
    /// Of a request by telephone or back channel: what the person compares and decides about.
    pub call: Option<CallView>,
}

/// What the app shows of a request by telephone or back channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// Does an officer ask, who has the person on the telephone? Otherwise a relying party does.
    pub by_officer: bool,
    /// The words that both sides compare.
    pub message: String,
    /// What for, in the words of whoever asks; may be empty.
    pub purpose: String,
    /// Names of the data that a relying party would be given.
    pub released: Vec<String>,
}

pub(crate) fn origin_hash(hashes: &dyn KeyedHash, origin: Origin) -> [u8; 32] {
    hashes.hash("app.origin", &origin.as_key())
}

/// As it looks from `origin`.
pub(crate) fn view_of(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    kept: &StoredRequest,
    origin: Origin,
) -> Result<RequestView, StoreError> {
    let (request, rules) = (&kept.request, desk.settings.app);
    let here = origin_hash(&*desk.hashes, origin);
    let call = match request.by {
        AskedBy::Call => call_of(tx, desk, request.id)?,
        AskedBy::Code | AskedBy::Number | AskedBy::Password => None,
    };
    Ok(RequestView {
        id: request.id,
        state: request.standing(desk.now, rules),
        by: request.by,
        asked_by: PartyNames::from_json(&kept.party)?,
        level: request.level,
        browser: kept.browser.clone(),
        system: kept.system.clone(),
        same_network: constant_time_eq(&kept.origin_hash, &here),
        asked_at: request.asked_at,
        expires_at: request.expires_at(rules),
        numbers_left: request.numbers_left(rules),
        call,
    })
}

fn call_of(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: AppRequestId,
) -> Result<Option<CallView>, StoreError> {
    let found = repo::app::call::find(tx, id, desk.now, &*desk.entropy)?;
    Ok(found.map(|call| CallView {
        by_officer: match call.asker {
            CallAsker::Officer(_) => true,
            CallAsker::Client(_) => false,
        },
        message: call.said.message,
        purpose: call.said.purpose,
        released: call
            .released
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    }))
}
