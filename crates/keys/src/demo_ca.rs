//! A small certification authority for the demonstration: it seals documents out of the box,
//! and nobody can mistake its seal for a real one.
//!
//! Authority and seal live on the key ring, so that documents of yesterday's demonstration are
//! recognised today. Production never calls this: it loads [`crate::SealFiles`].

use ports::signing::KeyUse;
use vocab::{SignedDuration, Timestamp};
use wire_pades::CertificateChain;

use crate::certificate::{
    COMMON_NAME, COUNTRY, DistinguishedName, Issuer, ORGANIZATION, ORGANIZATION_IDENTIFIER,
    Profile, SERIAL_NUMBER, UNIT, attribute, issue,
};
use crate::ring::{Addition, KeyRing, RingError, RingKey, RingUse};
use crate::signing_key::{KeyKind, SigningKey, SigningKeyError};

/// How long an authority of the demonstration lives: longer than any demonstration.
const AUTHORITY_YEARS: i64 = 30;
/// How long its seals live. Real ones live three to five years.
const SEAL_YEARS: i64 = 5;
/// A seal is renewed this long before it ends, so that a clock moved forward finds it valid.
const RENEWAL: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Certificates are valid from a day before, for readers whose clocks are late.
const EARLIER: SignedDuration = SignedDuration::from_hours(24);
const AUTHORITY_NAME: &str = "AC DE DEMOSTRACION DE ALDABA - SIN VALOR";

