//! "Have your card at hand": number and contrast datum (R026–R045, R047, R233–R238).

use askama::Template;
use authn::work::Purpose;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::origin::Origin;
use registration::ConfirmDocument;
use web_kit::{
    Answer as _, Form, Page, PageError, format::Moment as _, page::see_other, private, ui,
};

use super::{Visit, address_of, refusals, steps, visit};
use crate::{
    IdentityState, came_from,
    document_form::{self, Fields, Filled},
    login::WaitingQuery,
    texts::{self, DocumentTexts, RegisterTexts},
    work,
};

#[derive(Template)]
#[template(path = "register/document.html")]
struct Document {
    page: Page,
    t: &'static RegisterTexts,
    d: &'static DocumentTexts,
    steps: ui::Steps,
    fields: Fields,
    under_way: Option<&'static str>,
    form: Form,
}

/// The entrance. A flow that this browser has left halfway is offered, never forced: somebody else
/// may be sitting here now.
pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let visit = Visit::find(&state, &page, &headers).await?;
    let under_way = visit.map(|visit| address_of(&visit.view.stage));
    let form = Form::new(&page);
    let mut response = draw(
        page.clone(),
        form,
        Fields::Number,
        under_way,
        StatusCode::OK,
    );
    came_from::remember(&state, &page, query, &mut response).await;
    Ok(response)
}

pub(super) async fn post(
    page: Page,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let today = page.now().civil().date();
    let (number, contrast) = match document_form::read(&mut form, texts::document(page.lang), today)
    {
        Filled::Both(number, contrast) => (number, contrast),
        Filled::AskDatum => return Ok(again(page, form, StatusCode::OK)),
        Filled::NotYet => return Ok(again(page, form, StatusCode::UNPROCESSABLE_ENTITY)),
    };
    if let Some(asked) = work::before(&state, &page, &form, Purpose::CONFIRM_DOCUMENT).await? {
        return Ok(asked);
    }
    let kind = number.kind();
    let origin = Origin::of(page.client().0);
    let given = ConfirmDocument {
        number,
        contrast,
        origin,
        lang: page.lang,
    };
    let confirmed = state.registrar.confirm_document(given).await;
    let secret = confirmed.map_err(|refused| refusals::of_document(&page, kind, refused))?;
    // A new flow has a new secret: one left halfway in this browser is not taken up again.
    let mut response = see_other("/register/ways");
    visit::keep(page.face(), &mut response, &secret);
    Ok(response)
}

fn again(page: Page, form: Form, status: StatusCode) -> Response {
    let fields = Fields::of(&form);
    draw(page, form, fields, None, status)
}

fn draw(
    page: Page,
    form: Form,
    fields: Fields,
    under_way: Option<&'static str>,
    status: StatusCode,
) -> Response {
    let view = Document {
        t: texts::register(page.lang),
        d: texts::document(page.lang),
        steps: steps(&page, 1),
        fields,
        under_way,
        form,
        page,
    };
    private(view.answer_with(status))
}
