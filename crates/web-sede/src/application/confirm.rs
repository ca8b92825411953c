//! Section 2: the purpose, what is about to be sent, and the declaration (R184, R232).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};
use model::procedure::{ApplicationReference, ApplicationState, Purpose};
use procedures::{ApplicationView, Missing, Submission, SubmitError, Visitor};
use vocab::EmailAddress;
use web_kit::{Answer as _, Form, Page, PageError, form::Choices, page::see_other, private, ui};

use super::{address, applicant::not_saved, own, reference, unsent, words};
use crate::{
    SedeState,
    login::Destination,
    texts::{self, ApplicationTexts},
    visit::{Guest, SignedIn},
};

const PURPOSE: &str = "purpose";
const DECLARED: &str = "declared";
const VERSION: &str = "version";

#[derive(Template)]
#[template(path = "application/confirm.html")]
struct View {
    page: Page,
    t: &'static ApplicationTexts,
    back: String,
    changed: Option<ui::Notice>,
    identify_again: bool,
    review: ui::Summary,
    purposes: Choices,
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
    if let Some(elsewhere) = elsewhere(&application) {
        return Ok(see_other(&elsewhere));
    }
    let mut form = fresh(&page, &application);
    let (face, reference) = (page.face(), &application.reference);
    unsent::restore(&state, face, &headers, reference, &mut form);
    Ok(private(
        view(&state, page, &visitor, &application, form, None).answer(),
    ))
}

pub(super) async fn post(
    guest: Guest,
    headers: HeaderMap,
    State(state): State<SedeState>,
    path: Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let Guest { page, visitor } = guest;
    let reference = reference(&path)?;
    let Some(visitor) = visitor else {
        let mut response = see_other(&Destination::of(page.path()).login());
        let (face, out) = (page.face(), &mut response);
        unsent::keep(&state, face, out, &reference, &form, &[PURPOSE]);
        return Ok(response);
    };
    // The second request of a double click waits for the first and is answered alike.
    let once = match form.once() {
        "" => String::new(),
        once => format!("{} {once}", visitor.session()),
    };
    let (now, face) = (page.now(), page.face().clone());
    let sending = confirm(&state, page, &visitor, &reference, form);
    let mut response = state.sendings.run(&once, now, sending).await?;
    if response.status().is_redirection() {
        unsent::forget(&face, &headers, &mut response);
    }
    Ok(response)
}

async fn confirm(
    state: &SedeState,
    page: Page,
    visitor: &Visitor,
    reference: &ApplicationReference,
    mut form: Form,
) -> Result<Response, PageError> {
    let application = own(state, visitor, reference).await?;
    if let Some(elsewhere) = elsewhere(&application) {
        return Ok(see_other(&elsewhere));
    }
    let t = texts::application(page.lang);
    let options = Purpose::ALL.map(|purpose| (purpose.as_str(), purpose));
    let purpose = form.choose(PURPOSE, &options, t.purpose_missing);
    if !form.ticked(DECLARED) {
        form.mistake(DECLARED, t.declare_missing);
    }
    let Some(purpose) = purpose.filter(|_| !form.has_mistakes()) else {
        form.set(VERSION, application.version.to_string());
        let view = view(state, page, visitor, &application, form, None);
        return Ok(private(view.again()));
    };
    let mut seen: i64 = form.value(VERSION).parse().unwrap_or_default();
    if application.purpose != Some(purpose) {
        let saved = state.procedures.save_purpose(visitor, reference, purpose);
        if let Err(error) = saved.await {
            return not_saved(reference, error);
        }
        // Our own change; any other since the person looked still shows.
        seen = seen.saturating_add(1);
    }
    let submission = Submission {
        version: seen,
        declared: true,
    };
    let sent = state
        .procedures
        .submit(visitor, reference, submission)
        .await;
    match sent {
        Ok(_) => Ok(see_other(&address(reference, "/result"))),
        Err(error) => not_sent(state, page, visitor, reference, error).await,
    }
}

/// Where somebody belongs who cannot be in this section.
fn elsewhere(application: &ApplicationView) -> Option<String> {
    if application.state != ApplicationState::Draft {
        return Some(address(&application.reference, "/result"));
    }
    let nothing_to_confirm = application.contact.is_none();
    nothing_to_confirm.then(|| address(&application.reference, "/applicant"))
}

async fn not_sent(
    state: &SedeState,
    page: Page,
    visitor: &Visitor,
    reference: &ApplicationReference,
    error: SubmitError,
) -> Result<Response, PageError> {
    match error {
        SubmitError::NotFound => Err(PageError::not_found()),
        SubmitError::Missing(Missing::Contact) => Ok(see_other(&address(reference, "/applicant"))),
        SubmitError::Withdrawn => Ok(see_other(&address(reference, ""))),
        SubmitError::IdentifyAgain => {
            let here = Destination::of(&address(reference, "/confirm"));
            Ok(see_other(&here.login_again()))
        }
        SubmitError::Changed
        | SubmitError::NotDeclared
        | SubmitError::Missing(Missing::Purpose) => {
            let application = own(state, visitor, reference).await?;
            if let Some(elsewhere) = elsewhere(&application) {
                return Ok(see_other(&elsewhere));
            }
            let t = texts::application(page.lang);
            let changed = page.notice_warn(t.changed_title, t.changed).live();
            let form = fresh(&page, &application);
            let view = view(state, page, visitor, &application, form, Some(changed));
            Ok(private(view.answer_with(StatusCode::CONFLICT)))
        }
        SubmitError::Store(error) => Err(error.into()),
    }
}

fn fresh(page: &Page, application: &ApplicationView) -> Form {
    let purpose = application.purpose.map_or("", Purpose::as_str);
    Form::new(page)
        .with(PURPOSE, purpose)
        .with(VERSION, application.version.to_string())
}

fn view(
    state: &SedeState,
    page: Page,
    visitor: &Visitor,
    application: &ApplicationView,
    form: Form,
    changed: Option<ui::Notice>,
) -> View {
    let t = texts::application(page.lang);
    let minutes = i64::from(state.procedures.settings.reconfirm_after_minutes.max(1));
    let age = page.now().duration_since(visitor.authenticated_at());
    View {
        t,
        back: address(&application.reference, "/applicant"),
        changed,
        identify_again: age.as_secs() > 60 * minutes,
        review: review(&page, t, application),
        purposes: purposes(t, &form),
        form,
        page,
    }
}

fn purposes(t: &'static ApplicationTexts, form: &Form) -> Choices {
    let choices = form.radios(PURPOSE, t.purpose_legend);
    Purpose::ALL.iter().fold(choices, |choices, purpose| {
        choices.option(purpose.as_str(), words::purpose(t, *purpose))
    })
}

/// What is about to be sent.
fn review(page: &Page, t: &'static ApplicationTexts, application: &ApplicationView) -> ui::Summary {
    let person = &application.person;
    let edit = address(&application.reference, "/applicant");
    let who = format!("{}, {}", person.name.full(), person.number.as_str());
    let contact = application.contact.as_ref();
    let phone = contact.map(|contact| contact.phone.spaced());
    let email = contact.and_then(|contact| contact.email.as_ref());
    let summary = ui::Summary::new()
        .fact(t.applicant, who)
        .num(t.phone, phone.unwrap_or_default())
        .change(page.t.change, t.phone_what, &edit);
    match email.map(EmailAddress::as_str) {
        Some(email) => summary
            .fact(t.email, email)
            .change(page.t.change, t.email_what, &edit),
        None => summary
            .fact(t.email, t.email_none)
            .change(t.add, t.email_what, &edit),
    }
}
