//! The page in between that asks a browser for a proof of work, and sends the same form again.
//!
//! With a script the browser calculates in a worker, says in words how far it is, and goes on by
//! itself. Without one the page says how long to wait and has a button; the server looks at the
//! clock. What is right and what is accepted is decided elsewhere: this module draws, and reads
//! the two fields that come back.

use askama::Template;
use axum::response::Response;

use crate::assets::KIT;
use crate::form::Form;
use crate::headers::private;
use crate::page::{Answer as _, Page};
use crate::ui::Hidden;

/// The field with the challenge.
const CHALLENGE: &str = "_work";

/// The field that the script fills in. The script knows it by this name.
const ANSWER: &str = "_work_answer";

/// What the browser is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// Comes back unchanged.
    pub challenge: &'a str,
    /// Begins every text that is hashed, in hexadecimal digits.
    pub seed: &'a str,
    /// How many numbers are asked for.
    pub parts: u8,
    /// Zero bits that each hash begins with.
    pub bits: u8,
    /// Seconds until the form is accepted without an answer; 0 if it is now.
    pub wait_s: u64,
    /// The person has sent the form before the wait was over.
    pub too_early: bool,
}

#[derive(Template)]
#[template(path = "kit/work.html")]
struct WorkPage<'a> {
    page: Page,
    form: Form,
    work: &'a Work<'a>,
    carried: Vec<Hidden>,
}

impl WorkPage<'_> {
    fn worker(&self) -> String {
        KIT.url("js/work-worker.js")
    }
}

/// Challenge and answer as they came with a form; both empty the first time.
#[must_use]
pub fn shown(form: &Form) -> (&str, &str) {
    (form.value(CHALLENGE), form.value(ANSWER))
}

/// The page. The form of this page goes to the address it came to and carries everything that
/// was sent: nothing has to be typed again.
#[must_use]
pub fn page(page: Page, sent: &Form, work: &Work<'_>) -> Response {
    let carried = sent.carried().map(|(name, value)| Hidden {
        name: name.clone(),
        value: value.clone(),
    });
    let carried = carried.collect();
    let form = Form::new(&page);
    // It carries what the person typed, which may be an identity number.
    private(
        WorkPage {
            page,
            form,
            work,
            carried,
        }
        .answer(),
    )
}
