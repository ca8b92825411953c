//! "My applications" (R190).

use askama::Template;
use axum::{extract::State, response::Response};
use model::procedure::ApplicationState;
use procedures::ApplicationSummary;
use web_kit::{Answer as _, Page, PageError, private, ui};

use super::{address, words};
use crate::{
    SedeState, procedure,
    texts::{self, ApplicationTexts},
    visit::SignedIn,
};

#[derive(Template)]
#[template(path = "application/list.html")]
struct View {
    page: Page,
    t: &'static ApplicationTexts,
    who: String,
    table: ui::Table,
    empty: ui::Empty,
}

pub(super) async fn get(
    signed_in: SignedIn,
    State(state): State<SedeState>,
) -> Result<Response, PageError> {
    let SignedIn { page, visitor } = signed_in;
    let t = texts::application(page.lang);
    let all = state.procedures.list_applications(&visitor).await?;
    let columns = [t.reference, t.purpose, t.list_date, t.state];
    let table = all.iter().fold(
        ui::Table::new(t.list_title, &columns).quiet_caption(),
        |table, application| row(&page, t, table, application),
    );
    let empty =
        ui::Empty::new(t.list_empty_title, t.list_empty).action(t.list_start, procedure::PATH);
    let view = View {
        t,
        who: visitor.name().full(),
        table,
        empty,
        page,
    };
    Ok(private(view.answer()))
}

fn row(
    page: &Page,
    t: &'static ApplicationTexts,
    table: ui::Table,
    application: &ApplicationSummary,
) -> ui::Table {
    let reference = application.reference.to_string();
    let draft = application.state == ApplicationState::Draft;
    let href = address(
        &application.reference,
        if draft { "/applicant" } else { "" },
    );
    let link = ui::Link::new(reference, href);
    let purpose = application
        .purpose
        .map_or(t.purpose_none, |purpose| words::purpose(t, purpose));
    let moment = application.submitted_at.unwrap_or(application.created_at);
    let state = words::state(page, t, application.state);
    table.row(&[&link, &purpose, &page.short_date_time(moment), &state])
}
