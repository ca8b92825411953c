//! The authorities whose certificates prove who a client is (RFC 8705 §2.1), over the path
//! validation of `rustls` (RFC 5280 §6).

use std::{net::IpAddr, path::Path, sync::Arc, time::Duration};

use der::Decode as _;
use ports::certificates::{CertificateAuthorities, CertifiedName, NotCertified};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, UnixTime},
    server::{VerifierBuilderError, WebPkiClientVerifier, danger::ClientCertVerifier},
};
use vocab::Timestamp;
use x509_cert::{
    Certificate,
    ext::pkix::{SubjectAltName, name::GeneralName},
    name::RdnSequence,
};

use crate::pem;

/// Why there are no authorities.
#[derive(Debug, thiserror::Error)]
pub enum AuthoritiesError {
    /// The file cannot be read.
    #[error("the authorities cannot be read from {0}: {1}")]
    File(std::path::PathBuf, #[source] std::io::Error),
    /// It holds no certificates in PEM, or one that is none.
    #[error("{0} holds no certificates of authorities (BEGIN CERTIFICATE)")]
    Empty(std::path::PathBuf),
    /// The library refuses them.
    #[error("the authorities cannot be used: {0}")]
    Unfit(#[from] VerifierBuilderError),
}

/// Authorities from a file.
#[derive(Debug)]
pub struct ClientAuthorities {
    verifier: Arc<dyn ClientCertVerifier>,
}

impl ClientAuthorities {
    /// Reads certificates of authorities (PEM). All of them are believed to the same degree.
    ///
    /// # Errors
    /// [`AuthoritiesError`].
    pub fn load(path: &Path) -> Result<Self, AuthoritiesError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| AuthoritiesError::File(path.to_owned(), error))?;
        let empty = || AuthoritiesError::Empty(path.to_owned());
        let mut roots = RootCertStore::empty();
        for block in pem::blocks(&text).ok_or_else(empty)? {
            let der = CertificateDer::from(block.der.to_vec());
            roots.add(der).map_err(|_| empty())?;
        }
        if roots.is_empty() {
            return Err(empty());
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        Ok(Self {
            verifier: builder.build()?,
        })
    }
}

impl CertificateAuthorities for ClientAuthorities {
    fn certify(
        &self,
        chain: &[Vec<u8>],
        name: &CertifiedName<'_>,
        now: Timestamp,
    ) -> Result<(), NotCertified> {
        let (own, issuers) = chain.split_first().ok_or(NotCertified::Malformed)?;
        let issuers: Vec<CertificateDer<'_>> = issuers
            .iter()
            .map(|der| CertificateDer::from(der.as_slice()))
            .collect();
        let seconds = u64::try_from(now.as_second()).map_err(|_| NotCertified::Malformed)?;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let der = CertificateDer::from(own.as_slice());
        self.verifier
            .verify_client_cert(&der, &issuers, at)
            .map_err(|error| NotCertified::Chain(Box::new(error)))?;
        let certificate = Certificate::from_der(own).map_err(|_| NotCertified::Malformed)?;
        if bears(&certificate, name)? {
            Ok(())
        } else {
            Err(NotCertified::Name)
        }
    }
}

fn bears(certificate: &Certificate, name: &CertifiedName<'_>) -> Result<bool, NotCertified> {
    let certificate = certificate.tbs_certificate();
    if let CertifiedName::Subject(registered) = name {
        // Read and written again, so that spaces and escapes do not matter; and without case, as
        // `caseIgnoreMatch` (RFC 4517 §4.2.11) for the characters that names of machines have.
        let registered: RdnSequence = registered.parse().map_err(|_| NotCertified::Name)?;
        let own = certificate.subject().to_string();
        return Ok(own.eq_ignore_ascii_case(&registered.to_string()));
    }
    let names = certificate
        .get_extension::<SubjectAltName>()
        .map_err(|_| NotCertified::Malformed)?;
    let names = names.map(|(_, names)| names.0).unwrap_or_default();
    Ok(names.iter().any(|found| is_name(found, name)))
}

fn is_name(found: &GeneralName, name: &CertifiedName<'_>) -> bool {
    match (found, name) {
        (GeneralName::DnsName(found), CertifiedName::Dns(name)) => {
            found.as_str().eq_ignore_ascii_case(name)
        }
        (GeneralName::UniformResourceIdentifier(found), CertifiedName::Uri(name)) => {
            found.as_str() == *name
        }
        (GeneralName::Rfc822Name(found), CertifiedName::Email(name)) => found.as_str() == *name,
        (GeneralName::IpAddress(found), CertifiedName::Ip(name)) => {
            let octets = found.as_bytes();
            match name {
                IpAddr::V4(name) => octets == name.octets(),
                IpAddr::V6(name) => octets == name.octets(),
            }
        }
        // The certificate has names of kinds that nobody registers.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use rcgen::{
        BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
        KeyPair, SanType, date_time_ymd,
    };

    use super::*;

    struct Authority(Issuer<'static, KeyPair>, String);

    impl Authority {
        fn new(name: &str) -> Self {
            let mut params = CertificateParams::default();
            params.distinguished_name.push(DnType::CommonName, name);
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            let key = KeyPair::generate().unwrap();
            let pem = params.self_signed(&key).unwrap().pem();
            Self(Issuer::new(params, key), pem)
        }

        /// A certificate for a client, as the tests change it.
        fn issue(&self, change: impl Fn(&mut CertificateParams)) -> Vec<Vec<u8>> {
            let mut params = CertificateParams::default();
            params.distinguished_name = rcgen::DistinguishedName::new();
            let name = &mut params.distinguished_name;
            name.push(DnType::CountryName, "ES");
            name.push(DnType::OrganizationName, "Padrón, S.A.");
            name.push(DnType::CommonName, "padron.example");
            params.subject_alt_names = vec![
                SanType::DnsName("padron.example".try_into().unwrap()),
                SanType::URI("https://padron.example/app".try_into().unwrap()),
                SanType::Rfc822Name("padron@padron.example".try_into().unwrap()),
                SanType::IpAddress("192.0.2.7".parse().unwrap()),
            ];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            params.not_before = date_time_ymd(2026, 1, 1);
            params.not_after = date_time_ymd(2027, 1, 1);
            change(&mut params);
            let key = KeyPair::generate().unwrap();
            vec![params.signed_by(&key, &self.0).unwrap().der().to_vec()]
        }

        fn believed(&self) -> ClientAuthorities {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("authorities.pem");
            std::fs::write(&file, &self.1).unwrap();
            ClientAuthorities::load(&file).unwrap()
        }
    }

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    const DNS: CertifiedName<'_> = CertifiedName::Dns("padron.example");

    #[test]
    fn a_certificate_is_of_whom_the_authority_names() {
        let authority = Authority::new("Autoridad inventada");
        let (believed, chain) = (authority.believed(), authority.issue(|_| ()));
        let is = |name: CertifiedName<'_>| believed.certify(&chain, &name, now()).is_ok();
        for right in [
            DNS,
            CertifiedName::Dns("Padron.Example"),
            CertifiedName::Uri("https://padron.example/app"),
            CertifiedName::Email("padron@padron.example"),
            CertifiedName::Ip("192.0.2.7".parse().unwrap()),
            CertifiedName::Subject("CN=padron.example,O=Padrón\\, S.A.,C=ES"),
        ] {
            assert!(is(right.clone()), "{right:?}");
        }
        for wrong in [
            CertifiedName::Dns("example"),
            CertifiedName::Dns("other.example"),
            CertifiedName::Uri("https://padron.example/"),
            CertifiedName::Email("other@padron.example"),
            CertifiedName::Ip("192.0.2.8".parse().unwrap()),
            CertifiedName::Subject("CN=padron.example"),
            CertifiedName::Subject("C=ES,O=Padrón\\, S.A.,CN=padron.example"),
            CertifiedName::Subject("no name"),
            CertifiedName::Subject(""),
        ] {
            assert!(!is(wrong.clone()), "{wrong:?}");
        }
    }

    #[test]
    fn what_nobody_believed_issued_or_is_not_for_clients_now_proves_nothing() {
        let authority = Authority::new("Autoridad inventada");
        let stranger = Authority::new("Autoridad inventada");
        let believed = authority.believed();
        for chain in [
            stranger.issue(|_| ()),
            authority.issue(|params| params.not_after = date_time_ymd(2026, 11, 22)),
            authority.issue(|params| params.not_before = date_time_ymd(2026, 11, 24)),
            authority.issue(|params| {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            }),
        ] {
            let refused = believed.certify(&chain, &DNS, now());
            assert!(
                matches!(refused, Err(NotCertified::Chain(_))),
                "{refused:?}"
            );
        }
        for chain in [vec![], vec![vec![0x30, 0]]] {
            assert!(believed.certify(&chain, &DNS, now()).is_err());
        }
    }

    #[test]
    fn a_file_without_certificates_is_no_authority() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("authorities.pem");
        assert!(ClientAuthorities::load(&file).is_err());
        for text in [
            "",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            std::fs::write(&file, text).unwrap();
            let refused = ClientAuthorities::load(&file);
            assert!(matches!(refused, Err(AuthoritiesError::Empty(_))), "{text}");
        }
    }
}
