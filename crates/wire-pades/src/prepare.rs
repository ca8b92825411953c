//! The signature revision: form, field, widget and signature dictionary with a placeholder.
//!
//! The three steps are apart so that the private key may be anywhere:
//! [`prepare()`] needs the file, [`Prepared::signed_attributes`] the certificates,
//! [`crate::ToBeSigned::finish`] the signature value.

use std::ops::Range;

use aws_lc_rs::digest::{Context, SHA256};

use crate::chain::CertificateChain;
use crate::cms;
use crate::error::{FinishError, PdfError, PrepareError, Unsupported};
use crate::file::{PdfFile, View};
use crate::options::{Placement, SignatureKind, SignatureOptions};
use crate::syntax::{Dict, Kind, ObjectId, Value};
use crate::text::{date, text_string};
use crate::tobesigned::ToBeSigned;
use crate::update::{Update, revision_id};
use crate::{MAX_FILE, MAX_RESERVE, pages, tags};

/// Characters kept for the four numbers of `/ByteRange`: files stay below 10 digits.
const BYTE_RANGE: usize = 40;

/// A file that lacks only its signature value.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) bytes: Vec<u8>,
    /// The `/Contents` string with its angle brackets: all that the signature does not cover.
    pub(crate) gap: Range<usize>,
    pub(crate) digest: [u8; 32],
    pub(crate) options: SignatureOptions,
}

/// Appends the revision that a signature will complete. The given bytes are repeated as they
/// are; the same input gives the same output.
///
/// # Errors
/// [`PrepareError`]; nothing is ever repaired or guessed.
pub fn prepare(pdf: &[u8], options: &SignatureOptions) -> Result<Prepared, PrepareError> {
    check(options)?;
    let file = PdfFile::open(pdf)?;
    let view = file.newest();
    let (catalog_id, catalog) = view.catalog()?;
    for (key, reason) in [
        ("AcroForm", Unsupported::Form),
        ("Perms", Unsupported::Permissions),
    ] {
        if catalog.find(key).is_some() {
            return Err(PdfError::Unsupported(reason).into());
        }
    }
    let (page_id, page) = pages::page(view, &catalog, options.placement.page())?;

    let mut update = Update::after(&file, 2 * options.reserve + 8192)?;
    let ids = Ids {
        signature: update.allocate()?,
        widget: update.allocate()?,
        form: update.allocate()?,
    };
    let label = &options.field_label;
    let parent = tags::add_form_element(view, &mut update, &catalog, page_id, ids.widget, label)?;
    add_to_page(view, &mut update, page_id, &page, ids.widget)?;
    add_widget(&mut update, &ids, page_id, parent, options)?;
    let form = format!("<</Fields[{}]/SigFlags 3>>", ids.widget);
    update.object(ids.form, form.as_bytes());
    update.object(
        catalog_id,
        &catalog.edited(&catalog_entries(&ids, options.kind)),
    );
    let signature = SignatureDict::new(options);
    let body = update.object(ids.signature, signature.text.as_bytes());
    let bytes = update.finish(&revision_id(pdf, &signature.text))?;
    Ok(signature.close(bytes, body.start, options)?)
}

struct Ids {
    signature: ObjectId,
    widget: ObjectId,
    form: ObjectId,
}

fn check(options: &SignatureOptions) -> Result<(), PrepareError> {
    if options.field_name.is_empty() || options.field_name.contains('.') {
        return Err(PrepareError::FieldName);
    }
    if options.reserve == 0 || options.reserve > MAX_RESERVE {
        return Err(PrepareError::Reserve);
    }
    options.placement.extent().map(drop)
}

fn catalog_entries(ids: &Ids, kind: SignatureKind) -> Vec<(&'static str, String)> {
    let mut entries = vec![("AcroForm", ids.form.to_string())];
    if kind == SignatureKind::Certification {
        entries.push(("Perms", format!("<</DocMDP {}>>", ids.signature)));
    }
    entries
}

/// Puts the widget among the page's annotations, wherever that array is.
fn add_to_page<'a>(
    view: View<'_, 'a>,
    update: &mut Update<'_, 'a>,
    page_id: ObjectId,
    page: &Dict<'a>,
    widget: ObjectId,
) -> Result<(), PdfError> {
    let item = widget.to_string();
    let direct = match page.find("Annots") {
        None => format!("[{item}]"),
        Some(
            value @ Value {
                kind: Kind::Array(_),
                ..
            },
        ) => value.with_item(&item),
        Some(value) => {
            let malformed = PdfError::Malformed {
                offset: value.start,
                expected: "array of annotations",
            };
            let id = value.as_reference().ok_or(malformed.clone())?;
            let array = view.object(id)?;
            array.as_array().ok_or(malformed)?;
            update.object(id, array.with_item(&item).as_bytes());
            return Ok(());
        }
    };
    // PDF/UA-1 §7.18.3: annotations are visited in the order of the structure.
    update.object(
        page_id,
        &page.edited(&[("Annots", direct), ("Tabs", "/S".into())]),
    );
    Ok(())
}

