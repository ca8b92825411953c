//! A double click on "send" is one sending.
//!
//! Every drawn form carries a random `_once` ([`crate::Form::once`]). [`Once::run`] lets the first
//! request with it work and gives the second one the same redirect. Memory of this node only: what
//! must never happen twice is made so in the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::response::{IntoResponse as _, Response};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use tokio::sync::OnceCell;
use vocab::{SignedDuration, Timestamp};

use crate::error::PageError;

/// How long an answer is remembered. A double click is a matter of seconds; a page sent again
/// after a lost connection one of minutes.
const MEMORY: SignedDuration = SignedDuration::from_mins(5);

/// More than this are swept of the old ones.
const MOST: usize = 10_000;

type Cell = Arc<OnceCell<Outcome>>;

/// What the first request was answered.
#[derive(Debug, Clone)]
struct Outcome {
    status: StatusCode,
    location: HeaderMap,
}

/// The answers given lately.
#[derive(Debug, Default)]
pub struct Once {
    answers: Mutex<HashMap<String, (Timestamp, Cell)>>,
}

impl Once {
    /// Without memory.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a form: the first request with this `once` runs `work`, one that comes meanwhile
    /// or later gets the same redirect. Pages and errors are not remembered: they may be tried
    /// again.
    ///
    /// # Errors
    /// What `work` refuses.
    pub async fn run(
        &self,
        once: &str,
        now: Timestamp,
        work: impl Future<Output = Result<Response, PageError>>,
    ) -> Result<Response, PageError> {
        if once.is_empty() {
            return work.await;
        }
        let cell = self.cell(once, now);
        let mut own = None;
        let outcome = cell
            .get_or_try_init(|| async {
                let response = work.await.map_err(Err)?;
                if !response.status().is_redirection() {
                    return Err(Ok(response));
                }
                let outcome = Outcome::of(&response);
                own = Some(response);
                Ok(outcome)
            })
            .await;
        match (own, outcome) {
            (Some(response), _) => Ok(response),
            (None, Ok(outcome)) => Ok(outcome.again()),
            (None, Err(unfinished)) => unfinished,
        }
    }

    fn cell(&self, once: &str, now: Timestamp) -> Cell {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.retain(|_, (at, _)| now.duration_since(*at) < MEMORY);
        }
        let (_, cell) = answers
            .entry(once.to_owned())
            .or_insert_with(|| (now, Cell::default()));
        Arc::clone(cell)
    }
}

impl Outcome {
    fn of(response: &Response) -> Self {
        let mut location = HeaderMap::new();
        for name in [LOCATION, SET_COOKIE] {
            for value in response.headers().get_all(&name) {
                location.append(&name, value.clone());
            }
        }
        Self {
            status: response.status(),
            location,
        }
    }

    fn again(&self) -> Response {
        (self.status, self.location.clone()).into_response()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::page::see_other;

    #[tokio::test]
    async fn the_second_click_gets_the_first_answer() {
        let once = Once::new();
        let runs = AtomicU32::new(0);
        let work = || async {
            runs.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok(see_other("/done/1"))
        };
        let now = Timestamp::UNIX_EPOCH;
        let (first, second) = tokio::join!(once.run("k", now, work()), once.run("k", now, work()));
        for response in [first.unwrap(), second.unwrap()] {
            assert_eq!(response.status(), 303);
            assert_eq!(response.headers().get(LOCATION).unwrap(), "/done/1");
        }
        assert_eq!(runs.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_refusal_may_be_tried_again() {
        let once = Once::new();
        let now = Timestamp::UNIX_EPOCH;
        let refused = once
            .run("k", now, async { Err(PageError::bad_request()) })
            .await;
        assert_eq!(refused.unwrap_err().status(), 400);
        let accepted = once.run("k", now, async { Ok(see_other("/done")) }).await;
        assert_eq!(accepted.unwrap().status(), 303);
    }
}