/// Why the demonstration has no seal.
#[derive(Debug, thiserror::Error)]
pub enum DemoSealError {
    /// The ring could not be read or changed.
    #[error(transparent)]
    Ring(#[from] RingError),
    /// A key could not be made.
    #[error(transparent)]
    Key(#[from] SigningKeyError),
    /// The subject holds text that a certificate cannot.
    #[error("the subject of the seal cannot be written in a certificate")]
    Subject(#[source] der::Error),
    /// A certificate or its file could not be made.
    #[error("the certificate could not be made")]
    Certificate,
    /// The clock is beyond the years that certificates can name.
    #[error("the date is out of the range of certificates")]
    Date,
}

/// Subject of a seal, laid out as the seals of Spanish administrations are (RFC 5280, EN 319
/// 412-3 §4.2.1; profile of the electronic seal of RD 203/2021 Annex and the AGE's certificate
/// profiles 2.0).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealSubject {
    /// ISO 3166 code.
    pub country: String,
    /// Official name of the body.
    pub organization: String,
    /// Tax number, in the form `VATES-…`.
    pub organization_identifier: String,
    /// `SELLO ELECTRONICO`, or the unit.
    pub unit: String,
    /// Tax number once more, without heading.
    pub serial_number: String,
    /// Name of the system that seals.
    pub common_name: String,
}

impl SealSubject {
    /// An invented body. `S0000000` is no number that the tax agency assigns.
    pub fn invented(organization: &str, common_name: &str) -> Self {
        Self {
            country: "ES".into(),
            organization: organization.into(),
            organization_identifier: "VATES-S0000000X".into(),
            unit: "SELLO ELECTRONICO".into(),
            serial_number: "S0000000X".into(),
            common_name: common_name.into(),
        }
    }

    fn name(&self) -> der::Result<DistinguishedName> {
        [
            (COUNTRY, &self.country),
            (ORGANIZATION, &self.organization),
            (UNIT, &self.unit),
            (ORGANIZATION_IDENTIFIER, &self.organization_identifier),
            (SERIAL_NUMBER, &self.serial_number),
            (COMMON_NAME, &self.common_name),
        ]
        .into_iter()
        .map(|(oid, text)| attribute(oid, text))
        .collect()
    }
}

/// Makes sure that the ring has a seal for `subject` that is valid at `now` and for a while, and
/// returns its chain: seal, authority (DER). Renews seal and authority where needed.
///
/// # Errors
/// [`DemoSealError`].
pub fn demo_seal(
    ring: &KeyRing,
    subject: &SealSubject,
    now: Timestamp,
) -> Result<Vec<Vec<u8>>, DemoSealError> {
    ring.refresh()?;
    let name = subject.name().map_err(DemoSealError::Subject)?;
    if let Some(seal) = ring.active(KeyUse::Seal.into(), now) {
        let certificates = seal.certificates();
        if usable(&certificates, now) && names(&certificates, &name) {
            return Ok(certificates);
        }
    }
    let authority = authority(ring, now)?;
    let (certificates, key, pkcs8) = issue_seal(&authority, name, now)?;
    let seal = Addition {
        ring_use: RingUse::Seal,
        kind: KeyKind::P256,
        key: &key,
        secret: &pkcs8,
        module: None,
        certificates: certificates.clone(),
    };
    ring.add(seal, now)?;
    Ok(certificates)
}

type NewSeal = (Vec<Vec<u8>>, SigningKey, zeroize::Zeroizing<Vec<u8>>);

fn issue_seal(
    authority: &RingKey,
    subject: DistinguishedName,
    now: Timestamp,
) -> Result<NewSeal, DemoSealError> {
    let (key, pkcs8) = SigningKey::generate(KeyKind::P256)?;
    let issuer = Issuer {
        name: authority_name().map_err(DemoSealError::Subject)?,
        key: &authority.key,
    };
    let certificate = issue(
        &issuer,
        subject,
        &key,
        Profile::Seal,
        period(now, SEAL_YEARS)?,
    );
    let mut chain = vec![certificate.map_err(DemoSealError::Subject)?];
    chain.extend(authority.certificates());
    Ok((chain, key, pkcs8))
}

/// The authority that is active and outlives a new seal, made if there is none.
pub(crate) fn authority(
    ring: &KeyRing,
    now: Timestamp,
) -> Result<std::sync::Arc<RingKey>, DemoSealError> {
    let (_, seal_ends) = period(now, SEAL_YEARS)?;
    let lasting = |key: &std::sync::Arc<RingKey>| {
        let chain = CertificateChain::from_der(&key.certificates());
        chain.is_ok_and(|chain| chain.valid_at(now) && chain.valid_at(seal_ends))
    };
    if let Some(found) = ring.active(RingUse::DemoAuthority, now).filter(lasting) {
        return Ok(found);
    }
    let (key, pkcs8) = SigningKey::generate(KeyKind::P256)?;
    let name = authority_name().map_err(DemoSealError::Subject)?;
    let issuer = Issuer {
        name: name.clone(),
        key: &key,
    };
    let certificate = issue(
        &issuer,
        name,
        &key,
        Profile::Authority,
        period(now, AUTHORITY_YEARS)?,
    );
    let certificate = certificate.map_err(DemoSealError::Subject)?;
    let authority = Addition {
        ring_use: RingUse::DemoAuthority,
        kind: KeyKind::P256,
        key: &key,
        secret: &pkcs8,
        module: None,
        certificates: vec![certificate],
    };
    ring.add(authority, now)?;
    // Cannot fail: it was added just now.
    Ok(ring
        .active(RingUse::DemoAuthority, now)
        .expect("the authority was just added"))
}

pub(crate) fn authority_name() -> der::Result<DistinguishedName> {
    let name = [
        (COUNTRY, "ES"),
        (ORGANIZATION, "DEMOSTRACION"),
        (COMMON_NAME, AUTHORITY_NAME),
    ];
    name.into_iter()
        .map(|(oid, text)| attribute(oid, text))
        .collect()
}

fn period(now: Timestamp, years: i64) -> Result<(Timestamp, Timestamp), DemoSealError> {
    let long = SignedDuration::from_hours(24 * 365 * years);
    let from = now.checked_sub(EARLIER).map_err(|_| DemoSealError::Date)?;
    let until = now.checked_add(long).map_err(|_| DemoSealError::Date)?;
    Ok((from, until))
}

fn usable(certificates: &[Vec<u8>], now: Timestamp) -> bool {
    let Ok(chain) = CertificateChain::from_der(certificates) else {
        return false;
    };
    chain.valid_at(now)
        && now
            .checked_add(RENEWAL)
            .is_ok_and(|later| chain.valid_at(later))
}

/// Whether the seal has this subject.
fn names(certificates: &[Vec<u8>], name: &DistinguishedName) -> bool {
    use der::{Decode as _, Encode as _};
    let subject = certificates
        .first()
        .and_then(|der| x509_cert::Certificate::from_der(der).ok())
        .and_then(|certificate| certificate.tbs_certificate().subject().to_der().ok());
    subject.is_some() && subject == name.to_der().ok()
}
