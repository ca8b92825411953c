//! A decision that waits: for a passkey, for a session, for a register. What was typed goes along.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use model::procedure::ApplicationReference;
use web_kit::{
    Answer as _, Form, Page,
    ui::{Hidden, Notice, Summary},
};

use super::{
    address,
    decision_form::{KEPT, verdict_in_words},
};
use crate::{
    OfficeState, assets,
    texts::{self, CasesTexts, EntranceTexts},
};

#[derive(Template)]
#[template(path = "review/hold.html")]
struct Held {
    page: Page,
    t: &'static CasesTexts,
    e: &'static EntranceTexts,
    form: Form,
    title: &'static str,
    lead: String,
    notice: Option<Notice>,
    action: String,
    kept: Vec<Hidden>,
    typed: Summary,
    way: Way,
    script: String,
}

/// What the button of the page does.
enum Way {
    /// Asks for the passkey of the officer at the desk.
    Verify,
    /// Asks for a passkey to come in with; in the demonstration one may step in instead.
    SignIn { invented: Vec<(String, String)> },
    /// Sends the same again.
    Again,
}

/// Why a decision waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// The last verification is older than so many minutes.
    Verify { minutes: u16 },
    /// The passkey was refused.
    VerifyRefused { minutes: u16 },
    /// The session has ended.
    SignIn,
    /// The passkey was refused, and the session has ended.
    SignInRefused,
    /// The register of offences does not answer.
    Register,
    /// The certificate could not be made.
    Make,
}

pub(super) fn draw(
    state: &OfficeState,
    page: Page,
    reference: &ApplicationReference,
    form: &Form,
    why: Hold,
) -> Response {
    let t = texts::cases(page.lang);
    let refused = matches!(why, Hold::VerifyRefused { .. } | Hold::SignInRefused);
    let (title, lead, way, status) = match why {
        Hold::Verify { minutes } | Hold::VerifyRefused { minutes } => {
            let lead = t.hold_verify_lead(minutes);
            (
                t.hold_verify_title,
                lead,
                Way::Verify,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Hold::SignIn | Hold::SignInRefused => {
            let invented = state.invented().iter();
            let invented = invented
                .map(|one| (one.handle.to_string(), one.name.clone()))
                .collect();
            let lead = t.hold_sign_in_lead.to_owned();
            let way = Way::SignIn { invented };
            (
                t.hold_sign_in_title,
                lead,
                way,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Hold::Register => {
            let lead = t.hold_wait_lead.to_owned();
            (
                t.hold_wait_title,
                lead,
                Way::Again,
                StatusCode::SERVICE_UNAVAILABLE,
            )
        }
        Hold::Make => {
            let lead = t.hold_make_lead.to_owned();
            (
                t.hold_make_title,
                lead,
                Way::Again,
                StatusCode::SERVICE_UNAVAILABLE,
            )
        }
    };
    let notice = refused.then(|| {
        page.notice_stop(t.hold_refused_title, t.hold_refused)
            .live()
    });
    let view = Held {
        t,
        e: texts::entrance(page.lang),
        title,
        lead,
        notice,
        action: address(reference),
        kept: kept(form),
        typed: typed(form, t),
        way,
        script: assets::OWN.url("passkey.js"),
        form: Form::new(&page),
        page,
    };
    view.answer_with(status)
}

/// Everything that was typed, as it was typed, and the version that was on the screen.
fn kept(form: &Form) -> Vec<Hidden> {
    let fields = KEPT.into_iter().chain(["version"]);
    fields
        .flat_map(|name| form.values(name).map(move |value| form.hidden(name, value)))
        .collect()
}

fn typed(form: &Form, t: &'static CasesTexts) -> Summary {
    let summary = match verdict_in_words(form, t) {
        Some(verdict) => Summary::new().fact(t.hold_verdict, verdict),
        None => Summary::new(),
    };
    summary.fact(t.hold_reason, form.value("reason"))
}
