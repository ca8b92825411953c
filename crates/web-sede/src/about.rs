//! What an electronic office has to say of itself (Ley 40/2015 art. 38, RD 203/2021 art. 11):
//! whose it is, the official time and the days on which nothing runs, how one identifies, which
//! acts a machine does, and where documents are verified.

use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use web_kit::{Answer as _, Page, ui};

use crate::{
    SedeState, procedure,
    texts::{self, AboutTexts},
    visit::Guest,
};

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    page: Page,
    t: &'static AboutTexts,
    summary: ui::Summary,
    now: String,
    holidays: Vec<String>,
    procedure: &'static str,
}

pub(crate) fn router() -> Router<SedeState> {
    Router::new().route("/about", get(about))
}

async fn about(guest: Guest, State(state): State<SedeState>) -> Response {
    let page = guest.page;
    let t = texts::about(page.lang);
    let body = state.body();
    let summary = ui::Summary::new()
        .fact(t.owner, body.name(page.lang))
        .num(t.dir3, &body.dir3)
        .fact(t.address, page.face().origin())
        .fact(t.postal, body.contact.address.join(", "))
        .num(t.phone, &body.contact.helpline);
    let holidays = body.holidays.iter().map(|day| page.date(day)).collect();
    About {
        t,
        summary,
        now: page.date_time(page.now()),
        holidays,
        procedure: procedure::PATH,
        page,
    }
    .answer()
}
