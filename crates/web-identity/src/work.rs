//! A proof of work before an anonymous step, both ends in one call: what came with the form is
//! looked at, and if more is asked for, the page in between is the answer.
//!
//! ```ignore
//! if let Some(asked) = work::before(&state, &page, &form, Purpose::OBTAIN_PIN).await? {
//!     return Ok(asked);
//! }
//! ```
//!
//! After the form has been read, so that a typing mistake costs nothing, and before anything is
//! done with it. A step of its own needs no more than this call and a [`Purpose`]; the template of
//! its form stays as it is.

use std::time::Duration;

use authn::work::{Demand, Effort, Pass, Purpose, Reason, Shown, WorkError};
use axum::response::Response;
use model::{limit::wait_until, origin::Origin};
use vocab::{SignedDuration, Timestamp};
use web_kit::{
    Form, Page, PageError,
    work::{self, Work},
};

use crate::IdentityState;

/// The page that asks for a proof of work, if this step needs one now; nothing if the step may be
/// taken. The page sends the same form to the same address again.
///
/// # Errors
/// The page that says how long to wait, where an origin has waited instead of calculated too
/// often; 500 if the store does not answer.
pub(crate) async fn before(
    state: &IdentityState,
    page: &Page,
    form: &Form,
    purpose: Purpose,
) -> Result<Option<Response>, PageError> {
    let (challenge, answer) = work::shown(form);
    let shown = Shown { challenge, answer };
    let origin = Origin::of(page.client().0);
    match state.work.pass(purpose, shown, origin).await {
        Ok(Pass::Open) => Ok(None),
        Ok(Pass::Shown(effort)) => {
            let outcome = match effort {
                Effort::Worked => "worked",
                Effort::Waited => "waited",
            };
            count(page, purpose, outcome);
            Ok(None)
        }
        Ok(Pass::Demanded(demand)) => {
            count(page, purpose, word(demand.reason));
            Ok(Some(draw(page, form, &demand)))
        }
        Err(WorkError::TooManyWaits { until }) => {
            count(page, purpose, "too_many_waits");
            Err(PageError::too_many(wait_until(until, page.now())))
        }
        Err(WorkError::Store(error)) => Err(error.into()),
    }
}

fn draw(page: &Page, form: &Form, demand: &Demand) -> Response {
    let asked = Work {
        challenge: &demand.challenge,
        seed: &demand.puzzle.seed_hex(),
        parts: demand.puzzle.parts,
        bits: demand.puzzle.bits,
        wait_s: seconds_until(demand.wait_until, page.now()),
        too_early: demand.reason == Reason::TooEarly,
    };
    work::page(page.clone(), form, &asked)
}

/// Whole seconds, rounded up: whoever waits as long as the page says is not early.
fn seconds_until(moment: Timestamp, now: Timestamp) -> u64 {
    let left = moment.duration_since(now).max(SignedDuration::ZERO);
    let left = Duration::try_from(left).unwrap_or_default();
    left.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
}

fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::First => "demanded",
        Reason::TooEarly => "too_early",
        Reason::Wrong => "wrong",
        Reason::Stale => "stale",
        Reason::Spent => "spent",
    }
}

fn count(page: &Page, purpose: Purpose, outcome: &str) {
    page.face().metrics().add(
        "aldaba_proof_of_work_total",
        "Anonymous steps that asked for a proof of work, by what came of it.",
        &[("step", purpose.step()), ("outcome", outcome)],
        1,
    );
}
