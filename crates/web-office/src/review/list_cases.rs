//! The queue: what waits, and for how long. Nobody's data are in it.

use askama::Template;
use axum::{extract::State, response::Response};
use desk::{ListCasesError, QueuedCase, Task};
use vocab::Timestamp;
use web_kit::{
    Answer as _, Page, PageError, format,
    ui::{self, Link, Table},
};

use super::{address, purpose_in_words, reason_tag};
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, CasesTexts},
};

/// Cases on the page. Those that wait longest come first, so nobody is forgotten behind it.
const SHOWN: u32 = 100;

#[derive(Template)]
#[template(path = "review/list_cases.html")]
struct Queue {
    page: Page,
    frame: Frame,
    t: &'static CasesTexts,
    table: Table,
    empty: ui::Empty,
    cut: Option<u32>,
    opens: bool,
}

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
) -> Result<Response, PageError> {
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let mut cases = match state.desk.list_cases(&at_desk, SHOWN + 1).await {
        Ok(cases) => cases,
        Err(ListCasesError::NotAllowed(_)) => return Err(PageError::not_found()),
        Err(ListCasesError::Store(error)) => return Err(error.into()),
    };
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let cut = (cases.len() > shown).then_some(SHOWN);
    cases.truncate(shown);
    let t = texts::cases(page.lang);
    let opens = state.desk.may(&at_desk, Task::OpenCase);
    let view = Queue {
        frame,
        t,
        table: table(&page, t, &cases, opens),
        empty: ui::Empty::new(t.empty_title, t.empty).action(t.reload, "/cases"),
        cut,
        opens,
        page,
    };
    Ok(view.answer())
}

fn table(page: &Page, t: &'static CasesTexts, cases: &[QueuedCase], opens: bool) -> Table {
    let columns = [
        t.col_reference,
        t.col_waiting,
        t.col_purpose,
        t.col_reason,
        t.col_entries,
    ];
    cases.iter().fold(
        Table::new(t.list_caption, &columns).quiet_caption(),
        |table, case| {
            let since = page.short_date_time(case.submitted_at);
            let waiting = t.waiting(age(page, case.submitted_at), since);
            let purpose = purpose_in_words(t, case.purpose);
            let reason = reason_tag(page, t, case.reason);
            let entries = case.candidates.to_string();
            let reference = case.reference.as_str();
            if opens {
                let link = Link::new(reference, address(&case.reference));
                table.row(&[&link, &waiting, &purpose, &reason, &entries])
            } else {
                table.row(&[&reference, &waiting, &purpose, &reason, &entries])
            }
        },
    )
}

/// How long somebody has waited, rounded as everywhere.
fn age(page: &Page, since: Timestamp) -> String {
    let seconds = page.now().as_second().saturating_sub(since.as_second());
    format::duration(page.lang, u64::try_from(seconds).unwrap_or(0))
}
