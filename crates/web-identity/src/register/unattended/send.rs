//! The review, the conditions of use and "Send". What the machine checks it checks now; who is
//! registered already is answered like anybody else (invariant 11).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::unattended::{Side, SideKind, Step};
use registration::terms as conditions;
use unattended::SendError;
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Here, count, side_address, steps, style};
use crate::{
    IdentityState,
    register::visit::Elsewhere,
    texts::{self, RegisterTexts, UnattendedTexts},
};

#[derive(Template)]
#[template(path = "register/unattended/send.html")]
struct Review {
    page: Page,
    t: &'static UnattendedTexts,
    r: &'static RegisterTexts,
    steps: ui::Steps,
    summary: ui::Summary,
    in_use: bool,
    conditions: conditions::Terms,
    until: String,
    form: Form,
    style: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let here = Here::at(&state, &page, &headers, Step::Send).await?;
    let form = Form::new(&page);
    Ok(draw(page, &here, form, false, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let here = Here::at(&state, &page, &headers, Step::Send).await?;
    let r = texts::register(page.lang);
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    let in_use = form.ticked("in_use");
    if in_use && !form.ticked("displace") {
        form.mistake("displace", r.displace_missing);
    }
    if !form.ticked("accept") {
        form.mistake("accept", r.accept_missing);
    }
    if form.has_mistakes() {
        return Ok(draw(page, &here, form, in_use, again));
    }
    let terms = conditions::current(page.lang);
    let displace = form.ticked("displace");
    match state.unattended.send(&here.secret, &terms, displace).await {
        Ok(sent) => {
            let outcome = if sent.basic { "sent_basic" } else { "sent" };
            count(&page, outcome);
            Ok(see_other("/register/video/self/done"))
        }
        Err(SendError::ConfirmDisplacement) => {
            form.mistake("displace", r.displace_missing);
            Ok(draw(page, &here, form, true, again))
        }
        Err(SendError::Attempt(error)) => Err(here.refused(&state, &page, error)),
    }
}

fn draw(page: Page, here: &Here, form: Form, in_use: bool, status: StatusCode) -> Response {
    let t = texts::unattended(page.lang);
    let view = Review {
        r: texts::register(page.lang),
        steps: steps(&page, 4),
        summary: summary(&page, here),
        in_use,
        conditions: conditions::current(page.lang),
        until: t.send_by(page.time(here.view.send_by)),
        t,
        form,
        style: style(),
        page,
    };
    private(view.answer_with(status))
}

/// What is sent. The phone has been proven; a mistake in the e-mail address shows only when it is
/// read whole.
fn summary(page: &Page, here: &Here) -> ui::Summary {
    let (t, r) = (texts::unattended(page.lang), texts::register(page.lang));
    let change = page.t.change;
    let view = &here.view;
    let mut summary = ui::Summary::new()
        .fact(r.fact_name, view.name.full())
        .num(r.fact_number, view.number.masked());
    let sides = [
        (
            t.front_picture,
            t.change_front,
            SideKind::Front,
            &view.front,
        ),
        (t.back_picture, t.change_back, SideKind::Back, &view.back),
    ];
    for (name, what, side, taken) in sides {
        summary = summary.fact(name, quality(page, taken.as_ref())).change(
            change,
            what,
            side_address(side),
        );
    }
    if let Some((phone, email)) = &view.contact {
        let contact = "/register/video/self/contact";
        summary = summary
            .num(r.fact_phone, phone.masked())
            .change(change, r.change_phone, contact)
            .fact(r.fact_email, email.as_str())
            .change(change, r.change_email, contact);
    }
    let film = summary.fact(t.fact_film, ui::Tag::new(ui::Tone::Ok, t.film_kept));
    if view.films_left == 0 {
        return film;
    }
    film.change(change, t.change_film, "/register/video/self/film?again")
}

fn quality(page: &Page, side: Option<&Side>) -> ui::Tag {
    let t = texts::unattended(page.lang);
    if side.is_some_and(|side| side.flaws.is_empty()) {
        ui::Tag::new(ui::Tone::Ok, t.picture_good)
    } else {
        ui::Tag::new(ui::Tone::Warn, t.picture_poor)
    }
}
