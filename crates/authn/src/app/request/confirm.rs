//! The person types the number that the browser shows and unlocks the app: the browser goes on
//! (R131).

use audit::Event;
use model::app::{
    device::{DeviceState, Recognised, UnlockError},
    request::{AnswerError, AppRequest, AskedBy, RequestState},
};
use store::{
    StoreError, Tx,
    repo::{
        self,
        app::{device::StoredDevice, request::StoredRequest},
    },
};
use vocab::{AppRequestId, DataKeyId, MatchNumber, UnlockCode};
use wire_webauthn::AuthenticationResponse;

use super::{ticket::number_hash, unlocking};
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        device::acting,
        proof::{KnownDevice, ProofError},
    },
};

/// How the person was recognised.
#[derive(Debug, Clone)]
pub enum Unlocking {
    /// By the unlock code.
    Code(UnlockCode),
    /// By the passkey: the answer to the options, as JSON.
    Passkey(Vec<u8>),
}

/// Why the request was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The device may not act any more.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Not open in this device, over, or a wrong number.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A wrong unlock code.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// The proof of the passkey is refused, or the device has none.
    #[error("the passkey is refused")]
    Passkey,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Outcome = Result<(), ConfirmError>;

impl Doorkeeper {
    /// Confirms a request. The person is recognised first, then the number is compared: who found
    /// a phone learns nothing about numbers.
    ///
    /// # Errors
    /// [`ConfirmError`].
    pub async fn confirm_request(
        &self,
        known: &KnownDevice,
        request: AppRequestId,
        number: &MatchNumber,
        unlocking: Unlocking,
    ) -> Outcome {
        let (desk, known, number) = (self.app_desk(), known.clone(), number.clone());
        self.store
            .transact::<_, StoreError, _>("authn.app.request.confirm", move |tx| {
                confirm(tx, &desk, &known, request, Some(&number), &unlocking)
            })
            .await?
    }

    /// Confirms a request by telephone or back channel: the person compared the words that the app
    /// shows with those that they hear.
    ///
    /// # Errors
    /// [`ConfirmError`].
    pub async fn confirm_call(
        &self,
        known: &KnownDevice,
        request: AppRequestId,
        unlocking: Unlocking,
    ) -> Outcome {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact::<_, StoreError, _>("authn.app.request.confirm_call", move |tx| {
                confirm(tx, &desk, &known, request, None, &unlocking)
            })
            .await?
    }
}

fn confirm(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    id: AppRequestId,
    number: Option<&MatchNumber>,
    unlocking: &Unlocking,
) -> Result<Outcome, StoreError> {
    let data_key = repo::person::guard(tx, known.stored.device.person, desk.now)?;
    let stored = match acting(tx, known)? {
        Ok(stored) => stored,
        Err(gone) => return Ok(Err(gone.into())),
    };
    let (kept, version) = match open_here(tx, desk, &stored, id)? {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused.into())),
    };
    if number.is_none() != (kept.request.by == AskedBy::Call) {
        return Ok(Err(AnswerError::Unknown.into()));
    }
    let recognised = match recognise(tx, desk, &stored, &kept, unlocking, data_key)? {
        Ok(recognised) => recognised,
        Err(refused) => return Ok(Err(refused)),
    };
    let (after, outcome) = answer(desk, &stored, kept.request, &recognised, number);
    let now = desk.now;
    if !repo::app::request::set(tx, &after, version, now)? {
        return Ok(Err(AnswerError::Unknown.into()));
    }
    let event = match after.state {
        RequestState::Confirmed => Some(Event::AppRequestConfirmed),
        RequestState::Rejected => Some(Event::AppRequestRejected {
            why: "wrong_number".into(),
        }),
        RequestState::Pending | RequestState::Seen | RequestState::Expired | RequestState::Used => {
            None
        }
    };
    if let Some(event) = event {
        desk.write_down(tx, &event, stored.device.person, data_key)?;
        repo::app::call::answered(tx, id, now)?;
    }
    Ok(outcome.map_err(ConfirmError::from))
}

/// The request after the number that was typed, or after the words that were compared.
fn answer(
    desk: &AppDesk,
    stored: &StoredDevice,
    request: AppRequest,
    recognised: &Recognised,
    number: Option<&MatchNumber>,
) -> (AppRequest, Result<(), AnswerError>) {
    let (rules, now) = (desk.settings.app, desk.now);
    if let Some(number) = number {
        let given = number_hash(&*desk.hashes, request.id, number);
        return request.confirm(&stored.device, recognised, &given, now, rules);
    }
    match request
        .clone()
        .confirm_call(&stored.device, recognised, now, rules)
    {
        Ok(confirmed) => (confirmed, Ok(())),
        Err(refused) => (request, Err(refused)),
    }
}

/// The request, if it is open in this device: otherwise no try is counted for anything.
fn open_here(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
    id: AppRequestId,
) -> Result<Result<(StoredRequest, i64), AnswerError>, StoreError> {
    let found = repo::app::request::find(tx, id)?;
    let own = found.filter(|(kept, _)| kept.request.device == Some(stored.device.id));
    let Some((kept, version)) = own else {
        return Ok(Err(AnswerError::Unknown));
    };
    Ok(match kept.request.standing(desk.now, desk.settings.app) {
        RequestState::Seen => Ok((kept, version)),
        over => Err(AnswerError::Over(over)),
    })
}

fn recognise(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
    kept: &StoredRequest,
    unlocking: &Unlocking,
    data_key: DataKeyId,
) -> Result<Result<Recognised, ConfirmError>, StoreError> {
    match unlocking {
        Unlocking::Code(code) => {
            let outcome = unlocking::by_code(tx, desk, stored, code, data_key)?;
            Ok(outcome.map_err(|refused| match refused {
                UnlockError::Locked => ProofError::Gone(DeviceState::Locked).into(),
                other => other.into(),
            }))
        }
        Unlocking::Passkey(answer) => {
            let answer = AuthenticationResponse::parse(answer).ok();
            let Some((challenge, answer)) = kept.request.challenge.zip(answer) else {
                return Ok(Err(ConfirmError::Passkey));
            };
            let recognised = unlocking::by_passkey(tx, desk, stored, &answer, &challenge)?;
            Ok(recognised.ok_or(ConfirmError::Passkey))
        }
    }
}
