//! Log-in with a certificate.
//!
//! | address | where | what happens |
//! |---|---|---|
//! | `/login/certificate` | identity | the person reads what comes, and goes on |
//! | `/certificate` | where certificates are asked for | the certificate is judged; no page, no cookie |
//! | `/login/certificate/back` | identity | the verdict is redeemed: a session, or the reason |

use std::sync::Arc;

use askama::Template;
use authn::{
    Certificates,
    certificate::{CheckError, EnterCertificateError, Refusal},
};
use axum::{
    Router,
    extract::{FromRequestParts, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::CONNECTION, request::Parts},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use url::Url;
use web_kit::{
    Answer as _, ErrorCode, Page, PageError, page::see_other, private, tls::PresentedChain, ui,
};

use super::{
    enter_pin::entered,
    held::keep_out,
    obtain_pin::browser_secret,
    waiting::{Waiting, WaitingQuery},
};
use crate::{
    IdentityState,
    permanent::visit,
    presented,
    state::arrival,
    texts::{self, CertificateTexts, LoginTexts},
};

/// Where certificates are asked for.
const SHOW: &str = "/certificate";
const BACK: &str = "/login/certificate/back";

/// The log-in with a certificate, where it is offered.
#[derive(Clone)]
pub struct CertificateFace {
    /// The use cases.
    pub log_in: Arc<Certificates>,
    /// The address at which certificates are asked for.
    pub address: Url,
    /// The address of identity, to which browsers go back.
    pub identity: Url,
}

#[derive(Template)]
#[template(path = "login/certificate.html")]
struct View {
    page: Page,
    t: &'static LoginTexts,
    c: &'static CertificateTexts,
    asked: ui::Asked,
    back: String,
    show: String,
}

/// Where people are.
pub(super) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/login/certificate", get(begin))
        .route(BACK, get(come_back))
}

/// Where certificates are asked for; also behind a proxy that hands them on.
pub(crate) fn show_router() -> Router<IdentityState> {
    Router::new().route(SHOW, get(show))
}

fn offered(state: &IdentityState) -> Result<&CertificateFace, PageError> {
    state.certificates.as_ref().ok_or_else(PageError::not_found)
}

async fn begin(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let face = offered(&state)?;
    let waiting = Waiting::read(&state, &page, query).await?;
    let (browser, fresh) = browser_secret(&state, page.face(), &headers);
    let representatives = waiting.accepts_representatives();
    let errand = face.log_in.begin(&browser, representatives);
    let mut show = address(&face.address, SHOW)?;
    show.query_pairs_mut()
        .append_pair("r", &waiting.sealed)
        .append_pair("e", &errand);
    let cookie = page.face().cookie("browser");
    let view = View {
        t: texts::login(page.lang),
        c: texts::certificate(page.lang),
        asked: waiting.asked(&state, &page),
        back: waiting.address("/login"),
        show: show.into(),
        page,
    };
    let mut response = private(view.answer());
    if fresh {
        cookie.set_on(response.headers_mut(), browser.as_str(), None);
    }
    Ok(response)
}

#[derive(Deserialize)]
struct ShowQuery {
    #[serde(default)]
    r: String,
    #[serde(default)]
    e: String,
}

/// The certificate that the client of this request showed.
struct Shown(PresentedChain);

impl FromRequestParts<IdentityState> for Shown {
    type Rejection = PageError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &IdentityState,
    ) -> Result<Self, PageError> {
        if let Some(chain) = presented::taken_here(parts) {
            return Ok(Self(chain));
        }
        let page = Page::from_request_parts(parts, state).await?;
        Ok(Self(presented::handed_on(parts, &page)))
    }
}

/// Nothing is shown here: browsers keep to the certificate that was chosen for this address, and
/// every page belongs where the person's cookies are.
async fn show(
    State(state): State<IdentityState>,
    Query(query): Query<ShowQuery>,
    Shown(chain): Shown,
) -> Result<Response, PageError> {
    let face = offered(&state)?;
    let mut to = match face.log_in.check(&query.e, chain.certificates()).await {
        Ok(verdict) => {
            let mut to = address(&face.identity, BACK)?;
            to.query_pairs_mut().append_pair("v", &verdict);
            to
        }
        Err(CheckError::Stale) => address(&face.identity, "/login")?,
        Err(CheckError::Store(error)) => return Err(error.into()),
    };
    if !query.r.is_empty() {
        to.query_pairs_mut().append_pair("r", &query.r);
    }
    let mut response = private(see_other(to.as_str()));
    // The next try begins with a handshake of its own, in which another certificate can be chosen.
    response
        .headers_mut()
        .insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(response)
}

