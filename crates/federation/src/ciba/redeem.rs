//! A request over the back channel becomes tokens, once (CIBA Core §10.1, §11).

use audit::Event;
use authn::{Authenticated, CallDesk, CallEntered};
use model::app::request::RequestState;
use store::{
    StoreError, Tx, repo,
    repo::app::call::{CallAsker, StoredCall},
};
use vocab::{AuthorizationId, BearerSecret, Entropy, PersonId, SessionId};
use wire_oidc::token::{TokenRefusal, TokenResponse};

use super::WantedByCall;
use crate::{
    Federation,
    authorize::{
        decide::release_words,
        grant::{Granted, TokenNature},
    },
    counts::Happening,
    issue::{Issue, Wanted},
    redeem::{TokenRows, TokenSource, store_tokens},
    token::unavailable,
};

const NAME: &str = "federation.ciba.redeem";

/// One answer for everything that a thief could probe.
const NOT_VALID: TokenRefusal = TokenRefusal::InvalidGrant("auth_req_id is not valid");

/// A request that was answered with yes, and what its tokens grant.
struct Redeemed {
    granted: Granted,
    person: PersonId,
    session: SessionId,
}

impl Federation {
    pub(crate) async fn redeem_call(
        &self,
        auth_req_id: &str,
        wanted: Wanted,
    ) -> Result<TokenResponse, TokenRefusal> {
        let asked = BearerSecret::parse(auth_req_id).map_err(|_| NOT_VALID)?;
        let secret = BearerSecret::generate(&*self.entropy);
        // Never given: nobody comes back for more by telephone ([`super::ask`]).
        let refresh_token = BearerSecret::generate(&*self.entropy);
        let client = wanted.client.clone();
        let rows = self.token_rows(wanted, &secret, &refresh_token);
        let (desk, entropy) = (self.doorkeeper.call_desk(), self.entropy.clone());
        let redeemed = self
            .store
            .transact(NAME, move |tx| use_up(tx, &desk, &asked, &rows, &*entropy))
            .await
            .map_err(|error| unavailable(&error))??;
        let id = client.client_id.as_str();
        self.clients.counts.add(id, Happening::Redeemed);
        let issue = Issue {
            client: &client,
            granted: &redeemed.granted,
            person: redeemed.person,
            session: redeemed.session,
            secret: &secret,
            refresh_token: None,
            // There was no browser whose nonce could be repeated.
            nonce: None,
        };
        self.put_together(&issue).await
    }
}

/// Answers the question of a relying party; a confirmed request becomes a session and tokens in
/// this transaction.
fn use_up(
    tx: &mut Tx<'_>,
    desk: &CallDesk,
    asked: &BearerSecret,
    rows: &TokenRows,
    entropy: &dyn Entropy,
) -> Result<Result<Redeemed, TokenRefusal>, StoreError> {
    let client = rows.wanted.client.client_id.as_str();
    let own = |call: &StoredCall| call.asker == CallAsker::Client(client.to_owned());
    let Some(call) = desk.find(tx, asked)?.filter(own) else {
        return Ok(Err(NOT_VALID));
    };
    let Ok(wanted) = serde_json::from_str::<WantedByCall>(&call.wanted) else {
        return Err(StoreError::decode("app_call.wanted"));
    };
    let granted = granted(wanted.clone(), rows);
    // Before anything is used up: the client may ask again for another resource.
    let nature = match rows.wanted.nature(&granted) {
        Ok(nature) => nature,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let person = match desk.enter(tx, &call, asked)? {
        CallEntered::Entered(person) => *person,
        CallEntered::At(state) => return refused(tx, desk, &call, state).map(Err),
    };
    if !wanted.level.is_met_by(person.level()) {
        repo::session::end(tx, person.session(), desk.now())?;
        return Ok(Err(LEVEL));
    }
    let granted = Granted {
        token: nature,
        auth_time: person.authenticated_at().as_second(),
        acr: person.level().acr().to_owned(),
        amr: person
            .method()
            .amr()
            .iter()
            .map(|word| (*word).to_owned())
            .collect(),
        registration: Some(person.registration_level()),
        ..granted
    };
    give(tx, desk, rows, &person, &granted, entropy)?;
    Ok(Ok(Redeemed {
        granted,
        person: person.person(),
        session: person.session(),
    }))
}

/// The refusal where the app of the person reaches less than the client asked for.
const LEVEL: TokenRefusal =
    TokenRefusal::AccessDenied("the person did not reach the level that was asked for");

/// What a client is told about a request that gives no tokens now.
fn refused(
    tx: &mut Tx<'_>,
    desk: &CallDesk,
    call: &StoredCall,
    state: RequestState,
) -> Result<TokenRefusal, StoreError> {
    Ok(match state {
        RequestState::Pending | RequestState::Seen | RequestState::Confirmed => {
            if desk.in_time(tx, call)? {
                TokenRefusal::AuthorizationPending
            } else {
                TokenRefusal::SlowDown
            }
        }
        RequestState::Rejected => TokenRefusal::AccessDenied("the person said no"),
        RequestState::Expired => TokenRefusal::ExpiredToken,
        RequestState::Used => NOT_VALID,
    })
}

/// What is granted, except for what the person adds.
fn granted(wanted: WantedByCall, rows: &TokenRows) -> Granted {
    Granted {
        redirect_uri: String::new(),
        nonce: None,
        challenge: None,
        scopes: wanted.scopes,
        plan: wanted.plan.still_entitled(&rows.wanted.client),
        auth_time: 0,
        acr: String::new(),
        amr: Vec::new(),
        registration: None,
        resource: wanted.resource,
        dpop_jkt: None,
        token: TokenNature::default(),
    }
}

/// Stores the tokens, and writes down in the session and in the person's name what was released.
fn give(
    tx: &mut Tx<'_>,
    desk: &CallDesk,
    rows: &TokenRows,
    person: &Authenticated,
    granted: &Granted,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let now = desk.now();
    let client = rows.wanted.client.client_id.as_str();
    let source = TokenSource {
        authorization: AuthorizationId::new(now, entropy),
        client,
        session: person.session(),
        person: person.person(),
    };
    let released = release_words(&granted.plan.all(), &granted.scopes);
    repo::session::set_released(tx, person.session(), client, &released, now)?;
    repo::person_client::note(tx, person.person(), client, &released, now)?;
    store_tokens(tx, rows, &source, granted)?;
    let Some(data_key) = repo::person::data_key_of(tx, person.person())? else {
        return Ok(());
    };
    let events = [
        Event::Authorized {
            client: client.to_owned(),
            acr: granted.acr.clone(),
            released: released.split_whitespace().map(str::to_owned).collect(),
        },
        Event::TokensIssued {
            client: client.to_owned(),
        },
    ];
    for event in events {
        let about = audit::about_person(person.person(), data_key);
        audit::append(tx, &event, about, now, entropy)?;
    }
    Ok(())
}
