//! The Online Certificate Status Protocol (RFC 6960): one question about one certificate, with a
//! nonce (RFC 9654), and what makes an answer worth believing.

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use vocab::{SignedDuration, Timestamp};

use crate::{
    Authority, Certificate, Malformed, Revocation, Standing,
    der::{self, Reader, constructed, primitive},
    limits,
    mint::write,
    signature,
};

const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 1];
const NONCE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 2];
pub(crate) const NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";
pub(crate) const SIGNING: &str = "1.3.6.1.5.5.7.3.9";
pub(crate) const SHA1_ID: &[u8] = &[0x2b, 0x0e, 3, 2, 0x1a];
const SHA256_ID: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];

/// How far the clocks of responders may be off.
const SKEW: SignedDuration = SignedDuration::from_mins(5);
/// How old an answer may be that does not say when a newer one comes (RFC 6960 §4.2.2.1: newer
/// information is always there).
const OLDEST: SignedDuration = SignedDuration::from_hours(1);

/// A question that was asked, to compare the answer with.
#[derive(Debug, Clone)]
pub struct Question {
    serial: Vec<u8>,
    issuer: Authority,
    nonce: [u8; limits::NONCE],
}

/// What a responder said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// How the certificate stands.
    pub standing: Standing,
    /// Until when the answer may be used again.
    pub fresh_until: Timestamp,
    /// Whether it repeats our nonce: it was made for this question.
    pub with_nonce: bool,
}

/// Why an answer says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OcspError {
    /// Larger than [`limits::OCSP_ANSWER`].
    #[error("the answer is too large")]
    TooLarge,
    /// Not the DER of an answer.
    #[error("the answer cannot be read")]
    Malformed,
    /// The responder did not answer the question (RFC 6960 §4.2.1): `tryLater`, `unauthorized`, …
    #[error("the responder refused with status {0}")]
    Refused(u8),
    /// Not one word about our certificate.
    #[error("the answer is about other certificates")]
    OtherCertificate,
    /// Signed by nobody whom the issuer authorised.
    #[error("the issuer did not authorise the responder")]
    Unauthorised,
    /// It repeats another nonce.
    #[error("the answer was made for another question")]
    OtherNonce,
    /// It is from the future, or over.
    #[error("the answer is not of now")]
    NotOfNow,
    /// The responder does not know the certificate.
    #[error("the responder does not know the certificate")]
    Unknown,
}

impl From<Malformed> for OcspError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl Question {
    /// A question about a certificate of `issuer`. The nonce must be unpredictable.
    #[must_use]
    pub fn about(certificate: &Certificate, issuer: Authority, nonce: [u8; limits::NONCE]) -> Self {
        Self {
            serial: certificate.serial().to_vec(),
            issuer,
            nonce,
        }
    }

