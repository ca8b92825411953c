//! "Check technical requirements" (R176, R177): what the server can know it checks itself,
//! cookies by a round trip; the rest a script of the page fills in. Without scripts nothing is
//! claimed that was not checked, and nothing is asked for that is not needed.

use std::time::Duration;

use askama::Template;
use axum::{extract::Query, response::Response};
use http::{
    HeaderMap,
    header::{COOKIE, USER_AGENT},
};
use serde::Deserialize;
use web_kit::{Answer as _, Page, page::see_other, private, ui};

use super::{PATH, REQUIREMENTS};
use crate::{
    assets::OWN,
    texts::{self, RequirementsTexts},
    visit::Guest,
};

/// The cookie of the round trip.
const PROBE: &str = "check";

/// Browsers as they call themselves, their names, and the first version of 2023 that knows the
/// style sheets of these pages. The more particular first: Edge also says Chrome, and Chrome also
/// says Safari.
const BROWSERS: [(&str, &str, u16); 6] = [
    ("Edg/", "Edge", 112),
    ("OPR/", "Opera", 98),
    ("FxiOS/", "Firefox", 117),
    ("Firefox/", "Firefox", 117),
    ("Chrome/", "Chrome", 112),
    ("Version/", "Safari", 17),
];

/// How a thing that is checked stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// Nobody can say, and it does not matter.
    Unknown,
    /// Not as it should be, but the procedure works all the same.
    Advice,
    /// The procedure does not work without it.
    Missing,
}

/// One row in one state. The script shows another row of the same name in place of the one that
/// the server shows.
struct Row {
    name: &'static str,
    state: State,
    shown: bool,
    title: &'static str,
    text: String,
    tag: ui::Tag,
}

#[derive(Template)]
#[template(path = "procedure/requirements.html")]
struct Requirements {
    page: Page,
    t: &'static RequirementsTexts,
    rows: Vec<Row>,
    ready: bool,
    /// Milliseconds since 1970, for the script to compare; nothing in a demonstration.
    now_ms: Option<i64>,
    script: String,
    back: &'static str,
    again: &'static str,
}

/// Whether the round trip was made.
#[derive(Debug, Deserialize)]
pub(super) struct RequirementsQuery {
    checked: Option<String>,
}

pub(super) async fn get(
    guest: Guest,
    headers: HeaderMap,
    Query(query): Query<RequirementsQuery>,
) -> Response {
    let page = guest.page;
    let cookies = has_cookie_of(&page, &headers);
    if !cookies && query.checked.is_none() {
        return send_round(&page);
    }
    let t = texts::requirements(page.lang);
    let rows = rows(&page, t, &headers, cookies);
    let ready = rows
        .iter()
        .all(|row| !row.shown || row.state != State::Missing);
    let view = Requirements {
        t,
        rows,
        ready,
        now_ms: (!page.is_demonstration()).then(|| page.now().as_millisecond()),
        script: OWN.url("requirements.js"),
        back: PATH,
        again: REQUIREMENTS,
        page,
    };
    // Never from a cache: the check is of now.
    private(view.answer())
}

/// Sends a cookie along with the browser to see whether it comes back.
fn send_round(page: &Page) -> Response {
    let mut response = private(see_other(&format!("{REQUIREMENTS}?checked")));
    let probe = page.face().cookie(PROBE);
    probe.set_on(
        response.headers_mut(),
        "yes",
        Some(Duration::from_secs(600)),
    );
    response
}

/// Any cookie of this office proves that cookies are kept.
fn has_cookie_of(page: &Page, headers: &HeaderMap) -> bool {
    let ours = page.face().cookie("").as_str().to_owned();
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .any(|pair| pair.trim().starts_with(&ours))
}

