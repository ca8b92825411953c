//! The path from a person's certificate to a root that the administration trusts (RFC 5280 §6),
//! over the path building of `webpki`. What that leaves out is checked here: that each authority
//! may issue, that the person's certificate may authenticate.

use std::time::Duration;

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use vocab::Timestamp;
use webpki::{EndEntityCert, KeyUsage, VerifiedPath, anchor_from_trusted_cert};

use crate::{
    certificate::{Certificate, CertificateError},
    limits,
};

/// Why there is no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// The chain is empty, too long or cannot be read.
    #[error("the chain cannot be read")]
    Malformed,
    /// The person's certificate is over.
    #[error("the certificate expired at {0}")]
    Expired(Timestamp),
    /// It is not valid yet.
    #[error("the certificate is not valid before {0}")]
    NotYetValid(Timestamp),
    /// It may not be used to prove presence.
    #[error("the certificate is not for authentication")]
    NotForAuthentication,
    /// No root that is trusted stands behind it.
    #[error("nobody who is trusted issued the certificate")]
    UnknownIssuer,
    /// Somebody who is trusted may stand behind it, and something in between is wrong.
    #[error("the path to the issuer does not hold: {0}")]
    Broken(String),
}

/// Who speaks about the status of certificates: name and key of their issuer.
#[derive(Clone, PartialEq, Eq)]
pub struct Authority {
    /// Name, in DER.
    pub name: Vec<u8>,
    /// `SubjectPublicKeyInfo`, in DER.
    pub key: Vec<u8>,
    /// Whether its key may sign revocation lists.
    pub signs_lists: bool,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

impl Authority {
    /// The authority whose certificate this is.
    #[must_use]
    pub fn of(certificate: &Certificate) -> Self {
        Self {
            name: certificate.subject().to_vec(),
            key: certificate.key().to_vec(),
            signs_lists: certificate.may_sign_lists(),
        }
    }
}

/// A path that holds. Only [`TrustStore::path`] makes one.
#[derive(Debug, Clone)]
pub struct Path {
    own: Certificate,
    between: Vec<Certificate>,
    root: usize,
    anchor: Authority,
}

impl Path {
    /// The person's certificate.
    #[must_use]
    pub fn own(&self) -> &Certificate {
        &self.own
    }

    /// Which root stands behind it: its place in the order in which they were added.
    #[must_use]
    pub fn root(&self) -> usize {
        self.root
    }

    /// Each certificate whose status matters, the person's own first, with its issuer. The root is
    /// none of them: it is trusted because the administration says so.
    pub fn links(&self) -> impl Iterator<Item = (&Certificate, Authority)> {
        let certificates = std::iter::once(&self.own).chain(&self.between);
        let issuers = self.between.iter().map(Authority::of);
        let issuers = issuers.chain(std::iter::once(self.anchor.clone()));
        certificates.zip(issuers)
    }
}

/// Roots that are trusted, and certificates of authorities below them that holders may not bring.
#[derive(Default)]
pub struct TrustStore {
    anchors: Vec<(TrustAnchor<'static>, Authority)>,
    between: Vec<CertificateDer<'static>>,
}

impl std::fmt::Debug for TrustStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TrustStore")
            .field("roots", &self.anchors.len())
            .field("between", &self.between.len())
            .finish()
    }
}

impl TrustStore {
    /// Trusts a root; gives its place.
    ///
    /// # Errors
    /// [`CertificateError`] if it is no certificate.
    pub fn add_root(&mut self, der: &[u8]) -> Result<usize, CertificateError> {
        let certificate = Certificate::parse(der)?;
        let owned = CertificateDer::from(der.to_vec());
        let anchor = anchor_from_trusted_cert(&owned).map_err(|_| CertificateError::Malformed)?;
        self.anchors
            .push((anchor.to_owned(), Authority::of(&certificate)));
        Ok(self.anchors.len() - 1)
    }

