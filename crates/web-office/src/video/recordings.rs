//! The recording of a call, for reviewers who say what for. What was said is kept in rows: every
//! process of the desk plays what one of them opened.

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{AtDesk, PlayError, RecordingAccess, SHORTEST_PURPOSE, Task};
use http::HeaderMap;
use vocab::RecordingId;
use web_kit::{Form, PageError, page::see_other};

use super::{
    player::{self, Viewing, Watch},
    presence::not_shown,
};
use crate::{OfficeState, seat::Seat, texts};

/// The page: what for, or the player.
pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = allowed(&state, &seat.at_desk, &id)?;
    let (watch, form) = (watch(&seat, id), Form::new(&seat.page));
    match may_watch(&state, &seat, id).await? {
        Some(access) => show(&state, seat, &access, watch, form).await,
        None => Ok(player::draw(seat, watch, form, None, None)),
    }
}

/// What for; then the recording is opened.
pub(crate) async fn post(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let id = allowed(&state, &seat.at_desk, &id)?;
    let t = texts::reviews(seat.page.lang);
    let watch = watch(&seat, id);
    let purpose = form.value("purpose").to_owned();
    let access = match state.desk.video_play(&seat.at_desk, id, &purpose).await {
        Ok(access) => access,
        Err(PlayError::Purpose) => {
            form.mistake("purpose", player::purpose_mistake(t, &purpose));
            return Ok(player::draw(seat, watch, form, None, None));
        }
        Err(PlayError::NoRecording) => return Err(PageError::not_found()),
        Err(PlayError::Video(error)) => return Err(not_shown(error)),
    };
    match open(&state, &seat, &access).await? {
        Some(_) => Ok(see_other(&address(id))),
        None => Ok(broken(seat, watch, form)),
    }
}

/// The file, or the part of it that a player asks for.
pub(crate) async fn file(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let id = allowed(&state, &seat.at_desk, &id)?;
    // Without a purpose there is no file.
    let access = may_watch(&state, &seat, id).await?;
    let access = access.ok_or_else(PageError::not_found)?;
    let viewing = open(&state, &seat, &access).await?;
    let viewing = viewing.ok_or_else(PageError::not_found)?;
    player::file(viewing.recording, &headers)
}

/// What the officer opened for a purpose, in this process of the desk or in another.
async fn may_watch(
    state: &OfficeState,
    seat: &Seat,
    id: RecordingId,
) -> Result<Option<RecordingAccess>, PageError> {
    let access = state.desk.video_watch(&seat.at_desk, id).await;
    access.map_err(not_shown)
}

/// The recording, opened here if no request before has: opening walks a file to its end, and a
/// player asks for many parts. Nothing if the file is not what it was.
async fn open(
    state: &OfficeState,
    seat: &Seat,
    access: &RecordingAccess,
) -> Result<Option<Viewing>, PageError> {
    let (officer, now) = (seat.at_desk.officer().id, seat.page.now());
    let what = *access.id.as_bytes();
    if let Some(viewing) = state.viewings.find(officer, what, now) {
        return Ok(Some(viewing));
    }
    let vault = state.recordings.as_ref().ok_or_else(PageError::not_found)?;
    let id = access.id;
    match vault.open(id, &access.key, &access.final_hash).await {
        Ok(recording) => {
            let back = format!("/video/reviews/{}", access.call);
            let viewing = Viewing::new(recording.into(), back, access.until);
            state.viewings.keep(officer, what, viewing.clone(), now)?;
            Ok(Some(viewing))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a recording is broken");
            Ok(None)
        }
    }
}

/// The player, or why it does not open.
async fn show(
    state: &OfficeState,
    seat: Seat,
    access: &RecordingAccess,
    watch: Watch,
    form: Form,
) -> Result<Response, PageError> {
    match open(state, &seat, access).await? {
        Some(viewing) => Ok(player::draw(seat, watch, form, Some(&viewing), None)),
        None => Ok(broken(seat, watch, form)),
    }
}

fn broken(seat: Seat, watch: Watch, form: Form) -> Response {
    let t = texts::reviews(seat.page.lang);
    let notice = seat.page.notice_stop(t.play_broken_title, t.play_broken);
    player::draw(seat, watch, form, None, Some(notice.live()))
}

/// The recording of an address, for who may play recordings; for everybody else it is no page.
fn allowed(state: &OfficeState, at_desk: &AtDesk, id: &str) -> Result<RecordingId, PageError> {
    if !state.desk.may(at_desk, Task::PlayRecordings) {
        return Err(PageError::not_found());
    }
    RecordingId::parse(id).map_err(|_| PageError::not_found())
}

/// Where a recording is watched.
pub(super) fn address(id: RecordingId) -> String {
    format!("/video/recordings/{id}")
}

fn watch(seat: &Seat, id: RecordingId) -> Watch {
    let t = texts::reviews(seat.page.lang);
    Watch {
        file: format!("{}/recording.webm", address(id)),
        address: address(id),
        list: ("/video/reviews", t.list_title),
        title: t.play_title,
        heading: t.recording_title,
        hint: t.purpose_hint(SHORTEST_PURPOSE),
        open: t.play,
        player: t.player,
        tracks: Some(t.player_tracks),
        back: t.back_to_list,
    }
}
