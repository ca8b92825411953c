//! The entrance of identity, and the registry section (R011, R016–R022).

use askama::Template;
use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use web_kit::{Answer as _, Page, PageError, ui};

use crate::{
    IdentityState, permanent,
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
    let tiles = tiles(&state, &page, t);
    let managing = state.body.managing_text(page.lang).to_owned();
    let ways = ways(&state, t);
    Ok(Home {
        t,
        tiles,
        ways,
        managing,
        page,
    }
    .answer())
}

fn tiles(state: &IdentityState, page: &Page, t: &'static HomeTexts) -> ui::Tiles {
    let icon = page.icon;
    let tiles = ui::Tiles::new().tile(icon.mail, t.tile_letter, "/register", t.tile_letter_text);
    let tiles = if state.offers_calls() {
        tiles.tile(
            icon.video,
            t.tile_video,
            "/register/video",
            t.tile_video_text,
        )
    } else {
        tiles
    };
    let tiles = if state.unattended.offered() {
        tiles.tile(
            icon.cam,
            t.tile_self,
            "/register/video/self",
            t.tile_self_text,
        )
    } else {
        tiles
    };
    tiles
        .tile(icon.user, t.tile_session, "/session", t.tile_session_text)
        .tile(icon.help, t.tile_sms, "/help/sms", t.tile_sms_text)
        .tile(
            icon.list,
            t.tile_registry,
            "/procedures",
            t.tile_registry_text,
        )
}

/// The ways that exist so far, each with its approximate time (R011).
fn ways(state: &IdentityState, t: &'static HomeTexts) -> ui::Table {
    let letter = ui::Table::new(
        t.ways_caption,
        &[t.ways_way, t.ways_needs, t.ways_time, t.ways_gives],
    )
    .row(&[
        &t.way_letter,
        &t.way_letter_needs,
        &t.way_letter_time,
        &t.way_letter_gives,
    ]);
    let table = if state.offers_calls() {
        letter.row(&[
            &t.way_video,
            &t.way_video_needs,
            &t.way_video_time,
            &t.way_video_gives,
        ])
    } else {
        letter
    };
    if !state.unattended.offered() {
        return table;
    }
    table.row(&[
        &t.way_self,
        &t.way_self_needs,
        &t.way_self_time,
        &t.way_self_gives,
    ])
}

/// All procedures > Other services > Registry (R016, R017).
async fn procedures(page: Page, State(state): State<IdentityState>) -> Response {
    let t = texts::home(page.lang);
    let tasks = ui::Tasks::new()
        .link(t.procedure_register, "/register")
        .link(t.procedure_letter, "/register");
    let tasks = if state.offers_calls() {
        tasks.link(t.procedure_video, "/register/video")
    } else {
        tasks
    };
    let tasks = if state.unattended.offered() {
        tasks.link(t.procedure_self, "/register/video/self")
    } else {
        tasks
    };
    // R135.
    let p = texts::permanent(page.lang);
    let tasks = tasks
        .link(p.home_title, "/permanent")
        .link(p.home_renew, permanent::BACK);
    Procedures { t, tasks, page }.answer()
}
