//! What a program established, stated as that: a sign and a word for each, never a score.

use model::unattended::{AttemptState, AutoCheck, AutoReport, AutoResult, Dossier, ZoneRead};
use web_kit::{
    Page,
    ui::{Table, Tag, Tone},
};

use super::words;
use crate::{
    texts::{CallTexts, FilmsTexts},
    video::call::reading,
};

/// A check of a program.
pub(super) struct Row {
    pub(super) label: &'static str,
    pub(super) note: &'static str,
    pub(super) tag: Tag,
}

/// The part of the page about what a program established.
pub(super) struct Machine {
    pub(super) rows: Vec<Row>,
    pub(super) obstacles: Vec<&'static str>,
    /// Document and register side by side.
    pub(super) data: Option<Table>,
    /// Why there is nothing to compare.
    pub(super) unread: Option<&'static str>,
}

impl Machine {
    pub(super) fn of(
        page: &Page,
        t: &'static FilmsTexts,
        c: &'static CallTexts,
        dossier: &Dossier,
    ) -> Self {
        let report = dossier.report.as_ref();
        let mrz = report.and_then(|report| report.mrz.as_ref());
        let obstacles = report.map(|report| report.obstacles.iter());
        Self {
            rows: AutoCheck::ALL
                .into_iter()
                .map(|check| row(page, t, c, report, check))
                .collect(),
            obstacles: obstacles
                .into_iter()
                .flatten()
                .map(|obstacle| words::obstacle(t, *obstacle))
                .collect(),
            data: mrz.map(|mrz| reading::table(page, c, mrz)),
            unread: mrz.is_none().then(|| match dossier.zone() {
                Some(ZoneRead::Read(_)) => t.zone_alone,
                Some(ZoneRead::WrongDigits) => t.zone_wrong,
                Some(ZoneRead::NotFound) | None => t.zone_none,
            }),
        }
    }
}

fn row(
    page: &Page,
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    report: Option<&AutoReport>,
    check: AutoCheck,
) -> Row {
    let (label, note) = words::machine(t, check);
    let result = report.map_or(AutoResult::Unknown, |report| report.result(check));
    Row {
        label,
        note,
        tag: match result {
            AutoResult::Passed => Tag::new(Tone::Ok, c.result_passed).icon(page.icon.check),
            AutoResult::Failed => Tag::new(Tone::Stop, c.result_failed).icon(page.icon.stop),
            AutoResult::Unknown => Tag::new(Tone::Plain, c.unknown).icon(page.icon.help),
        },
    }
}

/// How it stands with the person, in tags.
pub(super) fn standing(page: &Page, t: &'static FilmsTexts, state: &AttemptState) -> Vec<Tag> {
    let mut tags = Vec::new();
    if state.has_basic() {
        tags.push(Tag::new(Tone::Info, t.standing_basic));
    }
    match state {
        AttemptState::Doubted { .. } => {
            tags.push(Tag::new(Tone::Warn, t.doubted).icon(page.icon.alert));
        }
        AttemptState::Capturing { .. }
        | AttemptState::Waiting { .. }
        | AttemptState::Confirmed { .. }
        | AttemptState::Refused { .. }
        | AttemptState::Abandoned { .. } => {}
    }
    tags
}
