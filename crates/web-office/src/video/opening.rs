//! Hours and waiting time as tags.

use model::video::Opening;
use vocab::SignedDuration;
use web_kit::{
    Page, format,
    ui::{Tag, Tone},
};

use crate::texts::BoardTexts;

/// Is the service open, until when, and when is the last admission?
pub(super) fn tags(page: &Page, t: &'static BoardTexts, opening: Opening) -> Vec<Tag> {
    match opening {
        Opening::Open {
            closes_at,
            last_admission_at,
            ..
        } => {
            let open = Tag::new(Tone::Ok, t.open_until(page.time(closes_at)));
            let last = Tag::new(Tone::Plain, t.last_admission(page.time(last_admission_at)));
            vec![open.icon(page.icon.check), last]
        }
        Opening::Closed { opens_at, .. } => {
            let words = match opens_at {
                Some(at) => t.closed_until(page.short_date_time(at)),
                None => t.closed.to_owned(),
            };
            vec![Tag::new(Tone::Warn, words).icon(page.icon.clock)]
        }
    }
}

/// How long somebody waits who comes now, where there is an honest answer.
pub(super) fn wait(page: &Page, t: &'static BoardTexts, wait: Option<SignedDuration>) -> Tag {
    let words = match wait {
        Some(wait) => t.estimate(seconds(page, wait)),
        None => t.estimate_unknown.to_owned(),
    };
    Tag::new(Tone::Plain, words)
}

/// A duration in words, rounded as everywhere.
pub(super) fn seconds(page: &Page, duration: SignedDuration) -> String {
    format::duration(page.lang, u64::try_from(duration.as_secs()).unwrap_or(0))
}
