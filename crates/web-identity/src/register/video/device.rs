//! The test call (R079–R081): the page tries camera, microphone, loudspeaker and the way to the
//! media server. What this server can know by itself, it does: that this browser's offer reached
//! the echo room. The rest is the person's word, with the tick-box of R081.
//!
//! The proof of both is a cookie of this browser with a keyed hash over the secret of its forms:
//! it is the device that was tested, whoever sits before it.

use std::{net::IpAddr, sync::LazyLock, time::Duration};

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use ports::media::OfferError;
use proofing::EchoError;
use serde::Serialize;
use vocab::constant_time_eq;
use web_kit::{
    Answer as _, ErrorCode, Form, Page, PageError, page::see_other, rate::RateLimiter,
    socket::LONGEST, ui,
};

use super::{count, info, live, steps, style};
use crate::{
    IdentityState, assets,
    register::visit::Visit,
    texts::{self, VideoTexts},
};

/// Tests of one origin: six at once, and one more every ten seconds. An echo room costs the media
/// server as much as half a call, for a minute at most.
static TESTS: LazyLock<RateLimiter<IpAddr>> =
    LazyLock::new(|| RateLimiter::new(6, Duration::from_secs(10)));

/// A test is good for half a day: cables are pulled out and networks change.
const GOOD_FOR: Duration = Duration::from_secs(12 * 3_600);

/// What must be good or good enough.
const CHECKS: [&str; 4] = ["camera", "microphone", "loudspeaker", "network"];

/// What a browser has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Its offer reached the echo room.
    Echo,
    /// All four checks, and the tick.
    Ready,
}

impl Shown {
    const fn cookie(self) -> &'static str {
        match self {
            Self::Echo => "video-echo",
            Self::Ready => "video-ready",
        }
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::Echo => "video.echo",
            Self::Ready => "video.ready",
        }
    }

    fn proof(self, state: &IdentityState, page: &Page) -> String {
        let hash = state
            .registrar
            .hashes
            .hash(self.purpose(), page.token().as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn mark(self, state: &IdentityState, page: &Page, response: &mut Response) {
        let cookie = page.face().cookie(self.cookie());
        let proof = self.proof(state, page);
        cookie.set_on(response.headers_mut(), &proof, Some(GOOD_FOR));
    }

    fn is_marked(self, state: &IdentityState, page: &Page, headers: &HeaderMap) -> bool {
        let cookie = page.face().cookie(self.cookie());
        let proof = self.proof(state, page);
        cookie
            .read(headers)
            .is_some_and(|shown| constant_time_eq(shown.as_bytes(), proof.as_bytes()))
    }
}

/// If and only if this browser has made the test call and its person said that it works.
pub(super) fn is_ready(state: &IdentityState, page: &Page, headers: &HeaderMap) -> bool {
    Shown::Ready.is_marked(state, page, headers)
}

#[derive(Template)]
#[template(path = "register/video/test.html")]
struct Test {
    page: Page,
    t: &'static VideoTexts,
    steps: ui::Steps,
    closed: Option<ui::Notice>,
    ice: String,
    form: Form,
    style: String,
    script: String,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    if !state.offers_calls() {
        return Err(PageError::not_found());
    }
    let form = Form::new(&page);
    Ok(draw(&state, &page, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let t = texts::video(page.lang);
    let echoed = Shown::Echo.is_marked(&state, &page, &headers);
    if !(echoed && all_good(form.value("verdicts"))) {
        form.mistake("ready", t.test_missing);
    } else if !form.ticked("ready") {
        form.mistake("ready", t.tick_missing);
    }
    if form.has_mistakes() {
        form.set("ready", "");
        return Ok(draw(&state, &page, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    count(&page, "tested");
    let next = if Visit::find(&state, &page, &headers).await?.is_some() {
        "/register/video/enter"
    } else {
        "/register"
    };
    let mut response = see_other(next);
    Shown::Ready.mark(&state, &page, &mut response);
    Ok(response)
}

/// `camera=ok,microphone=fair,…`: each check once, each good or good enough.
fn all_good(verdicts: &str) -> bool {
    let good = |check: &&str| {
        verdicts.split(',').any(|verdict| {
            verdict
                .split_once('=')
                .is_some_and(|(name, how)| name == *check && matches!(how, "ok" | "fair"))
        })
    };
    CHECKS.iter().all(good)
}

fn draw(state: &IdentityState, page: &Page, form: Form, status: StatusCode) -> Response {
    let t = texts::video(page.lang);
    let now = page.now();
    let opening = state.proofing.opening();
    let closed = (!opening.admits(now)).then(|| info::opening(page, t, opening));
    let test = Test {
        t,
        steps: steps(page, 2),
        closed,
        ice: state.video.ice(now),
        form,
        style: style(),
        script: assets::OWN.url("video-test.js"),
        page: page.clone(),
    };
    live(page, test.answer_with(status))
}

#[derive(Serialize)]
struct Answered {
    sdp: String,
}

/// The offer of the test page, answered by the echo room.
pub(super) async fn offer(
    page: Page,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    TESTS.admit(page.client().origin(), page.now())?;
    let sdp = form.value("sdp");
    if sdp.is_empty() || sdp.len() > LONGEST {
        return Err(PageError::bad_request());
    }
    let echoed = match &state.video.media {
        Some(media) => media.echo(sdp).await,
        None if state.video.elsewhere => match state.proofing.echo(sdp).await {
            Ok(answer) => Ok(answer),
            Err(EchoError::Offer(error)) => Err(error),
            Err(EchoError::Store(error)) => return Err(error.into()),
        },
        None => Err(OfferError::Gone),
    };
    match echoed {
        Ok(sdp) => {
            let mut response = Json(Answered { sdp }).into_response();
            Shown::Echo.mark(&state, &page, &mut response);
            Ok(response)
        }
        Err(error @ (OfferError::Unreadable | OfferError::NothingInCommon)) => Err(PageError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::own("VID-001"),
        )
        .caused_by(error)),
        Err(error @ (OfferError::Full | OfferError::Gone)) => {
            Err(PageError::busy(Duration::from_secs(60)).caused_by(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_must_be_good() {
        let good = "camera=ok,microphone=ok,loudspeaker=ok,network=fair";
        assert!(all_good(good));
        for (from, to) in [
            ("network=fair", "network=bad"),
            ("camera=ok", "camera=todo"),
            ("microphone=ok,", ""),
            ("loudspeaker=ok", "loudspeakers=ok"),
        ] {
            assert!(!all_good(&good.replace(from, to)), "{from} → {to}");
        }
        assert!(!all_good(""));
    }
}
