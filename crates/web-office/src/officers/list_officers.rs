//! The list of officers, those who left included.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::Task;
use model::officer::Officer;
use serde::Deserialize;
use vocab::Date;
use web_kit::{
    Answer as _, Page, PageError,
    ui::{Notice, Tag, Tone},
};

use super::all;
use crate::{
    OfficeState,
    seat::{Frame, Seat, role_in_words, roles_today, today},
    texts::{self, OfficersTexts},
};

#[derive(Template)]
#[template(path = "officers/list_officers.html")]
struct List {
    page: Page,
    frame: Frame,
    t: &'static OfficersTexts,
    rows: Vec<Row>,
    notice: Option<Notice>,
    invites: bool,
}

struct Row {
    name: String,
    handle: String,
    own: bool,
    grants: Vec<String>,
    state: Tag,
    here: bool,
}

/// What happened on the page before.
#[derive(Debug, Deserialize)]
pub(crate) struct Arrival {
    disabled: Option<String>,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let officers = all(&state, &seat).await?;
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let t = texts::officers(page.lang);
    let own = at_desk.officer().id;
    let rows = officers
        .iter()
        .map(|officer| Row {
            name: officer.name.clone(),
            handle: officer.handle.to_string(),
            own: officer.id == own,
            grants: grants(&page, t, &frame, officer),
            state: tag(&state, &page, t, officer),
            here: officer.disabled_at.is_none(),
        })
        .collect();
    let view = List {
        frame,
        t,
        rows,
        notice: arrival
            .disabled
            .map(|_| page.notice_ok(t.disabled_title, t.disabled).live()),
        invites: state.desk.may(&at_desk, Task::InviteOfficers),
        page,
    };
    Ok(view.answer())
}

fn grants(page: &Page, t: &'static OfficersTexts, frame: &Frame, officer: &Officer) -> Vec<String> {
    let today: Date = today(page);
    let words = |grant: &model::officer::RoleGrant| {
        let role = role_in_words(frame.t, grant.role);
        let until = page.short_date(grant.until);
        if today <= grant.until {
            t.grant(role, until)
        } else {
            t.grant_over(role, until)
        }
    };
    officer.grants.iter().map(words).collect()
}

fn tag(state: &OfficeState, page: &Page, t: &'static OfficersTexts, officer: &Officer) -> Tag {
    match officer.disabled_at {
        Some(at) => Tag::new(Tone::Plain, t.state_gone(page.short_date(at))).icon(page.icon.out),
        None if roles_today(state, officer, today(page)).is_empty() => {
            Tag::new(Tone::Warn, t.state_idle).icon(page.icon.clock)
        }
        None => Tag::new(Tone::Ok, t.state_active).icon(page.icon.check),
    }
}
