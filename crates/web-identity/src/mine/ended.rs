//! `/session/ended`: what came of telling the services that a session ended. Who left has no
//! session any more, so which log-out it was is kept for a moment in a sealed cookie.

use std::time::Duration;

use askama::{Template, filters::HtmlSafe};
use authn::Left;
use axum::{extract::State, http::HeaderMap, response::Response};
use federation::{Notified, NotifiedParty};
use serde::{Deserialize, Serialize};
use vocab::{PersonId, SignedDuration, Timestamp};
use web_kit::{Answer as _, Face, Page, PageError, page::see_other, private, ui};

use super::{Nav, Place};
use crate::{
    IdentityState, assets,
    texts::{self, MineTexts},
};

/// Purpose in the name of the cookie, and of its seal.
const COOKIE: &str = "left";
const SEAL: &str = "session.left";

/// How long the result can be seen: a service that does not answer in a minute is asked again for
/// eight, and by then the next person may sit at a shared computer.
const SHOWN_FOR: Duration = Duration::from_secs(180);

/// What a log-out closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Closed {
    /// One session, this one or another.
    One,
    /// Every session of the person.
    All,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    person: PersonId,
    at: Timestamp,
    closed: Closed,
}

#[derive(Template)]
#[template(path = "mine/ended.html")]
struct View {
    page: Page,
    t: &'static MineTexts,
    title: &'static str,
    lead: &'static str,
    nav: Option<Nav>,
    told: Option<ToldList>,
    /// What is said where no service has to be told.
    nobody: &'static str,
    script: String,
}

/// The services of a log-out with what came of telling each, as a part of a page; the page loads
/// [`ToldList::script`].
#[derive(Template)]
#[template(path = "mine/told.html")]
pub(crate) struct ToldList {
    t: &'static MineTexts,
    tasks: ui::Tasks,
    waiting: bool,
    /// Some service was not told: the person may still be in there.
    open: Option<ui::Notice>,
}

impl HtmlSafe for ToldList {}

impl ToldList {
    /// The list; nothing where the sessions had entered no service.
    pub(crate) async fn of(
        state: &IdentityState,
        page: &Page,
        left: &Left,
    ) -> Result<Option<Self>, PageError> {
        let parties = state.federation.notified(left).await?;
        if parties.is_empty() {
            return Ok(None);
        }
        let t = texts::mine(page.lang);
        let waiting = |party: &NotifiedParty| party.outcome == Notified::Waiting;
        let open = |party: &NotifiedParty| party.outcome != Notified::Told && !waiting(party);
        let tasks = parties.iter().fold(ui::Tasks::new(), |tasks, party| {
            let name = match &party.registration {
                Some(client) => client.name(page.lang.tag()).to_owned(),
                None => party.client.clone(),
            };
            tasks.text(name).state(&tag(page, t, party.outcome))
        });
        Ok(Some(Self {
            t,
            tasks,
            waiting: parties.iter().any(waiting),
            open: parties
                .iter()
                .any(open)
                .then(|| page.notice_warn(t.told_open_title, t.told_open)),
        }))
    }

    /// The address of the script that looks again while services are being told.
    pub(crate) fn script() -> String {
        assets::OWN.url("told.js")
    }
}

fn tag(page: &Page, t: &'static MineTexts, outcome: Notified) -> ui::Tag {
    let icon = page.icon;
    match outcome {
        Notified::Told => ui::Tag::new(ui::Tone::Ok, t.told_told).icon(icon.check),
        Notified::NoAddress => ui::Tag::new(ui::Tone::Warn, t.told_no_address).icon(icon.alert),
        Notified::Refused => ui::Tag::new(ui::Tone::Stop, t.told_refused).icon(icon.x),
        Notified::NoAnswer => ui::Tag::new(ui::Tone::Stop, t.told_no_answer).icon(icon.x),
        Notified::Again => ui::Tag::new(ui::Tone::Warn, t.told_again).icon(icon.refresh),
        Notified::Waiting => ui::Tag::new(ui::Tone::Info, t.told_waiting).icon(icon.clock),
    }
}

/// Keeps in the browser which log-out it was.
pub(crate) fn keep(
    state: &IdentityState,
    face: &Face,
    response: &mut Response,
    left: &Left,
    closed: Closed,
) {
    let kept = Kept {
        person: left.person,
        at: left.at,
        closed,
    };
    // Cannot fail: an id, a moment and a word.
    let plain = serde_json::to_vec(&kept).expect("a log-out serialises");
    let sealed = state.federation.tokens.seal_token(SEAL, &plain);
    face.cookie(COOKIE)
        .set_on(response.headers_mut(), &sealed, Some(SHOWN_FOR));
}

/// The log-out of this browser, while it is shown, and what it closed.
fn kept(state: &IdentityState, page: &Page, headers: &HeaderMap) -> Option<(Left, Closed)> {
    let sealed = page.face().cookie(COOKIE).read(headers)?;
    let plain = state.federation.tokens.open_token(SEAL, sealed)?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    let shown = SignedDuration::try_from(SHOWN_FOR).ok()?;
    let recent = page.now().duration_since(kept.at) <= shown;
    let left = Left {
        person: kept.person,
        at: kept.at,
        clients: Vec::new(),
    };
    recent.then_some((left, kept.closed))
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some((left, closed)) = kept(&state, &page, &headers) else {
        return Ok(see_other("/"));
    };
    let person = state.person(&page, &headers).await?;
    let page = match &person {
        Some(person) => state.signed_in(page, person).await?,
        None => page,
    };
    let t = texts::mine(page.lang);
    let (title, lead, nobody) = match closed {
        Closed::One => (t.ended_title, t.ended_lead, t.told_nobody),
        Closed::All => (t.ended_title_all, t.ended_lead_all, t.told_nobody_all),
    };
    let view = View {
        t,
        title,
        lead,
        nobody,
        nav: person.map(|_| Nav::new(&page, Place::Sessions)),
        told: ToldList::of(&state, &page, &left).await?,
        script: ToldList::script(),
        page,
    };
    Ok(private(view.answer()))
}
