//! "I already have an invitation letter": its sixteen characters (R053–R056, R241).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::letter::EnterCodeError;
use registration::{EnterLetterCodeError, Stage};
use vocab::{CodeError, LetterCode};
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Elsewhere, Visit, gone, refusals, steps};
use crate::{
    IdentityState,
    texts::{self, DocumentTexts, RegisterTexts},
};

#[derive(Template)]
#[template(path = "register/code.html")]
struct EnterCode {
    page: Page,
    t: &'static RegisterTexts,
    d: &'static DocumentTexts,
    steps: ui::Steps,
    form: Form,
}

/// A code that was accepted is not asked for again in the same flow.
fn belongs(stage: &Stage) -> bool {
    matches!(stage, Stage::DocumentConfirmed | Stage::LetterRequested)
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    Visit::at(&state, &page, &headers, belongs).await?;
    let form = Form::new(&page);
    Ok(draw(page, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let t = texts::register(page.lang);
    let empty = form.value("code").is_empty();
    let code = form.parse("code", LetterCode::parse, |error| match error {
        _ if empty => t.code_empty,
        CodeError::Length => t.code_length,
        CodeError::Character | CodeError::CheckDigit => t.code_character,
    });
    let Some(code) = code else {
        return Ok(draw(page, form, StatusCode::UNPROCESSABLE_ENTITY));
    };
    match state.registrar.enter_code(&visit.secret, code).await {
        Ok(()) => Ok(see_other("/register/contact")),
        Err(EnterLetterCodeError::Code(refused)) => {
            form.mistake("code", refusal(&page, refused));
            Ok(draw(page, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(EnterLetterCodeError::NoEffect(why)) => Err(refusals::no_effect(&page, why).into()),
        Err(EnterLetterCodeError::FlowGone) => Err(gone::answer(&page)),
        Err(EnterLetterCodeError::Raced) => Err(visit.where_it_stands(&state, &page).await),
        Err(EnterLetterCodeError::Store(error)) => Err(error.into()),
    }
}

fn refusal(page: &Page, refused: EnterCodeError) -> String {
    let t = texts::register(page.lang);
    match refused {
        EnterCodeError::Wrong { left } => t.code_wrong(left),
        EnterCodeError::Blocked => t.code_blocked.to_owned(),
        EnterCodeError::Expired => t.code_expired.to_owned(),
        EnterCodeError::Used => t.code_used(&page.body().phone),
        EnterCodeError::Superseded => t.code_superseded.to_owned(),
    }
}

fn draw(page: Page, form: Form, status: StatusCode) -> Response {
    let view = EnterCode {
        t: texts::register(page.lang),
        d: texts::document(page.lang),
        steps: steps(&page, 2),
        form,
        page,
    };
    private(view.answer_with(status))
}
