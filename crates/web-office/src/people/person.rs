//! A person as the desk sees them: data masked, and shown on purpose.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use desk::{PersonData, PersonView};
use serde::Deserialize;
use vocab::InquiryId;
use web_kit::{
    Answer as _, Form, Page, PageError,
    ui::{Notice, Summary, Table, Tag, Tasks, Tone},
};

use super::{
    Registrar, address,
    facts::{self, Measure},
    inquiry_of, over, words,
};
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, PeopleTexts},
};

#[derive(Template)]
#[template(path = "people/person.html")]
struct Person {
    page: Page,
    frame: Frame,
    t: &'static PeopleTexts,
    form: Form,
    notice: Option<Notice>,
    name: String,
    until: String,
    tags: Vec<Tag>,
    data: Summary,
    /// Where the data are shown; nothing if they are.
    show: Option<String>,
    registration: Summary,
    means: Table,
    measures: Vec<Measure>,
    restricted: bool,
    /// What is said where nothing restricts the person.
    unrestricted: &'static str,
    acts: Tasks,
    sessions: String,
    reports: Option<String>,
}

/// What was done on the page before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Arrival {
    done: Option<String>,
    lifted: Option<String>,
    ended: Option<String>,
    device: Option<String>,
    gone: Option<String>,
}

pub(crate) async fn get(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path(inquiry): Path<String>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let inquiry = inquiry_of(&inquiry)?;
    let view = match state.desk.person(&seat.at_desk, inquiry).await {
        Ok(view) => view,
        Err(error) => return over(error),
    };
    let notice = arrived(&seat.page, &arrival);
    Ok(draw(seat, inquiry, &view, None, notice))
}

/// The same page with the data in clear, which is written down.
pub(crate) async fn show_data(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path(inquiry): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let inquiry = inquiry_of(&inquiry)?;
    let data = match state.desk.show_person_data(&seat.at_desk, inquiry).await {
        Ok(data) => data,
        Err(error) => return over(error),
    };
    let view = match state.desk.person(&seat.at_desk, inquiry).await {
        Ok(view) => view,
        Err(error) => return over(error),
    };
    let t = texts::people(seat.page.lang);
    let notice = seat.page.notice(t.shown_title, t.shown).live();
    Ok(draw(seat, inquiry, &view, Some(&data), Some(notice)))
}

fn arrived(page: &Page, arrival: &Arrival) -> Option<Notice> {
    let t = texts::people(page.lang);
    let done = |words| Some(page.notice_ok(t.done_title, words).live());
    match arrival {
        Arrival { done: Some(_), .. } => done(t.done_intervened),
        Arrival {
            lifted: Some(_), ..
        } => done(t.done_lifted),
        Arrival { ended: Some(_), .. } => done(t.done_ended),
        Arrival {
            device: Some(_), ..
        } => done(t.done_device),
        Arrival { gone: Some(_), .. } => {
            let notice = page.notice_warn(t.not_in_force_title, t.not_in_force);
            Some(notice.live())
        }
        Arrival { .. } => None,
    }
}

fn draw(
    seat: Seat,
    inquiry: InquiryId,
    view: &PersonView,
    data: Option<&PersonData>,
    notice: Option<Notice>,
) -> Response {
    let Seat { page, frame, .. } = seat;
    let t = texts::people(page.lang);
    let person = Person {
        name: view.name.full(),
        until: t.until_time(page.time(view.until)),
        tags: tags(&page, t, view),
        data: match data {
            Some(data) => facts::shown(&page, t, data),
            None => facts::masked(t, view),
        },
        show: data.is_none().then(|| format!("{}/data", address(inquiry))),
        registration: facts::registration(&page, t, view),
        means: facts::means(&page, t, view),
        measures: facts::measures(&page, t, view, inquiry),
        restricted: view.in_force().next().is_some(),
        unrestricted: facts::unrestricted(t, view),
        acts: facts::acts(t, view, inquiry),
        sessions: facts::sessions(t, view),
        reports: (view.reports > 0).then(|| t.reports(view.reports)),
        form: Form::new(&page),
        notice,
        frame,
        t,
        page,
    };
    person.answer()
}

/// What restricts the person, or that nothing does.
fn tags(page: &Page, t: &'static PeopleTexts, view: &PersonView) -> Vec<Tag> {
    let mut tags: Vec<Tag> = view
        .in_force()
        .map(|line| words::tag(page, t, line))
        .collect();
    if tags.is_empty() {
        tags.push(Tag::new(Tone::Plain, words::state(t, view.state)));
    }
    tags
}
