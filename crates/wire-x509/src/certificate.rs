//! One certificate.

use std::fmt;

use ::der::{Decode as _, Encode as _, Tag, asn1::Any, oid::ObjectIdentifier};
use aws_lc_rs::digest::{SHA256, digest};
use vocab::Timestamp;
use x509_cert::{
    attr::AttributeTypeAndValue,
    ext::pkix::{
        AuthorityInfoAccessSyntax, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
        FreshestCrl, KeyUsage, SubjectAltName,
        crl::dp::DistributionPoint,
        name::{DistributionPointName, GeneralName},
    },
};

use crate::{
    Malformed,
    der::{self, Reader},
    limits,
};

const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
/// RFC 3739 §3.2.6.
const QC_STATEMENTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3");
/// EN 319 412-5 §4.2.2: the key is in a qualified device.
const QC_SSCD: &str = "0.4.0.1862.1.4";

/// A certificate policy, as dotted text such as `2.16.724.1.2.2.2.4`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PolicyOid(ObjectIdentifier);

/// A text that is no object identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no object identifier such as 2.16.724.1.2.2.2.4")]
pub struct PolicyOidError(String);

impl std::str::FromStr for PolicyOid {
    type Err = PolicyOidError;

    fn from_str(text: &str) -> Result<Self, PolicyOidError> {
        ObjectIdentifier::new(text.trim())
            .map(Self)
            .map_err(|_| PolicyOidError(text.to_owned()))
    }
}

impl fmt::Display for PolicyOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for PolicyOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why bytes are no certificate that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Larger than [`limits::CERTIFICATE`].
    #[error("the certificate is larger than {} bytes", limits::CERTIFICATE)]
    TooLarge,
    /// Not the DER of a certificate.
    #[error("not the DER of a certificate")]
    Malformed,
}

impl From<Malformed> for CertificateError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<::der::Error> for CertificateError {
    fn from(_: ::der::Error) -> Self {
        Self::Malformed
    }
}

/// A certificate that was read. Nothing about it is believed yet: that is what
/// [`crate::TrustStore::path`] is for.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    key: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    subject_attributes: Vec<Attribute>,
    directory_attributes: Vec<Attribute>,
    extensions: Extensions,
}

/// An attribute of a name, its value as text.
pub(crate) type Attribute = (ObjectIdentifier, String);

#[derive(Clone, Default)]
struct Extensions {
    policies: Vec<ObjectIdentifier>,
    key_usage: Option<KeyUsage>,
    extended: Option<Vec<ObjectIdentifier>>,
    statements: Vec<ObjectIdentifier>,
    ocsp: Vec<String>,
    crls: Vec<String>,
    freshest: Vec<String>,
    never_checked: bool,
}

impl Certificate {
    /// Reads one certificate in DER.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CertificateError> {
        if bytes.len() > limits::CERTIFICATE {
            return Err(CertificateError::TooLarge);
        }
        let read = x509_cert::Certificate::from_der(bytes)?;
        let read = read.tbs_certificate();
        let validity = read.validity();
        let mut directory_attributes = Vec::new();
        if let Some((_, names)) = read.get_extension::<SubjectAltName>()? {
            for name in &names.0 {
                if let GeneralName::DirectoryName(name) = name {
                    directory_attributes.extend(name.iter().filter_map(attribute));
                }
            }
        }
        Ok(Self {
            der: bytes.to_vec(),
            serial: der::magnitude(read.serial_number().as_bytes())
                .unwrap_or_default()
                .to_vec(),
            issuer: read.issuer().to_der()?,
            subject: read.subject().to_der()?,
            key: read.subject_public_key_info().to_der()?,
            not_before: moment(validity.not_before)?,
            not_after: moment(validity.not_after)?,
            subject_attributes: read.subject().iter().filter_map(attribute).collect(),
            directory_attributes,
            extensions: extensions(read)?,
        })
    }

    /// The whole, in DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the whole: how records name a certificate without naming its holder.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut out = [0; 32];
        out.iter_mut()
            .zip(digest(&SHA256, &self.der).as_ref())
            .for_each(|(to, from)| *to = *from);
        out
    }

    /// Serial number, as big-endian bytes without leading zeros.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// Name of the issuer, in DER.
    #[must_use]
    pub fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// Name of the holder, in DER.
    #[must_use]
    pub fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// `SubjectPublicKeyInfo`, in DER.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// From when on it is valid.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Until when it is valid, inclusive (RFC 5280 §4.1.2.5).
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether it was issued under a policy.
    #[must_use]
    pub fn has_policy(&self, policy: &PolicyOid) -> bool {
        self.extensions.policies.contains(&policy.0)
    }

    /// Whether its issuer states that the key is in a qualified device.
    #[must_use]
    pub fn is_in_device(&self) -> bool {
        let statement = ObjectIdentifier::new_unwrap(QC_SSCD);
        self.extensions.statements.contains(&statement)
    }

    /// Whether its key may sign what proves presence: `digitalSignature` (RFC 5280 §4.2.1.3). A
    /// certificate that signs documents only (the DNIe has one) says so here.
    #[must_use]
    pub fn may_authenticate(&self) -> bool {
        let usage = self.extensions.key_usage;
        usage.is_none_or(|usage| usage.digital_signature())
    }

    /// Whether its key may sign certificates. Old roots say nothing about it, and may.
    #[must_use]
    pub fn may_issue(&self) -> bool {
        let usage = self.extensions.key_usage;
        usage.is_none_or(|usage| usage.key_cert_sign())
    }

    pub(crate) fn may_sign_lists(&self) -> bool {
        let usage = self.extensions.key_usage;
        usage.is_none_or(|usage| usage.crl_sign())
    }

    /// Whether it is for a purpose, by name; one that names none is for none here.
    pub(crate) fn is_for(&self, purpose: &str) -> bool {
        let purpose = ObjectIdentifier::new_unwrap(purpose);
        let extended = self.extensions.extended.as_deref().unwrap_or_default();
        extended.contains(&purpose)
    }

    /// Whether its issuer asks that its own status be not checked (`id-pkix-ocsp-nocheck`).
    pub(crate) fn is_never_checked(&self) -> bool {
        self.extensions.never_checked
    }

    /// Where its status can be asked over OCSP.
    #[must_use]
    pub fn ocsp_addresses(&self) -> &[String] {
        &self.extensions.ocsp
    }

    /// Where revocation lists are that cover it.
    #[must_use]
    pub fn crl_addresses(&self) -> &[String] {
        &self.extensions.crls
    }

    /// Where delta lists are that cover it (RFC 5280 §4.2.1.15).
    #[must_use]
    pub fn delta_addresses(&self) -> &[String] {
        &self.extensions.freshest
    }

    pub(crate) fn subject_attributes(&self) -> &[Attribute] {
        &self.subject_attributes
    }

    pub(crate) fn directory_attributes(&self) -> &[Attribute] {
        &self.directory_attributes
    }
}

