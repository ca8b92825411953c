//! What a system needs to install the app (W3C Web Application Manifest).

use axum::http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use web_kit::Page;

use crate::{assets, texts};

/// The colour of the door.
const DOOR: &str = "#2b3f92";
/// The colour of the wall.
const WALL: &str = "#faf7f1";

pub(super) async fn get(page: Page) -> Response {
    let t = texts::pwa(page.lang);
    let icon = |file: &str, size: &str, purpose: &str| {
        json!({
            "src": assets::OWN.url(file), "sizes": size, "type": "image/png", "purpose": purpose,
        })
    };
    let shortcut = |name: &str, place: &str| {
        json!({
            "name": name,
            "url": format!("/app#{place}"),
            "icons": [icon("app/icon-192.png", "192x192", "any")],
        })
    };
    let manifest = json!({
        "id": "/app",
        "name": format!("{} · {}", t.name, page.body_name()),
        "short_name": t.name,
        "description": t.about,
        "lang": page.lang.tag(),
        "dir": "ltr",
        "start_url": "/app#home",
        "scope": "/app",
        "display": "standalone",
        "theme_color": DOOR,
        "background_color": WALL,
        "categories": ["government", "security"],
        "icons": [
            icon("app/icon-192.png", "192x192", "any"),
            icon("app/icon-512.png", "512x512", "any"),
            icon("app/icon-maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [shortcut(t.nav_scan, "scan"), shortcut(t.nav_manage, "manage")],
    });
    let mut answer = manifest.to_string().into_response();
    let headers = answer.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/manifest+json"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}
