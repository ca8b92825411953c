//! The ways to go on after number and contrast datum, each with its approximate time (R011, R040,
//! R048, R054). Where no letter can be sent that way is not offered, and the others are named
//! (R240).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use registration::LetterRoute;
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Elsewhere, Visit, steps, unfinished};
use crate::{
    IdentityState,
    texts::{self, RegisterTexts},
};

#[derive(Template)]
#[template(path = "register/ways.html")]
struct Ways {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    lead: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "register/no_letter.html")]
struct NoLetter {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    why: ui::Notice,
    phone: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    let form = Form::new(&page);
    Ok(draw(page, &visit, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    let t = texts::register(page.lang);
    let ways = [("have", "/register/code"), ("ask", "/register/letter")];
    match form.choose("way", &ways, t.ways_empty) {
        Some(address) => Ok(see_other(address)),
        None => Ok(draw(page, &visit, form, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

fn draw(page: Page, visit: &Visit, form: Form, status: StatusCode) -> Response {
    let t = texts::register(page.lang);
    let steps = steps(&page, 2);
    if visit.view.letter_route == LetterRoute::Open {
        let lead = t.ways_lead(visit.view.number.masked());
        return private(
            Ways {
                t,
                steps,
                lead,
                form,
                page,
            }
            .answer_with(status),
        );
    }
    no_letter(page, visit.view.letter_route, steps)
}

/// The page in place of the ways for somebody without a tax address in Spain; also when they ask
/// for a letter all the same.
pub(super) fn no_letter(page: Page, route: LetterRoute, steps: ui::Steps) -> Response {
    let t = texts::register(page.lang);
    let why = match route {
        LetterRoute::AddressAbroad => t.address_abroad,
        LetterRoute::NoAddress | LetterRoute::Open => t.no_address,
    };
    let why = page.notice_warn(t.no_address_title, why);
    let phone = page.body().phone.clone();
    private(
        NoLetter {
            t,
            steps,
            why,
            phone,
            page,
        }
        .answer(),
    )
}
