//! The check digits of a zone, one by one.

use web_kit::{
    Page,
    ui::{Table, Tag, Tone},
};
use wire_mrz::mrz::Checked;

use crate::texts::CallTexts;

/// What was read, and which digits fit.
pub(in crate::video) struct Digits {
    pub(in crate::video) source: &'static str,
    pub(in crate::video) lines: String,
    pub(in crate::video) table: Table,
}

/// What a zone has check digits of; passports have one more, over optional data.
const ALL: [Checked; 4] = [
    Checked::DocumentNumber,
    Checked::Birth,
    Checked::Expiry,
    Checked::Composite,
];

impl Digits {
    /// The digits of `lines`, of which `wrong` do not fit.
    pub(super) fn new(
        page: &Page,
        t: &'static CallTexts,
        source: &'static str,
        lines: String,
        wrong: &[Checked],
    ) -> Self {
        let columns = [t.col_field, t.col_digit];
        let also = wrong.iter().filter(|digit| !ALL.contains(digit));
        let table = ALL.iter().chain(also).fold(
            Table::new(t.digits_caption, &columns).quiet_caption(),
            |table, digit| {
                let tag = if wrong.contains(digit) {
                    Tag::new(Tone::Stop, t.digit_wrong).icon(page.icon.stop)
                } else {
                    Tag::new(Tone::Ok, t.digit_right).icon(page.icon.check)
                };
                table.row(&[&name(t, *digit), &tag])
            },
        );
        Self {
            source,
            lines,
            table,
        }
    }
}

fn name(t: &'static CallTexts, digit: Checked) -> &'static str {
    match digit {
        Checked::DocumentNumber => t.field_document,
        Checked::Birth => t.field_birth,
        Checked::Expiry => t.field_expiry,
        Checked::OptionalData => t.digit_optional,
        Checked::Composite => t.digit_whole,
    }
}
