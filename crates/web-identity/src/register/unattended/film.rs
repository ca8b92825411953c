//! The film: gestures that are told when it begins, and the code that comes by SMS meanwhile
//! (Orden ETD/465/2021 art. 11.4). The page stays open from the first picture to the last piece;
//! its script begins the film, types the code and ends the film here, and sends the pieces to
//! `pieces.rs`.

use askama::Template;
use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use model::{
    phone::PhoneCodeError,
    unattended::{FilmFault, Step},
};
use serde::Serialize;
use unattended::{AttemptError, BeginFilmError, CodeError, EndFilmError, FilmView};
use vocab::OtpCode;
use web_kit::{Answer as _, Form, Page, PageError, private, ui};

use super::{Here, address_of, count, go, live, refusals, say, steps, style};
use crate::{
    IdentityState, assets,
    register::{video, visit::Elsewhere},
    texts::{self, RegisterTexts, UnattendedTexts, VideoTexts},
};

const FILM: &str = "/register/video/self/film";

#[derive(Template)]
#[template(path = "register/unattended/film.html")]
struct Film {
    page: Page,
    t: &'static UnattendedTexts,
    v: &'static VideoTexts,
    r: &'static RegisterTexts,
    steps: ui::Steps,
    lead: String,
    cut_short: bool,
    left: String,
    minutes: u32,
    seconds: u32,
    until: String,
    form: Form,
    style: String,
    script: String,
}

/// What the script needs of a film that begins.
#[derive(Serialize)]
struct Begun {
    /// Where its pieces go.
    base: String,
    film: u8,
    /// Seconds in which the last piece must have arrived.
    seconds: i64,
    /// What is asked for, in the person's words.
    actions: Vec<&'static str>,
}

/// What came of a code.
#[derive(Serialize)]
struct Verdict {
    right: bool,
    /// No other code can be typed for this film.
    over: bool,
    words: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let here = Here::at(&state, &page, &headers, Step::Film).await?;
    let again = query.as_deref() == Some("again");
    if here.step == Step::Send && (!again || here.view.films_left == 0) {
        return Err(Elsewhere::at(address_of(Step::Send)));
    }
    if here.view.films_left == 0 {
        return Err(refusals::no_more_films(&page).into());
    }
    Ok(draw(&state, &page, &here))
}

fn draw(state: &IdentityState, page: &Page, here: &Here) -> Response {
    let (t, seconds) = (
        texts::unattended(page.lang),
        state.unattended.rules.film_seconds,
    );
    let phone = here.view.contact.as_ref().map(|(phone, _)| phone.masked());
    let unfinished = here.view.film.as_ref().filter(|film| !film.complete);
    let view = Film {
        v: texts::video(page.lang),
        r: texts::register(page.lang),
        steps: steps(page, 3),
        lead: t.film_lead(phone.unwrap_or_default()),
        cut_short: unfinished.is_some(),
        left: t.films_left(here.view.films_left),
        minutes: seconds / 60,
        seconds,
        until: t.send_by(page.time(here.view.send_by)),
        form: Form::new(page),
        style: style(),
        script: assets::OWN.url("unattended-film.js"),
        t,
        page: page.clone(),
    };
    live(page, view.answer())
}

/// The film begins: the gestures are drawn, and a code goes to the phone.
pub(super) async fn begin(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(here) = Here::find(&state, &page, &headers).await? else {
        return Ok(go(FILM));
    };
    match state.unattended.begin_film(&here.secret).await {
        Ok(film) => {
            count(&page, "film");
            Ok(private(Json(begun(&page, &film)).into_response()))
        }
        // The page says that there is no other.
        Err(BeginFilmError::TooMany) => Ok(go(FILM)),
        Err(BeginFilmError::TooManyCodes) => {
            let words = texts::unattended(page.lang).codes_over;
            Ok(say(StatusCode::TOO_MANY_REQUESTS, words))
        }
        Err(BeginFilmError::Attempt(error)) => elsewhere(error),
    }
}

fn begun(page: &Page, film: &FilmView) -> Begun {
    let v = texts::video(page.lang);
    let actions = film.actions.iter().map(|action| video::action(v, *action));
    Begun {
        base: format!("/register/video/self/films/{}", film.number),
        film: film.number,
        seconds: film.until.duration_since(page.now()).as_secs(),
        actions: actions.collect(),
    }
}

/// The code that came by SMS, typed while the film runs.
pub(super) async fn code(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(here) = Here::find(&state, &page, &headers).await? else {
        return Ok(go(FILM));
    };
    let (t, r) = (texts::unattended(page.lang), texts::register(page.lang));
    let verdict = |over, words: String| Verdict {
        right: false,
        over,
        words,
    };
    let verdict = match OtpCode::parse(form.value("code")) {
        Err(_) => verdict(false, r.sms_shape.to_owned()),
        Ok(code) => match state.unattended.enter_code(&here.secret, code).await {
            Ok(()) => Verdict {
                right: true,
                ..verdict(false, t.code_right.to_owned())
            },
            Err(CodeError::Code(PhoneCodeError::Wrong { left })) => {
                verdict(false, r.sms_wrong(left))
            }
            Err(CodeError::Code(PhoneCodeError::Void | PhoneCodeError::Expired)) => {
                verdict(true, t.code_over.to_owned())
            }
            Err(CodeError::NoFilm) => return Ok(go(FILM)),
            Err(CodeError::Attempt(error)) => return elsewhere(error),
        },
    };
    Ok(private(Json(verdict).into_response()))
}

/// Every piece has arrived.
pub(super) async fn end(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(here) = Here::find(&state, &page, &headers).await? else {
        return Ok(go(FILM));
    };
    let t = texts::unattended(page.lang);
    let pieces = form.value("pieces").parse();
    let pieces = pieces.map_err(|_| PageError::bad_request())?;
    let refused = match state.unattended.end_film(&here.secret, pieces).await {
        Ok(()) => {
            count(&page, "film_kept");
            return Ok(go(address_of(Step::Send)));
        }
        Err(EndFilmError::NoFilm) => return Ok(go(FILM)),
        Err(EndFilmError::Fault(fault)) => fault,
        // The pieces are there: the script offers to try again.
        Err(error @ EndFilmError::Recording(_)) => return Err(PageError::internal(error)),
        Err(EndFilmError::Attempt(AttemptError::Raced)) => return Ok(go(FILM)),
        Err(EndFilmError::Attempt(error)) => return elsewhere(error),
    };
    let words = match refused {
        FilmFault::Complete => return Ok(go(address_of(Step::Send))),
        FilmFault::TooLate => t.film_late,
        FilmFault::NoCode => t.film_no_code,
        FilmFault::TooLarge => t.film_large,
        FilmFault::OutOfOrder { .. } | FilmFault::NotAFilm => t.film_broken,
    };
    Ok(say(StatusCode::CONFLICT, words))
}

/// The page of the step that is true says why.
fn elsewhere(error: AttemptError) -> Result<Response, PageError> {
    match error {
        AttemptError::Gone | AttemptError::Raced => Ok(go(FILM)),
        AttemptError::NotYet(step) => Ok(go(address_of(step))),
        AttemptError::Store(error) => Err(error.into()),
    }
}
