//! How it ended, in the person's words, and what to do next (R103, R246, R247). Who is registered
//! goes on to the page that everybody gets who is.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use model::video::RefusalReason;
use proofing::ViewState;
use web_kit::{
    Answer as _, Html, Markup as _, Page, PageError, icons::Icon, page::see_other, private,
};

use super::call_secret;
use crate::{
    IdentityState,
    texts::{self, VideoTexts},
};

#[derive(Template)]
#[template(path = "register/video/end.html")]
struct End {
    page: Page,
    t: &'static VideoTexts,
    icon: Icon,
    title: &'static str,
    lead: &'static str,
    why: Option<&'static str>,
    advice: Vec<Html>,
    /// Where to go on, and the word for it.
    next: (&'static str, &'static str),
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(secret) = call_secret(page.face(), &headers) else {
        if query.as_deref() == Some("left") {
            let left = End::new(page, |t| (t.left_title, t.left_lead));
            return Ok(private(left.answer()));
        }
        return Ok(see_other("/register/video"));
    };
    let Some(view) = state.proofing.view(&secret).await? else {
        return Ok(see_other("/register/video"));
    };
    let end = match view.state {
        ViewState::Queued | ViewState::Assigned | ViewState::InCall | ViewState::Interrupted => {
            return Ok(see_other("/register/video/room"));
        }
        ViewState::Approved => return Ok(see_other("/register/done")),
        ViewState::Refused(reason) => refused(page, reason),
        ViewState::Abandoned => End::new(page, |t| (t.interrupted_title, t.interrupted_lead)),
        ViewState::Closed => closed(&state, page),
    };
    Ok(private(end.answer()))
}

impl End {
    fn new(page: Page, words: fn(&VideoTexts) -> (&'static str, &'static str)) -> Self {
        let t = texts::video(page.lang);
        let (title, lead) = words(t);
        Self {
            icon: page.icon.clock,
            title,
            lead,
            why: None,
            advice: Vec::new(),
            next: ("/register/video/enter", t.again),
            t,
            page,
        }
    }

    fn advice(mut self, words: impl AsRef<str>) -> Self {
        self.advice.push(words.as_ref().html());
        self
    }
}

/// Which reason is told, and what helps against it. A suspicion is told in general words only.
fn refused(page: Page, reason: Option<RefusalReason>) -> End {
    let phone = page.body().phone.clone();
    let end = End::new(page, |t| (t.refused_title, t.refused_lead));
    let t = end.t;
    let office = t.refused_try_office(phone);
    let (why, first) = match reason {
        Some(RefusalReason::ImageOrSound) => (t.refused_image, Some(t.refused_try_image)),
        Some(RefusalReason::Connection) => (t.refused_connection, Some(t.refused_try_connection)),
        Some(RefusalReason::PersonLeft) => (t.refused_left, None),
        Some(RefusalReason::DataNotConfirmed) => (t.refused_data, Some(t.refused_try_data)),
        Some(RefusalReason::ConsentRefused) => (t.refused_consent, None),
        Some(RefusalReason::NotByThisRoute) => (t.refused_route, None),
        None
        | Some(
            RefusalReason::DocumentNotValid
            | RefusalReason::NotTheHolder
            | RefusalReason::Prerecorded
            | RefusalReason::SeveralDevices
            | RefusalReason::NotInRealTime
            | RefusalReason::Coercion
            | RefusalReason::OtherDoubt,
        ) => (t.refused_document, None),
    };
    let icon = end.page.icon.alert;
    let end = End {
        why: Some(why),
        icon,
        ..end
    };
    let end = match first {
        Some(first) => end.advice(first),
        None => end,
    };
    let repeats = !matches!(
        reason,
        Some(RefusalReason::NotByThisRoute | RefusalReason::ConsentRefused)
    );
    let end = if repeats {
        end.advice(t.refused_try_again)
    } else {
        // Another call would end the same way.
        End {
            next: ("/register/ways", t.other_way),
            ..end
        }
    };
    end.advice(office)
}

/// R247: whoever waited is told, and when it opens again.
fn closed(state: &IdentityState, page: Page) -> End {
    let opens = state.proofing.opening().next();
    let when = opens.map(|opens| (page.date(opens), page.time(opens)));
    let end = End::new(page, |t| (t.over_title, t.over_lead));
    let t = end.t;
    let end = End {
        next: ("/register/video", t.again),
        ..end
    };
    match when {
        Some((date, time)) => end.advice(t.closed_until(date, time)),
        None => end,
    }
}
