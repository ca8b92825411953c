//! What the identification is, what is needed, who checks what, what is kept for how long, and
//! which ways need no picture (Orden ETD/465/2021 art. 10.1).

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use model::unattended::UnattendedRules;
use web_kit::{Answer as _, Page, PageError, ui};

use super::{Here, address_of, style};
use crate::{
    IdentityState, assets,
    register::visit::Visit,
    texts::{self, UnattendedTexts, VideoTexts},
};

#[derive(Template)]
#[template(path = "register/unattended/info.html")]
struct Info {
    page: Page,
    t: &'static UnattendedTexts,
    v: &'static VideoTexts,
    under_way: Option<ui::Notice>,
    after: String,
    kept: [String; 3],
    next: &'static str,
    next_words: &'static str,
    style: String,
    script: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    if !state.unattended.offered() {
        return Err(PageError::not_found());
    }
    let t = texts::unattended(page.lang);
    let here = Here::find(&state, &page, &headers).await?;
    let has_flow = Visit::find(&state, &page, &headers).await?.is_some();
    let (next, next_words) = match &here {
        Some(here) => (address_of(here.step), page.t.continue_),
        None if has_flow => ("/register/video/self/consent", page.t.continue_),
        None => ("/register", t.start),
    };
    let rules = &state.unattended.rules;
    let info = Info {
        under_way: here.map(|here| under_way(&page, t, &here)),
        after: after(t, rules),
        kept: kept(t, rules),
        next,
        next_words,
        style: style(),
        script: assets::OWN.url("unattended-info.js"),
        v: texts::video(page.lang),
        t,
        page,
    };
    Ok(info.answer())
}

fn under_way(page: &Page, t: &'static UnattendedTexts, here: &Here) -> ui::Notice {
    let until = t.under_way(page.time(here.view.send_by));
    let words = page.rich(until).link(address_of(here.step));
    page.notice(t.under_way_title, words)
}

fn after(t: &'static UnattendedTexts, rules: &UnattendedRules) -> String {
    if rules.basic_at_once {
        t.after_basic(rules.target_hours)
    } else {
        t.after_review(rules.target_hours)
    }
}

/// How long what was captured is kept (art. 12).
fn kept(t: &'static UnattendedTexts, rules: &UnattendedRules) -> [String; 3] {
    [
        t.kept_registered(rules.keep_years),
        t.kept_suspicion(rules.keep_suspicion_years),
        t.kept_otherwise(rules.keep_unfinished_days),
    ]
}
