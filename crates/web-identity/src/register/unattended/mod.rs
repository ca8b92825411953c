//! Registration by pictures of the document and a film of the face, which an officer reviews later.
//!
//! | address | file | what |
//! |---|---|---|
//! | `/register/video/self` | `info.rs` | what it is, who checks what, how long it is kept; readable by anybody |
//! | `/register/video/self/consent` | `consent.rs` | the consent to being filmed; an attempt begins |
//! | `/register/video/self/side/{side}` | `side.rs` | a picture of `front` or `back`, guided; what was read of it |
//! | `/register/video/self/side/{side}/picture` | `side.rs` | that picture, for who took it |
//! | `/register/video/self/contact` | `contact.rs` | phone and e-mail address |
//! | `/register/video/self/film` | `film.rs` | the film: page, and what its script calls below it |
//! | `/register/video/self/films/{film}` | `pieces.rs` | the pieces of a film, `docs/specs/chunked-upload.md` |
//! | `/register/video/self/send` | `send.rs` | the review, the conditions and "Send" |
//! | `/register/video/self/done` | `done.rs` | how it stands: waiting, confirmed, refused |
//! | `/register/video/self/leave` | `leave.rs` | left before sending: nothing is registered |
//!
//! An attempt has a secret of its own, in a cookie of its own; where it stands is the truth of the
//! crate `unattended`, and a page for another step sends to the one that is true ([`Here::at`]). So
//! the back button, a second tab and a page that is loaded anew are harmless, and what was sent is
//! there when the person comes back.
//!
//! *Architecture invariant:* no page says that a machine looked at the face.

mod consent;
mod contact;
mod done;
mod end;
mod film;
mod here;
mod info;
mod leave;
mod pieces;
mod refusals;
mod send;
mod side;
mod words;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderMap, StatusCode, header::ACCEPT},
    response::{IntoResponse as _, Response},
    routing::{get, post, put},
};
use model::unattended::{SideKind, Step};
use serde::Serialize;
use vocab::BearerSecret;
use web_kit::{Face, Page, allow_live_media, private, ui};

use crate::{IdentityState, assets, texts};
use here::Here;

/// Purpose in the name of the cookie that holds the secret of the attempt.
const COOKIE: &str = "self";

/// The entrance.
const HERE: &str = "/register/video/self";

pub(super) fn router() -> Router<IdentityState> {
    Router::new()
        .route(HERE, get(info::get))
        .route(
            "/register/video/self/consent",
            get(consent::get).post(consent::post),
        )
        .route(
            "/register/video/self/side/{side}",
            get(side::get)
                .post(side::post)
                .layer(DefaultBodyLimit::max(side::LARGEST)),
        )
        .route(
            "/register/video/self/side/{side}/picture",
            get(side::picture),
        )
        .route(
            "/register/video/self/contact",
            get(contact::get).post(contact::post),
        )
        .route("/register/video/self/film", get(film::get))
        .route("/register/video/self/film/begin", post(film::begin))
        .route("/register/video/self/film/code", post(film::code))
        .route("/register/video/self/film/end", post(film::end))
        .route("/register/video/self/films/{film}", get(pieces::next))
        .route(
            "/register/video/self/films/{film}/chunks/{n}",
            put(pieces::put).layer(DefaultBodyLimit::max(pieces::LARGEST)),
        )
        .route("/register/video/self/send", get(send::get).post(send::post))
        .route("/register/video/self/done", get(done::get))
        .route("/register/video/self/leave", post(leave::post))
}

/// Where a person whose next step is this one goes on.
fn address_of(step: Step) -> &'static str {
    match step {
        Step::Front => side_address(SideKind::Front),
        Step::Back => side_address(SideKind::Back),
        Step::Contact => "/register/video/self/contact",
        Step::Film => "/register/video/self/film",
        Step::Send => "/register/video/self/send",
    }
}

fn side_address(side: SideKind) -> &'static str {
    match side {
        SideKind::Front => "/register/video/self/side/front",
        SideKind::Back => "/register/video/self/side/back",
    }
}

/// The secret of this browser's attempt, if it has one.
fn attempt_secret(face: &Face, headers: &HeaderMap) -> Option<BearerSecret> {
    let kept = face.cookie(COOKIE).read(headers)?;
    BearerSecret::parse(kept).ok()
}

/// Gives the secret of an attempt to the browser; it ends with the browser.
fn keep(face: &Face, response: &mut Response, secret: &BearerSecret) {
    face.cookie(COOKIE)
        .set_on(response.headers_mut(), secret.as_str(), None);
}

/// Takes the secret of an attempt away from the browser.
fn forget(face: &Face, response: &mut Response) {
    face.cookie(COOKIE).clear_on(response.headers_mut());
}

/// A page that may use camera and microphone, and of which nothing stays behind.
fn live(page: &Page, response: Response) -> Response {
    let mut response = private(response);
    allow_live_media(&mut response, page.face());
    response
}

/// The four steps that the person sees, `current` from 1.
fn steps(page: &Page, current: usize) -> ui::Steps {
    let (r, t) = (texts::register(page.lang), texts::unattended(page.lang));
    let names = [r.step_document, t.step_photos, t.step_film, t.step_send];
    page.steps(names, current)
}

fn style() -> String {
    assets::OWN.url("unattended.css")
}

/// Is it the page's script that asks? It gets JSON in place of pages.
fn from_script(headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accepts.is_some_and(|accept| accept.contains("application/json"))
}

/// What a script is told: where the browser goes, or words for the person.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Go(String),
    Words(String),
}

/// Sends the browser of a script to a page.
fn go(address: impl Into<String>) -> Response {
    private(Json(Told::Go(address.into())).into_response())
}

/// Says to a script why not.
fn say(status: StatusCode, words: impl Into<String>) -> Response {
    private((status, Json(Told::Words(words.into()))).into_response())
}

/// How often an action counts in the metrics of the face.
fn count(page: &Page, what: &str) {
    page.face().metrics().add(
        "aldaba_self_video_pages_total",
        "What people did on the pages of identification by pictures and a film.",
        &[("what", what)],
        1,
    );
}
