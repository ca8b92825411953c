//! Mobile and e-mail address (R057, R058, R244). Whoever the phone belongs to, a code goes to it
//! and the next page is the same.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use registration::{GiveContact, GiveContactError, Stage};
use vocab::{EmailAddress, EmailAddressError, PhoneNumber, PhoneNumberError};
use web_kit::{Answer as _, Form, Page, PageError, once::Once, page::see_other, private, ui};

use super::{Elsewhere, Visit, gone, refusals, steps};
use crate::{
    IdentityState,
    texts::{self, RegisterTexts},
};

/// A second SMS would void the first while it is being read.
pub(super) static ONCE: LazyLock<Once> = LazyLock::new(Once::new);

#[derive(Template)]
#[template(path = "register/contact.html")]
struct Contact {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    form: Form,
}

/// Also where the phone is proven: the person changes what they gave.
fn belongs(stage: &Stage) -> bool {
    matches!(
        stage,
        Stage::LetterCodeAccepted { .. } | Stage::PhoneCodeSent { .. } | Stage::PhoneProven { .. }
    )
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let mut form = Form::new(&page);
    if let Some((phone, email)) = given_before(&visit.view.stage) {
        form.set("phone", phone.as_e164());
        form.set("email", email.as_str());
    }
    Ok(draw(page, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let Some(given) = read(&mut form, texts::register(page.lang)) else {
        return Ok(draw(page, form, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let send = async {
        let sent = state.registrar.give_contact(&visit.secret, given).await;
        after_sending(&state, &page, &visit, sent).await
    };
    Ok(ONCE.run(form.once(), page.now(), send).await?)
}

/// Both as they were typed; mistakes stay in the form.
pub(super) fn read(form: &mut Form, t: &'static RegisterTexts) -> Option<GiveContact> {
    let phone = form.parse("phone", PhoneNumber::parse, |error| match error {
        PhoneNumberError::Empty => t.phone_empty,
        PhoneNumberError::NoPrefix => t.phone_no_prefix,
        PhoneNumberError::Shape => t.phone_shape,
        PhoneNumberError::UnknownCountry => t.phone_country,
        PhoneNumberError::NotMobile => t.phone_not_mobile,
    });
    let email = form.parse("email", EmailAddress::parse, |error| match error {
        EmailAddressError::Empty => t.email_empty,
        EmailAddressError::Shape => t.email_shape,
        EmailAddressError::TooLong => t.email_long,
    });
    Some(GiveContact {
        phone: phone?,
        email: email?,
    })
}

/// What follows a code that was sent or was not; the resend has the same outcomes.
pub(super) async fn after_sending(
    state: &IdentityState,
    page: &Page,
    visit: &Visit,
    sent: Result<(), GiveContactError>,
) -> Result<Response, PageError> {
    match sent {
        Ok(()) => Ok(see_other("/register/phone-code")),
        Err(GiveContactError::TooSoon { until }) => Err(refusals::too_soon(page, until)),
        Err(GiveContactError::TooManyCodes) => Err(refusals::too_many_codes(page)),
        Err(GiveContactError::FlowGone) => Ok(gone::answer(page).into_response()),
        Err(GiveContactError::Raced | GiveContactError::NotYet) => {
            Ok(visit.where_it_stands(state, page).await.into_response())
        }
        Err(GiveContactError::Store(error)) => Err(error.into()),
    }
}

fn given_before(stage: &Stage) -> Option<(&PhoneNumber, &EmailAddress)> {
    match stage {
        Stage::PhoneCodeSent {
            challenge, email, ..
        } => Some((&challenge.phone, email)),
        Stage::PhoneProven { phone, email, .. } => Some((phone, email)),
        Stage::DocumentConfirmed
        | Stage::LetterRequested
        | Stage::LetterCodeAccepted { .. }
        | Stage::Completed { .. } => None,
    }
}

fn draw(page: Page, form: Form, status: StatusCode) -> Response {
    let view = Contact {
        t: texts::register(page.lang),
        steps: steps(&page, 3),
        form,
        page,
    };
    private(view.answer_with(status))
}
