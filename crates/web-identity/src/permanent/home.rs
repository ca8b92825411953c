//! `/permanent`: what can be done with the permanent password; `/permanent/done`: it is saved.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use web_kit::{Answer as _, Page, PageError, ui};

use crate::{
    IdentityState,
    login::{Waiting, WaitingQuery},
    mine::{Nav, Place},
    texts::{self, PermanentTexts},
};

#[derive(Template)]
#[template(path = "permanent/home.html")]
struct Home {
    page: Page,
    t: &'static PermanentTexts,
    /// Where the person is signed in.
    nav: Option<Nav>,
    tasks: ui::Tasks,
    enter: String,
}

#[derive(Template)]
#[template(path = "permanent/done.html")]
struct Done {
    page: Page,
    t: &'static PermanentTexts,
    enter: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let person = state.person(&page, &headers).await?;
    let page = match &person {
        Some(person) => state.signed_in(page, person).await?,
        None => page,
    };
    let t = texts::permanent(page.lang);
    let tasks = ui::Tasks::new()
        .link(t.home_activate, waiting.address("/permanent/activate"))
        .link(t.home_recover, waiting.address("/permanent/recover"))
        .link(t.home_change, waiting.address("/permanent/change"))
        .link(t.home_renew, waiting.address("/permanent/activation-code"));
    let home = Home {
        t,
        nav: person.map(|_| Nav::new(&page, Place::Means)),
        tasks,
        enter: waiting.address("/login/password"),
        page,
    };
    Ok(home.answer())
}

pub(super) async fn done(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let done = Done {
        t: texts::permanent(page.lang),
        enter: waiting.address("/login/password"),
        page,
    };
    Ok(done.answer())
}
