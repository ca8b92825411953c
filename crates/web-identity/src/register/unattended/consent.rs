//! The consent to being photographed and filmed, with its full text and the ways that need none
//! (Orden ETD/465/2021 art. 10.2). With it an attempt begins.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::origin::Origin;
use registration::Stage;
use unattended::{Begin, BeginError, consent};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{Here, address_of, count, keep, refusals, side_address, steps};
use crate::{
    IdentityState,
    register::{
        gone,
        visit::{Elsewhere, Visit},
    },
    texts::{self, UnattendedTexts, VideoTexts},
};

#[derive(Template)]
#[template(path = "register/unattended/consent.html")]
struct Consent {
    page: Page,
    t: &'static UnattendedTexts,
    v: &'static VideoTexts,
    steps: ui::Steps,
    consent: consent::Consent,
    form: Form,
}

fn belongs(stage: &Stage) -> bool {
    !matches!(stage, Stage::Completed { .. })
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    may_begin(&state, &page, &headers).await?;
    let form = Form::new(&page);
    Ok(draw(page, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = may_begin(&state, &page, &headers).await?;
    if !form.ticked("consent") {
        form.mistake("consent", texts::unattended(page.lang).consent_missing);
        return Ok(draw(page, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let given = Begin {
        consent: consent::current(page.lang),
        lang: page.lang,
        origin: Origin::of(page.client().0),
    };
    match state.unattended.begin(&visit.secret, given).await {
        Ok(secret) => {
            count(&page, "begun");
            let mut response = see_other(side_address(model::unattended::SideKind::Front));
            keep(page.face(), &mut response, &secret);
            Ok(response)
        }
        Err(BeginError::NotOffered) => Err(PageError::not_found().into()),
        Err(BeginError::FlowGone) => Err(gone::answer(&page)),
        Err(BeginError::Completed) => Err(visit.where_it_stands(&state, &page).await),
        Err(BeginError::TooOften { until }) => Err(refusals::too_often(&page, until).into()),
        Err(BeginError::Store(error)) => Err(error.into()),
    }
}

/// Somebody with a document confirmed; who has an attempt under way goes on with it.
async fn may_begin(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Visit, Elsewhere> {
    if !state.unattended.offered() {
        return Err(PageError::not_found().into());
    }
    let visit = Visit::at(state, page, headers, belongs).await?;
    match Here::find(state, page, headers).await? {
        Some(here) if here.view.number == visit.view.number => {
            Err(Elsewhere::at(address_of(here.step)))
        }
        Some(_) | None => Ok(visit),
    }
}

fn draw(page: Page, form: Form, status: StatusCode) -> Response {
    let view = Consent {
        t: texts::unattended(page.lang),
        v: texts::video(page.lang),
        steps: steps(&page, 2),
        consent: consent::current(page.lang),
        form,
        page,
    };
    private(view.answer_with(status))
}
