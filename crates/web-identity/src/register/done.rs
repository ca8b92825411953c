//! Registered: the activation code, the receipt, what next (R044, R064, R065). Shown again while
//! the flow lives.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use registration::{Route, Stage};
use web_kit::{Answer as _, Form, Page, private, ui};

use super::{Elsewhere, Visit, steps};
use crate::{
    IdentityState, came_from,
    texts::{self, RegisterTexts},
};

#[derive(Template)]
#[template(path = "register/done.html")]
struct Done {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    lead: &'static str,
    code: String,
    code_box: ui::CodeBox,
    summary: ui::Summary,
    next: ui::Tasks,
    form: Form,
}

pub(super) fn belongs(stage: &Stage) -> bool {
    matches!(stage, Stage::Completed { .. })
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    if visit.view.renewed {
        return Err(Elsewhere::at("/permanent/activation-code/new"));
    }
    let Stage::Completed {
        activation_code,
        phone,
        email,
        at,
        route,
        ..
    } = &visit.view.stage
    else {
        return Err(visit.where_it_stands(&state, &page).await);
    };
    let t = texts::register(page.lang);
    let v = texts::video(page.lang);
    let (lead, registered) = match route {
        Route::Letter => (t.done_lead, t.done_basic(page.date(*at))),
        Route::VideoCall => (v.done_lead, v.done_level_basic(page.date(*at))),
        Route::UnattendedVideo => (v.done_film_lead, v.done_film_basic(page.date(*at))),
    };
    let code = activation_code.grouped();
    let summary = ui::Summary::new()
        .fact(t.fact_name, visit.view.name.full())
        .num(t.fact_number, visit.view.number.masked())
        .num(t.fact_phone, phone.masked())
        .fact(t.fact_email, email.masked())
        .fact(t.fact_registration, registered);
    let done = Done {
        t,
        steps: steps(&page, 4),
        lead,
        code_box: ui::CodeBox::new(t.activation_title, &code).hint(t.activation_hint),
        code,
        summary,
        next: next(&state, &page, &headers).await?,
        form: Form::new(&page),
        page,
    };
    Ok(private(done.answer()))
}

/// On to the service that sent the person, if its request still waits.
async fn next(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<ui::Tasks, Elsewhere> {
    let t = texts::register(page.lang);
    let tasks = match came_from::waiting(state, page, headers).await? {
        Some(waiting) => {
            let service = t.next_service(waiting.service(state, page.lang));
            ui::Tasks::new().link(service, waiting.address("/login"))
        }
        None => ui::Tasks::new().link(t.next_pin, "/login"),
    };
    let p = texts::permanent(page.lang);
    Ok(tasks
        .link(p.activate_title, "/permanent/activate")
        .link(t.next_session, "/session"))
}
