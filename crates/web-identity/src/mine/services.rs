//! `/session/services`: the services that the person entered, what each received, and what they
//! have remembered or may come back for.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use federation::ServiceView;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};
use wire_oidc::claims::Claim;

use super::{Nav, Place};
use crate::{
    IdentityState,
    login::claim_name,
    texts::{self, MineTexts},
};

#[derive(Template)]
#[template(path = "mine/services.html")]
struct View {
    page: Page,
    t: &'static MineTexts,
    nav: Nav,
    services: Vec<Service>,
    form: Form,
}

struct Service {
    client: String,
    name: String,
    summary: ui::Summary,
    /// The button that takes back what the service may have without the person; nothing where it
    /// may have nothing.
    withdraw: Option<String>,
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
    let services = state.federation.services(&person).await?;
    let view = View {
        t,
        nav: Nav::new(&page, Place::Services),
        services: services
            .into_iter()
            .map(|view| service(&page, t, view))
            .collect(),
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer()))
}

/// "Do not remember this any more", "no more visits without me": what the service holds stops
/// working too.
pub(super) async fn withdraw(
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
    Ok(see_other("/session/services"))
}

fn service(page: &Page, t: &'static MineTexts, view: ServiceView) -> Service {
    let name = match &view.registration {
        Some(client) => client.name(page.lang.tag()).to_owned(),
        None => view.client.clone(),
    };
    let mut summary = ui::Summary::new().fact(t.received, claims(page, t, &view.received));
    if view.times > 0 {
        summary = summary
            .fact(t.last_entered, page.date_time(view.last_at))
            .fact(t.first_entered, page.date(view.first_at))
            .fact(t.times, view.times.to_string());
    }
    if let Some(consent) = &view.consent {
        let until = t.remembers(page.date(consent.given_at), page.date(consent.expires_at));
        summary = summary
            .fact(t.without_asking, claims(page, t, &consent.claims))
            .fact(t.remembered, until);
    }
    if let Some(absence) = &view.absence {
        let data = claims(page, t, &absence.claims);
        let until = t.absence_until(data, page.date(absence.expires_at));
        summary = summary.fact(t.absence, until);
    }
    let withdraw = match (&view.consent, &view.absence) {
        (Some(_), None) => Some(t.withdraw(&name)),
        (None, Some(_)) => Some(t.withdraw_absence(&name)),
        (Some(_), Some(_)) => Some(t.withdraw_both(&name)),
        (None, None) => None,
    };
    Service {
        client: view.client,
        name,
        summary,
        withdraw,
    }
}

/// Names of data, in one line.
fn claims<'a>(
    page: &Page,
    t: &'static MineTexts,
    claims: impl IntoIterator<Item = &'a Claim>,
) -> String {
    let names = texts::login(page.lang);
    let words: Vec<&str> = claims
        .into_iter()
        .map(|claim| claim_name(names, *claim))
        .collect();
    if words.is_empty() {
        t.nothing.to_owned()
    } else {
        words.join(", ")
    }
}
