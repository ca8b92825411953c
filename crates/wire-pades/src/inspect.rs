//! Says whether a file is, byte for byte, one that was signed with a known seal.
//!
//! Not a general validator of PDF signatures, on purpose: it accepts only what
//! [`crate::prepare()`] and [`crate::ToBeSigned::finish`] write, so each known attack falls to a
//! plain comparison:
//!
//! | attack | why it fails here |
//! |---|---|
//! | incremental saving, shadow (content shown or hidden by a later revision) | the signature dictionary of the newest revision must cover the file to its last byte |
//! | wrapping (covered bytes moved, others put in the gap) | the gap must be exactly the `/Contents` string of that dictionary, and `/ByteRange` must be, character for character, the one for that gap |
//! | universal forgery (missing or odd `/Contents`, `/ByteRange`) | the same |
//! | changes where no signature looks (padding, certificates, unsigned attributes, upper-case digits) | the whole container is written again from chain, digest and signature value, and compared |
//! | the second value of an ECDSA signature | only the lower `s` is written |
//!
//! So every byte of an issued file matters: a test changes each of them.

use vocab::Timestamp;

use crate::chain::CertificateChain;
use crate::cms;
use crate::error::Refusal;
use crate::file::{PdfFile, View};
use crate::prepare::{byte_range, covered_digest};
use crate::signature;
use crate::syntax::{Dict, Value};
use crate::text::{hex, parse_date};

/// A file that is exactly what the holder of a known seal signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// Position in the list of known chains.
    pub chain: usize,
    /// Claimed time of signing (`/M`), to the second.
    pub signed_at: Timestamp,
    /// Length in bytes of the document before it was signed.
    pub original_len: usize,
}

/// Accepts the file if and only if its newest revision is a signature revision of ours over
/// everything else, made with the key of one of the `known` chains. Certificates that have
/// expired since are fine: what counts is the time of signing, which the seal itself states.
///
/// # Errors
/// [`Refusal`]: each one means "not the document that we issued".
pub fn inspect(pdf: &[u8], known: &[CertificateChain]) -> Result<Inspected, Refusal> {
    let file = PdfFile::open(pdf)?;
    let dict = newest_signature(&file)?;
    let gap = dict.gap;
    if pdf
        .get(dict.byte_range..)
        .is_none_or(|at| !at.starts_with(byte_range(&gap, pdf.len()).as_bytes()))
    {
        return Err(coverage_error(pdf, dict.claimed_end));
    }
    let contents = pdf
        .get(gap.start + 1..gap.end - 1)
        .ok_or(Refusal::NotCovered)?;
    let container = unhex(contents).ok_or(Refusal::Container)?;
    let claims = cms::claims(without_padding(&container).ok_or(Refusal::Container)?)
        .ok_or(Refusal::Container)?;

    let digest = covered_digest(pdf, &gap);
    if claims.digest != digest {
        return Err(Refusal::Changed);
    }
    let (index, chain) = known
        .iter()
        .enumerate()
        .find(|(_, chain)| chain.signer_hash.as_slice() == claims.certificate_hash)
        .ok_or(Refusal::OtherSigner)?;
    let value =
        signature::canonical(chain.algorithm(), &claims.signature).ok_or(Refusal::Signature)?;
    let expected = cms::container(chain, &digest, &value).map_err(|_| Refusal::Container)?;
    let padding = contents
        .strip_prefix(hex(&expected).as_bytes())
        .ok_or(Refusal::Container)?;
    if padding.iter().any(|b| *b != b'0') {
        return Err(Refusal::Container);
    }
    let attributes = cms::signed_attributes(chain, &digest).map_err(|_| Refusal::Container)?;
    if !chain.verifies(&attributes, &value) {
        return Err(Refusal::Signature);
    }
    if !chain.valid_at(dict.signed_at) {
        return Err(Refusal::OtherSigner);
    }
    Ok(Inspected {
        chain: index,
        signed_at: dict.signed_at,
        original_len: dict.original_len,
    })
}

/// What the signature dictionary of a revision says, and where.
struct SignatureDict {
    /// Offset of the `/ByteRange` value.
    byte_range: usize,
    /// The `/Contents` value with its brackets.
    gap: std::ops::Range<usize>,
    /// Where the covered bytes end by its own account.
    claimed_end: usize,
    signed_at: Timestamp,
    original_len: usize,
}

/// The signature in the newest revision; if an older one has it, something was added.
fn newest_signature(file: &PdfFile<'_>) -> Result<SignatureDict, Refusal> {
    for skip in 0..file.revisions() {
        match signature_in(file.at_revision(skip)) {
            Some(dict) if skip == 0 => return Ok(dict),
            Some(dict) => return Err(coverage_error(file.bytes, dict.claimed_end)),
            None => {}
        }
    }
    Err(Refusal::NotSigned)
}

fn coverage_error(pdf: &[u8], claimed_end: usize) -> Refusal {
    match pdf.len().checked_sub(claimed_end) {
        Some(trailing) if trailing > 0 && claimed_end > 0 => {
            Refusal::AddedAfterSigning { trailing }
        }
        _ => Refusal::NotCovered,
    }
}

fn signature_in(view: View<'_, '_>) -> Option<SignatureDict> {
    let (_, catalog) = view.catalog().ok()?;
    let (_, form) = view.dict_of(catalog.find("AcroForm")?).ok()?;
    let [field] = form.find("Fields")?.as_array()? else {
        return None;
    };
    let field = view.dict(field.as_reference()?).ok()?;
    let signature = view.dict(field.find("V")?.as_reference()?).ok()?;
    if !signature.is("Type", "Sig") || !signature.is("SubFilter", "ETSI.CAdES.detached") {
        return None;
    }
    let (trailer, _) = view.trailer().ok()?;
    signature_dict(&signature, end_of_original(view.file.bytes, trailer)?)
}

fn signature_dict(signature: &Dict<'_>, original_len: usize) -> Option<SignatureDict> {
    let range = signature.find("ByteRange")?;
    let numbers: Vec<i64> = range
        .as_array()?
        .iter()
        .filter_map(Value::as_integer)
        .collect();
    let claimed_end = match numbers.as_slice() {
        [0, _, from, length] => usize::try_from(from.checked_add(*length)?).ok()?,
        _ => 0,
    };
    let contents = signature.find("Contents")?;
    Some(SignatureDict {
        byte_range: range.start,
        gap: contents.start..contents.start + contents.raw.len(),
        claimed_end,
        signed_at: parse_date(&signature.find("M")?.text())?,
        original_len,
    })
}

/// Length of the file without its newest revision: up to the `%%EOF` of the one before.
fn end_of_original(bytes: &[u8], trailer: &Dict<'_>) -> Option<usize> {
    let previous = usize::try_from(trailer.find("Prev")?.as_integer()?).ok()?;
    let tail = bytes.get(previous..)?;
    let marker = b"%%EOF";
    let at = tail
        .windows(marker.len())
        .position(|window| window == marker)?;
    Some(previous + at + marker.len())
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// The DER structure at the start, as long as its heading says.
fn without_padding(container: &[u8]) -> Option<&[u8]> {
    let mut reader = der::SliceReader::new(container).ok()?;
    let header = <der::Header as der::Decode<'_>>::decode(&mut reader).ok()?;
    let heading = der::Encode::encoded_len(&header).ok()?;
    let length = (heading + header.length()).ok()?;
    container.get(..usize::try_from(length).ok()?)
}
