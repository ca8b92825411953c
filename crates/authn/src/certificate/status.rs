//! What issuers say about their certificates: over OCSP with a nonce first, by revocation lists
//! where no responder answers. What was said is kept as long as its issuer allows, and ten minutes
//! at most.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use ports::certificate_status::CertificateStatus;
use vocab::{Entropy, SignedDuration, Timestamp};
use wire_x509::{
    Authority, Certificate, Path, Revocation, Standing, crl::RevocationList, limits, ocsp::Question,
};

use super::issuers::IssuerRules;

/// A revocation is noticed at most so much later.
const KEPT: SignedDuration = SignedDuration::from_mins(10);
/// Answers that are kept; people who enter within ten minutes.
const ANSWERS: usize = 20_000;
/// Lists that are kept, some MiB each.
const LISTS: usize = 32;

/// What is known about a certificate and the authorities above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Everybody says that it holds.
    Good,
    /// One of them was revoked.
    Revoked(Revocation),
    /// About one of them nobody says anything.
    Unknown,
}

/// Asks, and remembers.
pub(super) struct StatusDesk {
    source: Arc<dyn CertificateStatus>,
    entropy: Arc<dyn Entropy>,
    answers: Mutex<Kept<Standing>>,
    lists: Mutex<Kept<Arc<RevocationList>>>,
}

/// By fingerprint of the certificate, or by address and issuer; with the end of each.
type Kept<T> = HashMap<Vec<u8>, (T, Timestamp)>;

impl StatusDesk {
    pub(super) fn new(source: Arc<dyn CertificateStatus>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            source,
            entropy,
            answers: Mutex::default(),
            lists: Mutex::default(),
        }
    }

    /// Asks about every certificate of a path below its root, the person's own first. An authority
    /// whose certificate names no place to ask is not asked about.
    pub(super) async fn of_path(&self, path: &Path, rules: &IssuerRules, now: Timestamp) -> Known {
        let mut known = Known::Good;
        for (place, (certificate, issuer)) in path.links().enumerate() {
            let asked = if place == 0 {
                Asked::own(certificate, rules)
            } else {
                Asked::authority(certificate)
            };
            if place > 0 && asked.ocsp.is_empty() && asked.lists.is_empty() {
                continue;
            }
            match self.of(certificate, issuer, &asked, now).await {
                Some(Standing::Good) => {}
                Some(Standing::Revoked(reason)) => return Known::Revoked(reason),
                None => known = Known::Unknown,
            }
        }
        known
    }

    async fn of(
        &self,
        certificate: &Certificate,
        issuer: Authority,
        asked: &Asked<'_>,
        now: Timestamp,
    ) -> Option<Standing> {
        let key = certificate.fingerprint().to_vec();
        if let Some(standing) = kept(&self.answers, &key, now) {
            return Some(standing);
        }
        let (standing, until) = match self.responders(certificate, &issuer, asked, now).await {
            Some(answer) => answer,
            None => {
                self.revocation_lists(certificate, &issuer, asked, now)
                    .await?
            }
        };
        keep(&self.answers, ANSWERS, key, (standing, until), now);
        Some(standing)
    }

    async fn responders(
        &self,
        certificate: &Certificate,
        issuer: &Authority,
        asked: &Asked<'_>,
        now: Timestamp,
    ) -> Option<(Standing, Timestamp)> {
        for address in &asked.ocsp {
            let mut nonce = [0; limits::NONCE];
            self.entropy.fill(&mut nonce);
            let question = Question::about(certificate, issuer.clone(), nonce);
            let answer = match self.source.ask(address, question.to_der()).await {
                Ok(answer) => answer,
                Err(error) => {
                    tracing::warn!(address, error = %error.0, "an OCSP responder does not answer");
                    continue;
                }
            };
            match question.read(&answer, now) {
                Ok(answer) => return Some((answer.standing, answer.fresh_until)),
                Err(error) => {
                    tracing::warn!(address, %error, "an OCSP answer is not believed");
                }
            }
        }
        None
    }

    async fn revocation_lists(
        &self,
        certificate: &Certificate,
        issuer: &Authority,
        asked: &Asked<'_>,
        now: Timestamp,
    ) -> Option<(Standing, Timestamp)> {
        for address in &asked.lists {
            let Some(list) = self.list(address, issuer, now).await else {
                continue;
            };
            let list = self.with_delta(list, issuer, asked, now).await;
            match list.standing(certificate) {
                Ok(standing) => return Some((standing, list.fresh_until())),
                Err(error) => tracing::warn!(address, %error, "a revocation list says nothing"),
            }
        }
        None
    }

    /// The list together with the delta list that the certificate names; alone where there is none
    /// that continues it.
    async fn with_delta(
        &self,
        list: Arc<RevocationList>,
        issuer: &Authority,
        asked: &Asked<'_>,
        now: Timestamp,
    ) -> Arc<RevocationList> {
        for address in asked.deltas {
            let Some(delta) = self.list(address, issuer, now).await else {
                continue;
            };
            match (*list).clone().with_delta((*delta).clone()) {
                Ok(newer) => return Arc::new(newer),
                Err(error) => tracing::warn!(address, %error, "a delta list does not fit"),
            }
        }
        list
    }

    async fn list(
        &self,
        address: &str,
        issuer: &Authority,
        now: Timestamp,
    ) -> Option<Arc<RevocationList>> {
        let key = [address.as_bytes(), &[0], &issuer.key].concat();
        if let Some(list) = kept(&self.lists, &key, now) {
            return Some(list);
        }
        let bytes = match self.source.list(address).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::warn!(address, error = %error.0, "a revocation list does not come");
                return None;
            }
        };
        match RevocationList::read(&bytes, issuer, now) {
            Ok(list) => {
                let list = Arc::new(list);
                let until = list.fresh_until();
                keep(&self.lists, LISTS, key, (list.clone(), until), now);
                Some(list)
            }
            Err(error) => {
                tracing::warn!(address, %error, "a revocation list is not believed");
                None
            }
        }
    }
}

