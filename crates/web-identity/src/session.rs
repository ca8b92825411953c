//! "My session": who is in, at which level, until when, the services that the person asked us to
//! remember, and the way out.

use askama::Template;
use axum::http::{StatusCode, header::ACCEPT};
use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use federation::ConsentView;
use vocab::RegistrationLevel;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use crate::{
    IdentityState,
    login::{claim_name, method_name},
    state::session_secret,
    texts::{self, HomeTexts},
};

#[derive(Template)]
#[template(path = "session.html")]
struct View {
    page: Page,
    t: &'static HomeTexts,
    name: String,
    summary: ui::Summary,
    services: Vec<Service>,
    app: Option<&'static str>,
    form: Form,
}

/// A service that the person asked us to remember.
struct Service {
    client: String,
    name: String,
    summary: ui::Summary,
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session", get(view))
        .route("/session/keep", post(keep))
        .route("/session/services/withdraw", post(withdraw))
        .route("/session/log-out", post(log_out))
}

async fn view(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let Some(who) = state.doorkeeper.who(&person).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let t = texts::home(page.lang);
    let registration = match who.registration_level {
        RegistrationLevel::Basic => t.session_basic,
        RegistrationLevel::Advanced => t.session_advanced,
    };
    let method = method_name(texts::login(page.lang), person.method());
    let summary = ui::Summary::new()
        .fact(t.session_number, who.number.masked())
        .fact(t.session_phone, who.phone.masked())
        .fact(t.session_email, who.email.masked())
        .fact(t.session_registration, registration)
        .fact(t.session_method, method)
        .fact(t.session_level, page.level(person.level()))
        .fact(t.session_since, page.date_time(person.authenticated_at()))
        .fact(t.session_until, page.time(person.ends_at()));
    let consents = state.federation.consents(&person).await?;
    let services = consents
        .into_iter()
        .map(|consent| service(&page, t, consent))
        .collect();
    let form = Form::new(&page);
    Ok(private(
        View {
            t,
            name: who.name.full(),
            summary,
            services,
            app: state
                .app
                .is_offered()
                .then(|| texts::confirm(page.lang).mine_link),
            form,
            page,
        }
        .answer(),
    ))
}

fn service(page: &Page, t: &'static HomeTexts, consent: ConsentView) -> Service {
    let names = texts::login(page.lang);
    let released: Vec<&str> = consent
        .claims
        .iter()
        .map(|claim| claim_name(names, *claim))
        .collect();
    let released = if released.is_empty() {
        t.services_nothing.to_owned()
    } else {
        released.join(", ")
    };
    let name = match &consent.registration {
        Some(client) => client.name(page.lang.tag()).to_owned(),
        None => consent.client.clone(),
    };
    Service {
        client: consent.client,
        name,
        summary: ui::Summary::new()
            .fact(t.services_receives, released)
            .fact(t.services_since, page.date(consent.given_at))
            .fact(t.services_until, page.date(consent.expires_at)),
    }
}

/// "Do not remember this any more": what the service holds stops working too.
async fn withdraw(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    state
        .federation
        .withdraw(&person, form.value("client"))
        .await?;
    Ok(see_other("/session"))
}

/// The idle limit starts again: the person asked to stay (WCAG 2.2.1).
async fn keep(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let kept = match session_secret(page.face(), &headers) {
        Some(secret) => state.doorkeeper.extend(&secret).await?.is_some(),
        None => false,
    };
    let wants_page = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    match (kept, wants_page) {
        (true, false) => Ok(StatusCode::NO_CONTENT.into_response()),
        (true, true) => Ok(see_other("/session")),
        (false, _) => Ok(see_other("/login")),
    }
}

async fn log_out(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    if let Some(secret) = session_secret(page.face(), &headers) {
        state.doorkeeper.log_out(&secret).await?;
    }
    let mut response = see_other("/?left");
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}
