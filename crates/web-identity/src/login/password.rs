//! Number and permanent password, alone or with a second step: confirmation in the app, or a code by
//! SMS (R139, facts B.5, B.6).

use askama::Template;
use authn::{EnterPassword, PasswordEntered, PasswordWish};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use vocab::AssuranceLevel;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{
    app::{asked, keep_browser, wait_address},
    obtain_pin::browser_secret,
    waiting::{Waiting, WaitingQuery},
};
use crate::{
    IdentityState,
    permanent::{
        change::{Refused, refusal, typed},
        visit,
    },
    state::arrival,
    texts::{self, DocumentTexts, PermanentTexts},
};

#[derive(Template)]
#[template(path = "login/password.html")]
struct View {
    page: Page,
    t: &'static PermanentTexts,
    d: &'static DocumentTexts,
    asked: ui::Asked,
    /// The service demands more than a password alone gives.
    more_follows: bool,
    back: String,
    other_way: &'static str,
    recover: String,
    activate: String,
    refused: Option<ui::Notice>,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let mut form = Form::new(&page);
    if let Some(hint) = waiting
        .asker
        .as_ref()
        .and_then(|(pending, _)| pending.request.login_hint.as_deref())
    {
        form.set("number", hint);
    }
    Ok(draw(&state, page, &waiting, form, None, StatusCode::OK))
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
    let Some((number, password)) = typed(&mut form, &page) else {
        return Ok(draw(&state, page, &waiting, form, None, wrong));
    };
    let browser = visit::known_browser(&state, page.face(), &headers);
    let (app_browser, fresh) = browser_secret(&state, page.face(), &headers);
    let wish = if more_follows(&waiting) || form.ticked("with-more") {
        let asked = asked(&state, &page, &headers, &waiting, app_browser.clone());
        PasswordWish::LogInWithMore(Box::new(asked))
    } else {
        PasswordWish::LogIn
    };
    let given = EnterPassword {
        number,
        password,
        browser: browser.clone(),
        arrival: arrival(&page, &headers),
        wish,
    };
    match state.doorkeeper.enter_password(given).await {
        Ok(PasswordEntered::Session(session, _)) => {
            let mut response = see_other(&waiting.address("/login"));
            visit::enter(page.face(), &mut response, &session, &browser);
            Ok(response)
        }
        Ok(PasswordEntered::CodeSent(flow)) => {
            let mut response = see_other(&waiting.address("/permanent/code"));
            visit::keep_flow(page.face(), &mut response, &flow);
            Ok(response)
        }
        Ok(PasswordEntered::AskedInApp(flow, ticket)) => {
            let mut response = see_other(&wait_address(&state, &waiting, &ticket));
            visit::keep_flow(page.face(), &mut response, &flow);
            keep_browser(&page, &mut response, &app_browser, fresh);
            Ok(private(response))
        }
        Err(refused) => Ok(
            match refusal(&state, &page, &waiting, &mut form, refused)? {
                Refused::Here(notice) => draw(&state, page, &waiting, form, notice, wrong),
                Refused::Elsewhere(response) => *response,
            },
        ),
    }
}

/// Does the service demand more than a password alone gives?
fn more_follows(waiting: &Waiting) -> bool {
    waiting
        .asker
        .as_ref()
        .is_some_and(|(pending, _)| pending.request.level.minimum() > AssuranceLevel::Low)
}

fn draw(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    form: Form,
    refused: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let view = View {
        t: texts::permanent(page.lang),
        d: texts::document(page.lang),
        asked: waiting.asked(state, &page),
        more_follows: more_follows(waiting),
        back: waiting.address("/login"),
        other_way: texts::login(page.lang).other_way,
        recover: waiting.address("/permanent/recover"),
        activate: waiting.address("/permanent/activate"),
        refused,
        form,
        page,
    };
    private(waiting.allow_return(view.answer_with(status)))
}
