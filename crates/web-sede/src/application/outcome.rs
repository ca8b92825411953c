//! Section 3, the result, and the status page: what there is, what happened, what comes (R185–R190,
//! R257). Why somebody looks at an application is not said, because nobody may learn whose entry
//! in the register is like the applicant (R258).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use model::procedure::ApplicationState;
use procedures::ApplicationView;
use web_kit::{Answer as _, Page, PageError, page::see_other, private, ui};

use super::{address, own, reference, words};
use crate::{
    SedeState,
    texts::{self, ApplicationTexts},
    visit::SignedIn,
};

#[derive(Template)]
#[template(path = "application/outcome.html")]
struct View {
    page: Page,
    t: &'static ApplicationTexts,
    /// The third section of the form, or the status page.
    in_form: bool,
    reference: String,
    medal: ui::Medal,
    title: &'static str,
    lead: String,
    document: Option<ui::DocCard>,
    waiting: Option<ui::Waiting>,
    notice: Option<ui::Notice>,
    now_do: Vec<String>,
    summary: ui::Summary,
    timeline: ui::Timeline,
    again: Option<String>,
    receipt: Option<String>,
    withdraw: Option<String>,
}

/// "Result".
pub(super) async fn result(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    show(signed_in, &state, &path, true).await
}

/// "Status of my application".
pub(super) async fn status(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    show(signed_in, &state, &path, false).await
}

async fn show(
    signed_in: SignedIn,
    state: &SedeState,
    path: &Path<String>,
    in_form: bool,
) -> Result<Response, PageError> {
    let SignedIn { page, visitor } = signed_in;
    let application = own(state, &visitor, &reference(path)?).await?;
    if application.state == ApplicationState::Draft {
        return Ok(see_other(&address(&application.reference, "/applicant")));
    }
    Ok(private(view(page, &application, in_form).answer()))
}

fn view(page: Page, application: &ApplicationView, in_form: bool) -> View {
    let t = texts::application(page.lang);
    let at = |path: &str| address(&application.reference, path);
    let state = application.state;
    let sent = application.submitted_at.is_some();
    let may_withdraw = matches!(
        state,
        ApplicationState::Submitted | ApplicationState::InReview
    );
    let (medal, title, lead) = heading(&page, t, application);
    View {
        t,
        in_form,
        reference: application.reference.to_string(),
        medal,
        title,
        lead,
        document: document(&page, t, application),
        waiting: state.pending().then(|| ui::Waiting::new(t.waiting)),
        notice: notice(&page, t, application),
        now_do: now_do(t, application),
        summary: summary(&page, t, application),
        timeline: timeline(&page, t, application),
        again: state.open().then(|| at("")),
        receipt: sent.then(|| at("/receipt.pdf")),
        withdraw: may_withdraw.then(|| at("/withdraw")),
        page,
    }
}

