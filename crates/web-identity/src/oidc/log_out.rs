//! Log-out that a relying party starts. Without a valid hint for this session it asks.

use askama::Template;
use authn::Left;
use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use federation::LogOutPlan;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private};
use wire_oidc::Parameters;

use crate::{
    IdentityState,
    mine::ended::{self, Closed, ToldList},
    state::session_secret,
    texts::{self, OidcTexts},
};

#[derive(Template)]
#[template(path = "login/log_out.html")]
struct Ask {
    page: Page,
    t: &'static OidcTexts,
    service: Option<String>,
    form: Form,
}

#[derive(Template)]
#[template(path = "login/logged_out.html")]
struct LoggedOut {
    page: Page,
    t: &'static OidcTexts,
    told: Option<ToldList>,
    script: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    start(page, headers, state, query.unwrap_or_default().as_bytes()).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    body: Bytes,
) -> Result<Response, PageError> {
    start(page, headers, state, &body).await
}

async fn start(
    page: Page,
    headers: HeaderMap,
    state: IdentityState,
    encoded: &[u8],
) -> Result<Response, PageError> {
    // What cannot be read counts as absent: the person still wants to leave.
    let parameters = Parameters::parse(encoded).unwrap_or_default();
    let person = state.person(&page, &headers).await?;
    let plan = state
        .federation
        .plan_log_out(&parameters, person.as_ref())
        .await?;
    let asking = page.clone();
    let mut response = if plan.ask {
        ask(page.in_wished(&plan.ui_locales), &state, &plan)
    } else {
        let page = page.in_wished(&plan.ui_locales);
        leave(page, &headers, &state, plan.return_to.as_deref()).await?
    };
    asking.wish(&plan.ui_locales, response.headers_mut());
    Ok(response)
}

/// "Yes, log out": the address to return to travels sealed, since it was checked before.
pub(super) async fn confirm(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let tokens = &*state.federation.tokens;
    let return_to = tokens
        .open_token("logout.return", form.value("return_to"))
        .and_then(|bytes| String::from_utf8(bytes).ok());
    leave(page, &headers, &state, return_to.as_deref()).await
}

fn ask(page: Page, state: &IdentityState, plan: &LogOutPlan) -> Response {
    let t = texts::oidc(page.lang);
    let mut form = Form::new(&page);
    if let Some(return_to) = &plan.return_to {
        let sealed = state
            .federation
            .tokens
            .seal_token("logout.return", return_to.as_bytes());
        form.set("return_to", sealed);
    }
    let service = plan
        .client
        .as_ref()
        .map(|client| client.name(page.lang.tag()).to_owned());
    let mut response = Ask {
        page,
        t,
        service,
        form,
    }
    .answer();
    if let Some(url) = plan
        .return_to
        .as_deref()
        .and_then(|text| url::Url::parse(text).ok())
    {
        web_kit::allow_form_action(&mut response, &url);
    }
    response
}

async fn leave(
    page: Page,
    headers: &HeaderMap,
    state: &IdentityState,
    return_to: Option<&str>,
) -> Result<Response, PageError> {
    let left = match session_secret(page.face(), headers) {
        Some(secret) => state.doorkeeper.log_out(&secret).await?,
        None => None,
    };
    let face = page.face().clone();
    let mut response = match (return_to, &left) {
        (Some(address), _) => see_other(address),
        (None, left) => logged_out(page, state, left.as_ref()).await?,
    };
    face.cookie("session").clear_on(response.headers_mut());
    Ok(response)
}

/// Our own page, with what came of telling the other services of the session.
async fn logged_out(
    page: Page,
    state: &IdentityState,
    left: Option<&Left>,
) -> Result<Response, PageError> {
    let told = match left {
        Some(left) => ToldList::of(state, &page, left).await?,
        None => None,
    };
    let view = LoggedOut {
        t: texts::oidc(page.lang),
        told,
        script: ToldList::script(),
        page,
    };
    let mut response = private(view.answer());
    if let Some(left) = left {
        let face = view.page.face();
        ended::keep(state, face, &mut response, left, Closed::One);
    }
    Ok(response)
}
