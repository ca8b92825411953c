//! `/login/app/wait`: the code that changes, the number to type, five minutes. Once the person has
//! confirmed, this page is the way in.

use askama::Template;
use authn::{RequestTicket, Waiting as Standing};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use model::app::request::{AskedBy, RequestState};
use vocab::RequestCode;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, qr::Qr, ui};

use super::{TicketQuery, kept};
use crate::{
    IdentityState, assets,
    login::{
        enter_pin::entered,
        held::keep_out,
        waiting::{Waiting, WaitingQuery},
    },
    permanent::visit,
    state::arrival,
    texts::{self, ConfirmTexts, PasskeyTexts},
};

#[derive(Template)]
#[template(path = "login/app_wait.html")]
struct View {
    page: Page,
    t: &'static ConfirmTexts,
    asked: ui::Asked,
    back: String,
    shown: Option<ShownCode>,
    here: Option<Here>,
    sms: Option<Sms>,
    seen: bool,
    number: String,
    number_spoken: String,
    expires: ui::Countdown,
    reload: String,
    by_number: String,
    by_pin: String,
    register: String,
    again: String,
    events: String,
    state: String,
    script: String,
}

/// The code as the page shows it.
struct ShownCode {
    qr: Qr,
    grouped: String,
    open_here: String,
}

/// What a phone shows first: it may be the one that has the app, or another passkey.
struct Here {
    words: &'static PasskeyTexts,
    send: String,
    script: String,
    form: Form,
}

/// Instead of the app, after a right password.
struct Sms {
    send: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "login/app_over.html")]
struct Over {
    page: Page,
    t: &'static ConfirmTexts,
    asked: ui::Asked,
    title: &'static str,
    notice: ui::Notice,
    again: String,
    other: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    Query(ticket): Query<TicketQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let Some((kept, browser)) = kept(&state, page.face(), &headers, &ticket) else {
        return Ok(see_other(&waiting.address("/login/app")));
    };
    let arrival = arrival(&page, &headers);
    let standing = state
        .doorkeeper
        .go_on_from_app(&kept, &browser, arrival)
        .await?;
    Ok(match standing {
        Standing::Entered(secret, person) => {
            let known = visit::known_browser(&state, page.face(), &headers);
            let mut response = entered(&state, &page, &waiting, (&secret, &person), &known).await?;
            if kept.by == AskedBy::Password {
                visit::forget_flow(page.face(), &mut response);
            }
            response
        }
        Standing::Held(kept_out) => keep_out(&state, page.face(), &waiting, &kept_out),
        Standing::At(at @ (RequestState::Pending | RequestState::Seen)) => {
            let seen = at == RequestState::Seen;
            waits(&state, page, &waiting, &kept, seen, &ticket.a)?
        }
        Standing::At(over) => is_over(&state, page, &waiting, kept.by, over),
        Standing::NotHere => see_other(&waiting.address("/login/app")),
    })
}

fn waits(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    ticket: &RequestTicket,
    seen: bool,
    sealed: &str,
) -> Result<Response, PageError> {
    let t = texts::confirm(page.lang);
    let rules = state.doorkeeper.settings.app;
    let (code, _) = ticket.code(&*state.doorkeeper.hashes, page.now(), rules);
    let shown = if ticket.by == AskedBy::Code && !seen {
        Some(ShownCode {
            qr: picture(page.face().origin(), &code, t)?,
            grouped: code.grouped(),
            open_here: format!("/app/r#{}", code.as_str()),
        })
    } else {
        None
    };
    let digits = ticket.number.as_str();
    let spoken: Vec<String> = digits.chars().map(String::from).collect();
    let after_password = ticket.by == AskedBy::Password;
    let reload = super::wait_address(state, waiting, ticket);
    let view = View {
        t,
        asked: waiting.asked(state, &page),
        back: waiting.address("/login"),
        sms: after_password.then(|| Sms {
            send: waiting.address("/permanent/code/resend"),
            form: Form::new(&page),
        }),
        here: shown.is_some().then(|| Here {
            words: texts::passkey(page.lang),
            send: waiting.address("/login/passkey"),
            script: assets::OWN.url("passkey.js"),
            form: Form::new(&page),
        }),
        shown,
        seen,
        number: digits.to_owned(),
        number_spoken: spoken.join(" "),
        expires: page
            .countdown(ticket.expires_at, rules.request_s)
            .label(t.wait_expires_in)
            .over(t.over_expired_title),
        reload,
        by_number: waiting.address("/login/app/number"),
        by_pin: waiting.address("/login/pin"),
        register: waiting.address("/register"),
        again: waiting.address("/login/app"),
        events: format!("/login/app/events?a={sealed}"),
        state: format!("/login/app/state?a={sealed}"),
        script: assets::OWN.url("app-wait.js"),
        page,
    };
    Ok(private(waiting.allow_return(view.answer())))
}

/// The QR of a code: the address that a phone's own camera opens too.
pub(super) fn picture(
    origin: &str,
    code: &RequestCode,
    t: &'static ConfirmTexts,
) -> Result<Qr, PageError> {
    let address = format!("{origin}/app/r#{}", code.as_str());
    Qr::new(&address, t.wait_qr).map_err(PageError::internal)
}

fn is_over(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    by: AskedBy,
    at: RequestState,
) -> Response {
    let t = texts::confirm(page.lang);
    let (title, words) = match at {
        RequestState::Rejected => (t.over_rejected_title, t.over_rejected),
        RequestState::Used => (t.over_used_title, t.over_used),
        RequestState::Expired
        | RequestState::Pending
        | RequestState::Seen
        | RequestState::Confirmed => (t.over_expired_title, t.over_expired),
    };
    let view = Over {
        t,
        asked: waiting.asked(state, &page),
        title,
        notice: page.notice_warn(title, words),
        again: waiting.address(if by == AskedBy::Password {
            "/login/password"
        } else {
            "/login/app"
        }),
        other: waiting.address("/login"),
        page,
    };
    private(waiting.allow_return(view.answer()))
}
