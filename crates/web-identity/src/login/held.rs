//! `/login/held`: a person who identified and is kept out is told why, in their language, and what
//! they can do; who froze everything thaws here.
//!
//! Every way to identify ends here in that case. What its checker proved travels sealed in a cookie
//! of ten minutes: it is no session.

use std::time::Duration;

use askama::Template;
use authn::{KeptOut, ThawError};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::restriction::{Held, Means};
use vocab::{AssuranceLevel, RegistrationLevel};
use web_kit::{
    Answer as _, Face, Form, Html, Markup as _, Page, PageError, page::see_other, private, ui,
};

use super::{
    waiting::{Waiting, WaitingQuery},
    ways::{Way, ways},
};
use crate::{
    IdentityState,
    texts::{self, FreezeTexts},
};

/// Purpose in the name of the cookie.
const COOKIE: &str = "held";

/// As long as the proof inside is worth something.
const KEPT_FOR: Duration = Duration::from_mins(10);

const PAGE: &str = "/login/held";

#[derive(Template)]
#[template(path = "login/held.html")]
struct View {
    page: Page,
    t: &'static FreezeTexts,
    asked: ui::Asked,
    title: &'static str,
    lead: Html,
    /// What the person does about it, where it is one thing.
    advice: Option<Html>,
    /// They may thaw, here and now.
    may_thaw: bool,
    /// Frozen, and this way does not thaw: the ways that do.
    thawing: Option<Vec<Way>>,
    thaw_office: Option<String>,
    recover: Option<String>,
    thaw: String,
    /// Nothing where no other way helps.
    other: Option<String>,
    other_words: &'static str,
    phone: Html,
    form: Form,
}

#[derive(Template)]
#[template(path = "login/thawed.html")]
struct Thawed {
    page: Page,
    t: &'static FreezeTexts,
    go: String,
    phone: Html,
}

/// Sends the person of a way to the page that says why they are kept out.
pub(crate) fn keep_out(
    state: &IdentityState,
    face: &Face,
    waiting: &Waiting,
    kept_out: &KeptOut,
) -> Response {
    let mut response = private(see_other(&waiting.address(PAGE)));
    let sealed = kept_out.seal(&*state.doorkeeper.tokens);
    face.cookie(COOKIE)
        .set_on(response.headers_mut(), &sealed, Some(KEPT_FOR));
    response
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    Ok(match kept(&state, &page, &headers) {
        Some(kept_out) => draw(&state, page, &waiting, &kept_out),
        None => see_other(&waiting.address("/login")),
    })
}

/// "Thaw".
pub(super) async fn thaw(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    _form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let kept_out = kept(&state, &page, &headers).ok_or_else(|| late(&page, &waiting))?;
    match state.doorkeeper.thaw(&kept_out).await {
        Ok(()) => {}
        Err(ThawError::Stale) => return Err(late(&page, &waiting)),
        Err(ThawError::NotEnough) => return Ok(draw(&state, page, &waiting, &kept_out)),
        Err(ThawError::Store(error)) => return Err(error.into()),
    }
    let page = page.prefer(kept_out.lang());
    let cookie = page.face().cookie(COOKIE);
    let view = Thawed {
        t: texts::freeze(page.lang),
        go: waiting.address("/login"),
        phone: telephone(&page),
        page,
    };
    let mut response = private(view.answer());
    cookie.clear_on(response.headers_mut());
    Ok(response)
}

fn kept(state: &IdentityState, page: &Page, headers: &HeaderMap) -> Option<KeptOut> {
    let text = page.face().cookie(COOKIE).read(headers)?;
    KeptOut::open(&*state.doorkeeper.tokens, text, page.now())
}

fn late(page: &Page, waiting: &Waiting) -> PageError {
    let t = texts::freeze(page.lang);
    PageError::new(StatusCode::CONFLICT, web_kit::ErrorCode::own("FRZ-001"))
        .title(t.thaw_late_title)
        .lead(t.thaw_late)
        .door(t.thawed_go, waiting.address("/login"))
}

/// The name of a means, as the page of means has it.
pub(crate) fn means_name(page: &Page, means: Means) -> &'static str {
    match means {
        Means::Pin => texts::login(page.lang).means_pin,
        Means::App => texts::confirm(page.lang).means_app,
        Means::Password => texts::permanent(page.lang).means_title,
        Means::Passkey => texts::login(page.lang).means_passkey,
        Means::Certificate => texts::certificate(page.lang).means,
    }
}

/// The help line with its hours, for the panel beside pages about being kept out.
pub(crate) fn telephone(page: &Page) -> Html {
    let call = texts::guide(page.lang).call(page.phone_hours(), &page.body().phone);
    page.rich(call).link(page.phone_link()).html()
}

fn draw(state: &IdentityState, page: Page, waiting: &Waiting, kept_out: &KeptOut) -> Response {
    let page = page.prefer(kept_out.lang());
    let t = texts::freeze(page.lang);
    let l = texts::login(page.lang);
    let phone = page.body().phone.clone();
    let (title, lead, advice) = match kept_out.why() {
        Held::Frozen => (t.held_frozen_title, t.held_frozen_lead.html(), None),
        Held::Suspended { until: Some(until) } => (
            t.held_suspended_title,
            t.held_suspended_lead(page.date_time(until)).html(),
            Some(t.held_suspended_do(&phone).html()),
        ),
        Held::Suspended { until: None } => (
            t.held_suspended_title,
            t.held_suspended_open.html(),
            Some(t.held_blocked_do(&phone).html()),
        ),
        Held::Blocked => (
            t.held_blocked_title,
            t.held_blocked_lead.html(),
            Some(t.held_blocked_do(&phone).html()),
        ),
        Held::NewPassword => (
            t.held_password_title,
            t.held_password_lead.html(),
            Some(t.held_password_do.html()),
        ),
        Held::MeansOff(means) => (
            t.held_off_title,
            t.held_off_lead(means_name(&page, means)).html(),
            Some(t.held_off_do(&phone).html()),
        ),
    };
    let frozen = kept_out.why() == Held::Frozen;
    let closed = matches!(kept_out.why(), Held::Suspended { .. } | Held::Blocked);
    let thawing = (frozen && !kept_out.may_thaw()).then(|| {
        let mut up = ways(state, &page, l, waiting);
        let advanced = kept_out.registration() == RegistrationLevel::Advanced;
        up.retain(|way| advanced && way.reaches >= AssuranceLevel::Substantial);
        up
    });
    let view = View {
        t,
        asked: waiting.asked(state, &page),
        title,
        lead,
        advice,
        may_thaw: kept_out.may_thaw(),
        thaw_office: thawing.as_ref().map(|_| t.held_how_office(&phone)),
        thawing,
        recover: (kept_out.why() == Held::NewPassword)
            .then(|| waiting.address("/permanent/recover")),
        thaw: waiting.address("/login/held/thaw"),
        other: (!closed).then(|| waiting.address("/login")),
        other_words: l.other_way,
        phone: telephone(&page),
        form: Form::new(&page),
        page,
    };
    private(waiting.allow_return(view.answer_with(StatusCode::FORBIDDEN)))
}
