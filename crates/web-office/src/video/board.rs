//! The board: who waits, who attends, and how it stands with the officer who looks.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{OnDuty, Presence, Task, VideoBoard, VideoError, WaitingLine, unattended::ReviewsError};
use serde::Deserialize;
use vocab::Timestamp;
use web_kit::{
    Answer as _, Form, Page, PageError,
    form::Choices,
    format,
    page::see_other,
    ui::{self, Notice, Table, Tag, Tone},
};

use super::{Operator, opening, presence};
use crate::{
    OfficeState, assets,
    seat::{Frame, Seat},
    texts::{self, BoardTexts, CallTexts},
};

#[derive(Template)]
#[template(path = "video/board.html")]
struct Board {
    page: Page,
    frame: Frame,
    t: &'static BoardTexts,
    c: &'static CallTexts,
    form: Form,
    told: Option<&'static str>,
    notice: Option<Notice>,
    tags: Vec<Tag>,
    mine: bool,
    total: u32,
    waiting: Vec<Waiting>,
    empty: ui::Empty,
    takes: bool,
    cannot: Option<&'static str>,
    presence: Choices,
    operators: Table,
    reviews: Option<u32>,
    /// Words and number of the identifications that wait, for who reviews them.
    self_reviews: Option<(&'static str, u32)>,
    statistics: bool,
    script: String,
}

/// Somebody who waits: nobody is named here.
struct Waiting {
    place: u32,
    lang: String,
    here: bool,
    waits: String,
    since: String,
}

/// What happened on the page before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Arrival {
    approved: Option<String>,
    pending: Option<String>,
    refused: Option<String>,
    back: Option<String>,
    gone: Option<String>,
    nobody: Option<String>,
    busy: Option<String>,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let board = state.desk.video_board(&seat.at_desk).await;
    let board = board.map_err(presence::not_shown)?;
    if let Some(me) = &board.me
        && (me.presence != Presence::Away || board.my_call.is_some())
    {
        let room = state.desk.proofing.room().await?;
        let own = seat.at_desk.officer().id;
        let known = room.operators().iter().find(|one| one.officer == own);
        let seen_at = known.map(|known| known.seen_at);
        presence::stay(&state, &seat, me.presence, seen_at).await?;
    }
    let films = films(&state, &seat).await?;
    Ok(draw(&state, seat, &board, films, &arrival))
}

/// The next person is taken.
pub(crate) async fn take_next(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    _form: Form,
) -> Result<Response, PageError> {
    match state.desk.video_take_next(&seat.at_desk).await {
        Ok(Some(_)) => Ok(see_other("/video/call")),
        Ok(None) => Ok(see_other("/video?nobody")),
        Err(VideoError::WrongMoment(_)) => Ok(see_other("/video?busy")),
        Err(error) => Err(presence::not_shown(error)),
    }
}

/// How many identifications by pictures and a film wait, where there are any or could be.
async fn films(state: &OfficeState, seat: &Seat) -> Result<Option<u32>, PageError> {
    let Some(reviews) = &state.self_reviews else {
        return Ok(None);
    };
    if !state.desk.may(&seat.at_desk, Task::ReviewCalls) {
        return Ok(None);
    }
    match reviews.waiting(&seat.at_desk).await {
        Ok(0) if !reviews.unattended.offered() => Ok(None),
        Ok(waiting) => Ok(Some(waiting)),
        Err(ReviewsError::NotAllowed(_)) => Ok(None),
        Err(ReviewsError::Store(error)) => Err(error.into()),
    }
}

fn draw(
    state: &OfficeState,
    seat: Seat,
    board: &VideoBoard,
    films: Option<u32>,
    arrival: &Arrival,
) -> Response {
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let t = texts::board(page.lang);
    let may = |task| state.desk.may(&at_desk, task);
    let mut tags = opening::tags(&page, t, board.opening);
    tags.push(opening::wait(&page, t, board.wait));
    let (told, notice) = arrived(&page, t, arrival).unzip();
    let form = Form::new(&page);
    let view = Board {
        c: texts::call(page.lang),
        told,
        notice,
        tags,
        mine: board.my_call.is_some(),
        total: board.waiting_total,
        waiting: board
            .waiting
            .iter()
            .map(|one| line(&page, t, one))
            .collect(),
        empty: ui::Empty::new(t.queue_empty_title, t.queue_empty),
        takes: may(Task::AttendCalls),
        cannot: cannot(t, board),
        presence: choices(&form, t, board.me.as_ref()),
        operators: operators(&page, t, board),
        reviews: may(Task::ReviewCalls).then_some(board.reviews_waiting),
        self_reviews: films.map(|waiting| (texts::films(page.lang).list_title, waiting)),
        statistics: may(Task::SeeVideoStatistics),
        script: assets::OWN.url("video/queue.js"),
        form,
        frame,
        t,
        page,
    };
    view.answer()
}

