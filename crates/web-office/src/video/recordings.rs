//! The recording of a call: first what for, then the player. What was opened stays open for a
//! while, so that a player can ask for its parts, and each opening is an audit entry.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{AtDesk, LONGEST_PURPOSE, PlayError, SHORTEST_PURPOSE, Task};
use futures_util::stream;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE},
};
use ports::recordings::{OpenRecording, RecordingError};
use vocab::{OfficerId, RecordingId, SignedDuration, Timestamp, VideoCallId};
use web_kit::{
    Answer as _, Form, Page, PageError, allow_playback,
    page::see_other,
    ui::{Notice, Summary},
};

use super::{
    presence::not_shown,
    range::{Wanted, wanted},
};
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, ReviewsTexts},
};

/// How long a recording that was opened can be watched before its viewer says again what for.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(2);

/// Recordings that are open at once in this process: each is a file that was walked to its end.
const OPEN_MOST: usize = 200;

/// Bytes read at once, as much as a recording gives.
const PIECE: u64 = 1 << 20;

#[derive(Template)]
#[template(path = "video/recording.html")]
struct Recording {
    page: Page,
    frame: Frame,
    t: &'static ReviewsTexts,
    form: Form,
    notice: Option<Notice>,
    least: usize,
    most: usize,
    action: String,
    player: Option<Player>,
}

struct Player {
    src: String,
    file: String,
    facts: Summary,
    until: String,
    back: String,
}

/// A recording that somebody opened.
#[derive(Clone)]
struct Viewing {
    recording: Arc<dyn OpenRecording>,
    call: VideoCallId,
    until: Timestamp,
}

/// Who watches what in this process.
#[derive(Default)]
pub(crate) struct Viewings(Mutex<HashMap<(OfficerId, RecordingId), Viewing>>);

impl Viewings {
    fn find(&self, officer: OfficerId, id: RecordingId, now: Timestamp) -> Option<Viewing> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(&(officer, id)).cloned();
        found.filter(|viewing| now < viewing.until)
    }

    /// Remembers an opening, unless there are too many.
    fn add(&self, officer: OfficerId, id: RecordingId, viewing: Viewing, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, known| now < known.until);
        if all.len() >= OPEN_MOST {
            return false;
        }
        all.insert((officer, id), viewing);
        true
    }
}

/// The page: what for, or the player.
pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = allowed(&state, &seat.at_desk, &id)?;
    let now = seat.page.now();
    let viewing = state.viewings.find(seat.at_desk.officer().id, id, now);
    let form = Form::new(&seat.page);
    Ok(draw(seat, id, form, viewing.as_ref(), None))
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
    let purpose = form.value("purpose").to_owned();
    let access = match state.desk.video_play(&seat.at_desk, id, &purpose).await {
        Ok(access) => access,
        Err(PlayError::Purpose) => {
            let words = if purpose.chars().count() > LONGEST_PURPOSE {
                t.purpose_long(LONGEST_PURPOSE)
            } else {
                t.purpose_short(SHORTEST_PURPOSE)
            };
            form.mistake("purpose", words);
            return Ok(draw(seat, id, form, None, None));
        }
        Err(PlayError::NoRecording) => return Err(PageError::not_found()),
        Err(PlayError::Video(error)) => return Err(not_shown(error)),
    };
    let vault = state.recordings.as_ref().ok_or_else(PageError::not_found)?;
    match vault.open(id, &access.key, &access.final_hash).await {
        Ok(recording) => {
            let viewing = Viewing {
                recording: recording.into(),
                call: access.call,
                until: now.checked_add(OPEN_FOR).unwrap_or(now),
            };
            let officer = seat.at_desk.officer().id;
            if state.viewings.add(officer, id, viewing, now) {
                Ok(see_other(&address(id)))
            } else {
                Err(PageError::busy(std::time::Duration::from_secs(60)))
            }
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a recording is broken");
            let notice = seat.page.notice_stop(t.play_broken_title, t.play_broken);
            Ok(draw(seat, id, form, None, Some(notice.live())))
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
    let officer = seat.at_desk.officer().id;
    let viewing = state.viewings.find(officer, id, seat.page.now());
    // Without a purpose there is no file.
    let recording = viewing.ok_or_else(PageError::not_found)?.recording;
    let size = recording.summary().bytes;
    let (status, first, last) = match wanted(&headers, size) {
        Wanted::Whole => (StatusCode::OK, 0, size.saturating_sub(1)),
        Wanted::Part { first, last } => (StatusCode::PARTIAL_CONTENT, first, last),
        Wanted::Beyond => {
            let there = [(CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, there).into_response());
        }
    };
    let length = if size == 0 { 0 } else { last - first + 1 };
    let media_type = HeaderValue::from_str(recording.media_type())?;
    let mut response = (status, body(recording, first, length)).into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, media_type);
    out.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    out.insert(CONTENT_LENGTH, HeaderValue::from(length));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {first}-{last}/{size}");
        out.insert(CONTENT_RANGE, HeaderValue::from_str(&range)?);
    }
    Ok(response)
}

/// So many bytes from a place, piece by piece.
fn body(recording: Arc<dyn OpenRecording>, from: u64, length: u64) -> Body {
    let pieces = stream::try_unfold((recording, from, length), async |(recording, at, left)| {
        if left == 0 {
            return Ok::<_, RecordingError>(None);
        }
        let piece = recording.read(at, left.min(PIECE)).await?;
        let read = u64::try_from(piece.len()).unwrap_or(0);
        if read == 0 {
            return Ok(None);
        }
        let rest = (recording, at + read, left.saturating_sub(read));
        Ok(Some((Bytes::from(piece), rest)))
    });
    Body::from_stream(pieces)
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

fn draw(
    seat: Seat,
    id: RecordingId,
    form: Form,
    viewing: Option<&Viewing>,
    notice: Option<Notice>,
) -> Response {
    let Seat { page, frame, .. } = seat;
    let t = texts::reviews(page.lang);
    let status = match (form.has_mistakes(), &notice) {
        (true, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, Some(_)) => StatusCode::CONFLICT,
        (false, None) => StatusCode::OK,
    };
    let view = Recording {
        player: viewing.map(|viewing| player(&page, t, id, viewing)),
        least: SHORTEST_PURPOSE,
        most: LONGEST_PURPOSE,
        action: address(id),
        notice,
        form,
        frame,
        t,
        page,
    };
    let mut response = view.answer_with(status);
    allow_playback(&mut response);
    response
}

fn player(page: &Page, t: &'static ReviewsTexts, id: RecordingId, viewing: &Viewing) -> Player {
    let summary = viewing.recording.summary();
    let length = web_kit::format::duration(page.lang, summary.duration_ms.div_ceil(1_000));
    Player {
        src: format!("{}/recording.webm", address(id)),
        file: format!("{id}.webm"),
        facts: Summary::new()
            .num(t.recording_began, page.short_date_time(summary.started_at))
            .num(t.recording_length, length),
        until: t.player_until(page.time(viewing.until)),
        back: format!("/video/reviews/{}", viewing.call),
    }
}
