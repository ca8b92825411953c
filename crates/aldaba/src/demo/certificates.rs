//! The log-in with a certificate in the demonstration: its authority issues certificates to the
//! invented people, to be downloaded at the inbox, and answers there what was revoked.

use std::sync::Arc;

use anyhow::Context as _;
use authn::certificate::{IssuerRules, Issuers, UnknownStatus};
use gateways::StatusAddresses;
use keys::{
    DemoCertificate, DemoIssuer, DemoPersonSubject, KeyRing,
    demo_people::{CITIZEN_POLICY, DNIE_POLICY},
};
use platform::CertificateLogIn;
use simulators::{inbox::PersonalCertificates, population::people};
use url::Url;
use vocab::Clock;
use web_kit::tls::Tls;

use super::{CERTIFICATES, INBOX, Ports};

/// Printed beside every file: the keys of the demonstration protect nothing.
const PASSWORD: &str = "demo";

/// The demonstration's authority.
#[derive(Debug)]
pub(super) struct DemoCertificates {
    issuer: DemoIssuer,
    clock: ClockOf,
    address: String,
    ocsp: String,
}

/// A clock that nothing is to be said about.
struct ClockOf(Arc<dyn Clock>);

impl std::fmt::Debug for ClockOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl DemoCertificates {
    pub(super) fn open(
        ring: &KeyRing,
        clock: Arc<dyn Clock>,
        ports: Ports,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            issuer: DemoIssuer::open(ring, clock.now())?,
            clock: ClockOf(clock),
            address: ports.origin(CERTIFICATES).replace("http:", "https:"),
            ocsp: format!("{}/ocsp", ports.origin(INBOX)),
        })
    }

    /// What the platform is handed.
    pub(super) fn log_in(&self) -> anyhow::Result<CertificateLogIn> {
        let rules = IssuerRules {
            name: "demostracion".into(),
            software: vec![CITIZEN_POLICY.parse()?],
            card: vec![DNIE_POLICY.parse()?],
            unknown_status: UnknownStatus::Refuse,
            ocsp: None,
            crl: None,
        };
        let mut issuers = Issuers::default();
        issuers.add(rules, &[self.issuer.certificate().to_vec()])?;
        // The responder is on this machine.
        let allowed = ["localhost", "127.0.0.1"].map(str::parse);
        Ok(CertificateLogIn {
            issuers: Arc::new(issuers),
            status: Arc::new(StatusAddresses::new(allowed.into_iter().flatten())),
            address: Url::parse(&self.address).context("the address for certificates")?,
        })
    }

    /// The TLS of the address at which people are asked.
    pub(super) fn tls(&self) -> anyhow::Result<Tls> {
        let shown = self.issuer.server(self.clock.0.now())?;
        Ok(Tls::asking_for_certificates(shown)?)
    }
}

impl PersonalCertificates for DemoCertificates {
    fn file(&self, number: &str, kind: &str) -> Option<Vec<u8>> {
        let kind = DemoCertificate::from_word(kind)?;
        let person = people()
            .into_iter()
            .find(|person| person.record.number.as_str() == number)?;
        let name = &person.record.name;
        let subject = DemoPersonSubject {
            number,
            given: name.given.as_str(),
            surname1: name.surname1.as_str(),
            surname2: name.surname2.as_ref().map_or("", |line| line.as_str()),
        };
        let now = self.clock.0.now();
        let file = self
            .issuer
            .personal(subject, kind, &self.ocsp, PASSWORD, now);
        file.inspect_err(|error| tracing::warn!(%error, "no certificate for an invented person"))
            .ok()
    }

    fn answer(&self, request: &[u8]) -> Option<Vec<u8>> {
        self.issuer.answer(request, self.clock.0.now())
    }
}