fn rows(
    page: &Page,
    t: &'static RequirementsTexts,
    headers: &HeaderMap,
    cookies: bool,
) -> Vec<Row> {
    let (secure, secure_text) = if page.face().is_secure() {
        (State::Good, t.secure_good)
    } else {
        // Without TLS the server runs on this very device only: a demonstration.
        (State::Unknown, t.secure_local)
    };
    let (kept, kept_text) = if cookies {
        (State::Good, t.cookies_good)
    } else {
        (State::Missing, t.cookies_missing)
    };
    let browser = browser(headers);
    let recent = browser.as_ref().is_some_and(|browser| browser.recent);
    let named = browser.map_or_else(
        || t.browser_unnamed.to_owned(),
        |browser| t.browser_named(browser.name),
    );
    let row = |name, state, shown, title, text: &str| Row {
        name,
        state,
        shown,
        title,
        text: text.to_owned(),
        tag: tag(t, state),
    };
    // The clock of a demonstration is moved by hand: a comparison would say nothing.
    let (clock, clock_text) = if page.is_demonstration() {
        (State::Good, t.clock_demonstration)
    } else {
        (State::Unknown, t.clock_unknown)
    };
    vec![
        row("browser", State::Good, recent, t.browser, &named),
        row("browser", State::Unknown, !recent, t.browser, &named),
        row("browser", State::Missing, false, t.browser, t.browser_old),
        row("secure", secure, true, t.secure, secure_text),
        row("secure", State::Good, false, t.secure, t.secure_local_good),
        row("cookies", kept, true, t.cookies, kept_text),
        row("script", State::Unknown, true, t.script, t.script_none),
        row("script", State::Good, false, t.script, t.script_good),
        row("clock", clock, true, t.clock, clock_text),
        row("clock", State::Good, false, t.clock, t.clock_good),
        row("clock", State::Advice, false, t.clock, t.clock_wrong),
        row("pdf", State::Unknown, true, t.pdf, t.pdf_unknown),
        row("pdf", State::Good, false, t.pdf, t.pdf_good),
        row("pdf", State::Unknown, false, t.pdf, t.pdf_saved),
    ]
}

fn tag(t: &'static RequirementsTexts, state: State) -> ui::Tag {
    match state {
        State::Good => ui::Tag::new(ui::Tone::Ok, t.good),
        State::Unknown => ui::Tag::new(ui::Tone::Plain, t.unknown),
        State::Advice => ui::Tag::new(ui::Tone::Warn, t.advice),
        State::Missing => ui::Tag::new(ui::Tone::Warn, t.missing),
    }
}

/// What the browser says of itself.
#[derive(Debug, PartialEq, Eq)]
struct Browser {
    /// "Firefox 145".
    name: String,
    recent: bool,
}

fn browser(headers: &HeaderMap) -> Option<Browser> {
    let says = headers.get(USER_AGENT)?.to_str().ok()?;
    let (mark, name, since) = BROWSERS.iter().find(|(mark, _, _)| says.contains(mark))?;
    let version = says.split_once(mark)?.1;
    let major: String = version
        .chars()
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    let number: u16 = major.parse().ok()?;
    Some(Browser {
        name: format!("{name} {number}"),
        recent: number >= *since,
    })
}

impl Row {
    /// The word by which the script finds it.
    fn word(&self) -> &'static str {
        match self.state {
            State::Good => "good",
            State::Unknown => "unknown",
            State::Advice => "advice",
            State::Missing => "missing",
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn says(text: &str) -> Option<(String, bool)> {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, text.parse().unwrap());
        browser(&headers).map(|browser| (browser.name, browser.recent))
    }

    #[test]
    fn browsers_are_called_by_their_own_name() {
        for (text, name, recent) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0",
                "Firefox 145",
                true,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Firefox/102.0",
                "Firefox 102",
                false,
            ),
            (
                "Mozilla/5.0 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome 142",
                true,
            ),
            (
                "Mozilla/5.0 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.1",
                "Edge 142",
                true,
            ),
            (
                "Mozilla/5.0 (Macintosh) Version/16.1 Safari/605",
                "Safari 16",
                false,
            ),
        ] {
            assert_eq!(says(text), Some((name.to_owned(), recent)));
        }
        assert_eq!(says("curl/8.5.0"), None);
        assert_eq!(says("Firefox/x"), None);
        assert_eq!(browser(&HeaderMap::new()), None);
    }
}
