//! Reports that wait, the oldest first. Nobody is named.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{AlertError, AlertList, Task};
use serde::Deserialize;
use vocab::Timestamp;
use web_kit::{
    Answer as _, Page, PageError, format,
    ui::{self, Link, Notice, Table},
};

use super::what;
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, AlertsTexts},
};

#[derive(Template)]
#[template(path = "alerts/list.html")]
struct List {
    page: Page,
    frame: Frame,
    t: &'static AlertsTexts,
    notice: Option<Notice>,
    count: Option<String>,
    table: Table,
    empty: ui::Empty,
}

/// What was done on the page before.
#[derive(Debug, Deserialize)]
pub(crate) struct Arrival {
    handled: Option<String>,
    raced: Option<String>,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let list = match state.desk.alerts(&seat.at_desk).await {
        Ok(list) => list,
        Err(AlertError::Store(error)) => return Err(error.into()),
        Err(AlertError::NotAllowed(_) | AlertError::NotFound | AlertError::Handled) => {
            return Err(PageError::not_found());
        }
    };
    let attends = state.desk.may(&seat.at_desk, Task::FindPerson);
    let Seat { page, frame, .. } = seat;
    let t = texts::alerts(page.lang);
    let notice = match arrival {
        Arrival {
            handled: Some(_), ..
        } => Some(page.notice_ok(t.handled_title, t.handled).live()),
        Arrival { raced: Some(_), .. } => Some(page.notice_warn(t.raced_title, t.raced).live()),
        Arrival { .. } => None,
    };
    let view = List {
        count: (list.waiting > 0).then(|| t.count(list.waiting)),
        table: table(&page, t, &list, attends),
        empty: ui::Empty::new(t.empty_title, t.empty).action(t.reload, "/alerts"),
        notice,
        frame,
        t,
        page,
    };
    Ok(view.answer())
}

fn table(page: &Page, t: &'static AlertsTexts, list: &AlertList, attends: bool) -> Table {
    let all = [t.col_what, t.col_at, t.col_waits, t.col_open];
    let columns = if attends { 4 } else { 3 };
    let columns: Vec<&str> = all.into_iter().take(columns).collect();
    let table = Table::new(t.caption, &columns).quiet_caption();
    list.lines.iter().fold(table, |table, line| {
        let at = page.short_date_time(line.at);
        let waits = age(page, line.at);
        let link = Link::new(t.open, format!("/alerts/{}", line.id));
        table.row(&[&what(t, &line.what), &at, &waits, &link])
    })
}

fn age(page: &Page, since: Timestamp) -> String {
    let seconds = page.now().as_second().saturating_sub(since.as_second());
    format::duration(page.lang, u64::try_from(seconds).unwrap_or(0))
}
