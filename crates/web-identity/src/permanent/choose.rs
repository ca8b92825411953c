//! The person chooses the password (R138): the rules in words, and how strong it looks while they
//! type. What counts is decided when it is sent.

use askama::Template;
use authn::{ChoosePasswordError, PasswordStage};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::password::{Profile, policy::Weakness};
use vocab::{Password, PasswordError};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private};

use super::{refusals, visit};
use crate::{
    IdentityState, assets,
    login::{Waiting, WaitingQuery},
    texts::{self, DocumentTexts, PermanentTexts},
};

#[derive(Template)]
#[template(path = "permanent/choose.html")]
struct View {
    page: Page,
    t: &'static PermanentTexts,
    d: &'static DocumentTexts,
    profile: Profile,
    script: String,
    /// The user code is the number, always (R139, R140); the browser's keeper of passwords reads it.
    number: String,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let form = Form::new(&page);
    draw(&state, page, &headers, &waiting, form, StatusCode::OK).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let t = texts::permanent(page.lang);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some((flow, _)) = visit::flow(&state, page.face(), &headers).await? else {
        return Err(refusals::gone(&page, &waiting));
    };
    let Some(password) = twice(&mut form, t) else {
        return draw(&state, page, &headers, &waiting, form, wrong).await;
    };
    match state.doorkeeper.choose_password(&flow, password).await {
        Ok(_) => {
            let mut response = see_other(&waiting.address("/permanent/done"));
            visit::forget_flow(page.face(), &mut response);
            Ok(response)
        }
        Err(ChoosePasswordError::Weak(found)) => {
            let profile = state.doorkeeper.settings.password.profile;
            let words: Vec<String> = found
                .into_iter()
                .map(|weakness| in_words(t, weakness, profile))
                .collect();
            form.mistake("new-password", words.join(" "));
            draw(&state, page, &headers, &waiting, form, wrong).await
        }
        Err(ChoosePasswordError::NotYet) => Ok(see_other(&waiting.address("/permanent/code"))),
        Err(ChoosePasswordError::FlowGone) => Err(refusals::gone(&page, &waiting)),
        Err(ChoosePasswordError::Hash(error)) => Err(refusals::hash_error(&page, error)),
        Err(ChoosePasswordError::Store(error)) => Err(error.into()),
    }
}

/// The password, if it was typed twice alike.
fn twice(form: &mut Form, t: &'static PermanentTexts) -> Option<Password> {
    let password = form.parse("new-password", Password::parse, |error| match error {
        PasswordError::Empty => t.password_empty,
        PasswordError::TooLong | PasswordError::Control => t.password_shape,
    })?;
    match Password::parse(form.value("repeated")) {
        Ok(repeated) if repeated == password => Some(password),
        Ok(_) | Err(_) => {
            form.mistake("repeated", t.repeat_differs);
            None
        }
    }
}

fn in_words(t: &'static PermanentTexts, weakness: Weakness, profile: Profile) -> String {
    match weakness {
        Weakness::TooShort => t.weak_length(profile.least_characters()),
        Weakness::TooFewKinds => t.weak_kinds.to_owned(),
        Weakness::Name => t.weak_name.to_owned(),
        Weakness::Number => t.weak_number.to_owned(),
        Weakness::Guessable => t.weak_guess.to_owned(),
        Weakness::Reused => t.weak_reused.to_owned(),
    }
}

async fn draw(
    state: &IdentityState,
    page: Page,
    headers: &HeaderMap,
    waiting: &Waiting,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let Some((_, flow)) = visit::flow(state, page.face(), headers).await? else {
        return Err(refusals::gone(&page, waiting));
    };
    if flow.stage != PasswordStage::PhoneProven {
        return Ok(see_other(&waiting.address("/permanent/code")));
    }
    let view = View {
        t: texts::permanent(page.lang),
        d: texts::document(page.lang),
        profile: state.doorkeeper.settings.password.profile,
        script: assets::OWN.url("password.js"),
        number: flow.number.to_string(),
        form,
        page,
    };
    Ok(private(view.answer_with(status)))
}
