//! The entrance of identity, and the registry section (R011, R016–R022).

use askama::Template;
use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use web_kit::{Answer as _, Page, PageError, ui};

use crate::{
    IdentityState,
    texts::{self, HomeTexts},
};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Page,
    t: &'static HomeTexts,
    tiles: ui::Tiles,
    ways: ui::Table,
    managing: String,
}

#[derive(Template)]
#[template(path = "procedures.html")]
struct Procedures {
    page: Page,
    t: &'static HomeTexts,
    tasks: ui::Tasks,
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/", get(home))
        .route("/procedures", get(procedures))
}

async fn home(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let page = match state.person(&page, &headers).await? {
        Some(person) => state.signed_in(page, &person).await?,
        None => page,
    };
    let t = texts::home(page.lang);
    let tiles = ui::Tiles::new()
        .tile(
            page.icon.mail,
            t.tile_letter,
            "/register",
            t.tile_letter_text,
        )
        .tile(
            page.icon.user,
            t.tile_session,
            "/session",
            t.tile_session_text,
        )
        .tile(page.icon.help, t.tile_sms, "/help/sms", t.tile_sms_text)
        .tile(
            page.icon.list,
            t.tile_registry,
            "/procedures",
            t.tile_registry_text,
        );
    let managing = state.body.managing_text(page.lang).to_owned();
    let ways = ways(t);
    Ok(Home {
        t,
        tiles,
        ways,
        managing,
        page,
    }
    .answer())
}

/// The ways that exist so far, each with its approximate time (R011).
fn ways(t: &'static HomeTexts) -> ui::Table {
    ui::Table::new(
        t.ways_caption,
        &[t.ways_way, t.ways_needs, t.ways_time, t.ways_gives],
    )
    .row(&[
        &t.way_letter,
        &t.way_letter_needs,
        &t.way_letter_time,
        &t.way_letter_gives,
    ])
}

/// All procedures > Other services > Registry (R016, R017).
async fn procedures(page: Page) -> Response {
    let t = texts::home(page.lang);
    let tasks = ui::Tasks::new()
        .link(t.procedure_register, "/register")
        .link(t.procedure_letter, "/register");
    Procedures { t, tasks, page }.answer()
}