/// Where is asked about one certificate.
struct Asked<'a> {
    ocsp: Vec<&'a str>,
    lists: Vec<&'a str>,
    deltas: &'a [String],
}

impl<'a> Asked<'a> {
    fn authority(certificate: &'a Certificate) -> Self {
        let texts = |all: &'a [String]| all.iter().map(String::as_str).collect();
        Self {
            ocsp: texts(certificate.ocsp_addresses()),
            lists: texts(certificate.crl_addresses()),
            deltas: certificate.delta_addresses(),
        }
    }

    fn own(certificate: &'a Certificate, rules: &'a IssuerRules) -> Self {
        let named = Self::authority(certificate);
        let instead = |address: &'a Option<String>, named: Vec<&'a str>| match address {
            Some(address) => vec![address.as_str()],
            None => named,
        };
        Self {
            ocsp: instead(&rules.ocsp, named.ocsp),
            lists: instead(&rules.crl, named.lists),
            deltas: named.deltas,
        }
    }
}

fn kept<T: Clone>(all: &Mutex<Kept<T>>, key: &[u8], now: Timestamp) -> Option<T> {
    let all = all.lock().unwrap_or_else(PoisonError::into_inner);
    let (value, until) = all.get(key)?;
    (now < *until).then(|| value.clone())
}

fn keep<T>(
    all: &Mutex<Kept<T>>,
    most: usize,
    key: Vec<u8>,
    (value, until): (T, Timestamp),
    now: Timestamp,
) {
    let until = until.min(now.checked_add(KEPT).unwrap_or(until));
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= most {
        all.retain(|_, (_, until)| now < *until);
    }
    if all.len() >= most {
        all.clear();
    }
    all.insert(key, (value, until));
}
