//! The ways to go on after number and contrast datum, each with its approximate time (R011, R040,
//! R048, R054, R070). Where no letter can be sent that way is not offered, and the others are named
//! (R240).

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use registration::LetterRoute;
use web_kit::{Answer as _, Form, Page, form::Choices, page::see_other, private, ui};

use super::{Elsewhere, Visit, steps, unfinished, video};
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
    choices: Choices,
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
    video: bool,
    by_itself: bool,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    let form = Form::new(&page);
    Ok(draw(&state, page, &visit, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    let t = texts::register(page.lang);
    let ways = [
        ("video", "/register/video"),
        ("self", "/register/video/self"),
        ("have", "/register/code"),
        ("ask", "/register/letter"),
    ];
    match form.choose("way", &ways, t.ways_empty) {
        Some(address) => Ok(see_other(address)),
        None => Ok(draw(
            &state,
            page,
            &visit,
            form,
            StatusCode::UNPROCESSABLE_ENTITY,
        )),
    }
}

fn draw(
    state: &IdentityState,
    page: Page,
    visit: &Visit,
    form: Form,
    status: StatusCode,
) -> Response {
    let t = texts::register(page.lang);
    let steps = steps(&page, 2);
    if visit.view.letter_route != LetterRoute::Open {
        return no_letter(state, page, visit.view.letter_route, steps);
    }
    let number = visit.view.number.masked();
    let lead = if state.offers_calls() || state.unattended.offered() {
        t.ways_video_lead(number)
    } else {
        t.ways_lead(number)
    };
    let ways = Ways {
        choices: choices(state, &page, &form, lead),
        t,
        steps,
        form,
        page,
    };
    private(ways.answer_with(status))
}

/// The video call stands first while somebody attends, and says when it opens otherwise (R070,
/// R072); the film that is reviewed later stands before the letters, which take days.
fn choices(state: &IdentityState, page: &Page, form: &Form, lead: String) -> Choices {
    let t = texts::register(page.lang);
    let icon = page.icon;
    let choices = form.radios("way", t.ways_title).as_title().hint(lead);
    let open = video::offered_now(state, page.now());
    let video = |choices: Choices| {
        let note = if open {
            t.ways_video_note.to_owned()
        } else {
            video::closed_note(page, state)
        };
        choices
            .option("video", t.ways_video)
            .note(note)
            .art(icon.video)
    };
    let letter = |choices: Choices| {
        choices
            .option("have", t.ways_have)
            .note(t.ways_have_note)
            .art(icon.key)
            .option("ask", t.ways_ask)
            .note(t.ways_ask_note)
            .art(icon.mail)
    };
    let by_itself = |choices: Choices| {
        if state.unattended.offered() {
            choices
                .option("self", t.ways_self)
                .note(t.ways_self_note)
                .art(icon.cam)
        } else {
            choices
        }
    };
    match (state.offers_calls(), open) {
        (false, _) => letter(by_itself(choices)),
        (true, true) => letter(by_itself(video(choices))),
        (true, false) => video(letter(by_itself(choices))),
    }
}

/// The page in place of the ways for somebody without a tax address in Spain; also when they ask
/// for a letter all the same.
pub(super) fn no_letter(
    state: &IdentityState,
    page: Page,
    route: LetterRoute,
    steps: ui::Steps,
) -> Response {
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
            video: state.offers_calls(),
            by_itself: state.unattended.offered(),
            page,
        }
        .answer(),
    )
}
