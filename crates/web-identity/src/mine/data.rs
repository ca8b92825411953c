//! `/session`: the data on record, masked until the person asks for one of them (facts B.2), and
//! the session that is open in this browser.

use askama::Template;
use authn::{Authenticated, Who};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use vocab::RegistrationLevel;
use web_kit::{
    Answer as _, Form, Html, Markup as _, Page, PageError, page::see_other, private, ui,
};

use super::{Nav, Place, activity, prove_again};
use crate::{
    IdentityState,
    login::method_name,
    texts::{self, MineTexts},
};

#[derive(Template)]
#[template(path = "mine/data.html")]
struct View {
    page: Page,
    t: &'static MineTexts,
    nav: Nav,
    notice: Option<ui::Notice>,
    name: String,
    data: ui::Summary,
    wrong: Html,
    here: ui::Summary,
    ways: ui::Tasks,
    latest: ui::Tasks,
    form: Form,
}

/// What is shown whole: `number` or `email`.
#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    show: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let Some(who) = state.doorkeeper.who(&person).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in_as(page, &person, &who);
    let t = texts::mine(page.lang);
    let notice = prove_again(&state, &page, &person).await?;
    let view = View {
        t,
        nav: Nav::new(&page, Place::Data),
        data: data(t, &who, &shown.show)
            .fact(t.registration, registration(t, &who, notice.is_some())),
        notice,
        wrong: page
            .rich(t.data_wrong(&page.body().phone))
            .link(page.phone_link())
            .link("/session/freeze")
            .html(),
        here: here(&page, t, &person),
        ways: ways(&state, &page, t),
        latest: activity::latest(&state, &page, &person).await?,
        name: who.name.full(),
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer()))
}

/// What is on record. The phone is never whole: its last digits are enough to recognise it.
fn data(t: &'static MineTexts, who: &Who, shown: &str) -> ui::Summary {
    let summary = ui::Summary::new().fact(t.name, who.name.full());
    let summary = if shown == "number" {
        let whole = who.number.as_str();
        let summary = summary.num(t.number, whole);
        summary.change(t.hide, t.of_number, "/session")
    } else {
        let summary = summary.num(t.number, who.number.masked());
        summary.change(t.show, t.of_number, "/session?show=number")
    };
    let summary = summary.num(t.phone, who.phone.masked());
    if shown == "email" {
        let summary = summary.fact(t.email, who.email.as_str());
        summary.change(t.hide, t.of_email, "/session")
    } else {
        let summary = summary.fact(t.email, who.email.masked());
        summary.change(t.show, t.of_email, "/session?show=email")
    }
}

/// The level of the registration; who has to prove their identity again is told that it counts less.
fn registration(t: &'static MineTexts, who: &Who, must_prove_again: bool) -> &'static str {
    match (who.registration_level, must_prove_again) {
        (RegistrationLevel::Basic, _) => t.basic,
        (RegistrationLevel::Advanced, false) => t.advanced,
        (RegistrationLevel::Advanced, true) => t.advanced_capped,
    }
}

fn here(page: &Page, t: &'static MineTexts, person: &Authenticated) -> ui::Summary {
    let method = method_name(texts::login(page.lang), person.method());
    ui::Summary::new()
        .fact(t.method, method)
        .fact(t.level, page.level(person.level()))
        .fact(t.since, page.date_time(person.authenticated_at()))
        .fact(t.until, page.time(person.ends_at()))
}

fn ways(state: &IdentityState, page: &Page, t: &'static MineTexts) -> ui::Tasks {
    let hold = texts::freeze(page.lang);
    let tasks = ui::Tasks::new()
        .link(hold.mine_title, "/session/means")
        .link(t.ways_passkeys, "/session/passkeys");
    let tasks = if state.app.is_offered() {
        let words = texts::confirm(page.lang);
        tasks.link(words.mine_link, "/session/app")
    } else {
        tasks
    };
    tasks
        .link(texts::permanent(page.lang).home_title, "/permanent")
        .link(hold.freeze_title, "/session/freeze")
}
