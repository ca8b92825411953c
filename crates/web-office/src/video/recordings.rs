//! The recording of a call, for reviewers who say what for.

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{AtDesk, PlayError, SHORTEST_PURPOSE, Task};
use http::HeaderMap;
use vocab::RecordingId;
use web_kit::{Form, PageError, page::see_other};

use super::{
    player::{self, Watch},
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
    let (officer, now) = (seat.at_desk.officer().id, seat.page.now());
    let viewing = state.viewings.find(officer, *id.as_bytes(), now);
    let (watch, form) = (watch(&seat, id), Form::new(&seat.page));
    Ok(player::draw(seat, watch, form, viewing.as_ref(), None))
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
    let now = seat.page.now();
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
    let vault = state.recordings.as_ref().ok_or_else(PageError::not_found)?;
    match vault.open(id, &access.key, &access.final_hash).await {
        Ok(recording) => {
            let officer = seat.at_desk.officer().id;
            let back = format!("/video/reviews/{}", access.call);
            let what = *id.as_bytes();
            state
                .viewings
                .add(officer, what, recording.into(), back, now)?;
            Ok(see_other(&address(id)))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a recording is broken");
            let notice = seat.page.notice_stop(t.play_broken_title, t.play_broken);
            let notice = Some(notice.live());
            Ok(player::draw(seat, watch, form, None, notice))
        }
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
    let (officer, now) = (seat.at_desk.officer().id, seat.page.now());
    let viewing = state.viewings.find(officer, *id.as_bytes(), now);
    // Without a purpose there is no file.
    let viewing = viewing.ok_or_else(PageError::not_found)?;
    player::file(viewing.recording, &headers)
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
        back: t.back_to_list,
    }
}
