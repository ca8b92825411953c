//! `/session/sessions`: the sessions that are open, ending one of them, ending all.

use askama::Template;
use authn::SessionView;
use axum::{extract::State, http::HeaderMap, response::Response};
use vocab::SessionId;
use web_kit::{Answer as _, Form, Page, PageError, icons::Icon, page::see_other, private, ui};

use super::{
    Nav, Place,
    ended::{self, Closed},
};
use crate::{
    IdentityState,
    login::method_name,
    texts::{self, MineTexts},
};

#[derive(Template)]
#[template(path = "mine/sessions.html")]
struct View {
    page: Page,
    t: &'static MineTexts,
    nav: Nav,
    sessions: Vec<Open>,
    form: Form,
}

struct Open {
    id: String,
    here: bool,
    icon: Icon,
    name: String,
    summary: ui::Summary,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let t = texts::mine(page.lang);
    let mut sessions = Vec::new();
    for session in state.doorkeeper.sessions(&person).await? {
        sessions.push(open(&state, &page, t, &session).await?);
    }
    let view = View {
        t,
        nav: Nav::new(&page, Place::Sessions),
        sessions,
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer()))
}

/// "Log out there".
pub(super) async fn close(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    // What cannot be read names none of the person's sessions.
    let Ok(id) = form.value("session").parse::<SessionId>() else {
        return Ok(see_other("/session/sessions"));
    };
    let mut response = see_other("/session/ended");
    match state.doorkeeper.close_session(&person, id).await? {
        Some(left) => {
            ended::keep(&state, page.face(), &mut response, &left, Closed::One);
            Ok(response)
        }
        None => Ok(see_other("/session/sessions")),
    }
}

/// "Log out everywhere": here too.
pub(super) async fn close_all(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let left = state.doorkeeper.close_every_session(&person).await?;
    let mut response = see_other("/session/ended");
    ended::keep(&state, page.face(), &mut response, &left, Closed::All);
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}

async fn open(
    state: &IdentityState,
    page: &Page,
    t: &'static MineTexts,
    view: &SessionView,
) -> Result<Open, PageError> {
    let mut entered = Vec::new();
    for client in &view.clients {
        entered.push(state.name_of(page, client).await?);
    }
    let services = entered.join(", ");
    let (icon, name) = match &view.seen {
        Some(seen) => {
            let browser = seen.browser.clone();
            let name = browser.unwrap_or_else(|| t.session_unknown.to_owned());
            (page.icon.screen, name)
        }
        // No browser: a service asked over the back channel, and the app confirmed.
        None if entered.is_empty() => (page.icon.phone, t.session_called_by_nobody.to_owned()),
        None => (page.icon.phone, t.session_called(&services)),
    };
    let mut summary = ui::Summary::new()
        .fact(t.method, method_name(texts::login(page.lang), view.method))
        .fact(t.level, page.level(view.level))
        .fact(t.since, page.date_time(view.since))
        .fact(t.session_used, page.date_time(view.last_used_at));
    if let Some(seen) = &view.seen {
        summary = summary.num(t.session_origin, seen.origin.masked());
    }
    let services = if entered.is_empty() {
        t.session_no_services.to_owned()
    } else {
        services
    };
    Ok(Open {
        id: view.id.to_string(),
        here: view.here,
        icon,
        name,
        summary: summary.fact(t.session_services, services),
    })
}
