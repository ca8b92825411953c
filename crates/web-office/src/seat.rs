//! The officer of a request, and the frame of their pages.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use desk::{AtDesk, Entered, Task};
use http::{HeaderMap, Method, request::Parts};
use model::officer::{Officer, Role, SignInMethod};
use vocab::{BearerSecret, Date};
use web_kit::{
    Face, Page, PageError,
    face::NavLink,
    format::Moment as _,
    page::{SessionNote, see_other},
};

use crate::{
    OfficeState,
    texts::{self, FrameTexts},
};

/// An officer at the desk, and the page with their name, their navigation and the way out.
///
/// An extractor for pages that only officers see: a stranger is led to the sign-in page, and back
/// from there.
pub(crate) struct Seat {
    pub(crate) at_desk: AtDesk,
    pub(crate) page: Page,
    pub(crate) frame: Frame,
}

/// What the templates of the desk write around every page of an officer.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) t: &'static FrameTexts,
    /// The invented officer as whom a visitor of the demonstration sits here.
    pub(crate) stepped_in: Option<String>,
    /// The hour at which the session ends.
    pub(crate) until: String,
}

/// Who asks, for pages that both see.
pub(crate) enum Visitor {
    /// An officer with a session.
    Seated(Box<Seat>),
    /// Somebody without one.
    Stranger(Page),
}

impl Seat {
    /// The seat of an officer who has just come in, or comes back.
    pub(crate) fn new(state: &OfficeState, page: Page, at_desk: AtDesk) -> Self {
        let t = texts::frame(page.lang);
        let officer = at_desk.officer();
        let roles = roles_in_words(t, &roles_today(state, officer, today(&page)));
        let until = page.time(at_desk.ends_at());
        let label = match roles.as_str() {
            "" => officer.name.clone(),
            roles => t.who(&officer.name, roles, &until),
        };
        let now = page.now();
        let note = SessionNote::new(label, "/log-out", "/session/keep", at_desk.ends_at(), now);
        let stepped_in = match at_desk.method() {
            SignInMethod::Passkey => None,
            SignInMethod::Demonstration => Some(officer.name.clone()),
        };
        let mut links = Vec::new();
        if state.desk.may(&at_desk, Task::ListCases) {
            links.push(NavLink::new(t.nav_cases, "/cases"));
        }
        if state.desk.may(&at_desk, Task::SeeVideoBoard) {
            links.push(NavLink::new(t.nav_video, "/video"));
        } else if state.desk.may(&at_desk, Task::SeeVideoStatistics) {
            links.push(NavLink::new(t.nav_video, "/video/statistics"));
        }
        if state.desk.may(&at_desk, Task::FindPerson) {
            links.push(NavLink::new(t.nav_people, "/people"));
        }
        if state.desk.may(&at_desk, Task::SeeAlerts) {
            links.push(NavLink::new(t.nav_alerts, "/alerts"));
        }
        if state.calls.is_some() && state.desk.may(&at_desk, Task::IdentifyCaller) {
            links.push(NavLink::new(texts::telephone(page.lang).nav, "/telephone"));
        }
        if state.desk.may(&at_desk, Task::ListOfficers) {
            links.push(NavLink::new(t.nav_officers, "/officers"));
        }
        let page = page.with_navigation(links).with_session(note);
        Self {
            at_desk,
            page,
            frame: Frame {
                t,
                stepped_in,
                until,
            },
        }
    }
}

impl FromRequestParts<OfficeState> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, Response> {
        match Visitor::from_request_parts(parts, state).await {
            Ok(Visitor::Seated(seat)) => Ok(*seat),
            Ok(Visitor::Stranger(page)) => Err(see_other(&sign_in_address(&page, &parts.method))),
            Err(error) => Err(error.into_response()),
        }
    }
}

impl FromRequestParts<OfficeState> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, PageError> {
        let page = Page::from_request_parts(parts, state).await?;
        let Some(secret) = session_secret(page.face(), &parts.headers) else {
            return Ok(Self::Stranger(page));
        };
        Ok(match state.desk.resume(&secret).await? {
            Some(at_desk) => Self::Seated(Box::new(Seat::new(state, page, at_desk))),
            None => Self::Stranger(page),
        })
    }
}

/// Where a stranger goes: back to a page they asked for, but not to a form they sent.
fn sign_in_address(page: &Page, method: &Method) -> String {
    if method.is_safe() {
        let path = page.path().split('?').next().unwrap_or("/");
        format!("/sign-in?then={}", own_path(path))
    } else {
        "/sign-in?ended".to_owned()
    }
}

/// The path itself if it is a page of this desk, `/` otherwise: a link from outside must not
/// decide where somebody lands after signing in.
pub(crate) fn own_path(path: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.');
    let roots = [
        "/alerts",
        "/cases",
        "/officers",
        "/people",
        "/session",
        "/telephone",
        "/video",
    ];
    let known = roots.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if known && path.bytes().all(plain) {
        path
    } else {
        "/"
    }
}

/// The secret of the session cookie.
pub(crate) fn session_secret(face: &Face, headers: &HeaderMap) -> Option<BearerSecret> {
    let text = face.cookie("session").read(headers)?;
    BearerSecret::parse(text).ok()
}

/// Puts the new secret of a session into the browser; it ends with the browser.
pub(crate) fn remember(face: &Face, response: &mut Response, entered: &Entered) {
    let cookie = face.cookie("session");
    cookie.set_on(response.headers_mut(), entered.secret.as_str(), None);
}

/// The day it is where the body is.
pub(crate) fn today(page: &Page) -> Date {
    page.now().civil().date()
}

/// Roles that count at this body on this day.
pub(crate) fn roles_today(state: &OfficeState, officer: &Officer, today: Date) -> Vec<Role> {
    let body = state.desk.body.id;
    Role::ALL
        .into_iter()
        .filter(|role| officer.has_role(*role, body, today))
        .collect()
}

/// "Tramitación, Auditoría".
pub(crate) fn roles_in_words(t: &'static FrameTexts, roles: &[Role]) -> String {
    roles
        .iter()
        .map(|role| role_in_words(t, *role))
        .collect::<Vec<_>>()
        .join(", ")
}

/// "Tramitación".
pub(crate) fn role_in_words(t: &'static FrameTexts, role: Role) -> &'static str {
    match role {
        Role::CaseWorker => t.role_case_worker,
        Role::Auditor => t.role_auditor,
        Role::Administrator => t.role_administrator,
        Role::VideoOperator => t.role_video_operator,
        Role::Reviewer => t.role_reviewer,
        Role::Registrar => t.role_registrar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_from_the_desk() {
        for path in [
            "/cases",
            "/cases/2026-7QK4-2M5R",
            "/officers/invite",
            "/session",
        ] {
            assert_eq!(own_path(path), path);
        }
        for path in [
            "",
            "/",
            "//evil.example",
            "/cases.evil",
            "/casesX",
            "/cases/../../x?y",
            "https://evil.example/cases",
            "/cases/\r\nx",
            "/sign-in",
        ] {
            assert_eq!(own_path(path), "/", "{path}");
        }
    }
}
