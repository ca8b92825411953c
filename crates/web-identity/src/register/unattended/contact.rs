//! Mobile and e-mail address. The code goes out when the film begins, so that it comes back while
//! the person is seen (Orden ETD/465/2021 art. 11.4 a).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::unattended::Step;
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Here, steps};
use crate::{
    IdentityState,
    register::{contact, visit::Elsewhere},
    texts::{self, RegisterTexts, UnattendedTexts},
};

#[derive(Template)]
#[template(path = "register/unattended/contact.html")]
struct Contact {
    page: Page,
    t: &'static UnattendedTexts,
    r: &'static RegisterTexts,
    steps: ui::Steps,
    until: String,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let here = Here::at(&state, &page, &headers, Step::Contact).await?;
    let mut form = Form::new(&page);
    if let Some((phone, email)) = &here.view.contact {
        form.set("phone", phone.as_e164());
        form.set("email", email.as_str());
    }
    Ok(draw(page, &here, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let here = Here::at(&state, &page, &headers, Step::Contact).await?;
    let Some(given) = contact::read(&mut form, texts::register(page.lang)) else {
        return Ok(draw(page, &here, form, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let contact = (given.phone, given.email);
    let taken = state
        .unattended
        .give_contact(&here.secret, contact.0, contact.1);
    match taken.await {
        // Which step follows depends on whether a film was made for this phone.
        Ok(()) => Ok(see_other("/register/video/self/send")),
        Err(error) => Err(here.refused(&state, &page, error)),
    }
}

fn draw(page: Page, here: &Here, form: Form, status: StatusCode) -> Response {
    let t = texts::unattended(page.lang);
    let view = Contact {
        r: texts::register(page.lang),
        steps: steps(&page, 3),
        until: t.send_by(page.time(here.view.send_by)),
        t,
        form,
        page,
    };
    private(view.answer_with(status))
}