    /// Knows an authority below a root. It is trusted no more than if its holder brought it.
    ///
    /// # Errors
    /// [`CertificateError`] if it is no certificate.
    pub fn add_between(&mut self, der: &[u8]) -> Result<(), CertificateError> {
        Certificate::parse(der)?;
        self.between.push(CertificateDer::from(der.to_vec()));
        Ok(())
    }

    /// The path of a chain, each certificate in DER, the person's own first, if and only if there
    /// is one to a root, everything on it is valid at `now`, every authority on it may issue, and
    /// the person's certificate may authenticate. Whether one of them was revoked is not asked.
    ///
    /// # Errors
    /// [`PathError`].
    pub fn path(&self, chain: &[Vec<u8>], now: Timestamp) -> Result<Path, PathError> {
        let (own_der, brought) = chain.split_first().ok_or(PathError::Malformed)?;
        if brought.len() >= limits::CHAIN {
            return Err(PathError::Malformed);
        }
        let own = Certificate::parse(own_der).map_err(|_| PathError::Malformed)?;
        if now > own.not_after() {
            return Err(PathError::Expired(own.not_after()));
        }
        if now < own.not_before() {
            return Err(PathError::NotYetValid(own.not_before()));
        }
        if !own.may_authenticate() {
            return Err(PathError::NotForAuthentication);
        }
        let brought = brought.iter().map(|der| CertificateDer::from(der.clone()));
        let between: Vec<CertificateDer<'_>> = brought.chain(self.between.clone()).collect();
        let (certificates, subject, key) = build(own_der, &between, &self.roots(), now)?;
        let root = self
            .anchors
            .iter()
            .position(|(anchor, _)| {
                anchor.subject.as_ref() == subject && anchor.subject_public_key_info.as_ref() == key
            })
            .ok_or(PathError::UnknownIssuer)?;
        let (_, anchor) = self.anchors.get(root).ok_or(PathError::UnknownIssuer)?;
        Ok(Path {
            own,
            between: certificates,
            root,
            anchor: anchor.clone(),
        })
    }

    fn roots(&self) -> Vec<TrustAnchor<'static>> {
        self.anchors
            .iter()
            .map(|(anchor, _)| anchor.clone())
            .collect()
    }
}

/// Certificates between, and subject and key of the root that was found.
type Built = (Vec<Certificate>, Vec<u8>, Vec<u8>);

fn build(
    own: &[u8],
    between: &[CertificateDer<'_>],
    roots: &[TrustAnchor<'_>],
    now: Timestamp,
) -> Result<Built, PathError> {
    let own = CertificateDer::from(own);
    let seconds = u64::try_from(now.as_second()).map_err(|_| PathError::Malformed)?;
    let leaf = EndEntityCert::try_from(&own).map_err(|error| told(&error))?;
    let every_authority_may_issue = |path: &VerifiedPath<'_>| {
        let mut authorities = path.intermediate_certificates();
        let may = |der: CertificateDer<'_>| {
            Certificate::parse(&der).is_ok_and(|authority| authority.may_issue())
        };
        if authorities.all(|authority| may(authority.der())) {
            Ok(())
        } else {
            Err(webpki::Error::EndEntityUsedAsCa)
        }
    };
    let path = leaf
        .verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            roots,
            between,
            UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
            KeyUsage::client_auth(),
            None,
            Some(&every_authority_may_issue),
        )
        .map_err(|error| told(&error))?;
    let certificates = path
        .intermediate_certificates()
        .map(|authority| Certificate::parse(&authority.der()))
        .collect::<Result<_, _>>()
        .map_err(|_| PathError::Malformed)?;
    let anchor = path.anchor();
    Ok((
        certificates,
        anchor.subject.to_vec(),
        anchor.subject_public_key_info.to_vec(),
    ))
}

fn told(error: &webpki::Error) -> PathError {
    use webpki::Error;
    match error {
        Error::UnknownIssuer => PathError::UnknownIssuer,
        Error::RequiredEkuNotFoundContext(_) | Error::CaUsedAsEndEntity => {
            PathError::NotForAuthentication
        }
        Error::BadDer | Error::BadDerTime | Error::TrailingData(_) => PathError::Malformed,
        other => PathError::Broken(other.to_string()),
    }
}
