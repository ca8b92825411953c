//! The entrance, with the official date and time (RD 203/2021 art. 11), and the catalogue.

use askama::Template;
use axum::{Router, extract::Query, response::Response, routing::get};
use serde::Deserialize;
use web_kit::{Answer as _, Page, ui};

use crate::{
    SedeState, procedure, session,
    texts::{self, HomeTexts},
    visit::Guest,
};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Page,
    t: &'static HomeTexts,
    notice: Option<ui::Notice>,
    tiles: ui::Tiles,
    now: String,
}

#[derive(Template)]
#[template(path = "catalogue.html")]
struct Catalogue {
    page: Page,
    t: &'static HomeTexts,
    tasks: ui::Tasks,
    services: ui::Tasks,
}

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/", get(home))
        .route("/procedures", get(catalogue))
}

/// What the identity provider's log-out brings back.
#[derive(Debug, Deserialize)]
struct HomeQuery {
    #[serde(default)]
    state: String,
}

async fn home(guest: Guest, Query(query): Query<HomeQuery>) -> Response {
    let page = guest.page;
    let t = texts::home(page.lang);
    let tiles = ui::Tiles::new()
        .tile(
            page.icon.shield,
            t.tile_certificate,
            procedure::PATH,
            t.tile_certificate_text,
        )
        .tile(
            page.icon.list,
            t.tile_status,
            "/applications",
            t.tile_status_text,
        )
        .tile(page.icon.search, t.tile_verify, "/csv", t.tile_verify_text)
        .tile(
            page.icon.screen,
            t.tile_requirements,
            procedure::REQUIREMENTS,
            t.tile_requirements_text,
        );
    let notice = farewell(&page, t, &query.state).filter(|_| guest.visitor.is_none());
    let now = page.date_time(page.now());
    Home {
        t,
        notice,
        tiles,
        now,
        page,
    }
    .answer()
}

/// The person has just left.
fn farewell(page: &Page, t: &'static HomeTexts, state: &str) -> Option<ui::Notice> {
    match state {
        session::LEFT => Some(page.notice_ok(t.left_title, t.left).live()),
        session::LEFT_HERE => Some(page.notice_warn(t.left_title, t.left_here).live()),
        _ => None,
    }
}

async fn catalogue(guest: Guest) -> Response {
    let page = guest.page;
    let t = texts::home(page.lang);
    let tasks = ui::Tasks::new().link(t.tile_certificate, procedure::PATH);
    let services = ui::Tasks::new()
        .link(t.tile_status, "/applications")
        .link(t.tile_verify, "/csv")
        .link(t.tile_requirements, procedure::REQUIREMENTS)
        .link(t.about_link, "/about");
    Catalogue {
        t,
        tasks,
        services,
        page,
    }
    .answer()
}
