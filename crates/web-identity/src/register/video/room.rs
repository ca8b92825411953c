//! Waiting room and call in one page, so that the camera is asked for once (R089–R092, R096–R099).
//! The page shows what the server knew when it was drawn; from there on the socket tells.

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use proofing::{CallView, ViewState};
use vocab::Timestamp;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private};

use super::{call_secret, info::ALWAYS, live, style, words};
use crate::{
    IdentityState, assets,
    texts::{self, VideoTexts},
};

#[derive(Template)]
#[template(path = "register/video/room.html")]
struct Room {
    page: Page,
    t: &'static VideoTexts,
    title: &'static str,
    state: &'static str,
    place: String,
    wait: String,
    closing: Option<String>,
    ice: String,
    return_seconds: u32,
    return_minutes: u16,
    join_seconds: u16,
    operator_camera: bool,
    form: Form,
    style: String,
    script: String,
}

/// Is there nothing more to wait for?
pub(super) fn has_ended(state: ViewState) -> bool {
    match state {
        ViewState::Approved | ViewState::Refused(_) | ViewState::Abandoned | ViewState::Closed => {
            true
        }
        ViewState::Queued | ViewState::Assigned | ViewState::InCall | ViewState::Interrupted => {
            false
        }
    }
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(secret) = call_secret(page.face(), &headers) else {
        return Ok(see_other("/register/video"));
    };
    match state.proofing.view(&secret).await? {
        None => Ok(see_other("/register/video")),
        Some(view) if has_ended(view.state) => Ok(see_other("/register/video/end")),
        Some(view) => Ok(draw(&state, &page, &view)),
    }
}

fn draw(state: &IdentityState, page: &Page, view: &CallView) -> Response {
    let t = texts::video(page.lang);
    let minutes = state.proofing.rules.return_minutes;
    let room = Room {
        t,
        title: title(t, view.state),
        state: view.state.as_str(),
        place: place(t, view),
        wait: wait(t, view),
        closing: closing(t, page, view.closes_at),
        ice: state.video.ice(page.now()),
        return_seconds: u32::from(minutes) * 60,
        return_minutes: minutes,
        operator_camera: state.proofing.rules.operator_camera,
        join_seconds: state.proofing.rules.join_seconds,
        form: Form::new(page),
        style: style(),
        script: assets::OWN.url("video-room.js"),
        page: page.clone(),
    };
    live(page, room.answer())
}

/// When the service closes, unless that is days ahead.
fn closing(t: &'static VideoTexts, page: &Page, at: Option<Timestamp>) -> Option<String> {
    let at = at.filter(|at| at.duration_since(page.now()) <= ALWAYS)?;
    Some(t.room_closing(page.time(at)))
}

fn title(t: &'static VideoTexts, state: ViewState) -> &'static str {
    match state {
        ViewState::Assigned => t.room_assigned_title,
        ViewState::InCall => t.call_title,
        ViewState::Interrupted => t.call_lost_title,
        ViewState::Queued
        | ViewState::Approved
        | ViewState::Refused(_)
        | ViewState::Abandoned
        | ViewState::Closed => t.room_title,
    }
}

fn place(t: &'static VideoTexts, view: &CallView) -> String {
    match view.place {
        Some(place) if place > 1 => t.room_place_n(place),
        Some(_) => t.room_first.to_owned(),
        // The shared look has not seen this call yet; the socket tells in a moment.
        None => String::new(),
    }
}

fn wait(t: &'static VideoTexts, view: &CallView) -> String {
    match view.wait.map(words::minutes) {
        None => t.room_wait_unknown.to_owned(),
        Some(0) => t.room_wait_short.to_owned(),
        Some(minutes) => t.room_wait(minutes),
    }
}

/// Where the call stands, for a page whose network lets no WebSocket through; asking keeps the
/// place.
pub(super) async fn state(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let secret = call_secret(page.face(), &headers).ok_or_else(PageError::not_found)?;
    let view = state.proofing.view(&secret).await?;
    let view = view.ok_or_else(PageError::not_found)?;
    Ok(private(Json(view.frame()).into_response()))
}
