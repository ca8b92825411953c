//! What a person is told when nobody was identified. Whatever happened, nothing was sent.

use std::time::Duration;

use http::StatusCode;
use web_kit::{ErrorCode, Page, PageError};
use wire_oidc::{
    ErrorCode as WireError,
    rp::{CallbackError, IdTokenError, TokenAnswerError},
};

use super::Destination;
use crate::{
    oidc::OidcError,
    texts::{self, LoginTexts},
};

/// The identification was begun too long ago, in another browser, or was used already.
const STALE: ErrorCode = ErrorCode::own("LOG-101");

/// The provider does not answer.
const UNREACHABLE: ErrorCode = ErrorCode::own("LOG-102");

/// The provider answered what we cannot believe.
const UNPROVEN: ErrorCode = ErrorCode::own("LOG-103");

/// The page of an error; the cause goes to the log.
pub(super) fn tell(page: &Page, error: OidcError, destination: &Destination) -> PageError {
    let t = texts::login(page.lang);
    let told = match kind(&error) {
        Kind::Again => stale(page, destination),
        Kind::Later => later(t),
        Kind::Level => level(t, destination),
        Kind::Unproven => unproven(t, destination),
    };
    told.caused_by(error)
}

/// Begin again.
pub(super) fn stale(page: &Page, destination: &Destination) -> PageError {
    let t = texts::login(page.lang);
    PageError::new(StatusCode::BAD_REQUEST, STALE)
        .title(t.stale_title)
        .lead(t.stale_lead)
        .advice(page.rich(t.stale_again).link(destination.login()))
        .advice(t.stale_cookies)
}

fn later(t: &'static LoginTexts) -> PageError {
    PageError::new(StatusCode::SERVICE_UNAVAILABLE, UNREACHABLE)
        .title(t.later_title)
        .lead(t.later_lead)
        .advice(t.later_try)
        .retry_after(Duration::from_secs(60))
}

fn level(t: &'static LoginTexts, destination: &Destination) -> PageError {
    PageError::new(StatusCode::FORBIDDEN, ErrorCode::LEVEL)
        .title(t.level_title)
        .lead(t.level_lead)
        .advice(t.level_try)
        .door(t.other_means, destination.login_again())
}

fn unproven(t: &'static LoginTexts, destination: &Destination) -> PageError {
    PageError::new(StatusCode::BAD_GATEWAY, UNPROVEN)
        .title(t.unproven_title)
        .lead(t.unproven_lead)
        .advice(t.unproven_try)
        .door(t.again, destination.login())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Again,
    Later,
    Level,
    Unproven,
}

fn kind(error: &OidcError) -> Kind {
    match error {
        OidcError::Unreachable(_) => Kind::Later,
        OidcError::Status(status) if *status >= 500 || *status == 429 => Kind::Later,
        OidcError::Callback(CallbackError::Malformed | CallbackError::State) => Kind::Again,
        OidcError::Callback(CallbackError::Refused { error }) => refused(error),
        OidcError::Token(TokenAnswerError::Refused { error }) => redeemed(error),
        OidcError::Token(TokenAnswerError::Malformed { status }) if *status >= 500 => Kind::Later,
        OidcError::IdToken(IdTokenError::Level) => Kind::Level,
        OidcError::IdToken(IdTokenError::AuthTime | IdTokenError::Expired) => Kind::Again,
        OidcError::Status(_)
        | OidcError::Document(_)
        | OidcError::Callback(CallbackError::Issuer)
        | OidcError::Token(TokenAnswerError::Malformed { .. })
        | OidcError::IdToken(_)
        | OidcError::Userinfo(_)
        | OidcError::NotReleased(_) => Kind::Unproven,
    }
}

/// The provider sent the browser back with an error of OpenID Connect.
fn refused(error: &str) -> Kind {
    match WireError::from_wire(error) {
        Some(WireError::UnmetAuthenticationRequirements) => Kind::Level,
        Some(WireError::ServerError | WireError::TemporarilyUnavailable) => Kind::Later,
        Some(
            WireError::LoginRequired
            | WireError::InteractionRequired
            | WireError::ConsentRequired
            | WireError::AccountSelectionRequired,
        ) => Kind::Again,
        _ => Kind::Unproven,
    }
}

/// The provider took no code.
fn redeemed(error: &str) -> Kind {
    match WireError::from_wire(error) {
        Some(WireError::InvalidGrant) => Kind::Again,
        Some(WireError::ServerError | WireError::TemporarilyUnavailable) => Kind::Later,
        _ => Kind::Unproven,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_leads_somewhere() {
        let refused = |error: &str| {
            let error = error.to_owned();
            kind(&CallbackError::Refused { error }.into())
        };
        assert_eq!(refused("unmet_authentication_requirements"), Kind::Level);
        assert_eq!(refused("temporarily_unavailable"), Kind::Later);
        assert_eq!(refused("login_required"), Kind::Again);
        assert_eq!(refused("invalid_scope"), Kind::Unproven);
        assert_eq!(refused("something else"), Kind::Unproven);
        assert_eq!(kind(&CallbackError::State.into()), Kind::Again);
        assert_eq!(kind(&CallbackError::Issuer.into()), Kind::Unproven);
        let used = TokenAnswerError::Refused {
            error: "invalid_grant".into(),
        };
        assert_eq!(kind(&used.into()), Kind::Again);
        assert_eq!(kind(&IdTokenError::Nonce.into()), Kind::Unproven);
        assert_eq!(kind(&OidcError::Status(503)), Kind::Later);
        assert_eq!(kind(&OidcError::Status(404)), Kind::Unproven);
    }
}