#[derive(Deserialize)]
struct BackQuery {
    #[serde(default)]
    r: String,
    #[serde(default)]
    v: String,
}

async fn come_back(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<BackQuery>,
) -> Result<Response, PageError> {
    let face = offered(&state)?;
    let waiting = Waiting::read(&state, &page, WaitingQuery { r: query.r }).await?;
    let (browser, _) = browser_secret(&state, page.face(), &headers);
    let arrival = arrival(&page, &headers);
    match face.log_in.enter(&query.v, &browser, arrival).await {
        Ok((secret, person)) => {
            let known = visit::known_browser(&state, page.face(), &headers);
            let entered = entered(&state, &page, &waiting, (&secret, &person), &known).await?;
            Ok(private(entered))
        }
        // Reloaded, or brought by somebody else: the page of means is always true.
        Err(EnterCertificateError::Stale) => Ok(see_other(&waiting.address("/login"))),
        Err(EnterCertificateError::Held(kept_out)) => {
            Ok(keep_out(&state, page.face(), &waiting, &kept_out))
        }
        Err(EnterCertificateError::Refused(refusal)) => Err(refused(&page, &waiting, refusal)),
        Err(EnterCertificateError::Store(error)) => Err(error.into()),
    }
}

fn address(base: &Url, path: &str) -> Result<Url, PageError> {
    base.join(path).map_err(PageError::internal)
}

/// The reason in words, and what can be done.
fn refused(page: &Page, waiting: &Waiting, refusal: Refusal) -> PageError {
    let (t, c) = (texts::login(page.lang), texts::certificate(page.lang));
    let (code, title, lead) = words(page, c, refusal);
    let error = PageError::new(StatusCode::FORBIDDEN, ErrorCode::own(code))
        .title(title)
        .lead(lead);
    let again = waiting.address("/login/certificate");
    let error = match refusal {
        Refusal::NotRegistered => {
            return error
                .advice(c.try_register)
                .door(t.register, waiting.address("/register"));
        }
        Refusal::OtherName | Refusal::NotActive => error.advice(c.try_office),
        Refusal::StatusUnknown => error.advice(c.try_later),
        Refusal::Expired(_) | Refusal::Revoked | Refusal::OnHold => error.advice(c.try_issuer),
        Refusal::NotShown => error.advice(c.try_install),
        Refusal::NotYetValid(_)
        | Refusal::Unreadable
        | Refusal::UnknownIssuer
        | Refusal::NotForAuthentication
        | Refusal::Representative
        | Refusal::PublicEmployee
        | Refusal::Entity
        | Refusal::NoNumber
        | Refusal::OtherKind => error.advice(c.try_other),
    };
    error
        .advice(c.try_browser)
        .door(c.again, again)
        .door(t.other_way, waiting.address("/login"))
}

fn words(
    page: &Page,
    c: &'static CertificateTexts,
    refusal: Refusal,
) -> (&'static str, &'static str, String) {
    let said = |code, title, lead: &str| (code, title, lead.to_owned());
    match refusal {
        Refusal::NotShown => said("CER-001", c.none_title, c.none_lead),
        Refusal::Expired(at) => ("CER-002", c.expired_title, c.expired_lead(page.date(at))),
        Refusal::NotYetValid(at) => ("CER-003", c.early_title, c.early_lead(page.date(at))),
        Refusal::UnknownIssuer | Refusal::Unreadable => {
            said("CER-004", c.issuer_title, c.issuer_lead)
        }
        Refusal::NotForAuthentication | Refusal::OtherKind | Refusal::NoNumber => {
            said("CER-005", c.kind_title, c.kind_lead)
        }
        Refusal::Representative => said("CER-006", c.representative_title, c.representative_lead),
        Refusal::PublicEmployee => said("CER-007", c.employee_title, c.employee_lead),
        Refusal::Entity => said("CER-008", c.entity_title, c.entity_lead),
        Refusal::Revoked => said("CER-009", c.revoked_title, c.revoked_lead),
        Refusal::OnHold => said("CER-010", c.hold_title, c.hold_lead),
        Refusal::StatusUnknown => said("CER-011", c.status_title, c.status_lead),
        Refusal::NotRegistered => said("CER-012", c.unregistered_title, c.unregistered_lead),
        Refusal::OtherName => said("CER-013", c.name_title, c.name_lead),
        Refusal::NotActive => said("CER-014", c.suspended_title, c.suspended_lead),
    }
}