/// Whom it names stays out of logs.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("bytes", &self.der.len())
            .finish_non_exhaustive()
    }
}

fn moment(time: x509_cert::time::Time) -> Result<Timestamp, CertificateError> {
    let seconds = time.to_unix_duration().as_secs();
    let seconds = i64::try_from(seconds).map_err(|_| CertificateError::Malformed)?;
    Timestamp::from_second(seconds).map_err(|_| CertificateError::Malformed)
}

fn attribute(attribute: &AttributeTypeAndValue) -> Option<Attribute> {
    text(&attribute.value).map(|text| (attribute.oid, text))
}

/// Text of a `DirectoryString` or `IA5String`; nothing for other things and for what is no text.
fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    let text = match ::der::Tagged::tag(value) {
        Tag::Utf8String | Tag::NumericString | Tag::PrintableString | Tag::Ia5String => {
            std::str::from_utf8(bytes).ok()?.to_owned()
        }
        // In practice Latin-1, as the issuers of the nineties wrote it.
        Tag::TeletexString => bytes.iter().copied().map(char::from).collect(),
        Tag::BmpString => {
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .filter_map(|pair| pair.try_into().ok())
                .map(u16::from_be_bytes)
                .collect();
            String::from_utf16(&units).ok()?
        }
        _ => return None,
    };
    Some(text.trim().to_owned())
}

fn extensions(
    read: &x509_cert::certificate::TbsCertificate,
) -> Result<Extensions, CertificateError> {
    let mut out = Extensions::default();
    if let Some((_, policies)) = read.get_extension::<CertificatePolicies>()? {
        out.policies = policies.0.iter().map(|p| p.policy_identifier).collect();
    }
    out.key_usage = read.get_extension::<KeyUsage>()?.map(|(_, usage)| usage);
    let extended = read.get_extension::<ExtendedKeyUsage>()?;
    out.extended = extended.map(|(_, purposes)| purposes.0);
    if let Some((_, access)) = read.get_extension::<AuthorityInfoAccessSyntax>()? {
        let ocsp = access.0.iter().filter(|entry| entry.access_method == OCSP);
        out.ocsp = addresses(ocsp.map(|entry| &entry.access_location));
    }
    if let Some((_, points)) = read.get_extension::<CrlDistributionPoints>()? {
        out.crls = point_addresses(&points.0);
    }
    if let Some((_, points)) = read.get_extension::<FreshestCrl>()? {
        out.freshest = point_addresses(&points.0);
    }
    for extension in read.extensions().into_iter().flatten() {
        if extension.extn_id == QC_STATEMENTS {
            out.statements = statements(extension.extn_value.as_bytes())?;
        }
        out.never_checked |= extension.extn_id.to_string() == crate::ocsp::NO_CHECK;
    }
    Ok(out)
}

/// Lists that one issuer signs for all reasons; others are not followed.
pub(crate) fn point_addresses(points: &[DistributionPoint]) -> Vec<String> {
    let names = points
        .iter()
        .filter(|point| point.reasons.is_none() && point.crl_issuer.is_none())
        .filter_map(|point| match &point.distribution_point {
            Some(DistributionPointName::FullName(names)) => Some(names),
            Some(DistributionPointName::NameRelativeToCRLIssuer(_)) | None => None,
        });
    addresses(names.flatten())
}

fn addresses<'a>(names: impl Iterator<Item = &'a GeneralName>) -> Vec<String> {
    names
        .filter_map(|name| match name {
            GeneralName::UniformResourceIdentifier(address) => Some(address.as_str()),
            // Directories (LDAP by name) and others are not asked.
            _ => None,
        })
        .filter(|address| address.len() <= limits::ADDRESS && address.starts_with("http"))
        .take(limits::ADDRESSES)
        .map(str::to_owned)
        .collect()
}

/// `QCStatements ::= SEQUENCE OF SEQUENCE { statementId, statementInfo OPTIONAL }`.
fn statements(bytes: &[u8]) -> Result<Vec<ObjectIdentifier>, CertificateError> {
    let mut list = Reader::only_sequence(bytes)?;
    let mut found = Vec::new();
    while !list.is_empty() {
        let id = list.sequence()?.expect(der::OID)?;
        found.push(ObjectIdentifier::from_bytes(id).map_err(|_| CertificateError::Malformed)?);
    }
    Ok(found)
}
