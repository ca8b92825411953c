//! Server-sent events for the page that waits (HTML Living Standard §9.2): the state whenever it
//! changes, and each new code. The browser comes back by itself when the stream breaks, to
//! whichever process.

use std::time::Duration;

use authn::RequestTicket;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use futures_util::stream;
use model::app::request::{AskedBy, RequestState};
use tokio::{sync::watch, time::timeout};
use web_kit::{Page, PageError, events::EventsRequest};

use super::{TicketQuery, kept, state::told};
use crate::IdentityState;

/// Longest silence: proxies close lines on which nothing is said.
const SILENCE: Duration = Duration::from_secs(20);

/// A stream lives so long at most; the browser opens another. A request is over by then.
const LONGEST: Duration = Duration::from_secs(420);

/// What one browser's stream knows.
struct Line {
    state: IdentityState,
    page: Page,
    ticket: RequestTicket,
    news: watch::Receiver<Option<RequestState>>,
    at: RequestState,
    /// The code that was told last, in groups.
    code: Option<String>,
    began: tokio::time::Instant,
    over: bool,
    first: bool,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<TicketQuery>,
    request: EventsRequest,
) -> Result<Response, PageError> {
    let (ticket, browser) =
        kept(&state, page.face(), &headers, &query).ok_or_else(PageError::not_found)?;
    // Listening comes first: what moves between the two is told twice rather than never.
    let watch = &state.app.watch;
    let news = watch.request(&state.doorkeeper, ticket.request);
    let news = news.ok_or_else(|| PageError::busy(SILENCE))?;
    let at = state
        .doorkeeper
        .request_standing(&ticket, &browser)
        .await?
        .ok_or_else(PageError::not_found)?;
    let streams = state.app.streams.clone();
    let line = Line {
        state,
        page,
        ticket,
        news,
        at,
        code: None,
        began: tokio::time::Instant::now(),
        over: false,
        first: true,
    };
    let events = stream::unfold(line, |mut line| async {
        let event = line.next().await?;
        Some((event, line))
    });
    request.answer(&streams, events)
}

impl Line {
    /// The next event; nothing once the request is over.
    async fn next(&mut self) -> Option<String> {
        if self.over || self.began.elapsed() > LONGEST {
            return None;
        }
        loop {
            if self.first {
                self.first = false;
                return Some(self.event());
            }
            let wait = self.until_next_code().min(SILENCE);
            match timeout(wait, self.news.changed()).await {
                Ok(Ok(())) => {
                    let news = *self.news.borrow_and_update();
                    if let Some(at) = news.filter(|at| *at != self.at) {
                        self.at = at;
                        return Some(self.event());
                    }
                }
                // The process stops.
                Ok(Err(_)) => return None,
                Err(_) => return Some(self.tick()),
            }
        }
    }

    /// Time has passed: the request is over, the code has changed, or nothing.
    fn tick(&mut self) -> String {
        let now = self.state.doorkeeper.clock.now();
        let waits = matches!(self.at, RequestState::Pending | RequestState::Seen);
        if waits && now >= self.ticket.expires_at {
            self.at = RequestState::Expired;
            return self.event();
        }
        let rules = self.state.doorkeeper.settings.app;
        let (code, _) = self.ticket.code(&*self.state.doorkeeper.hashes, now, rules);
        let shows = self.ticket.by == AskedBy::Code && self.at == RequestState::Pending;
        if shows && self.code.as_deref() != Some(code.grouped().as_str()) {
            return self.event();
        }
        ":\n\n".to_owned()
    }

    fn until_next_code(&self) -> Duration {
        let now = self.state.doorkeeper.clock.now();
        let rules = self.state.doorkeeper.settings.app;
        let (_, changes) = self.ticket.code(&*self.state.doorkeeper.hashes, now, rules);
        let until_code = changes.duration_since(now);
        let until_end = self.ticket.expires_at.duration_since(now);
        let next = if until_end.is_positive() {
            until_code.min(until_end)
        } else {
            until_code
        };
        // A moment more: on the stroke both codes are right.
        Duration::try_from(next).unwrap_or_default() + Duration::from_millis(20)
    }

    fn event(&mut self) -> String {
        match told(&self.state, &self.page, &self.ticket, self.at) {
            Ok(told) => {
                self.over = !matches!(self.at, RequestState::Pending | RequestState::Seen);
                let json = serde_json::to_string(&told).unwrap_or_default();
                self.code = told.grouped();
                format!("event: state\ndata: {json}\n\n")
            }
            Err(_) => {
                self.over = true;
                ":\n\n".to_owned()
            }
        }
    }
}
