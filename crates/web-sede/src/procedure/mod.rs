//! The certificate of offences of a sexual nature: what it is, and whether the visitor's device
//! serves to ask for it.

mod information;
mod requirements;

use axum::{Router, routing::get};

use crate::SedeState;

/// The information page.
pub(crate) const PATH: &str = "/procedures/sexual-offences-certificate";

/// The same, for a person who chose not to identify.
pub(crate) const DECLINED: &str = "/procedures/sexual-offences-certificate?declined";

/// The check of technical requirements.
pub(crate) const REQUIREMENTS: &str = "/procedures/sexual-offences-certificate/requirements";

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route(PATH, get(information::get))
        .route(REQUIREMENTS, get(requirements::get))
}
