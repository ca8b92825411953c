//! What was done about a case, as a timeline.

use audit::Event;
use desk::{HistoryLine, HistoryWho};
use web_kit::{Page, ui::Timeline};

use crate::texts::CasesTexts;

/// Oldest first. What was done in one step has one moment, and is shown in the order of reasons.
pub(super) fn of(page: &Page, t: &'static CasesTexts, history: &[HistoryLine]) -> Timeline {
    let mut lines: Vec<&HistoryLine> = history.iter().collect();
    lines.sort_by_key(|line| (line.at, place(&line.event)));
    let done = |timeline: Timeline, line: &&HistoryLine| {
        let when = page.short_date_time(line.at);
        let words = match &line.who {
            HistoryWho::Applicant => when,
            HistoryWho::System => t.history_by(when, t.who_system),
            HistoryWho::Officer(name) => t.history_by(when, name),
        };
        timeline.done(title(t, &line.event), words)
    };
    let timeline = lines.iter().fold(Timeline::new(), done);
    timeline.now(page.icon.eye, t.history_now, t.history_noted)
}

/// Where an event stands among those of the same moment: a cause before its effect.
fn place(event: &Event) -> u8 {
    match event {
        Event::ApplicationSubmitted { .. } => 0,
        Event::RegisterConsulted { .. } => 1,
        Event::ApplicationSentToReview { .. } => 2,
        Event::ApplicationOpened { .. } => 3,
        Event::ApplicationDecided { .. } => 4,
        Event::CertificateIssued { .. } => 5,
        _ => 6,
    }
}

fn title(t: &'static CasesTexts, event: &Event) -> &'static str {
    match event {
        Event::ApplicationSubmitted { .. } => t.event_submitted,
        Event::RegisterConsulted { outcome, .. } => match outcome.as_str() {
            "none" => t.event_consulted_none,
            "certain" => t.event_consulted_certain,
            "possible" => t.event_consulted_possible,
            _ => t.event_consulted_unidentified,
        },
        Event::ApplicationSentToReview { .. } => t.event_review,
        Event::ApplicationOpened { .. } => t.event_opened,
        Event::ApplicationDecided { .. } => t.event_decided,
        Event::CertificateIssued { .. } => t.event_issued,
        Event::CertificateDownloaded { .. } => t.event_downloaded,
        Event::ApplicationWithdrawn { .. } => t.event_withdrawn,
        // The history of a case has no others; one that is added is at least not hidden.
        _ => t.event_other,
    }
}