    /// The request in DER, for a POST as `application/ocsp-request`.
    ///
    /// Name and key of the issuer are hashed with SHA-1, the only hash that every responder knows
    /// (RFC 6960 §4.3); it protects nothing here, the signature of the answer does.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let id = self.id(SHA1_ID, &SHA1_FOR_LEGACY_USE_ONLY);
        let request = write::sequence(&[&write::sequence(&[&id])]);
        let nonce = write::octets(&write::octets(&self.nonce));
        let extension = write::sequence(&[&write::oid_bytes(NONCE), &nonce]);
        let extensions = write::tagged(constructed(2), &[&write::sequence(&[&extension])]);
        write::sequence(&[&write::sequence(&[&request, &extensions])])
    }

    fn id(&self, name: &[u8], algorithm: &'static Algorithm) -> Vec<u8> {
        let key = signature::public_key(&self.issuer.key).map_or(&[][..], |(_, bits)| bits);
        write::sequence(&[
            &write::sequence(&[&write::oid_bytes(name), &write::tagged(der::NULL, &[])]),
            &write::octets(digest(algorithm, &self.issuer.name).as_ref()),
            &write::octets(digest(algorithm, key).as_ref()),
            &write::integer(&self.serial),
        ])
    }

    /// Whether a `CertID` is that of our certificate. Its algorithm may come with or without NULL.
    fn is_about(&self, id: &[u8]) -> Result<bool, Malformed> {
        let mut id = Reader::new(id);
        let algorithm = id.sequence()?.expect(der::OID)?;
        let algorithm = match algorithm {
            SHA1_ID => &SHA1_FOR_LEGACY_USE_ONLY,
            SHA256_ID => &SHA256,
            _ => return Ok(false),
        };
        let name = id.expect(der::OCTET_STRING)?;
        let key = id.expect(der::OCTET_STRING)?;
        let serial = der::magnitude(id.expect(der::INTEGER)?)?;
        id.done()?;
        let (_, issuer_key) = signature::public_key(&self.issuer.key)?;
        Ok(serial == self.serial
            && digest(algorithm, &self.issuer.name).as_ref() == name
            && digest(algorithm, issuer_key).as_ref() == key)
    }

    /// Reads an answer, if and only if it is about our certificate, signed by its issuer or by a
    /// responder that the issuer itself certified for this, of now, and without another nonce than
    /// ours. One without any nonce is one that was made in advance; [`Answer::with_nonce`] tells.
    ///
    /// A responder of its own trust (RFC 6960 §4.2.2.2, first case) is not believed.
    ///
    /// # Errors
    /// [`OcspError`].
    pub fn read(&self, answer: &[u8], now: Timestamp) -> Result<Answer, OcspError> {
        if answer.len() > limits::OCSP_ANSWER {
            return Err(OcspError::TooLarge);
        }
        let mut outer = Reader::only_sequence(answer)?;
        match outer.expect(der::ENUMERATED)? {
            [0] => {}
            [status] => return Err(OcspError::Refused(*status)),
            _ => return Err(OcspError::Malformed),
        }
        let mut bytes = Reader::only_sequence(outer.expect(constructed(0))?)?;
        outer.done()?;
        if bytes.expect(der::OID)? != BASIC {
            return Err(OcspError::Malformed);
        }
        let basic = bytes.expect(der::OCTET_STRING)?;
        bytes.done()?;
        let signed = Signed::read(basic)?;
        self.authorised(&signed, now)?;
        self.judge(signed.content, now)
    }

    fn authorised(&self, signed: &Signed<'_>, now: Timestamp) -> Result<(), OcspError> {
        let by =
            |key: &[u8]| signature::is_by(key, signed.algorithm, signed.data, signed.signature);
        if by(&self.issuer.key) {
            return Ok(());
        }
        let delegated = signed.certificates()?;
        let authorised = delegated
            .iter()
            .any(|responder| self.delegated(responder, now) && by(responder.key()));
        if authorised {
            Ok(())
        } else {
            Err(OcspError::Unauthorised)
        }
    }

    /// RFC 6960 §4.2.2.2: certified by the very issuer, for this purpose, and valid. Whoever is
    /// certified without `id-pkix-ocsp-nocheck` would have to be asked about as well: not believed.
    fn delegated(&self, responder: &Certificate, now: Timestamp) -> bool {
        responder.issuer() == self.issuer.name
            && responder.is_for(SIGNING)
            && responder.is_never_checked()
            && responder.not_before() <= now
            && now <= responder.not_after()
            && is_issued_by(responder.der(), &self.issuer.key)
    }

    /// `ResponseData`.
    fn judge(&self, content: &[u8], now: Timestamp) -> Result<Answer, OcspError> {
        let mut data = Reader::new(content);
        data.optional(constructed(0))?;
        // Who the responder says it is does not matter: the signature tells.
        data.any()?;
        data.time()?;
        let mut answers = data.sequence()?;
        let with_nonce = match data.optional(constructed(1))? {
            Some(extensions) => self.nonce_in(extensions)?,
            None => false,
        };
        data.done()?;
        while !answers.is_empty() {
            let mut single = answers.sequence()?;
            let id = single.expect(der::SEQUENCE)?;
            if self.is_about(id)? {
                return said(single, with_nonce, now);
            }
        }
        Err(OcspError::OtherCertificate)
    }

    fn nonce_in(&self, extensions: &[u8]) -> Result<bool, OcspError> {
        let mut list = Reader::only_sequence(extensions)?;
        while !list.is_empty() {
            let mut extension = list.sequence()?;
            let is_nonce = extension.expect(der::OID)? == NONCE;
            extension.optional(der::BOOLEAN)?;
            let value = extension.expect(der::OCTET_STRING)?;
            if is_nonce {
                let nonce = Reader::new(value).expect(der::OCTET_STRING)?;
                return if nonce == self.nonce {
                    Ok(true)
                } else {
                    Err(OcspError::OtherNonce)
                };
            }
        }
        Ok(false)
    }
}

