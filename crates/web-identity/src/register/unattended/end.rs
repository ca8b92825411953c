//! Where an attempt ends, one page for all: left, gone, waiting for an officer, confirmed, refused.
//! Each says what follows, and what the person can do.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use model::video::RefusalReason;
use web_kit::{Answer as _, Html, Markup, Page, private, ui};

use super::{HERE, forget};
use crate::{
    IdentityState,
    register::visit::Elsewhere,
    texts::{self, UnattendedTexts, VideoTexts},
};

/// The page.
#[derive(Template)]
#[template(path = "register/unattended/end.html")]
pub(super) struct End {
    page: Page,
    v: &'static VideoTexts,
    medal: ui::Medal,
    title: &'static str,
    lead: String,
    why: Option<&'static str>,
    lines: Vec<Html>,
    /// Words and address; the first is the one that goes on.
    next: Vec<(&'static str, &'static str)>,
    others: bool,
}

impl End {
    fn new(page: &Page, medal: ui::Medal, title: &'static str, lead: impl Into<String>) -> Self {
        Self {
            v: texts::video(page.lang),
            medal,
            title,
            lead: lead.into(),
            why: None,
            lines: Vec::new(),
            next: Vec::new(),
            others: false,
            page: page.clone(),
        }
    }

    fn line(mut self, words: impl Markup) -> Self {
        self.lines.push(words.html());
        self
    }

    fn next(mut self, words: &'static str, address: &'static str) -> Self {
        self.next.push((words, address));
        self
    }

    fn with_other_ways(self) -> Self {
        Self {
            others: true,
            ..self
        }
    }

    /// The page.
    pub(super) fn page(self, status: StatusCode) -> Response {
        private(self.answer_with(status))
    }
}

/// Past its time, or not there any more: the page cannot know whether it was sent, so that it says
/// both. The cookie goes.
pub(super) fn gone(state: &IdentityState, page: &Page) -> Elsewhere {
    let t = texts::unattended(page.lang);
    let days = state.unattended.rules.keep_unfinished_days;
    let medal = ui::Medal::new(ui::Tone::Warn).icon(page.icon.clock);
    let end = End::new(page, medal, t.gone_title, t.gone_lead(days))
        .line(t.gone_sent)
        .next(t.again, HERE)
        .with_other_ways();
    let mut response = end.page(StatusCode::GONE);
    forget(page.face(), &mut response);
    response.into()
}

/// The person left.
pub(super) fn left(state: &IdentityState, page: &Page) -> End {
    let t = texts::unattended(page.lang);
    let days = state.unattended.rules.keep_unfinished_days;
    let medal = ui::Medal::new(ui::Tone::Info);
    End::new(page, medal, t.left_title, t.left_lead(days))
        .next(t.again, HERE)
        .with_other_ways()
}

/// An officer looks at it; `basic`: registered at the basic level meanwhile.
pub(super) fn waiting(state: &IdentityState, page: &Page, basic: bool) -> End {
    let t = texts::unattended(page.lang);
    let v = texts::video(page.lang);
    let hours = state.unattended.rules.target_hours;
    let medal = ui::Medal::new(ui::Tone::Ok);
    let lead = if basic {
        t.waiting_basic(hours)
    } else {
        t.waiting_lead(hours)
    };
    let end = End::new(page, medal, t.waiting_title, lead)
        .line(t.waiting_told)
        .line(t.person_only)
        .line(t.waiting_close);
    if basic {
        end.next(texts::register(page.lang).next_pin, "/login")
    } else {
        end.next(v.back_home, "/")
    }
}

/// An officer confirmed it.
pub(super) fn confirmed(page: &Page) -> End {
    let t = texts::unattended(page.lang);
    let medal = ui::Medal::new(ui::Tone::Ok);
    End::new(page, medal, t.confirmed_title, t.confirmed_lead)
        .line(t.told_sent)
        .next(texts::register(page.lang).next_pin, "/login")
}

/// An officer refused it. A reason that helps is told; a suspicion teaches nobody what to do better
/// next time.
pub(super) fn refused(page: &Page, reason: RefusalReason, withdrawn: bool) -> End {
    let t = texts::unattended(page.lang);
    let lead = if withdrawn {
        t.refused_withdrawn
    } else {
        t.refused_lead
    };
    let medal = ui::Medal::new(ui::Tone::Warn);
    let end = End::new(page, medal, t.refused_title, lead);
    let (why, repeats) = why(t, reason);
    let end = End {
        why: Some(why),
        ..end
    };
    let end = end.line(t.told_sent).with_other_ways();
    if repeats && !withdrawn {
        end.next(t.again, HERE)
    } else {
        end
    }
}

/// The reason in the person's words, and whether another attempt can help.
fn why(t: &'static UnattendedTexts, reason: RefusalReason) -> (&'static str, bool) {
    match reason {
        RefusalReason::ImageOrSound | RefusalReason::Connection => (t.refused_image, true),
        RefusalReason::DataNotConfirmed | RefusalReason::PersonLeft => (t.refused_data, true),
        RefusalReason::NotByThisRoute | RefusalReason::ConsentRefused => (t.refused_route, false),
        RefusalReason::DocumentNotValid
        | RefusalReason::NotTheHolder
        | RefusalReason::Prerecorded
        | RefusalReason::SeveralDevices
        | RefusalReason::NotInRealTime
        | RefusalReason::Coercion
        | RefusalReason::OtherDoubt => (t.refused_doubt, true),
    }
}
