//! One document, here and now: data, checks, compile, export.

use std::sync::Arc;

use fast_qr::{
    ECL, QRBuilder,
    convert::{Builder, svg::SvgBuilder},
};
use ports::documents::{Document, RenderError, Verification};
use serde_json::Value;
use typst::{
    diag::SourceDiagnostic,
    foundations::{Bytes, Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use vocab::Timestamp;

use crate::{
    content::Content,
    pool::StartError,
    printable::Printable,
    wording::Wordings,
    world::{Shared, Sheet},
};

/// Pages that a document may have. The longest honest one, a positive certificate with a dozen
/// entries, has five.
const MAX_PAGES: usize = 20;

/// Compilations that stay in the typesetter's cache. Measured: never evicting grows by 0.8 MB a
/// document for ever; three keep the cost per document lowest at a flat 35 MB.
const CACHE_AGE: usize = 3;

/// Renders documents on the calling thread: some 13 ms of CPU each in a release build
/// (`docs/benchmarks.md`). Cheap to clone; the clones share fonts, templates and texts.
#[derive(Debug, Clone)]
pub struct Typesetter {
    shared: Arc<Shared>,
    wordings: Arc<Wordings>,
    printable: Arc<Printable>,
    standards: PdfStandards,
}

impl Typesetter {
    /// Parses the embedded fonts, templates and texts.
    ///
    /// # Errors
    /// [`StartError::Embedded`] for a defect in one of them.
    pub fn load() -> Result<Self, StartError> {
        let shared = Shared::load().map_err(StartError::Embedded)?;
        let wordings = Wordings::load().map_err(|error| StartError::Embedded(error.to_string()))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| StartError::Embedded(error.message().to_string()))?;
        Ok(Self {
            printable: Arc::new(Printable::of(shared.fonts())),
            shared: Arc::new(shared),
            wordings: Arc::new(wordings),
            standards,
        })
    }

    /// Renders one document as PDF/A-2a with PDF/UA-1. The same input gives the same bytes.
    ///
    /// # Errors
    /// [`RenderError::Unprintable`] for a character that no embedded font has,
    /// [`RenderError::TooLong`] for more content than a document may have,
    /// [`RenderError::Template`] for a defect of ours.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        let mut content = Content::of(document, &self.wordings)?;
        let fallback = self.printable.check(&mut content.data)?;
        if let Value::Object(data) = &mut content.data {
            data.insert("fallback".to_owned(), fallback.into_iter().collect());
        }
        let sheet = Sheet {
            shared: Arc::clone(&self.shared),
            template: content.template,
            data: Bytes::from_string(content.data.to_string()),
            texts: content.wording.file(content.template),
            qr: content.verification.map(qr_code).transpose()?,
        };
        let pdf = self.typeset(&sheet, &content);
        comemo::evict(CACHE_AGE);
        pdf
    }

    fn typeset(&self, sheet: &Sheet, content: &Content<'_>) -> Result<Vec<u8>, RenderError> {
        let paged = typst::compile::<PagedDocument>(sheet)
            .output
            .map_err(|e| defect(&e))?;
        if paged.pages().len() > MAX_PAGES {
            return Err(RenderError::TooLong(paged.pages().len()));
        }
        let options = PdfOptions {
            ident: Smart::Custom(identifier(content)),
            creator: Smart::Custom(Some("Aldaba".to_owned())),
            timestamp: Some(time_of_issue(content.frame.issued_at)?),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&paged, &options).map_err(|errors| defect(&errors))
    }
}

/// What the file's permanent identifier is a hash of. Verification codes are unique; a letter,
/// which has none, is told apart by its code, its data and its time.
fn identifier(content: &Content<'_>) -> String {
    match content.verification {
        Some(verification) => verification.code.as_str().to_owned(),
        None => format!("{} {}", content.frame.issued_at, content.data),
    }
}

/// The QR code leads to the page of the document itself.
fn qr_code(verification: &Verification) -> Result<Bytes, RenderError> {
    let address = verification.address.trim_end_matches('/');
    let code = QRBuilder::new(format!("{address}/{}", verification.code.as_str()))
        .ecl(ECL::M)
        .build()
        .map_err(|error| RenderError::Template(format!("QR code: {error}")))?;
    let svg = SvgBuilder::default().margin(0).to_str(&code);
    Ok(Bytes::from_string(svg))
}

fn time_of_issue(at: Timestamp) -> Result<typst_pdf::Timestamp, RenderError> {
    let unit = |value: i8| u8::try_from(value).unwrap_or_default();
    let utc = at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Datetime::from_ymd_hms(
        i32::from(utc.year()),
        unit(utc.month()),
        unit(utc.day()),
        unit(utc.hour()),
        unit(utc.minute()),
        unit(utc.second()),
    )
    .map(typst_pdf::Timestamp::new_utc)
    .ok_or_else(|| RenderError::Template(format!("time of issue {at}")))
}

fn defect(errors: &[SourceDiagnostic]) -> RenderError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Template(messages.join("; "))
}
