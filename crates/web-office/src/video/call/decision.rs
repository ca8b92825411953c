//! The form of the decision: to register, or to refuse with a reason.

use desk::OperatorView;
use model::video::{CheckItem, RefusalReason};
use web_kit::{Form, form::Field};

use crate::{texts::CallTexts, video::words};

/// Letters of the operator's words about a refusal, at least.
pub(super) const LEAST: usize = 10;

/// What the part of the page about the decision shows.
pub(super) struct Decision {
    pub(super) complete: bool,
    pub(super) missing: String,
    pub(super) note: &'static str,
    pub(super) refusing: bool,
    pub(super) reasons: Field,
    pub(super) least: usize,
    pub(super) most: usize,
}

impl Decision {
    pub(super) fn new(
        form: &Form,
        t: &'static CallTexts,
        call: &OperatorView,
        reviewed: bool,
    ) -> Self {
        let complete = call.missing.is_empty();
        let missing = if complete {
            t.missing_nothing.to_owned()
        } else {
            t.missing(names(t, &call.missing))
        };
        let reasons = RefusalReason::ALL.into_iter().fold(
            form.select("reason", t.refuse_reason),
            |field, reason| {
                let words = words::reason(t, reason);
                let label = match reason.letter() {
                    Some(letter) => format!("{letter}) {words}"),
                    None => words.to_owned(),
                };
                field.option(reason.as_str(), label)
            },
        );
        Self {
            complete,
            missing,
            note: if reviewed && call.missing_for_advanced.is_empty() {
                t.register_note_advanced
            } else {
                t.register_note
            },
            refusing: !form.value("refusing").is_empty(),
            reasons,
            least: LEAST,
            most: vocab::Line::MAX_CHARS,
        }
    }
}

/// "Consiente la grabación, Código de un solo uso".
fn names(t: &'static CallTexts, missing: &[CheckItem]) -> String {
    let names: Vec<&str> = missing.iter().map(|item| words::item(t, *item).0).collect();
    names.join(", ")
}