/// What the officer has just done, and what came of it.
fn arrived(
    page: &Page,
    t: &'static BoardTexts,
    arrival: &Arrival,
) -> Option<(&'static str, Notice)> {
    let ok = |title, text| (title, page.notice_ok(title, text).live());
    let warn = |title, text| (title, page.notice_warn(title, text).live());
    match arrival {
        Arrival {
            approved: Some(_), ..
        } => Some(ok(t.approved_title, t.approved)),
        Arrival {
            pending: Some(_), ..
        } => Some(ok(t.pending_title, t.pending)),
        Arrival {
            refused: Some(_), ..
        } => Some(ok(t.refused_title, t.refused)),
        Arrival { back: Some(_), .. } => Some(ok(t.back_title, t.back)),
        Arrival { gone: Some(_), .. } => Some(warn(t.gone_title, t.gone)),
        Arrival {
            nobody: Some(_), ..
        } => Some(warn(t.nobody_title, t.nobody)),
        Arrival { busy: Some(_), .. } => Some(warn(t.busy_title, t.busy)),
        Arrival { .. } => None,
    }
}

fn line(page: &Page, t: &'static BoardTexts, waiting: &WaitingLine) -> Waiting {
    Waiting {
        place: waiting.place,
        lang: t.speaks(waiting.lang.native_name()),
        here: waiting.here,
        waits: t.waits(age(page, waiting.since)),
        since: t.waits_since(page.time(waiting.since)),
    }
}

fn age(page: &Page, since: Timestamp) -> String {
    let seconds = page.now().as_second().saturating_sub(since.as_second());
    format::duration(page.lang, u64::try_from(seconds).unwrap_or(0))
}

/// Why nobody can be taken now, if so.
fn cannot(t: &'static BoardTexts, board: &VideoBoard) -> Option<&'static str> {
    let away = board
        .me
        .as_ref()
        .is_none_or(|me| me.presence == Presence::Away);
    if board.my_call.is_some() {
        Some(t.busy)
    } else if away {
        Some(t.take_hint_away)
    } else if board.waiting_total == 0 {
        Some(t.take_hint_none)
    } else {
        None
    }
}

fn choices(form: &Form, t: &'static BoardTexts, me: Option<&OnDuty>) -> Choices {
    let now = me.map_or(Presence::Away, |me| me.presence);
    form.radios("presence", t.presence_legend)
        .option(presence::word(Presence::Available), t.presence_on_duty)
        .note(t.presence_on_duty_note)
        .option(presence::word(Presence::Pause), t.presence_pause)
        .note(t.presence_pause_note)
        .option(presence::word(Presence::Away), t.presence_away)
        .note(t.presence_away_note)
        .preselect(presence::word(now))
}

fn operators(page: &Page, t: &'static BoardTexts, board: &VideoBoard) -> Table {
    let columns = [t.col_operator, t.col_code, t.col_state];
    let own = board.me.as_ref().map(|me| me.badge.as_str());
    board.operators.iter().fold(
        Table::new(t.operators_title, &columns).quiet_caption(),
        |table, one| {
            let name = if own == Some(one.badge.as_str()) {
                format!("{} ({})", one.name, t.you)
            } else {
                one.name.clone()
            };
            table.row(&[&name, &one.badge, &state_of(page, t, one)])
        },
    )
}

fn state_of(page: &Page, t: &'static BoardTexts, one: &OnDuty) -> Tag {
    match (one.in_call_since, one.presence) {
        (Some(since), _) => {
            let words = format!("{} · {}", t.state_talking, age(page, since));
            Tag::new(Tone::Info, words).icon(page.icon.video)
        }
        (None, Presence::Available) => Tag::new(Tone::Ok, t.presence_on_duty).icon(page.icon.check),
        (None, Presence::Pause) => Tag::new(Tone::Plain, t.state_pause).icon(page.icon.pause),
        (None, Presence::Away) => Tag::new(Tone::Plain, t.presence_away),
    }
}
