//! Watching a recording: first what for, then the player. What was opened stays open for a while,
//! so that a player can ask for its parts, and each opening is an audit entry.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse as _, Response},
};
use desk::{LONGEST_PURPOSE, SHORTEST_PURPOSE};
use futures_util::stream;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE},
};
use ports::recordings::{OpenRecording, RecordingError};
use vocab::{OfficerId, SignedDuration, Timestamp};
use web_kit::{
    Answer as _, Form, Page, PageError, allow_playback, format,
    ui::{Notice, Summary},
};

use super::range::{Wanted, wanted};
use crate::{
    seat::{Frame, Seat},
    texts::{self, ReviewsTexts},
};

/// How long a recording that was opened can be watched before its viewer says again what for.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(2);

/// Recordings that are open at once in this process: each is a file that was walked to its end.
const OPEN_MOST: usize = 200;

/// Bytes read at once, as much as a recording gives.
const PIECE: u64 = 1 << 20;

/// What the page of one recording says, and where things are.
pub(super) struct Watch {
    /// The page itself, to which the purpose is sent.
    pub(super) address: String,
    /// The file.
    pub(super) file: String,
    /// The list that it belongs to, and its name.
    pub(super) list: (&'static str, &'static str),
    /// Title of the page.
    pub(super) title: &'static str,
    /// Title of the player.
    pub(super) heading: &'static str,
    /// Words below the purpose.
    pub(super) hint: String,
    /// Words of the button.
    pub(super) open: &'static str,
    /// What the player shows, for who does not see it.
    pub(super) player: &'static str,
    /// What of it this player does not play.
    pub(super) tracks: Option<&'static str>,
    /// The link back to the list.
    pub(super) back: &'static str,
}

#[derive(Template)]
#[template(path = "video/recording.html")]
struct Recording {
    page: Page,
    frame: Frame,
    t: &'static ReviewsTexts,
    w: Watch,
    form: Form,
    notice: Option<Notice>,
    most: usize,
    player: Option<Player>,
}

struct Player {
    name: String,
    facts: Summary,
    until: String,
    back: String,
}

/// A recording that somebody opened.
#[derive(Clone)]
pub(super) struct Viewing {
    pub(super) recording: Arc<dyn OpenRecording>,
    /// The case that it belongs to.
    back: String,
    until: Timestamp,
}

/// The sixteen bytes of the id of what is watched: a recording, or the attempt that has it.
pub(super) type Watched = [u8; 16];

/// Who watches what in this process.
#[derive(Default)]
pub(crate) struct Viewings(Mutex<HashMap<(OfficerId, Watched), Viewing>>);

impl Viewings {
    /// What the officer opened, while it is open.
    pub(super) fn find(
        &self,
        officer: OfficerId,
        what: Watched,
        now: Timestamp,
    ) -> Option<Viewing> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(&(officer, what)).cloned();
        found.filter(|viewing| now < viewing.until)
    }

    /// Remembers an opening, unless there are too many. `back` is the page of its case.
    pub(super) fn add(
        &self,
        officer: OfficerId,
        what: Watched,
        recording: Arc<dyn OpenRecording>,
        back: String,
        now: Timestamp,
    ) -> Result<(), PageError> {
        let until = now.checked_add(OPEN_FOR).unwrap_or(now);
        self.keep(officer, what, Viewing::new(recording, back, until), now)
    }

    /// The same for what is open until a moment that is known.
    pub(super) fn keep(
        &self,
        officer: OfficerId,
        what: Watched,
        viewing: Viewing,
        now: Timestamp,
    ) -> Result<(), PageError> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, known| now < known.until);
        if all.len() >= OPEN_MOST {
            return Err(PageError::busy(std::time::Duration::from_secs(60)));
        }
        all.insert((officer, what), viewing);
        Ok(())
    }
}

impl Viewing {
    /// A recording that is open until a moment; `back` is the page of its case.
    pub(super) fn new(recording: Arc<dyn OpenRecording>, back: String, until: Timestamp) -> Self {
        Self {
            recording,
            back,
            until,
        }
    }
}

/// The page: what for, or the player.
pub(super) fn draw(
    seat: Seat,
    watch: Watch,
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
        player: viewing.map(|viewing| player(&page, t, viewing)),
        most: LONGEST_PURPOSE,
        w: watch,
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

/// Why a purpose is none.
pub(super) fn purpose_mistake(t: &'static ReviewsTexts, purpose: &str) -> String {
    if purpose.chars().count() > LONGEST_PURPOSE {
        t.purpose_long(LONGEST_PURPOSE)
    } else {
        t.purpose_short(SHORTEST_PURPOSE)
    }
}

/// The file, or the part of it that a player asks for.
pub(super) fn file(
    recording: Arc<dyn OpenRecording>,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    let size = recording.summary().bytes;
    let (status, first, last) = match wanted(headers, size) {
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

fn player(page: &Page, t: &'static ReviewsTexts, viewing: &Viewing) -> Player {
    let summary = viewing.recording.summary();
    let facts = Summary::new().num(t.recording_began, page.short_date_time(summary.started_at));
    // What a browser recorded says nothing of its length.
    let facts = match summary.duration_ms {
        0 => facts,
        ms => {
            let length = format::duration(page.lang, ms.div_ceil(1_000));
            facts.num(t.recording_length, length)
        }
    };
    let kind = viewing.recording.media_type();
    let ending = kind.strip_prefix("video/").unwrap_or("webm");
    Player {
        name: format!("{}.{ending}", summary.id),
        facts,
        until: t.player_until(page.time(viewing.until)),
        back: viewing.back.clone(),
    }
}
