//! The review, the conditions and "Send" (R061–R063). Only here, with the phone proven, does the
//! page say that the phone belongs to another identity and asks whether to take it over.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::registration::NoLetterEffect;
use registration::{CompleteError, Stage, terms as conditions};
use vocab::{EmailAddress, PhoneNumber};
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Elsewhere, Visit, gone, refusals, steps};
use crate::{
    IdentityState,
    texts::{self, RegisterTexts},
};

#[derive(Template)]
#[template(path = "register/terms.html")]
struct Review {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    summary: ui::Summary,
    in_use: bool,
    conditions: conditions::Terms,
    form: Form,
}

fn belongs(stage: &Stage) -> bool {
    matches!(stage, Stage::PhoneProven { .. })
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let form = Form::new(&page);
    Ok(draw(page, &visit, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let mut visit = Visit::at(&state, &page, &headers, belongs).await?;
    let t = texts::register(page.lang);
    if in_use(&visit.view.stage) && !form.ticked("displace") {
        form.mistake("displace", t.displace_missing);
    }
    if !form.ticked("accept") {
        form.mistake("accept", t.accept_missing);
    }
    if form.has_mistakes() {
        return Ok(draw(page, &visit, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let terms = conditions::current(page.lang);
    let displace = form.ticked("displace");
    match state
        .registrar
        .complete(&visit.secret, &terms, displace)
        .await
    {
        Ok(_) => Ok(see_other("/register/done")),
        Err(CompleteError::ConfirmDisplacement) => {
            // Somebody registered this phone since it was proven here.
            if let Stage::PhoneProven { in_use, .. } = &mut visit.view.stage {
                *in_use = true;
            }
            form.mistake("displace", t.displace_missing);
            Ok(draw(page, &visit, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(CompleteError::LetterGone) => Err(refusals::letter_gone(&page).into()),
        Err(CompleteError::NoEffect) => {
            Err(refusals::no_effect(&page, NoLetterEffect::AlreadyActive).into())
        }
        Err(CompleteError::FlowGone) => Err(gone::answer(&page)),
        Err(CompleteError::Raced | CompleteError::NotYet) => {
            Err(visit.where_it_stands(&state, &page).await)
        }
        Err(CompleteError::Store(error)) => Err(error.into()),
    }
}

fn in_use(stage: &Stage) -> bool {
    matches!(stage, Stage::PhoneProven { in_use: true, .. })
}

fn draw(page: Page, visit: &Visit, form: Form, status: StatusCode) -> Response {
    let view = Review {
        t: texts::register(page.lang),
        steps: steps(&page, 3),
        summary: summary(&page, visit),
        in_use: in_use(&visit.view.stage),
        conditions: conditions::current(page.lang),
        form,
        page,
    };
    private(view.answer_with(status))
}

/// The phone has been proven; a mistake in the e-mail address shows only when it is read whole.
fn summary(page: &Page, visit: &Visit) -> ui::Summary {
    let t = texts::register(page.lang);
    let summary = ui::Summary::new()
        .fact(t.fact_name, visit.view.name.full())
        .num(t.fact_number, visit.view.number.masked());
    match given(&visit.view.stage) {
        Some((phone, email)) => summary
            .num(t.fact_phone, phone.masked())
            .change(page.t.change, t.change_phone, "/register/contact")
            .fact(t.fact_email, email.as_str())
            .change(page.t.change, t.change_email, "/register/contact"),
        None => summary,
    }
}

fn given(stage: &Stage) -> Option<(&PhoneNumber, &EmailAddress)> {
    match stage {
        Stage::PhoneProven { phone, email, .. } => Some((phone, email)),
        Stage::DocumentConfirmed
        | Stage::LetterRequested
        | Stage::LetterCodeAccepted { .. }
        | Stage::PhoneCodeSent { .. }
        | Stage::Completed { .. } => None,
    }
}
