//! "Make a new activation code", for who can identify in any way (R135, R253, R255).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use registration::{RenewCodeError, Stage};
use web_kit::{Answer as _, ErrorCode, Form, Page, PageError, page::see_other, private, ui};

use crate::{
    IdentityState,
    register::{keep_flow, shown_flow},
    texts::{self, PermanentTexts, RegisterTexts},
};

/// Purpose in the name of the cookie that says where to go once the person has identified.
const AFTER: &str = "after";

/// Its only value.
const CODE: &str = "activation-code";

/// Where it leads.
pub(crate) const BACK: &str = "/permanent/activation-code";

#[derive(Template)]
#[template(path = "permanent/renew.html")]
struct Renew {
    page: Page,
    t: &'static PermanentTexts,
    form: Form,
}

#[derive(Template)]
#[template(path = "permanent/identify.html")]
struct Identify {
    page: Page,
    t: &'static PermanentTexts,
}

#[derive(Template)]
#[template(path = "permanent/new_code.html")]
struct NewCode {
    page: Page,
    t: &'static PermanentTexts,
    r: &'static RegisterTexts,
    code: String,
    code_box: ui::CodeBox,
    next: ui::Tasks,
}

/// Did the person identify to make a code? Then they go back to it.
pub(crate) fn came_back(page: &Page, headers: &HeaderMap) -> bool {
    page.face().cookie(AFTER).read(headers) == Some(CODE)
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let t = texts::permanent(page.lang);
    let Some(person) = state.person(&page, &headers).await? else {
        let face = page.face().clone();
        let mut response = Identify { t, page }.answer();
        face.cookie(AFTER)
            .set_on(response.headers_mut(), CODE, None);
        return Ok(response);
    };
    let page = state.signed_in(page, &person).await?;
    let t = texts::permanent(page.lang);
    let form = Form::new(&page);
    let face = page.face().clone();
    let mut response = private(Renew { t, form, page }.answer());
    face.cookie(AFTER).clear_on(response.headers_mut());
    Ok(response)
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other(BACK));
    };
    if !form.ticked("accept") {
        let page = state.signed_in(page, &person).await?;
        let mut form = form.in_language_of(&page);
        let t = texts::permanent(page.lang);
        form.mistake("accept", t.renew_accept_missing);
        let wrong = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(private(Renew { t, form, page }.answer_with(wrong)));
    }
    let renewed = state
        .registrar
        .renew_activation_code(person.person(), person.method())
        .await;
    match renewed {
        Ok(flow) => {
            let mut response = see_other("/permanent/activation-code/new");
            keep_flow(page.face(), &mut response, &flow);
            Ok(response)
        }
        Err(RenewCodeError::NotActive) => {
            let t = texts::permanent(page.lang);
            let phone = page.body().phone.clone();
            Err(PageError::new(StatusCode::CONFLICT, ErrorCode::FORBIDDEN)
                .title(t.renew_title)
                .lead(t.renew_over(&phone)))
        }
        Err(RenewCodeError::Representative) => {
            let t = texts::permanent(page.lang);
            Err(PageError::new(StatusCode::FORBIDDEN, ErrorCode::FORBIDDEN)
                .title(t.renew_representative_title)
                .lead(t.renew_representative))
        }
        Err(RenewCodeError::Store(error)) => Err(error.into()),
    }
}

/// The new code, as long as its flow lives.
pub(super) async fn shown(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(view) = shown_flow(&state, &page, &headers).await? else {
        return Ok(see_other(BACK));
    };
    let Stage::Completed {
        activation_code, ..
    } = &view.stage
    else {
        return Ok(see_other(BACK));
    };
    let page = match state.person(&page, &headers).await? {
        Some(person) => state.signed_in(page, &person).await?,
        None => page,
    };
    let (t, r) = (texts::permanent(page.lang), texts::register(page.lang));
    let code = activation_code.grouped();
    let drawn = NewCode {
        t,
        r,
        code_box: ui::CodeBox::new(r.activation_title, &code).hint(r.activation_hint),
        code,
        next: ui::Tasks::new()
            .link(t.home_activate, "/permanent/activate")
            .link(t.home_recover, "/permanent/recover"),
        page,
    };
    Ok(private(drawn.answer()).into_response())
}
