//! Into the waiting room (R087, R088, R094, R095): what the operator calls the person, the consent
//! to be recorded with its full text, the conditions, and a proof of work in place of a captcha
//! (defaults D16).

use std::time::Duration;

use askama::Template;
use authn::work::Purpose;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{limit::wait_until, origin::Origin};
use proofing::{EnterError, EnterWaitingRoom, WaitingNow, consent};
use registration::{Stage, terms as conditions};
use vocab::Line;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{call_secret, count, device, keep, steps};
use crate::{
    IdentityState,
    register::{
        gone,
        visit::{Elsewhere, Visit},
    },
    texts::{self, RegisterTexts, VideoTexts},
    work,
};

/// Who enters works always: an entrance is what an attacker would flood the queue with.
const WORK: Purpose = Purpose::always("enter_waiting_room");

/// Letters of the name that is shown.
const LONGEST_NAME: usize = 60;

#[derive(Template)]
#[template(path = "register/video/enter.html")]
struct Enter {
    page: Page,
    t: &'static VideoTexts,
    r: &'static RegisterTexts,
    steps: ui::Steps,
    wait: String,
    people: String,
    consent: consent::Consent,
    conditions: conditions::Terms,
    form: Form,
}

fn belongs(stage: &Stage) -> bool {
    !matches!(stage, Stage::Completed { .. })
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = may_enter(&state, &page, &headers).await?;
    let form = Form::new(&page).with("name", visit.view.name.given.as_str());
    draw(&state, page, form, StatusCode::OK).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = may_enter(&state, &page, &headers).await?;
    let t = texts::video(page.lang);
    let name = form.parse("name", shown_name, |wrong| match wrong {
        WrongName::Empty => t.name_empty,
        WrongName::Shape => t.name_shape,
    });
    if !form.ticked("consent") {
        form.mistake("consent", t.consent_missing);
    }
    if !form.ticked("accept") {
        form.mistake("accept", t.conditions_missing);
    }
    let Some(shown_name) = name.filter(|_| !form.has_mistakes()) else {
        return draw(&state, page, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if let Some(asked) = work::before(&state, &page, &form, WORK).await? {
        return Ok(asked);
    }
    let given = EnterWaitingRoom {
        shown_name,
        consent: consent::current(page.lang),
        terms: conditions::current(page.lang),
        tested: device::is_ready(&state, &page, &headers),
        contact: None,
        lang: page.lang,
        origin: Origin::of(page.client().0),
    };
    match state.proofing.enter(&visit.secret, given).await {
        Ok(secret) => {
            count(&page, "entered");
            let mut response = see_other("/register/video/room");
            keep(page.face(), &mut response, &secret);
            Ok(response)
        }
        Err(error) => Err(refused(&state, &page, &visit, error).await),
    }
}

async fn refused(
    state: &IdentityState,
    page: &Page,
    visit: &Visit,
    error: EnterError,
) -> Elsewhere {
    match error {
        EnterError::FlowGone => gone::answer(page),
        EnterError::NotYet => visit.where_it_stands(state, page).await,
        EnterError::Closed(_) => Elsewhere::at("/register/video"),
        EnterError::NotTested => Elsewhere::at("/register/video/test"),
        EnterError::Full => PageError::busy(Duration::from_secs(60)).into(),
        EnterError::TooOften { until } => PageError::too_many(wait_until(until, page.now())).into(),
        EnterError::Store(error) => error.into(),
    }
}

/// Somebody with a document confirmed and a device tested, while the service admits; who has a
/// call goes to it.
async fn may_enter(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Visit, Elsewhere> {
    let visit = Visit::at(state, page, headers, belongs).await?;
    if let Some(secret) = call_secret(page.face(), headers)
        && let Some(view) = state.proofing.view(&secret).await?
        && !super::room::has_ended(view.state)
    {
        return Err(Elsewhere::at("/register/video/room"));
    }
    if !state.offers_calls() || !state.proofing.opening().admits(page.now()) {
        return Err(Elsewhere::at("/register/video"));
    }
    if !device::is_ready(state, page, headers) {
        return Err(Elsewhere::at("/register/video/test"));
    }
    Ok(visit)
}

/// Why a text is not what somebody can be called.
enum WrongName {
    Empty,
    Shape,
}

/// Letters, spaces and what names are written with.
fn shown_name(text: &str) -> Result<Line, WrongName> {
    let text = text.trim();
    if text.is_empty() {
        return Err(WrongName::Empty);
    }
    let fits = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | '·');
    if text.chars().count() > LONGEST_NAME || !text.chars().all(fits) {
        return Err(WrongName::Shape);
    }
    Line::parse(text).map_err(|_| WrongName::Shape)
}

async fn draw(
    state: &IdentityState,
    page: Page,
    form: Form,
    status: StatusCode,
) -> Result<Response, Elsewhere> {
    let t = texts::video(page.lang);
    let now = state.proofing.waiting().await?;
    let enter = Enter {
        t,
        r: texts::register(page.lang),
        steps: steps(&page, 3),
        wait: wait(t, &now),
        people: t.enter_people(now.waiting),
        consent: consent::current(page.lang),
        conditions: conditions::current(page.lang),
        form,
        page,
    };
    Ok(private(enter.answer_with(status)))
}

/// The average waiting time now (R087), where there is an honest one.
fn wait(t: &'static VideoTexts, now: &WaitingNow) -> String {
    match now.wait.map(super::words::minutes) {
        None => t.enter_wait_unknown.to_owned(),
        Some(0) => t.enter_wait_short.to_owned(),
        Some(minutes) => t.enter_wait(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_and_what_names_are_written_with() {
        for name in ["Ana", "José Mª", "D'Arc", "Núria-Mª", "Íñigo", "美玲"] {
            assert!(shown_name(&format!(" {name} ")).is_ok(), "{name}");
        }
        for wrong in ["", "  ", "<b>", "a@b.es", "600000000", &"a".repeat(61)] {
            assert!(shown_name(wrong).is_err(), "{wrong}");
        }
    }
}
