//! The person types the code.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use vocab::{SecureVerificationCode, SecureVerificationCodeError};
use web_kit::{Answer as _, Form, Page, page::see_other, private};

use super::address;
use crate::{
    texts::{self, VerificationTexts},
    visit::Guest,
};

const CODE: &str = "code";

#[derive(Template)]
#[template(path = "verification/enter_code.html")]
struct View {
    page: Page,
    t: &'static VerificationTexts,
    form: Form,
}

pub(super) async fn get(guest: Guest) -> Response {
    let form = Form::new(&guest.page);
    private(view(guest.page, form).answer())
}

pub(super) async fn post(guest: Guest, mut form: Form) -> Response {
    let page = guest.page;
    let t = texts::verification(page.lang);
    let empty = form.value(CODE).is_empty();
    let code = form.parse(CODE, SecureVerificationCode::parse, |error| {
        if empty { t.code_empty } else { words(t, error) }
    });
    match code {
        Some(code) => private(see_other(&address(&code))),
        None => private(view(page, form).again()),
    }
}

/// An address whose code cannot be one: the form again, with what is wrong with it. No document
/// is looked up, and the status is that of an unknown code.
pub(super) fn mistyped(page: Page, code: &str, error: SecureVerificationCodeError) -> Response {
    let t = texts::verification(page.lang);
    let shown: String = code
        .chars()
        .take(2 * SecureVerificationCode::LENGTH)
        .collect();
    let mut form = Form::new(&page).with(CODE, shown);
    form.mistake(CODE, words(t, error));
    private(view(page, form).answer_with(StatusCode::NOT_FOUND))
}

fn words(t: &'static VerificationTexts, error: SecureVerificationCodeError) -> &'static str {
    match error {
        SecureVerificationCodeError::Length => t.code_length,
        SecureVerificationCodeError::Character => t.code_character,
        SecureVerificationCodeError::CheckCharacters => t.code_check,
    }
}

fn view(page: Page, form: Form) -> View {
    let t = texts::verification(page.lang);
    View { t, form, page }
}
