//! What was issued, by whom, to whom as far as it may be shown, and when.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use model::issued::{DocumentClass, DocumentKind};
use procedures::{FileComparison, Verification};
use vocab::SecureVerificationCode;
use web_kit::{Answer as _, Form, Html, Page, PageError, private, ui};

use super::{address, enter_code::mistyped, origin, refusal};
use crate::{
    SedeState,
    texts::{self, VerificationTexts},
    visit::Guest,
};

#[derive(Template)]
#[template(path = "verification/document.html")]
pub(super) struct View {
    page: Page,
    t: &'static VerificationTexts,
    medal: ui::Medal,
    title: &'static str,
    lead: String,
    same: Option<ui::Notice>,
    different: bool,
    summary: ui::Summary,
    original: Option<String>,
    compare: String,
    form: Form,
}

pub(super) async fn get(
    guest: Guest,
    State(state): State<SedeState>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let page = guest.page;
    let code = match SecureVerificationCode::parse(&code) {
        Ok(code) => code,
        Err(error) => return Ok(mistyped(page, &code, error)),
    };
    match state.procedures.verify_code(&code, origin(&page)).await {
        Ok(document) => {
            let form = Form::new(&page);
            Ok(private(view(&state, page, &document, form, None).answer()))
        }
        Err(error) => Err(refusal::page_of(&page, &code, error)),
    }
}

/// The page of a document, with what a comparison brought.
pub(super) fn view(
    state: &SedeState,
    page: Page,
    document: &Verification,
    form: Form,
    compared: Option<FileComparison>,
) -> View {
    let t = texts::verification(page.lang);
    let here = address(&document.code);
    let issuer = state.body().name(page.lang);
    let different = compared == Some(FileComparison::NotTheIssued);
    let authentic = ui::Medal::new(ui::Tone::Ok).icon(page.icon.shield);
    // A copy that is not the document comes first: nobody may take the title for its praise.
    let (medal, title, lead) = if different {
        let warning = ui::Medal::new(ui::Tone::Warn);
        (warning, t.different_title, t.different.to_owned())
    } else {
        (authentic, t.authentic_title, t.authentic_lead(issuer))
    };
    let same = (compared == Some(FileComparison::Identical))
        .then(|| page.notice_ok(t.identical_title, t.identical).live());
    View {
        t,
        medal,
        title,
        lead,
        same,
        different,
        summary: summary(state, &page, t, document),
        original: match document.class {
            DocumentClass::Bearer => Some(format!("{here}/document.pdf")),
            DocumentClass::Holder => None,
        },
        compare: format!("{here}/compare"),
        form,
        page,
    }
}

fn summary(
    state: &SedeState,
    page: &Page,
    t: &'static VerificationTexts,
    document: &Verification,
) -> ui::Summary {
    let body = state.body();
    let issuer = t.issuer_value(&body.dir3, body.name(page.lang));
    let summary = ui::Summary::new()
        .fact(t.kind, kind(t, document.kind))
        .fact(t.issuer, issuer)
        .fact(t.issued, page.date_time(document.issued_at));
    let summary = match &document.holder {
        Some(holder) => summary.fact(t.holder, t.holder_value(&holder.name, &holder.number)),
        None => summary,
    };
    summary
        .fact(t.code, page.code(document.code.grouped()))
        .fact(t.seal, t.seal_value(body.name(page.lang)))
        .fact(t.digest, digest(&document.digest))
        .fact(t.kept, page.date(document.kept_until))
}

/// What a kind of document is called.
pub(super) fn kind(t: &'static VerificationTexts, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::RegistrationReceipt => t.kind_registration_receipt,
        DocumentKind::ApplicationReceipt => t.kind_application_receipt,
        DocumentKind::IdentificationResult => t.kind_identification_result,
        // That there is a positive certificate is nobody's business but its person's.
        DocumentKind::NegativeOffenceCertificate | DocumentKind::PositiveOffenceCertificate => {
            t.kind_offence_certificate
        }
    }
}

/// SHA-256 in groups of eight, which people can compare.
fn digest(digest: &[u8; 32]) -> Html {
    let hex: Vec<String> = digest
        .chunks(4)
        .map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    let spaced = Html::escaped(&hex.join(" "));
    Html::join(&[
        Html::trusted("<span class=\"mono small\">"),
        spaced,
        Html::trusted("</span>"),
    ])
}