/// The rest of a `SingleResponse`: status, times.
fn said(mut single: Reader<'_>, with_nonce: bool, now: Timestamp) -> Result<Answer, OcspError> {
    let status = single.any()?;
    let this_update = single.time()?;
    let next_update = match single.optional(constructed(0))? {
        Some(time) => Some(Reader::new(time).time()?),
        None => None,
    };
    let before = |moment: Timestamp, by: SignedDuration| moment.checked_sub(by).unwrap_or(moment);
    let after = |moment: Timestamp, by: SignedDuration| moment.checked_add(by).unwrap_or(moment);
    let until = next_update.unwrap_or_else(|| after(this_update, OLDEST));
    if before(this_update, SKEW) > now || after(until, SKEW) < now {
        return Err(OcspError::NotOfNow);
    }
    let standing = match status.tag {
        tag if tag == primitive(0) => Standing::Good,
        tag if tag == constructed(1) => Standing::Revoked(reason(status.value)?),
        tag if tag == primitive(2) => return Err(OcspError::Unknown),
        _ => return Err(OcspError::Malformed),
    };
    Ok(Answer {
        standing,
        fresh_until: until,
        with_nonce,
    })
}

/// `RevokedInfo`: since when, and why.
fn reason(info: &[u8]) -> Result<Revocation, Malformed> {
    let mut info = Reader::new(info);
    info.time()?;
    let reason = match info.optional(constructed(0))? {
        Some(reason) => Reader::new(reason).expect(der::ENUMERATED)?,
        None => &[],
    };
    Ok(match reason {
        [6] => Revocation::OnHold,
        _ => Revocation::Revoked,
    })
}

/// `BasicOCSPResponse`, and in general what is signed in X.509: data, algorithm, signature.
pub(crate) struct Signed<'a> {
    /// What the signature covers, with its tag.
    pub(crate) data: &'a [u8],
    /// The same without.
    pub(crate) content: &'a [u8],
    pub(crate) algorithm: &'a [u8],
    pub(crate) signature: &'a [u8],
    rest: Reader<'a>,
}

impl<'a> Signed<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::only_sequence(bytes)?;
        let data = outer.any()?;
        if data.tag != der::SEQUENCE {
            return Err(Malformed);
        }
        let algorithm = outer.expect(der::SEQUENCE)?;
        let signature = der::bits(outer.expect(der::BIT_STRING)?)?;
        Ok(Self {
            data: data.raw,
            content: data.value,
            algorithm,
            signature,
            rest: outer,
        })
    }

    /// Certificates that came along. More than a chain are nobody's answer.
    fn certificates(&self) -> Result<Vec<Certificate>, Malformed> {
        let mut rest = self.rest;
        let Some(list) = rest.optional(constructed(0))? else {
            return Ok(Vec::new());
        };
        let mut list = Reader::only_sequence(list)?;
        let mut found = Vec::new();
        while !list.is_empty() && found.len() < limits::CHAIN {
            let one = list.any()?;
            found.push(Certificate::parse(one.raw).map_err(|_| Malformed)?);
        }
        Ok(found)
    }
}

/// Whether the key signed the certificate.
fn is_issued_by(certificate: &[u8], key: &[u8]) -> bool {
    Signed::read(certificate)
        .is_ok_and(|signed| signature::is_by(key, signed.algorithm, signed.data, signed.signature))
}