/// Field and widget in one object. `F 132` is Print and Locked: PDF/A forbids Hidden and
/// NoView, and demands Print (ISO 19005-2 §6.3.2).
fn add_widget(
    update: &mut Update<'_, '_>,
    ids: &Ids,
    page: ObjectId,
    parent: Option<i64>,
    options: &SignatureOptions,
) -> Result<(), PrepareError> {
    let mut body = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T{}/TU{}/V {}/P {page}/F 132",
        text_string(&options.field_name),
        text_string(&options.field_label),
        ids.signature,
    );
    if let Some(key) = parent {
        body.push_str(&format!("/StructParent {key}"));
    }
    match (options.placement, options.placement.extent()?) {
        (
            Placement::Area {
                rect: [left, bottom, right, top],
                ..
            },
            Some((width, height)),
        ) => {
            let appearance = update.allocate()?;
            let stream = format!(
                "<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Length 0>>\nstream\n\nendstream"
            );
            update.object(appearance, stream.as_bytes());
            body.push_str(&format!(
                "/Rect[{left} {bottom} {right} {top}]/AP<</N {appearance}>>>>"
            ));
        }
        _ => body.push_str("/Rect[0 0 0 0]>>"),
    }
    update.object(ids.widget, body.as_bytes());
    Ok(())
}

/// The text of the signature dictionary, and where its two placeholders are in it.
struct SignatureDict {
    text: String,
    byte_range: usize,
    contents: Range<usize>,
}

impl SignatureDict {
    fn new(options: &SignatureOptions) -> Self {
        let mut text = String::from(
            "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange",
        );
        let byte_range = text.len();
        text.push_str(&" ".repeat(BYTE_RANGE));
        text.push_str("/Contents");
        let start = text.len();
        text.push('<');
        text.push_str(&"0".repeat(2 * options.reserve));
        text.push('>');
        let contents = start..text.len();
        text.push_str("/M");
        text.push_str(&date(options.signed_at));
        let words = [
            ("Name", &options.signer_name),
            ("Reason", &options.reason),
            ("Location", &options.location),
            ("ContactInfo", &options.contact),
        ];
        for (key, value) in words {
            if let Some(value) = value {
                text.push_str(&format!("/{key}{}", text_string(value)));
            }
        }
        if options.kind == SignatureKind::Certification {
            // ISO 32000-1 table 254: P 1, no changes.
            text.push_str(
                "/Reference[<</Type/SigRef/TransformMethod/DocMDP\
                 /TransformParams<</Type/TransformParams/V/1.2/P 1>>>>]",
            );
        }
        text.push_str(">>");
        Self {
            text,
            byte_range,
            contents,
        }
    }

    /// Fills in `/ByteRange`, now that the length of the file is known, and digests.
    fn close(
        self,
        mut bytes: Vec<u8>,
        start: usize,
        options: &SignatureOptions,
    ) -> Result<Prepared, PdfError> {
        if bytes.len() > MAX_FILE {
            return Err(PdfError::TooLarge {
                length: bytes.len(),
                limit: MAX_FILE,
            });
        }
        let gap = start + self.contents.start..start + self.contents.end;
        let range = byte_range(&gap, bytes.len());
        let at = start + self.byte_range;
        if let Some(place) = bytes.get_mut(at..at + range.len()) {
            place.copy_from_slice(range.as_bytes());
        }
        let digest = covered_digest(&bytes, &gap);
        Ok(Prepared {
            bytes,
            gap,
            digest,
            options: options.clone(),
        })
    }
}

/// `/ByteRange` for a gap, padded to its fixed width.
pub(crate) fn byte_range(gap: &Range<usize>, length: usize) -> String {
    let text = format!("[0 {} {} {}]", gap.start, gap.end, length - gap.end);
    format!("{text:<BYTE_RANGE$}")
}

/// SHA-256 of everything outside the gap.
pub(crate) fn covered_digest(bytes: &[u8], gap: &Range<usize>) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(bytes.get(..gap.start).unwrap_or_default());
    context.update(bytes.get(gap.end..).unwrap_or_default());
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    digest
}

impl Prepared {
    /// SHA-256 of the bytes that the signature will cover.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The attributes to be signed: content type, digest and certificate of the signer
    /// (EN 319 142-1 §6.3, level B-B).
    ///
    /// # Errors
    /// [`FinishError::OutsideValidity`] if the certificate is not valid at the claimed time;
    /// [`FinishError::ReserveTooSmall`] before a signature is wasted on it.
    pub fn signed_attributes(
        self,
        chain: &CertificateChain,
    ) -> Result<ToBeSigned<'_>, FinishError> {
        if !chain.valid_at(self.options.signed_at) {
            return Err(FinishError::OutsideValidity);
        }
        let (needed, reserved) = (chain.container_len(), self.options.reserve);
        if needed > reserved {
            return Err(FinishError::ReserveTooSmall { needed, reserved });
        }
        let attributes =
            cms::signed_attributes(chain, &self.digest).map_err(FinishError::Encoding)?;
        Ok(ToBeSigned {
            prepared: self,
            chain,
            attributes,
        })
    }
}
