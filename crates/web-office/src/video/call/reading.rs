//! What the document says beside what the register says, datum by datum, and the register's
//! answers: a sign and a word each, never a score.

use model::video::{Checklist, MrzDatum, MrzFinding, MrzReport};
use vocab::{Date, Sex};
use web_kit::{
    Page,
    ui::{Table, Tag, Tone},
};

use crate::{texts::CallTexts, video::words};

/// The part of the page about the reading.
#[derive(Default)]
pub(in crate::video) struct Reading {
    pub(in crate::video) data: Option<Table>,
    pub(in crate::video) tries: Vec<String>,
    pub(in crate::video) note: Option<String>,
    pub(in crate::video) typing: bool,
}

impl Reading {
    /// The last comparison, and every answer of the register.
    pub(in crate::video) fn of(page: &Page, t: &'static CallTexts, list: &Checklist) -> Self {
        let replies = list.register().iter().enumerate();
        let tries =
            replies.map(|(place, reply)| t.register_try(place + 1, words::reply(t, *reply)));
        Self {
            data: list.mrz().map(|report| table(page, t, report)),
            tries: tries.collect(),
            note: None,
            typing: false,
        }
    }
}

/// Datum by datum.
pub(in crate::video) fn table(page: &Page, t: &'static CallTexts, report: &MrzReport) -> Table {
    let columns = [t.col_field, t.col_on_document, t.col_register, t.col_agrees];
    let empty = Table::new(t.compare_caption, &columns).quiet_caption();
    let digits = report.digits.iter().fold(empty, |table, finding| {
        let label = t.digit_of(words::digit(t, finding.digit));
        let (words, tag) = digit(page, t, finding.right);
        table.row(&[&label, &words, &"·", &tag])
    });
    // Reports of older releases know only whether all digits fit.
    let one_by_one = !report.digits.is_empty();
    let findings = report
        .findings
        .iter()
        .filter(|finding| !(one_by_one && finding.datum == MrzDatum::CheckDigits));
    findings.fold(digits, |table, finding| {
        let (zone, register) = sides(page, t, finding);
        table.row(&[
            &words::datum(t, finding.datum),
            &zone,
            &register,
            &agreement(page, t, finding),
        ])
    })
}

fn sides(page: &Page, t: &'static CallTexts, finding: &MrzFinding) -> (String, String) {
    if finding.datum == MrzDatum::CheckDigits {
        let words = match finding.agrees {
            Some(true) => t.digit_all_right,
            Some(false) | None => t.digit_some_wrong,
        };
        return (words.to_owned(), String::from("·"));
    }
    let shown = |value: &str| shown(page, t, finding.datum, value);
    (shown(&finding.zone), shown(&finding.register))
}

/// A datum as people read it. What cannot be read is shown as it came.
fn shown(page: &Page, t: &'static CallTexts, datum: MrzDatum, value: &str) -> String {
    if value.is_empty() {
        return t.unknown.to_owned();
    }
    let cases = crate::texts::cases(page.lang);
    let read = match datum {
        MrzDatum::BirthDate | MrzDatum::Expiry => {
            value.parse::<Date>().ok().map(|date| page.short_date(date))
        }
        MrzDatum::Sex => Sex::parse(value).ok().map(|sex| {
            let words = match sex {
                Sex::Female => cases.sex_female,
                Sex::Male => cases.sex_male,
                Sex::Unspecified => cases.sex_other,
            };
            words.to_owned()
        }),
        MrzDatum::CheckDigits | MrzDatum::Number | MrzDatum::DocumentNumber | MrzDatum::Name => {
            None
        }
    };
    read.unwrap_or_else(|| value.to_owned())
}

/// How a check digit came out, in a word and as a sign.
fn digit(page: &Page, t: &'static CallTexts, right: bool) -> (&'static str, Tag) {
    if right {
        let tag = Tag::new(Tone::Ok, t.digit_right).icon(page.icon.check);
        (t.digit_right, tag)
    } else {
        let tag = Tag::new(Tone::Stop, t.digit_wrong).icon(page.icon.stop);
        (t.digit_wrong, tag)
    }
}

fn agreement(page: &Page, t: &'static CallTexts, finding: &MrzFinding) -> Tag {
    let digits = finding.datum == MrzDatum::CheckDigits;
    match finding.agrees {
        Some(right) if digits => digit(page, t, right).1,
        Some(true) => Tag::new(Tone::Ok, t.agrees).icon(page.icon.equal),
        Some(false) => Tag::new(Tone::Warn, t.differs).icon(page.icon.differ),
        None => Tag::new(Tone::Plain, t.unknown).icon(page.icon.help),
    }
}
