//! What waits for a reviewer, by risk and then by age. Nobody is named here.

use askama::Template;
use axum::{extract::Query, response::Response};
use desk::unattended::{QueueLine, ReviewQueue};
use model::unattended::Risk;
use serde::Deserialize;
use web_kit::{
    Answer as _, Markup, Page, PageError,
    ui::{self, Link, Notice, Table, Tag, Tone},
};

use super::{QUEUE, Reviewer, address, not_shown, words};
use crate::{
    seat::{Frame, Seat},
    texts::{self, BoardTexts, FilmsTexts, ReviewsTexts},
};

#[derive(Template)]
#[template(path = "video/self_reviews.html")]
struct Queue {
    page: Page,
    frame: Frame,
    t: &'static FilmsTexts,
    b: &'static BoardTexts,
    notice: Option<Notice>,
    tags: Vec<Tag>,
    table: Table,
    empty: ui::Empty,
}

/// What was decided on the page before.
#[derive(Debug, Deserialize)]
pub(crate) struct Arrival {
    confirmed: Option<String>,
    refused: Option<String>,
    doubted: Option<String>,
    raced: Option<String>,
}

pub(crate) async fn get(
    reviewer: Reviewer,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let Reviewer { seat, reviews } = reviewer;
    let queue = reviews.queue(&seat.at_desk).await.map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let (t, r) = (texts::films(page.lang), texts::reviews(page.lang));
    let view = Queue {
        b: texts::board(page.lang),
        notice: arrived(&page, t, r, &arrival),
        tags: tags(&page, t, &queue),
        table: table(&page, t, &queue.lines),
        empty: ui::Empty::new(t.empty_title, t.empty).action(r.reload, QUEUE),
        frame,
        t,
        page,
    };
    Ok(view.answer())
}

fn arrived(
    page: &Page,
    t: &'static FilmsTexts,
    r: &'static ReviewsTexts,
    arrival: &Arrival,
) -> Option<Notice> {
    let done = |words| Some(page.notice_ok(r.decided_title, words).live());
    match arrival {
        Arrival {
            confirmed: Some(_), ..
        } => done(t.done_confirmed),
        Arrival {
            refused: Some(_), ..
        } => done(t.done_refused),
        Arrival {
            doubted: Some(_), ..
        } => done(t.done_doubted),
        Arrival { raced: Some(_), .. } => Some(page.notice_warn(t.raced_title, r.raced).live()),
        Arrival { .. } => None,
    }
}

fn tags(page: &Page, t: &'static FilmsTexts, queue: &ReviewQueue) -> Vec<Tag> {
    let mut tags = Vec::new();
    if queue.waiting > 0 {
        tags.push(Tag::new(Tone::Plain, t.count_waiting(queue.waiting)));
    }
    if queue.late > 0 {
        tags.push(Tag::new(Tone::Warn, t.count_late(queue.late)).icon(page.icon.alert));
    }
    tags
}

fn table(page: &Page, t: &'static FilmsTexts, lines: &[QueueLine]) -> Table {
    let columns = [
        t.col_sent,
        t.col_risk,
        t.col_due,
        t.col_standing,
        t.col_open,
    ];
    lines.iter().fold(
        Table::new(t.list_caption, &columns).quiet_caption(),
        |table, line| {
            let risk = risk(page, line.risk, words::risk(t, line.risk));
            let sent = page.short_date_time(line.sent_at);
            let due = due(page, t, line);
            let standing = standing(t, line);
            // A second look is for other eyes: there is no link to one's own doubt.
            if line.own {
                table.row(&[&sent, &risk, &due, &standing, &t.own])
            } else {
                let link = Link::new(t.open, address(line.id));
                table.row(&[&sent, &risk, &due, &standing, &link])
            }
        },
    )
}

/// How much speaks for looking soon: a sign and a word, never colour alone.
pub(super) fn risk(page: &Page, risk: Risk, words: impl Markup) -> Tag {
    match risk {
        Risk::Low => Tag::new(Tone::Plain, words),
        Risk::Normal => Tag::new(Tone::Info, words),
        Risk::High => Tag::new(Tone::Warn, words).icon(page.icon.alert),
    }
}

fn due(page: &Page, t: &'static FilmsTexts, line: &QueueLine) -> String {
    let due = page.short_date_time(line.due_at);
    if line.late {
        format!("{due} · {}", t.late)
    } else {
        due
    }
}

fn standing(t: &'static FilmsTexts, line: &QueueLine) -> String {
    let standing = if line.basic {
        t.standing_basic
    } else {
        t.standing_none
    };
    if line.doubted {
        format!("{standing} · {}", t.doubted)
    } else {
        standing.to_owned()
    }
}
