//! What a signature says and where it stands.

use vocab::Timestamp;

use crate::error::PrepareError;

/// What goes into the signature dictionary and its field.
///
/// ```
/// use wire_pades::{Placement, SignatureOptions};
/// let at = "2026-11-05T08:00:00Z".parse().unwrap();
/// let options = SignatureOptions { reason: Some("Copia auténtica".into()), ..SignatureOptions::sealed_at(at) };
/// assert_eq!(options.placement, Placement::Invisible);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureOptions {
    /// Claimed time of signing, `/M`, kept to the second. At level B-B there is no other time
    /// (EN 319 142-1 §5.3: no signing-time attribute).
    pub signed_at: Timestamp,
    /// Partial name of the form field, `/T`; unique in the file, without full stop.
    pub field_name: String,
    /// What assistive technology says about the field (`/TU` and `/Alt`), in the document's
    /// language.
    pub field_label: String,
    /// `/Name`: who signs, in words. The certificate says it with authority.
    pub signer_name: Option<String>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// `/ContactInfo`.
    pub contact: Option<String>,
    /// Whether the field has an area on a page.
    pub placement: Placement,
    /// What may be done to the file afterwards.
    pub kind: SignatureKind,
    /// Bytes reserved for the CMS structure, written as twice as many digits. With
    /// [`crate::CertificateChain::container_len`] exactly as many as B-B needs; a time-stamp
    /// for B-T needs about 6,000 more.
    pub reserve: usize,
}

impl SignatureOptions {
    /// An invisible certification that allows no change, with 4,096 bytes reserved.
    pub fn sealed_at(signed_at: Timestamp) -> Self {
        Self {
            signed_at,
            field_name: "Seal".into(),
            field_label: "Electronic seal".into(),
            signer_name: None,
            reason: None,
            location: None,
            contact: None,
            placement: Placement::Invisible,
            kind: SignatureKind::Certification,
            reserve: 4096,
        }
    }
}

/// Where the signature field stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Placement {
    /// On the first page, without extent.
    Invisible,
    /// An area that viewers make clickable. It draws nothing: the template draws the words
    /// below it, with embedded fonts and tags.
    Area {
        /// Page, counted from 0.
        page: usize,
        /// Left, bottom, right, top in points from the lower left corner of the page.
        rect: [f32; 4],
    },
}

impl Placement {
    pub(crate) fn page(self) -> usize {
        match self {
            Self::Invisible => 0,
            Self::Area { page, .. } => page,
        }
    }

    /// Width and height of the area, checked.
    pub(crate) fn extent(self) -> Result<Option<(f32, f32)>, PrepareError> {
        match self {
            Self::Invisible => Ok(None),
            Self::Area {
                rect: [left, bottom, right, top],
                ..
            } => {
                let (width, height) = (right - left, top - bottom);
                // 14,400 points is the largest page that PDF/A-2 allows (§6.1.13).
                let sound = |v: f32| v.is_finite() && v > 0.0 && v <= 14_400.0;
                let inside = |v: f32| v.is_finite() && v.abs() <= 14_400.0;
                let good = sound(width) && sound(height) && inside(left) && inside(bottom);
                good.then_some(Some((width, height)))
                    .ok_or(PrepareError::Area)
            }
        }
    }
}

/// Certification or approval (ISO 32000-1 §12.8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureKind {
    /// The author's signature, with DocMDP P=1: no change is permitted. Additions of our own
    /// for B-LT and B-LTA (DSS, time-stamps) are permitted by EN 319 142-1 §5.4 all the same.
    Certification,
    /// An ordinary signature.
    Approval,
}
