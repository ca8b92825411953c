//! Section 1: personal data as the register has them, and how to reach the person (R180–R183).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::HeaderMap;
use model::procedure::{ApplicationReference, ApplicationState, Contact};
use procedures::{ApplicationView, SaveError};
use vocab::{EmailAddress, EmailAddressError, PhoneNumber, PhoneNumberError};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{address, own, reference, unsent, words};
use crate::{
    SedeState,
    login::Destination,
    texts::{self, ApplicationTexts},
    visit::{Guest, SignedIn},
};

const PHONE: &str = "phone";
const EMAIL: &str = "email";

/// What stands in the field beforehand (R182: with the prefix of the country).
const SPANISH_PREFIX: &str = "+34";

#[derive(Template)]
#[template(path = "application/applicant.html")]
struct View {
    page: Page,
    t: &'static ApplicationTexts,
    person: ui::Summary,
    later: String,
    form: Form,
}

pub(super) async fn get(
    signed_in: SignedIn,
    headers: HeaderMap,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    let SignedIn { page, visitor } = signed_in;
    let application = own(&state, &visitor, &reference(&path)?).await?;
    if application.state != ApplicationState::Draft {
        return Ok(see_other(&address(&application.reference, "/result")));
    }
    let mut form = Form::new(&page);
    match &application.contact {
        Some(contact) => {
            form.set(PHONE, contact.phone.spaced());
            let email = contact.email.as_ref().map_or("", EmailAddress::as_str);
            form.set(EMAIL, email);
        }
        None => form.set(PHONE, SPANISH_PREFIX),
    }
    unsent::restore(
        &state,
        page.face(),
        &headers,
        &application.reference,
        &mut form,
    );
    Ok(private(view(page, &application, form).answer()))
}

pub(super) async fn post(
    guest: Guest,
    headers: HeaderMap,
    State(state): State<SedeState>,
    path: Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let Guest { page, visitor } = guest;
    let reference = reference(&path)?;
    let Some(visitor) = visitor else {
        let mut response = see_other(&Destination::of(page.path()).login());
        let fields = [PHONE, EMAIL];
        unsent::keep(
            &state,
            page.face(),
            &mut response,
            &reference,
            &form,
            &fields,
        );
        return Ok(response);
    };
    let t = texts::application(page.lang);
    let Some(contact) = read(t, &mut form) else {
        let application = own(&state, &visitor, &reference).await?;
        return Ok(private(view(page, &application, form).again()));
    };
    let saved = state
        .procedures
        .save_applicant(&visitor, &reference, contact);
    match saved.await {
        Ok(()) => {
            let mut response = see_other(&address(&reference, "/confirm"));
            unsent::forget(page.face(), &headers, &mut response);
            Ok(response)
        }
        Err(error) => not_saved(&reference, error),
    }
}

/// Where a section leads that could not be saved.
pub(super) fn not_saved(
    reference: &ApplicationReference,
    error: SaveError,
) -> Result<Response, PageError> {
    match error {
        SaveError::NotFound => Err(PageError::not_found()),
        // Sent in another tab: there is nothing left to fill in.
        SaveError::Sent => Ok(see_other(&address(reference, "/result"))),
        SaveError::Store(error) => Err(error.into()),
    }
}

fn read(t: &'static ApplicationTexts, form: &mut Form) -> Option<Contact> {
    let parse_phone = |text: &str| match text {
        // Nothing was added to what stood there.
        SPANISH_PREFIX => Err(PhoneNumberError::Empty),
        text => PhoneNumber::parse(text),
    };
    let phone = form.parse(PHONE, parse_phone, |error| phone_words(t, error));
    let email = form.parse_optional(EMAIL, EmailAddress::parse, |error| match error {
        EmailAddressError::Empty | EmailAddressError::Shape => t.email_shape,
        EmailAddressError::TooLong => t.email_long,
    });
    Some(Contact {
        phone: phone?,
        email: email?,
    })
}

fn phone_words(t: &'static ApplicationTexts, error: PhoneNumberError) -> &'static str {
    match error {
        PhoneNumberError::Empty => t.phone_empty,
        PhoneNumberError::NoPrefix => t.phone_prefix,
        PhoneNumberError::Shape => t.phone_shape,
        PhoneNumberError::UnknownCountry => t.phone_country,
        PhoneNumberError::NotMobile => t.phone_not_mobile,
    }
}

fn view(page: Page, application: &ApplicationView, form: Form) -> View {
    let t = texts::application(page.lang);
    View {
        t,
        person: words::person(&page, t, &application.person),
        later: "/applications".to_owned(),
        form,
        page,
    }
}
