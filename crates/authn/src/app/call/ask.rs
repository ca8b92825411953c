//! Somebody asks for a person by their number (CIBA Core §7; the desk's page `/telephone`).

use audit::Event;
use model::{
    app::{
        call::{BindingMessage, Delivery, Pace},
        request::{AppRequest, AskedBy, RequestState},
    },
    push::Look,
    session::AuthenticationMethod,
};
use store::{
    StoreError, Tx,
    repo::{
        self,
        app::{
            call::{CallAsker, CallSaid, StoredCall},
            request::StoredRequest,
        },
        velocity,
    },
};
use vocab::{
    AppDeviceId, AppRequestId, AssuranceLevel, BearerSecret, IdentityNumber, Line, OfficerId,
    PersonId, RequestHandle, Timestamp,
};

use super::{client_hash, officer_hash};
use crate::{
    Doorkeeper, PartyNames,
    app::{AppDesk, limits, request::ask_by_number::reachable},
    pin::stranger::Stranger,
};

/// Handles that are drawn before we give up, as in a browser's request.
const DRAWS: usize = 4;

/// Who asks, and what becomes of the answer.
#[derive(Debug, Clone)]
pub enum Backchannel {
    /// A relying party.
    Client {
        /// Which.
        client: String,
        /// What it is to be given, as JSON of `federation`.
        wanted: String,
        /// Names of the data that would be released, with spaces between.
        released: String,
        /// How it learns of the answer.
        delivery: Delivery,
        /// With what it wants to be told.
        notification_token: Option<String>,
    },
    /// An officer who has the person on the telephone.
    Officer {
        /// Who.
        officer: OfficerId,
        /// What for, in the officer's words.
        purpose: Line,
    },
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct AskByCall {
    /// Whose app.
    pub number: IdentityNumber,
    /// Who asks, as the app shows it.
    pub asked_by: PartyNames,
    /// The words that both sides compare.
    pub message: BindingMessage,
    /// The level that is asked for.
    pub level: AssuranceLevel,
    /// Seconds that the request lives, if fewer than the rules say.
    pub lasts_s: Option<u32>,
    /// Who asks.
    pub by: Backchannel,
}

/// A request that waits. It looks the same whoever the number names, or nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedByCall {
    /// Its id.
    pub request: AppRequestId,
    /// What a relying party knows it by; worth nothing to an officer.
    pub secret: BearerSecret,
    /// Before this moment it can be confirmed.
    pub expires_at: Timestamp,
}

/// Why no request waits.
#[derive(Debug, thiserror::Error)]
pub enum AskByCallError {
    /// Too many of this relying party, or of this officer.
    #[error("too many requests of whoever asks")]
    TooMany {
        /// From here on they may ask again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Makes a request for the app of whoever the number names. The answer and the work are the
    /// same for everybody: registered or not, with an app or without, stopped or not, rung often
    /// or never (invariant 11). Where nobody is reached the request stays as it is until it
    /// expires.
    ///
    /// # Errors
    /// [`AskByCallError`].
    pub async fn ask_by_call(&self, asked: AskByCall) -> Result<AskedByCall, AskByCallError> {
        let desk = self.app_desk();
        let secret = BearerSecret::generate(&*self.entropy);
        self.store
            .transact::<_, StoreError, _>("authn.app.call.ask", move |tx| {
                ask(tx, &desk, &asked, &secret)
            })
            .await?
    }
}

fn ask(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    asked: &AskByCall,
    secret: &BearerSecret,
) -> Result<Result<AskedByCall, AskByCallError>, StoreError> {
    let (rules, now) = (desk.settings.app, desk.now);
    let count = match &asked.by {
        Backchannel::Client { client, .. } => {
            velocity::count(tx, limits::calls_of_client(rules), client.as_bytes(), now)?
        }
        Backchannel::Officer { officer, .. } => {
            velocity::count(tx, limits::calls_of_officer(rules), officer.as_bytes(), now)?
        }
    };
    if count.exceeded() {
        let until = count.ends_at;
        return Ok(Err(AskByCallError::TooMany { until }));
    }
    // From here on everybody is the same work, registered or not.
    let may_call = limits::may_call(tx, &asked.number, rules, now)?;
    let method = AuthenticationMethod::AppKey;
    let reach = reachable(tx, desk, &asked.number, (may_call, method))?;
    let person = reach.app.map(|(person, _)| person);
    let request = add(tx, desk, asked, secret, person)?;
    let expires_at = request.expires_at(rules);
    ring(tx, desk, reach.app.map(|(_, device)| device), expires_at)?;
    write_down(tx, desk, asked, reach.registered)?;
    Ok(Ok(AskedByCall {
        request: request.id,
        secret: secret.clone(),
        expires_at,
    }))
}

fn ring(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    device: Option<AppDeviceId>,
    until: Timestamp,
) -> Result<(), StoreError> {
    repo::push::ring(tx, device, Look::Request, until, desk.now, &*desk.entropy).map(drop)
}

fn write_down(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    asked: &AskByCall,
    person: Option<PersonId>,
) -> Result<(), StoreError> {
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now: desk.now,
    };
    let (event, actor) = match &asked.by {
        Backchannel::Client { client, .. } => {
            let (client, purpose) = (Some(client.clone()), asked.message.as_str().to_owned());
            (Event::CallAsked { client, purpose }, "relying_party".into())
        }
        Backchannel::Officer { officer, purpose } => {
            let purpose = purpose.as_str().to_owned();
            let client = None;
            (Event::CallAsked { client, purpose }, officer.to_string())
        }
    };
    stranger.write_down_by(tx, &event, &actor, person, &asked.number)
}

