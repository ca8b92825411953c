//! An administrator invites an officer. The link is shown once, on the answer to the form: it is
//! stored nowhere and stands in no address.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{Invitation, InviteError, Invited, InvitedBy, Task};
use http::StatusCode;
use model::officer::{OfficerHandle, Role, RoleGrant};
use serde::Deserialize;
use vocab::{Date, Line, LineError};
use web_kit::{Answer as _, Form, Page, PageError, form::DateMistake};

use super::find;
use crate::{
    OfficeState,
    seat::{Frame, Seat, role_in_words, today},
    texts::{self, OfficersTexts},
};

#[derive(Template)]
#[template(path = "officers/invite.html")]
struct Invite {
    page: Page,
    frame: Frame,
    t: &'static OfficersTexts,
    form: Form,
    again: Option<String>,
    roles: Vec<RoleBox>,
    no_role: bool,
    year: i16,
}

struct RoleBox {
    value: &'static str,
    label: &'static str,
    note: &'static str,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "officers/link.html")]
struct Link {
    page: Page,
    frame: Frame,
    t: &'static OfficersTexts,
    form: Form,
    name: String,
    link: String,
    until: String,
}

/// Who is invited again.
#[derive(Debug, Deserialize)]
pub(crate) struct Whom {
    #[serde(default)]
    officer: String,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(whom): Query<Whom>,
) -> Result<Response, PageError> {
    if !state.desk.may(&seat.at_desk, Task::InviteOfficers) {
        return Err(PageError::not_found());
    }
    let mut form = Form::new(&seat.page);
    let known = match OfficerHandle::parse(&whom.officer) {
        Ok(handle) => find(&state, &seat, &handle).await?,
        Err(_) => None,
    };
    let mut roles = Vec::new();
    if let Some(officer) = known {
        form.set("name", officer.name.clone());
        form.set("handle", officer.handle.as_str());
        form.set("again", officer.name);
        roles = officer.grants.iter().map(|grant| grant.role).collect();
    }
    Ok(draw(seat, form, &roles, StatusCode::OK))
}

pub(crate) async fn post(
    seat: Seat,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    if !state.desk.may(&seat.at_desk, Task::InviteOfficers) {
        return Err(PageError::not_found());
    }
    let t = texts::officers(seat.page.lang);
    let roles: Vec<Role> = form.values("role").filter_map(Role::from_word).collect();
    let Some((invitation, name)) = read(&mut form, t, &state, &roles, today(&seat.page)) else {
        return Ok(draw(seat, form, &roles, StatusCode::UNPROCESSABLE_ENTITY));
    };
    match state
        .desk
        .invite(InvitedBy::Officer(&seat.at_desk), invitation)
        .await
    {
        Ok(invited) => Ok(show_link(seat, name, &invited)),
        Err(InviteError::NotAllowed(_)) => Err(PageError::not_found()),
        Err(InviteError::NoRole) => {
            form.mistake("until", t.until_past);
            Ok(draw(seat, form, &roles, StatusCode::UNPROCESSABLE_ENTITY))
        }
        // The form gives roles at this body only.
        Err(error @ (InviteError::OtherBody | InviteError::Store(_))) => Err(error.into()),
    }
}

/// What was sent, or mistakes in the form.
fn read(
    form: &mut Form,
    t: &'static OfficersTexts,
    state: &OfficeState,
    roles: &[Role],
    today: Date,
) -> Option<(Invitation, String)> {
    let name = form.parse("name", Line::parse, |error| match error {
        LineError::Empty => t.name_empty,
        LineError::TooLong => t.name_long,
        LineError::Forbidden(_) => t.name_character,
    });
    let handle = form.parse("handle", OfficerHandle::parse, |_| t.handle_shape);
    if roles.is_empty() {
        form.mistake("roles", t.roles_empty);
    }
    let until = form.parse_date("until", |mistake| match mistake {
        DateMistake::Empty => t.until_empty,
        DateMistake::Incomplete => t.until_incomplete,
        DateMistake::Swapped => t.until_swapped,
        DateMistake::ShortYear => t.until_short_year,
        DateMistake::NoSuchDay => t.until_no_such_day,
    });
    let (name, handle, until) = (name?, handle?, until?);
    if until < today {
        form.mistake("until", t.until_past);
    }
    if form.has_mistakes() {
        return None;
    }
    let body = state.desk.body.id;
    let grants = roles
        .iter()
        .map(|role| RoleGrant {
            role: *role,
            body,
            until,
        })
        .collect();
    let shown = name.to_string();
    Some((
        Invitation {
            handle,
            name,
            grants,
        },
        shown,
    ))
}

fn draw(seat: Seat, form: Form, ticked: &[Role], status: StatusCode) -> Response {
    let Seat { page, frame, .. } = seat;
    let t = texts::officers(page.lang);
    let again = Some(form.value("again").to_owned()).filter(|name| !name.is_empty());
    let role_box = |role: Role| RoleBox {
        value: role.as_str(),
        label: role_in_words(frame.t, role),
        note: match role {
            Role::CaseWorker => t.role_case_worker_note,
            Role::Auditor => t.role_auditor_note,
            Role::Administrator => t.role_administrator_note,
            Role::VideoOperator => t.role_video_operator_note,
            Role::Reviewer => t.role_reviewer_note,
            Role::Registrar => t.role_registrar_note,
        },
        ticked: ticked.contains(&role),
    };
    let view = Invite {
        t,
        again,
        roles: Role::ALL.map(role_box).into(),
        no_role: form.has_mistakes() && ticked.is_empty(),
        year: today(&page).year(),
        frame,
        form,
        page,
    };
    view.answer_with(status)
}

fn show_link(seat: Seat, name: String, invited: &Invited) -> Response {
    let Seat { page, frame, .. } = seat;
    let view = Link {
        frame,
        t: texts::officers(page.lang),
        form: Form::new(&page),
        name,
        link: page
            .face()
            .url(&format!("/enrol?code={}", invited.secret.as_str())),
        until: page.date_time(invited.expires_at),
        page,
    };
    view.answer()
}
