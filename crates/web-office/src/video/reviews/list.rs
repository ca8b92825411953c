//! Calls that wait for a second officer.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::ReviewLine;
use serde::Deserialize;
use vocab::Timestamp;
use web_kit::{
    Answer as _, Page, PageError, format,
    ui::{self, Link, Notice, Table},
};

use super::address;
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, BoardTexts, ReviewsTexts},
    video::presence::not_shown,
};

#[derive(Template)]
#[template(path = "video/reviews.html")]
struct Reviews {
    page: Page,
    frame: Frame,
    t: &'static ReviewsTexts,
    b: &'static BoardTexts,
    notice: Option<Notice>,
    table: Table,
    empty: ui::Empty,
}

/// What was decided on the page before.
#[derive(Debug, Deserialize)]
pub(crate) struct Arrival {
    confirmed: Option<String>,
    kept: Option<String>,
    raced: Option<String>,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let lines = state.desk.video_reviews(&seat.at_desk).await;
    let lines = lines.map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let t = texts::reviews(page.lang);
    let notice = match arrival {
        Arrival {
            confirmed: Some(_), ..
        } => Some(page.notice_ok(t.decided_title, t.decided_approved).live()),
        Arrival { kept: Some(_), .. } => {
            Some(page.notice_ok(t.decided_title, t.decided_refused).live())
        }
        Arrival { raced: Some(_), .. } => Some(page.notice_warn(t.raced_title, t.raced).live()),
        Arrival { .. } => None,
    };
    let view = Reviews {
        b: texts::board(page.lang),
        table: table(&page, t, &lines),
        empty: ui::Empty::new(t.empty_title, t.empty).action(t.reload, "/video/reviews"),
        notice,
        frame,
        t,
        page,
    };
    Ok(view.answer())
}

fn table(page: &Page, t: &'static ReviewsTexts, lines: &[ReviewLine]) -> Table {
    let columns = [t.col_ended, t.col_operator, t.col_waits, t.col_call];
    lines.iter().fold(
        Table::new(t.list_caption, &columns).quiet_caption(),
        |table, line| {
            let ended = page.short_date_time(line.ended_at);
            let waits = age(page, line.ended_at);
            // Four eyes are two people: there is no link to one's own call.
            if line.own {
                table.row(&[&ended, &line.operator, &waits, &t.own])
            } else {
                let link = Link::new(t.open, address(line.call));
                table.row(&[&ended, &line.operator, &waits, &link])
            }
        },
    )
}

fn age(page: &Page, since: Timestamp) -> String {
    let seconds = page.now().as_second().saturating_sub(since.as_second());
    format::duration(page.lang, u64::try_from(seconds).unwrap_or(0))
}
