//! The film of an identification, for reviewers who say what for.

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{SHORTEST_PURPOSE, Task, unattended::PlayError};
use http::HeaderMap;
use vocab::AttemptId;
use web_kit::{Form, PageError, page::see_other};

use super::{QUEUE, Reviewer, address, attempt_of};
use crate::{
    OfficeState,
    seat::Seat,
    texts,
    video::player::{self, Watch},
};

/// The page: what for, or the player.
pub(crate) async fn get(
    reviewer: Reviewer,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let seat = reviewer.seat;
    let id = allowed(&state, &seat, &id)?;
    let (officer, now) = (seat.at_desk.officer().id, seat.page.now());
    let viewing = state.viewings.find(officer, *id.as_bytes(), now);
    let (watch, form) = (watch(&seat, id), Form::new(&seat.page));
    Ok(player::draw(seat, watch, form, viewing.as_ref(), None))
}

/// What for; then the film is opened.
pub(crate) async fn post(
    reviewer: Reviewer,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let Reviewer { seat, reviews } = reviewer;
    let id = allowed(&state, &seat, &id)?;
    let (t, r) = (texts::films(seat.page.lang), texts::reviews(seat.page.lang));
    let (watch, now) = (watch(&seat, id), seat.page.now());
    let purpose = form.value("purpose").to_owned();
    match reviews.play(&seat.at_desk, id, &purpose).await {
        Ok(film) => {
            let officer = seat.at_desk.officer().id;
            let (what, back) = (*id.as_bytes(), address(id));
            state.viewings.add(officer, what, film, back, now)?;
            Ok(see_other(&watch.address))
        }
        Err(PlayError::Purpose) => {
            form.mistake("purpose", player::purpose_mistake(r, &purpose));
            Ok(player::draw(seat, watch, form, None, None))
        }
        Err(PlayError::NotFound | PlayError::NotAllowed(_)) => Err(PageError::not_found()),
        Err(PlayError::Store(error)) => Err(error.into()),
        Err(PlayError::Recording(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a film is broken");
            let notice = seat.page.notice_stop(t.play_broken_title, r.play_broken);
            let notice = Some(notice.live());
            Ok(player::draw(seat, watch, form, None, notice))
        }
    }
}

/// The file, or the part of it that a player asks for.
pub(crate) async fn file(
    reviewer: Reviewer,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let seat = reviewer.seat;
    let id = allowed(&state, &seat, &id)?;
    let (officer, now) = (seat.at_desk.officer().id, seat.page.now());
    let viewing = state.viewings.find(officer, *id.as_bytes(), now);
    // Without a purpose there is no file.
    let viewing = viewing.ok_or_else(PageError::not_found)?;
    player::file(viewing.recording, &headers)
}

/// The attempt of an address, for who may play recordings; for everybody else it is no page.
fn allowed(state: &OfficeState, seat: &Seat, id: &str) -> Result<AttemptId, PageError> {
    if !state.desk.may(&seat.at_desk, Task::PlayRecordings) {
        return Err(PageError::not_found());
    }
    attempt_of(id)
}

fn watch(seat: &Seat, id: AttemptId) -> Watch {
    let t = texts::films(seat.page.lang);
    Watch {
        address: format!("{}/film", address(id)),
        file: format!("{}/film/file", address(id)),
        list: (QUEUE, t.list_title),
        title: t.play_title,
        heading: t.film_title,
        hint: t.purpose_hint(SHORTEST_PURPOSE),
        open: t.play,
        player: t.player,
        tracks: None,
        back: t.back_to_list,
    }
}
