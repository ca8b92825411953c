//! The information page (R159–R174, R188, R202–R205), with the law as it stands: RD 1110/2015 as
//! amended by RD 407/2024, LO 8/2021 arts. 57 to 60, LO 10/2022, Leyes 39/2015 and 40/2015.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use web_kit::{Answer as _, Page, ui};

use super::REQUIREMENTS;
use crate::{
    SedeState,
    texts::{self, ProcedureTexts},
    visit::Guest,
};

#[derive(Template)]
#[template(path = "procedure/information.html")]
struct Information {
    page: Page,
    t: &'static ProcedureTexts,
    declined: Option<ui::Notice>,
    requirements: &'static str,
    register: String,
    responsible: String,
    alone_from: u8,
}

/// What happened before.
#[derive(Debug, Deserialize)]
pub(super) struct InformationQuery {
    /// Present when the person chose not to identify.
    declined: Option<String>,
}

pub(super) async fn get(
    guest: Guest,
    State(state): State<SedeState>,
    Query(query): Query<InformationQuery>,
) -> Response {
    let page = guest.page;
    let t = texts::procedure(page.lang);
    let declined = query
        .declined
        .map(|_| page.notice(t.declined_title, t.declined).live());
    Information {
        t,
        declined,
        requirements: REQUIREMENTS,
        register: state.oidc.register_address(),
        responsible: state.body().name(page.lang).to_owned(),
        alone_from: state.procedures.settings.representation_under,
        page,
    }
    .answer()
}
