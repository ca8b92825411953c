//! "Change your password": the one before, and then a code by SMS (R142).

use askama::Template;
use authn::{EnterPassword, EnterPasswordError, PasswordEntered, PasswordWish};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use vocab::{IdentityNumber, Password, PasswordError};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{activate::number, refusals, visit};
use crate::{
    IdentityState,
    login::{Waiting, WaitingQuery, keep_out},
    state::arrival,
    texts::{self, DocumentTexts, PermanentTexts},
};

#[derive(Template)]
#[template(path = "permanent/change.html")]
struct View {
    page: Page,
    t: &'static PermanentTexts,
    d: &'static DocumentTexts,
    back: String,
    recover: String,
    refused: Option<ui::Notice>,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let form = Form::new(&page);
    Ok(draw(page, &waiting, form, None, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let typed = typed(&mut form, &page);
    let Some((number, password)) = typed else {
        return Ok(draw(page, &waiting, form, None, wrong));
    };
    let given = EnterPassword {
        number,
        password,
        browser: visit::known_browser(&state, page.face(), &headers),
        arrival: arrival(&page, &headers),
        wish: PasswordWish::Change,
    };
    match state.doorkeeper.enter_password(given).await {
        // With this wish no session opens.
        Ok(
            PasswordEntered::CodeSent(flow)
            | PasswordEntered::Session(flow, _)
            | PasswordEntered::AskedInApp(flow, _),
        ) => {
            let mut response = see_other(&waiting.address("/permanent/code"));
            visit::keep_flow(page.face(), &mut response, &flow);
            Ok(response)
        }
        Err(refused) => Ok(
            match refusal(&state, &page, &waiting, &mut form, refused)? {
                Refused::Here(notice) => draw(page, &waiting, form, notice, wrong),
                Refused::Elsewhere(response) => *response,
            },
        ),
    }
}

/// Number and password as they were typed. The password is never drawn again.
pub(crate) fn typed(form: &mut Form, page: &Page) -> Option<(IdentityNumber, Password)> {
    let t = texts::permanent(page.lang);
    let number = number(form, texts::document(page.lang));
    let password = form.parse("password", Password::parse, |error| match error {
        PasswordError::Empty => t.password_empty,
        PasswordError::TooLong | PasswordError::Control => t.password_shape,
    });
    Some((number?, password?))
}

/// Where somebody learns why a password led nowhere.
pub(crate) enum Refused {
    /// On the same page, below a notice if it is not beside the field.
    Here(Option<ui::Notice>),
    /// On the page of those who are kept out.
    Elsewhere(Box<Response>),
}

/// What a refused password says: beside the field in the person's own browser, above the page
/// everywhere else.
pub(crate) fn refusal(
    state: &IdentityState,
    page: &Page,
    waiting: &Waiting,
    form: &mut Form,
    refused: EnterPasswordError,
) -> Result<Refused, PageError> {
    let t = texts::permanent(page.lang);
    match refused {
        EnterPasswordError::NotRight { left: Some(left) } => {
            form.mistake("password", t.wrong(left));
            Ok(Refused::Here(None))
        }
        EnterPasswordError::NotRight { left: None } => {
            Ok(Refused::Here(Some(refusals::not_right(page, t, waiting))))
        }
        EnterPasswordError::Locked => Ok(Refused::Here(Some(refusals::locked(page, t, waiting)))),
        EnterPasswordError::Held(kept_out) => Ok(Refused::Elsewhere(Box::new(keep_out(
            state,
            page.face(),
            waiting,
            &kept_out,
        )))),
        EnterPasswordError::Paused { until } => Err(refusals::paused(page, until)),
        EnterPasswordError::TooManyCodes { until } => Err(refusals::many_codes(page, until)),
        EnterPasswordError::Hash(error) => Err(refusals::hash_error(page, error)),
        EnterPasswordError::Store(error) => Err(error.into()),
    }
}

fn draw(
    page: Page,
    waiting: &Waiting,
    form: Form,
    refused: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let view = View {
        t: texts::permanent(page.lang),
        d: texts::document(page.lang),
        back: waiting.address("/permanent"),
        recover: waiting.address("/permanent/recover"),
        refused,
        form,
        page,
    };
    private(view.answer_with(status))
}
