//! "Freeze everything": what stops, one box to tick, and afterwards how to thaw.

use askama::Template;
use authn::Authenticated;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::restriction::Means;
use vocab::AssuranceLevel;
use web_kit::{Answer as _, Form, Html, Page, PageError, form::Checkbox, page::see_other, private};

use super::{is_offered, thawing_ways, unknown_certificate};
use crate::{
    IdentityState,
    login::{means_name, telephone},
    texts::{self, FreezeTexts},
};

#[derive(Template)]
#[template(path = "mine/freeze.html")]
struct View {
    page: Page,
    t: &'static FreezeTexts,
    back: &'static str,
    /// The ways of the person that thaw, by name.
    own: Vec<&'static str>,
    /// So would a certificate of which we know nothing.
    certificate: bool,
    phone: Html,
    understood: Checkbox,
    form: Form,
}

#[derive(Template)]
#[template(path = "mine/frozen.html")]
struct Frozen {
    page: Page,
    t: &'static FreezeTexts,
    how: Vec<&'static str>,
    office: String,
    phone: Html,
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
    let form = Form::new(&page);
    draw(&state, page, &person, form, StatusCode::OK).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    if !form.ticked("understood") {
        let page = state.signed_in(page, &person).await?;
        let mut form = form.in_language_of(&page);
        let t = texts::freeze(page.lang);
        form.mistake("understood", t.freeze_understood_missing);
        let wrong = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, page, &person, form, wrong).await;
    }
    state.doorkeeper.freeze(&person).await?;
    let mut response = private(see_other("/frozen"));
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}

/// The same for everybody: whoever comes back to it reads what they knew.
pub(super) async fn frozen(page: Page, State(state): State<IdentityState>) -> Response {
    let t = texts::freeze(page.lang);
    let view = Frozen {
        t,
        how: thawing_ways(&state, t),
        phone: telephone(&page),
        office: t.frozen_office(&page.body().phone),
        page,
    };
    private(view.answer())
}

/// The page as it is for a person who is signed in.
async fn draw(
    state: &IdentityState,
    page: Page,
    person: &Authenticated,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let known = state.doorkeeper.means(person).await?;
    let t = texts::freeze(page.lang);
    let own: Vec<Means> = known
        .iter()
        .filter(|view| view.thaws() && is_offered(state, view))
        .map(|view| view.means)
        .collect();
    let enough = unknown_certificate(state, &known) >= Some(AssuranceLevel::Substantial);
    let view = View {
        t,
        back: texts::mine(page.lang).title,
        certificate: enough && !own.contains(&Means::Certificate),
        own: own.iter().map(|means| means_name(&page, *means)).collect(),
        phone: telephone(&page),
        understood: form.checkbox("understood", t.freeze_understood),
        form,
        page,
    };
    Ok(private(view.answer_with(status)))
}
