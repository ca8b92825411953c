//! The form of the decision: drawn, and read.

use desk::{CaseView, DecideCase};
use model::procedure::{Decision, DecisionReason, DecisionReasonError};
use vocab::OffenceEntryId;
use web_kit::{Form, form::Choices};

use crate::texts::CasesTexts;

const NOT_THE_SAME: &str = "not_the_same";
const THE_SAME: &str = "the_same";

/// What the form has beside the reason.
pub(super) struct DecisionForm {
    pub(super) version: String,
    pub(super) verdict: Choices,
    pub(super) entries: Entries,
    pub(super) reason: Reason,
    /// Minutes after which a verification is too old, if it is: the passkey will be asked for.
    pub(super) stale: Option<u16>,
}

/// Which entries are the applicant's, if it is the same person.
pub(super) enum Entries {
    /// There is nothing to choose from.
    None,
    /// The only one goes along.
    One(String),
    /// Boxes to tick.
    Several {
        boxes: Vec<EntryBox>,
        mistake: Option<&'static str>,
    },
}

pub(super) struct EntryBox {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) label: String,
    pub(super) ticked: bool,
}

/// The words around the counter of letters.
pub(super) struct Reason {
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) counted: String,
    pub(super) pattern: String,
}

/// Field names that wait with the person while they verify again.
pub(super) const KEPT: [&str; 3] = ["verdict", "reason", "entry"];

impl DecisionForm {
    /// The form with what was typed so far.
    pub(super) fn new(
        form: &Form,
        t: &'static CasesTexts,
        case: &CaseView,
        stale: Option<u16>,
    ) -> Self {
        Self {
            version: case.version.to_string(),
            verdict: verdict(form, t, case),
            entries: Entries::new(form, t, case),
            reason: Reason::new(form, t),
            stale,
        }
    }
}

/// "Not the same" is not offered where the number says otherwise, nor "the same" without entries;
/// the desk refuses both in any case.
fn verdict(form: &Form, t: &'static CasesTexts, case: &CaseView) -> Choices {
    let own_number = case.candidates.iter().any(|candidate| candidate.own_number);
    let mut choices = form.radios("verdict", t.verdict_legend);
    if !own_number {
        let label = if case.candidates.is_empty() {
            t.verdict_clear
        } else {
            t.verdict_not_same
        };
        choices = choices
            .option(NOT_THE_SAME, label)
            .note(t.verdict_not_same_note);
    }
    if !case.candidates.is_empty() {
        choices = choices
            .option(THE_SAME, t.verdict_same)
            .note(t.verdict_same_note);
    }
    choices
}

impl Entries {
    fn new(form: &Form, t: &'static CasesTexts, case: &CaseView) -> Self {
        match case.candidates.as_slice() {
            [] => Self::None,
            [one] => Self::One(one.entry.to_string()),
            several => {
                let boxes = several.iter().enumerate().map(|(place, candidate)| {
                    let value = candidate.entry.to_string();
                    EntryBox {
                        id: format!("entry-{}", place + 1),
                        label: t.entry_label(place + 1, &candidate.conviction.offence),
                        ticked: form.values("entry").any(|sent| sent == value),
                        value,
                    }
                });
                let mistake = match form.value(ENTRIES_MISTAKE) {
                    "empty" => Some(t.entries_empty),
                    "stale" => Some(t.entries_stale),
                    _ => None,
                };
                Self::Several {
                    boxes: boxes.collect(),
                    mistake,
                }
            }
        }
    }
}

impl Reason {
    fn new(form: &Form, t: &'static CasesTexts) -> Self {
        let least = DecisionReason::SHORTEST;
        let typed = form.value("reason").chars().count();
        Self {
            least,
            most: DecisionReason::LONGEST,
            counted: t.reason_count(least, typed),
            pattern: t.reason_count(least, "{n}"),
        }
    }
}

/// Where the drawing finds which mistake the boxes have: the kit draws no group of boxes.
const ENTRIES_MISTAKE: &str = "_entries_mistake";

/// No entry was ticked.
fn entries_empty(form: &mut Form, t: &'static CasesTexts) {
    form.set(ENTRIES_MISTAKE, "empty");
    form.mistake("entries", t.entries_empty);
}

/// An entry that was ticked no longer counts.
pub(super) fn entries_stale(form: &mut Form, t: &'static CasesTexts) {
    form.set(ENTRIES_MISTAKE, "stale");
    form.mistake("entries", t.entries_stale);
}

/// What was sent, or mistakes in the form.
pub(super) fn read(form: &mut Form, t: &'static CasesTexts) -> Option<DecideCase> {
    let options = [(NOT_THE_SAME, false), (THE_SAME, true)];
    let same = form.choose("verdict", &options, t.verdict_empty);
    let decision = same.and_then(|same| {
        let entries: Vec<_> = form.values("entry").filter_map(entry).collect();
        match (same, entries.is_empty()) {
            (false, _) => Some(Decision::NotTheSame),
            (true, false) => Some(Decision::TheSame(entries)),
            (true, true) => {
                entries_empty(form, t);
                None
            }
        }
    });
    let (least, most) = (DecisionReason::SHORTEST, DecisionReason::LONGEST);
    let reason = form.parse("reason", DecisionReason::parse, |error| match error {
        DecisionReasonError::TooShort => t.reason_short(least),
        DecisionReasonError::TooLong => t.reason_long(most),
        DecisionReasonError::Character => t.reason_character.to_owned(),
    });
    // A version that cannot be read was never on a screen: the desk says that the case changed.
    let version = form.value("version").parse().unwrap_or(-1);
    Some(DecideCase {
        version,
        decision: decision?,
        reason: reason?,
    })
}

fn entry(text: &str) -> Option<OffenceEntryId> {
    OffenceEntryId::parse(text).ok()
}

/// The conclusion in words, for a page that only shows it.
pub(super) fn verdict_in_words(form: &Form, t: &'static CasesTexts) -> Option<&'static str> {
    match form.value("verdict") {
        NOT_THE_SAME => Some(t.verdict_not_same),
        THE_SAME => Some(t.verdict_same),
        _ => None,
    }
}