fn heading(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> (ui::Medal, &'static str, String) {
    use ui::{Medal, Tone};
    match application.state {
        ApplicationState::IssuedNegative | ApplicationState::Downloaded => {
            let issued = application.certificate.as_ref().map(|it| it.issued_at);
            let day = issued.map_or_else(String::new, |moment| page.date(moment));
            (Medal::new(Tone::Ok), t.ready_title, t.ready_lead(day))
        }
        ApplicationState::InReview => (
            Medal::new(Tone::Info).icon(page.icon.clock),
            t.review_title,
            t.review_lead(masked_phone(application)),
        ),
        ApplicationState::Draft
        | ApplicationState::Submitted
        | ApplicationState::AutomaticCheck => (
            Medal::new(Tone::Info).icon(page.icon.clock),
            t.pending_title,
            t.pending_lead(masked_phone(application)),
        ),
        ApplicationState::IssuedPositive => (
            Medal::new(Tone::Info).icon(page.icon.office),
            t.office_title,
            t.office_lead.to_owned(),
        ),
        ApplicationState::Withdrawn => (
            Medal::new(Tone::Info),
            t.withdrawn_title,
            t.withdrawn_lead.to_owned(),
        ),
    }
}

fn masked_phone(application: &ApplicationView) -> String {
    let contact = application.contact.as_ref();
    contact.map_or_else(String::new, |contact| contact.phone.masked())
}

fn document(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> Option<ui::DocCard> {
    let certificate = application.certificate.as_ref()?;
    let file = address(&application.reference, "/certificate.pdf");
    let facts = t.document_facts(page.date_time(certificate.issued_at));
    Some(
        ui::DocCard::new(page.t, t.document)
            .state(ui::Tone::Ok, t.document_sealed)
            .facts(facts)
            .code(&certificate.code.grouped(), t.document_code)
            .download(t.document_download, file),
    )
}

fn notice(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> Option<ui::Notice> {
    match application.state {
        ApplicationState::InReview => Some(page.notice(t.review_calm_title, t.review_calm)),
        ApplicationState::IssuedPositive => Some(
            page.notice(
                t.office_how_title,
                page.rich(t.office_how(&page.body().phone))
                    .link(page.phone_link()),
            ),
        ),
        ApplicationState::IssuedNegative | ApplicationState::Downloaded => {
            foreign(page, t, application)
        }
        ApplicationState::Draft
        | ApplicationState::Submitted
        | ApplicationState::AutomaticCheck
        | ApplicationState::Withdrawn => None,
    }
}

/// R167, with the exemption of nationals of the Union.
fn foreign(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> Option<ui::Notice> {
    let country = words::country(page.lang, application.person.nationality);
    let icon = page.icon.globe;
    if application.needs_own_country_certificate() {
        let text = t.foreign(country);
        return Some(page.notice_warn(t.foreign_title, text).icon(icon));
    }
    let european = application.person.nationality != vocab::CountryCode::SPAIN;
    european.then(|| page.notice(t.european_title, t.european).icon(icon))
}

/// "What to do now".
fn now_do(t: &'static ApplicationTexts, application: &ApplicationView) -> Vec<String> {
    match application.state {
        ApplicationState::IssuedNegative | ApplicationState::Downloaded => {
            vec![t.now_hand.into(), t.now_again.into(), t.now_check.into()]
        }
        ApplicationState::InReview => vec![
            t.now_nothing.into(),
            t.now_reference(&application.reference),
        ],
        ApplicationState::Draft
        | ApplicationState::Submitted
        | ApplicationState::AutomaticCheck => vec![t.now_leave.into()],
        ApplicationState::IssuedPositive => vec![t.now_reference(&application.reference)],
        ApplicationState::Withdrawn => Vec::new(),
    }
}

fn summary(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> ui::Summary {
    let summary = ui::Summary::new()
        .num(t.reference, application.reference.to_string())
        .fact(t.state, words::state(page, t, application.state))
        .fact(t.applicant, application.person.name.full());
    match application.purpose {
        Some(purpose) => summary.fact(t.purpose, words::purpose(t, purpose)),
        None => summary,
    }
}

fn timeline(
    page: &Page,
    t: &'static ApplicationTexts,
    application: &ApplicationView,
) -> ui::Timeline {
    let clock = page.icon.clock;
    let when = |moment: Option<vocab::Timestamp>| {
        moment.map_or_else(String::new, |moment| page.date_time(moment))
    };
    let decided = when(application.decided_at);
    let line = ui::Timeline::new();
    let line = match application.submitted_at {
        Some(sent) => line.done(t.line_sent, page.date_time(sent)),
        None => line,
    };
    match application.state {
        ApplicationState::Draft => line.now(page.icon.pen, t.state_draft, ""),
        ApplicationState::Submitted | ApplicationState::AutomaticCheck => line
            .now(clock, t.line_checking, t.line_checking_text)
            .next(page.icon.check, t.line_issued, ""),
        ApplicationState::InReview => line.now(clock, t.line_review, t.line_review_text).next(
            page.icon.check,
            t.line_decided,
            t.line_decided_text,
        ),
        ApplicationState::IssuedNegative => {
            line.done(t.line_issued, decided)
                .now(page.icon.download, t.line_ready, "")
        }
        ApplicationState::Downloaded => line
            .done(t.line_issued, decided)
            .done(t.line_downloaded, ""),
        ApplicationState::IssuedPositive => {
            line.done(t.line_decided, decided)
                .now(page.icon.office, t.line_office, "")
        }
        ApplicationState::Withdrawn => line.done(t.line_withdrawn, decided),
    }
}
