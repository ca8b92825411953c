//! "Freeze everything": what stops, one box to tick, and afterwards how to thaw.

use askama::Template;
use authn::Authenticated;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use web_kit::{Answer as _, Form, Page, PageError, form::Checkbox, page::see_other, private};

use crate::{
    IdentityState,
    login::means_name,
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
    understood: Checkbox,
    form: Form,
}

#[derive(Template)]
#[template(path = "mine/frozen.html")]
struct Frozen {
    page: Page,
    t: &'static FreezeTexts,
    office: String,
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
pub(super) async fn frozen(page: Page) -> Response {
    let t = texts::freeze(page.lang);
    let view = Frozen {
        t,
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
    let view = View {
        t,
        back: texts::mine(page.lang).title,
        own: known
            .iter()
            .filter(|view| view.thaws())
            .map(|view| means_name(&page, view.means))
            .collect(),
        understood: form.checkbox("understood", t.freeze_understood),
        form,
        page,
    };
    Ok(private(view.answer_with(status)))
}
