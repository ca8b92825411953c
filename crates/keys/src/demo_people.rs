//! Certificates of the demonstration's people, issued by its authority in the layouts of real
//! issuers, and what that authority says about them. Nobody outside believes it; production never
//! calls this.

use std::sync::Arc;

use rustls::{
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use vocab::{SignedDuration, Timestamp};
use wire_x509::{
    Revocation, Standing,
    mint::{Asked, Draft, Issuer, Purpose, name},
};

use crate::{
    demo_ca::{self, DemoSealError},
    pkcs12, random,
    ring::{KeyRing, RingKey},
    signing_key::{KeyKind, SigningKey},
};

/// Policies of FNMT for citizens and of the DNIe for authentication: what the demonstration's
/// people have.
pub const CITIZEN_POLICY: &str = "1.3.6.1.4.1.5734.3.10.1";
/// See [`CITIZEN_POLICY`].
pub const DNIE_POLICY: &str = "2.16.724.1.2.2.2.4";

/// How long a demonstration's certificate is valid.
const VALID: SignedDuration = SignedDuration::from_hours(24 * 365 * 4);
/// How long an answer about one is.
const ANSWER: SignedDuration = SignedDuration::from_hours(1);
/// Second byte of the serial number of a certificate that is revoked from its first day on, so that
/// the responder needs no list.
const REVOKED: u8 = 1;

/// What is downloaded in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoCertificate {
    /// Of a citizen, in software.
    Citizen,
    /// As in a DNIe.
    Card,
    /// Of somebody who acts for an organisation.
    Representative,
    /// Of a public employee.
    PublicEmployee,
    /// One that is over.
    Expired,
    /// One that was revoked.
    Revoked,
    /// One of an authority that nobody trusts.
    Stranger,
}

impl DemoCertificate {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Citizen,
        Self::Card,
        Self::Representative,
        Self::PublicEmployee,
        Self::Expired,
        Self::Revoked,
        Self::Stranger,
    ];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Card => "card",
            Self::Representative => "representative",
            Self::PublicEmployee => "employee",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Stranger => "stranger",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Whom a certificate names.
#[derive(Debug, Clone, Copy)]
pub struct DemoPersonSubject<'a> {
    /// Identity number.
    pub number: &'a str,
    /// Given name.
    pub given: &'a str,
    /// First surname.
    pub surname1: &'a str,
    /// Second surname, or nothing.
    pub surname2: &'a str,
}

/// The demonstration's authority at work.
pub struct DemoIssuer {
    issuer: Issuer,
    certificate: Vec<u8>,
}

/// Nothing of the key is shown.
impl std::fmt::Debug for DemoIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DemoIssuer(…)")
    }
}

impl DemoIssuer {
    /// The authority of the ring, made if there is none.
    ///
    /// # Errors
    /// [`DemoSealError`].
    pub fn open(ring: &KeyRing, now: Timestamp) -> Result<Self, DemoSealError> {
        let authority = demo_ca::authority(ring, now)?;
        let certificate = authority.certificates().into_iter().next();
        let certificate = certificate.ok_or(DemoSealError::Certificate)?;
        Ok(Self {
            issuer: issuer_of(&certificate, &authority)?,
            certificate,
        })
    }

    /// The authority's own certificate, in DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Answers an OCSP request about a certificate that it issued; nothing for what is none.
    #[must_use]
    pub fn answer(&self, request: &[u8], now: Timestamp) -> Option<Vec<u8>> {
        let asked = Asked::read(request).ok()?;
        let standing = if asked.serial().get(1) == Some(&REVOKED) {
            Standing::Revoked(Revocation::Revoked)
        } else {
            Standing::Good
        };
        let until = now.checked_add(ANSWER).ok()?;
        Some(asked.answer(Some(standing), &self.issuer, None, (now, until)))
    }

