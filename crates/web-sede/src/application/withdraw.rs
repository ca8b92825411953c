//! The person no longer wants the certificate: asked once, because it cannot be taken back.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use model::procedure::{ApplicationState, Step};
use procedures::WithdrawError;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private};

use super::{address, own, reference};
use crate::{
    SedeState,
    texts::{self, ApplicationTexts},
    visit::SignedIn,
};

#[derive(Template)]
#[template(path = "application/withdraw.html")]
struct View {
    page: Page,
    t: &'static ApplicationTexts,
    back: String,
    reference: String,
    form: Form,
}

pub(super) async fn get(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    let SignedIn { page, visitor } = signed_in;
    let application = own(&state, &visitor, &reference(&path)?).await?;
    let back = match application.state {
        ApplicationState::Draft => address(&application.reference, "/applicant"),
        _ => address(&application.reference, ""),
    };
    if application.state.after(Step::Withdraw).is_err() {
        return Ok(see_other(&back));
    }
    let view = View {
        t: texts::application(page.lang),
        back,
        reference: application.reference.to_string(),
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer()))
}

pub(super) async fn post(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let reference = reference(&path)?;
    match state
        .procedures
        .withdraw(&signed_in.visitor, &reference)
        .await
    {
        // Too late: the status page shows what came of it.
        Ok(()) | Err(WithdrawError::TooLate) => Ok(see_other(&address(&reference, ""))),
        Err(WithdrawError::NotFound) => Err(PageError::not_found()),
        Err(WithdrawError::Store(error)) => Err(error.into()),
    }
}