/// Writes the request down, and what it says.
fn add(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    asked: &AskByCall,
    secret: &BearerSecret,
    person: Option<PersonId>,
) -> Result<AppRequest, StoreError> {
    for _ in 0..DRAWS {
        let id = AppRequestId::new(desk.now, &*desk.entropy);
        let asker_hash = match &asked.by {
            Backchannel::Client { .. } => client_hash(&*desk.hashes, secret),
            Backchannel::Officer { officer, .. } => officer_hash(&*desk.hashes, *officer, id),
        };
        let request = AppRequest {
            id,
            handle: RequestHandle::generate(&*desk.entropy),
            by: AskedBy::Call,
            person,
            device: None,
            browser_hash: asker_hash,
            // There is no number to type: nothing hashes to this.
            number_hash: desk.random(),
            state: RequestState::Pending,
            wrong_numbers: 0,
            level: asked.level,
            asked_at: desk.now,
            lasts_s: asked.lasts_s,
            challenge: None,
            method: None,
        };
        let stored = StoredRequest {
            request: request.clone(),
            party: asked.asked_by.to_json(),
            browser: "other".into(),
            system: "other".into(),
            origin_hash: desk.random(),
        };
        if repo::app::request::add(tx, &stored)? {
            let call = call(asked, id, secret);
            repo::app::call::add(tx, &call, asker_hash, desk.now, &*desk.entropy)?;
            return Ok(request);
        }
    }
    Err(StoreError::decode("app_request.handle"))
}

fn call(asked: &AskByCall, id: AppRequestId, secret: &BearerSecret) -> StoredCall {
    let said = CallSaid {
        message: asked.message.as_str().to_owned(),
        purpose: String::new(),
        number: asked.number.masked(),
        auth_req_id: None,
        notification_token: None,
    };
    match &asked.by {
        Backchannel::Client {
            client,
            wanted,
            released,
            delivery,
            notification_token,
        } => StoredCall {
            id,
            asker: CallAsker::Client(client.clone()),
            said: CallSaid {
                auth_req_id: Some(secret.as_str().to_owned()),
                notification_token: notification_token.clone(),
                ..said
            },
            wanted: wanted.clone(),
            released: released.clone(),
            delivery: *delivery,
            pace: Pace::FIRST,
            identified: None,
        },
        Backchannel::Officer { officer, purpose } => StoredCall {
            id,
            asker: CallAsker::Officer(*officer),
            said: CallSaid {
                purpose: purpose.as_str().to_owned(),
                ..said
            },
            wanted: String::new(),
            released: String::new(),
            delivery: Delivery::Poll,
            pace: Pace::FIRST,
            identified: None,
        },
    }
}