    /// A PKCS #12 file with a new key and a certificate of the person, whose status is told at
    /// `ocsp`.
    ///
    /// # Errors
    /// [`DemoSealError`].
    pub fn personal(
        &self,
        person: DemoPersonSubject<'_>,
        kind: DemoCertificate,
        ocsp: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<Vec<u8>, DemoSealError> {
        let (key, pkcs8) = SigningKey::generate(KeyKind::P256)?;
        let mut draft = draft(person, kind, now)?;
        draft.ocsp = Some(ocsp.to_owned());
        let stranger = (kind == DemoCertificate::Stranger)
            .then(stranger)
            .transpose()?;
        let issuer = stranger.as_ref().unwrap_or(&self.issuer);
        let own = draft.issue(key.subject_public_key_info(), issuer);
        let above: &[&[u8]] = match stranger {
            Some(_) => &[],
            None => &[&self.certificate],
        };
        let label = format!("{} {} ({})", person.given, person.surname1, kind.as_str());
        pkcs12::write(&label, password, &pkcs8, &own, above).map_err(|_| DemoSealError::Certificate)
    }

    /// A certificate with which a server of this machine ends TLS.
    ///
    /// # Errors
    /// [`DemoSealError`].
    pub fn server(&self, now: Timestamp) -> Result<Arc<dyn ResolvesServerCert>, DemoSealError> {
        let (key, pkcs8) = SigningKey::generate(KeyKind::P256)?;
        let (from, until) = period(now, VALID)?;
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let draft = Draft::new(&serial(false), &[("2.5.4.3", "localhost")], from, until)
            .purpose(Purpose::Server(names.to_vec()));
        let own = draft.issue(key.subject_public_key_info(), &self.issuer);
        let chain = vec![
            CertificateDer::from(own),
            CertificateDer::from(self.certificate.clone()),
        ];
        let pkcs8: PrivateKeyDer<'static> = PrivatePkcs8KeyDer::from(pkcs8.to_vec()).into();
        let certified = CertifiedKey::from_der(chain, pkcs8, &default_provider());
        let certified = certified.map_err(|_| DemoSealError::Certificate)?;
        Ok(Arc::new(Always(Arc::new(certified))))
    }
}

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

fn issuer_of(certificate: &[u8], key: &Arc<RingKey>) -> Result<Issuer, DemoSealError> {
    let read = wire_x509::Certificate::parse(certificate);
    let read = read.map_err(|_| DemoSealError::Certificate)?;
    let key = key.clone();
    Ok(Issuer {
        name: read.subject().to_vec(),
        key: read.key().to_vec(),
        sign: Arc::new(move |data| {
            // Cannot fail: a key makes its own kind of signature.
            key.key
                .sign(key.key.natural_algorithm(), data)
                .expect("a key signs in its own form")
        }),
    })
}

/// An authority that exists for one certificate.
fn stranger() -> Result<Issuer, DemoSealError> {
    let (key, _) = SigningKey::generate(KeyKind::P256)?;
    Ok(Issuer {
        name: name(&[("2.5.4.6", "ES"), ("2.5.4.3", "AC DESCONOCIDA")]),
        key: key.subject_public_key_info().to_vec(),
        sign: Arc::new(move |data| {
            // Cannot fail: a key makes its own kind of signature.
            key.sign(key.natural_algorithm(), data)
                .expect("a key signs in its own form")
        }),
    })
}

fn draft(
    person: DemoPersonSubject<'_>,
    kind: DemoCertificate,
    now: Timestamp,
) -> Result<Draft, DemoSealError> {
    let DemoPersonSubject {
        number,
        given,
        surname1,
        surname2,
    } = person;
    let surnames = format!("{surname1} {surname2}");
    let surnames = surnames.trim();
    let (from, until) = match kind {
        DemoCertificate::Expired => {
            let over = now.checked_sub(SignedDuration::from_hours(24));
            let over = over.map_err(|_| DemoSealError::Date)?;
            let from = over.checked_sub(VALID).map_err(|_| DemoSealError::Date)?;
            (from, over)
        }
        _ => period(now, VALID)?,
    };
    let serial = serial(kind == DemoCertificate::Revoked);
    let (identifier, common) = match kind {
        DemoCertificate::Card => (
            number.to_owned(),
            format!("{surnames}, {given} (AUTENTICACIÓN)"),
        ),
        _ => (
            format!("IDCES-{number}"),
            format!("{surnames} {given} - {number}"),
        ),
    };
    let mut subject = vec![
        ("2.5.4.6", "ES"),
        ("2.5.4.5", &*identifier),
        ("2.5.4.42", given),
        ("2.5.4.4", surnames),
        ("2.5.4.3", &*common),
    ];
    let mut directory = vec![
        ("1.3.6.1.4.1.5734.1.1", given),
        ("1.3.6.1.4.1.5734.1.2", surname1),
        ("1.3.6.1.4.1.5734.1.3", surname2),
        ("1.3.6.1.4.1.5734.1.4", number),
    ];
    match kind {
        DemoCertificate::Representative => {
            subject.push(("2.5.4.10", "ORGANIZACIÓN INVENTADA"));
            subject.push(("2.5.4.97", "VATES-B00000000"));
        }
        DemoCertificate::PublicEmployee => {
            directory = vec![
                ("2.16.724.1.3.5.7.2.1", "CERTIFICADO DE EMPLEADO PUBLICO"),
                ("2.16.724.1.3.5.7.2.2", "ADMINISTRACIÓN INVENTADA"),
                ("2.16.724.1.3.5.7.2.4", number),
            ];
        }
        DemoCertificate::Card => directory.clear(),
        DemoCertificate::Citizen
        | DemoCertificate::Expired
        | DemoCertificate::Revoked
        | DemoCertificate::Stranger => {}
    }
    let policy = match kind {
        DemoCertificate::Card => DNIE_POLICY,
        _ => CITIZEN_POLICY,
    };
    Ok(Draft::new(&serial, &subject, from, until)
        .directory(&directory)
        .policy(policy))
}

/// Sixteen bytes, positive (RFC 5280 §4.1.2.2); the second tells the responder.
fn serial(revoked: bool) -> Vec<u8> {
    let word = if revoked { REVOKED } else { REVOKED + 1 };
    let mut out = vec![0x40, word];
    out.extend(random::bytes::<14>());
    out
}

/// From a day before, for whoever's clock is late.
fn period(now: Timestamp, long: SignedDuration) -> Result<(Timestamp, Timestamp), DemoSealError> {
    let day = SignedDuration::from_hours(24);
    let from = now.checked_sub(day).map_err(|_| DemoSealError::Date)?;
    let until = now.checked_add(long).map_err(|_| DemoSealError::Date)?;
    Ok((from, until))
}
