//! The form of an intervention: what it does, why, and the passkey where the last one is too old.

use askama::Template;
use axum::response::Response;
use desk::{AtDesk, Entered};
use http::StatusCode;
use model::procedure::{DecisionReason, DecisionReasonError};
use web_kit::{
    Answer as _, Form, Page, PageError,
    ui::{Hidden, Notice, Summary},
};

use crate::{
    OfficeState, assets,
    proof::{self, Proof},
    seat::{Frame, Seat, today},
    texts::{self, CasesTexts, EntranceTexts, OfficersTexts, PeopleTexts},
};

#[derive(Template)]
#[template(path = "people/ask.html")]
struct Ask {
    page: Page,
    frame: Frame,
    t: &'static PeopleTexts,
    k: &'static CasesTexts,
    e: &'static EntranceTexts,
    o: &'static OfficersTexts,
    form: Form,
    notice: Option<Notice>,
    what: Question,
    stale: Option<u16>,
    year: i16,
    least: usize,
    most: usize,
    counted: String,
    pattern: String,
    passkey: String,
    counter: String,
}

/// What is asked.
pub(super) struct Question {
    /// "Suspend the identity".
    pub(super) title: String,
    /// What follows from it.
    pub(super) lead: String,
    /// What stands there now; only where something is lifted.
    pub(super) facts: Option<Summary>,
    /// Asks for the last day.
    pub(super) until: bool,
    /// The label of the button.
    pub(super) button: &'static str,
    /// Closes more than it opens: the button says so.
    pub(super) stops: bool,
    /// Where the form goes.
    pub(super) action: String,
    /// The page of the person, and their name.
    pub(super) back: (String, String),
    /// What goes along.
    pub(super) kept: Vec<Hidden>,
}

/// The page of the form.
pub(super) fn draw(
    state: &OfficeState,
    seat: Seat,
    what: Question,
    form: Form,
    notice: Option<Notice>,
    status: StatusCode,
) -> Response {
    let stale = proof::stale(state, &seat);
    let Seat { page, frame, .. } = seat;
    let k = texts::cases(page.lang);
    let least = DecisionReason::SHORTEST;
    let typed = form.value("reason").chars().count();
    let view = Ask {
        t: texts::people(page.lang),
        e: texts::entrance(page.lang),
        o: texts::officers(page.lang),
        counted: k.reason_count(least, typed),
        pattern: k.reason_count(least, "{n}"),
        least,
        most: DecisionReason::LONGEST,
        year: today(&page).year(),
        passkey: assets::OWN.url("passkey.js"),
        counter: assets::OWN.url("reason.js"),
        stale,
        what,
        notice,
        form,
        frame,
        k,
        page,
    };
    view.answer_with(status)
}

/// The reason, or a mistake in the form.
pub(crate) fn reason(form: &mut Form, page: &Page, field: &str) -> Option<DecisionReason> {
    let k = texts::cases(page.lang);
    let (least, most) = (DecisionReason::SHORTEST, DecisionReason::LONGEST);
    form.parse(field, DecisionReason::parse, |error| match error {
        DecisionReasonError::TooShort => k.reason_short(least),
        DecisionReasonError::TooLong => k.reason_long(most),
        DecisionReasonError::Character => k.reason_character.to_owned(),
    })
}

/// Who acts, after the passkey that came along.
pub(super) enum Actor {
    /// As before, or verified again: then the session goes on under a new cookie.
    There(AtDesk, Option<Box<Entered>>),
    /// The passkey was refused: what the page says.
    Refused(Notice),
    /// The session has ended.
    Ended(Response),
}

/// Checks the passkey's answer in a form.
pub(super) async fn actor(
    state: &OfficeState,
    seat: &Seat,
    form: &Form,
) -> Result<Actor, PageError> {
    Ok(match proof::of(state, seat, form).await? {
        Proof::None => Actor::There(seat.at_desk.clone(), None),
        Proof::Given(entered) => Actor::There(entered.at_desk.clone(), Some(entered)),
        Proof::Refused => Actor::Refused(proof::refused(&seat.page)),
        Proof::Ended(answer) => Actor::Ended(answer),
    })
}
