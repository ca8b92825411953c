//! What the officer sees of a call: nothing about the person until they have confirmed.

use audit::Event;
use model::app::request::RequestState;
use store::{
    StoreError, Tx, repo,
    repo::app::{
        call::{CallAsker, StoredCall},
        request::StoredRequest,
    },
};
use vocab::{
    AppRequestId, AssuranceLevel, BearerSecret, IdentityNumber, OfficerId, PersonName,
    SignedDuration, Timestamp,
};

use super::officer_hash;
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        request::go_on::{Waiting, go_on},
    },
    who_in,
};

/// How long the officer sees whom they identified: as long as such a call takes at most.
const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(60);

/// Calls that an officer is shown of the last hour.
const LISTED: i64 = 10;

/// A call as the officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerView {
    /// The request.
    pub request: AppRequestId,
    /// Where it stands.
    pub state: RequestState,
    /// The words that the officer reads out.
    pub message: String,
    /// What for, in the officer's words.
    pub purpose: String,
    /// The number that was asked for, masked.
    pub number: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Before this moment it can be confirmed.
    pub expires_at: Timestamp,
    /// Who it is, once they have confirmed.
    pub identified: Option<IdentifiedCaller>,
}

/// Somebody who confirmed that it is them on the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifiedCaller {
    /// Names.
    pub name: PersonName,
    /// Number in force.
    pub number: IdentityNumber,
    /// The level reached.
    pub level: AssuranceLevel,
    /// When.
    pub at: Timestamp,
}

impl Doorkeeper {
    /// Where a call of an officer stands, and who it is once the person has confirmed; nothing for
    /// another officer. The first look after the confirmation identifies the person, with an audit
    /// entry about them that names the officer and what for.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn look_at_call(
        &self,
        request: AppRequestId,
        officer: OfficerId,
    ) -> Result<Option<CallerView>, StoreError> {
        let desk = self.app_desk();
        // The page asks every second or two: what changes nothing keeps no writer busy.
        let seen = self
            .store
            .read("authn.app.call.look", move |tx| {
                look(tx, &desk, request, officer)
            })
            .await?;
        if seen.as_ref().map(|seen| seen.state) != Some(RequestState::Confirmed) {
            return Ok(seen);
        }
        let desk = self.app_desk();
        let session = BearerSecret::generate(&*self.entropy);
        self.store
            .transact("authn.app.call.identify", move |tx| {
                identify(tx, &desk, request, officer, &session)?;
                look(tx, &desk, request, officer)
            })
            .await
    }

    /// The calls of an officer within the last hour, the newest first; who they were with is for
    /// [`Doorkeeper::look_at_call`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn calls_of_officer(
        &self,
        officer: OfficerId,
    ) -> Result<Vec<CallerView>, StoreError> {
        let desk = self.app_desk();
        self.store
            .read("authn.app.call.list", move |tx| {
                let (now, entropy) = (desk.now, &*desk.entropy);
                let since = now.saturating_sub(SHOWN_FOR).unwrap_or(now);
                let calls =
                    repo::app::call::list_of_officer(tx, officer, since, LISTED, now, entropy)?;
                let mut views = Vec::with_capacity(calls.len());
                for call in calls {
                    if let Some((kept, _)) = repo::app::request::find(tx, call.id)? {
                        views.push(view(&desk, &kept, call, None));
                    }
                }
                Ok(views)
            })
            .await
    }
}

/// The call of this officer's, as it stands.
fn look(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: AppRequestId,
    officer: OfficerId,
) -> Result<Option<CallerView>, StoreError> {
    let Some(call) = own(tx, desk, id, officer)? else {
        return Ok(None);
    };
    let Some((kept, _)) = repo::app::request::find(tx, id)? else {
        return Ok(None);
    };
    let shown = call
        .identified
        .filter(|(at, _)| desk.now.duration_since(*at) < SHOWN_FOR);
    let identified = match (shown, kept.request.person) {
        (Some((at, level)), Some(person)) => who_in(tx, person)?.map(|who| IdentifiedCaller {
            name: who.name,
            number: who.number,
            level,
            at,
        }),
        _ => None,
    };
    Ok(Some(view(desk, &kept, call, identified)))
}

fn own(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: AppRequestId,
    officer: OfficerId,
) -> Result<Option<StoredCall>, StoreError> {
    let found = repo::app::call::find(tx, id, desk.now, &*desk.entropy)?;
    Ok(found.filter(|call| call.asker == CallAsker::Officer(officer)))
}

/// A session that ends as it begins: the person is identified to the officer, with all that a
/// session needs, and nobody enters anywhere. Nothing where another look was faster, or where the
/// person was deactivated, frozen or renounced between confirming and now.
fn identify(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    id: AppRequestId,
    officer: OfficerId,
    session: &BearerSecret,
) -> Result<(), StoreError> {
    let Some(call) = own(tx, desk, id, officer)? else {
        return Ok(());
    };
    let now = desk.now;
    let hash = officer_hash(&*desk.hashes, officer, id);
    let entered = go_on(tx, desk, id, &hash, (session, None), &Event::AppEntered)?;
    let Waiting::Entered(_, authenticated) = entered else {
        return Ok(());
    };
    repo::session::end(tx, authenticated.session(), now)?;
    let level = authenticated.level();
    repo::app::call::set_identified(tx, id, level, now)?;
    let person = authenticated.person();
    let Some(data_key) = repo::person::data_key_of(tx, person)? else {
        return Ok(());
    };
    let event = Event::CallerIdentified {
        acr: level.acr().to_owned(),
        purpose: call.said.purpose,
    };
    let about = audit::about_subject(person.as_bytes(), data_key, &officer.to_string());
    audit::append(tx, &event, about, now, &*desk.entropy)
}

fn view(
    desk: &AppDesk,
    kept: &StoredRequest,
    call: StoredCall,
    identified: Option<IdentifiedCaller>,
) -> CallerView {
    let rules = desk.settings.app;
    let state = match (kept.request.standing(desk.now, rules), call.identified) {
        // Used up, and nobody came of it.
        (RequestState::Used, None) => RequestState::Rejected,
        (state, _) => state,
    };
    CallerView {
        request: call.id,
        state,
        message: call.said.message,
        purpose: call.said.purpose,
        number: call.said.number,
        asked_at: kept.request.asked_at,
        expires_at: kept.request.expires_at(rules),
        identified,
    }
}
