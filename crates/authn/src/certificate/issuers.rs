//! Whom the administration trusts to say who people are, and what the certificates of each reach.

use model::session::AuthenticationMethod;
use wire_x509::{Certificate, CertificateError, Path, PolicyOid, TrustStore};

/// EN 319 411-2 §5.3: qualified certificates of persons whose key is in a qualified device. The
/// policy counts only where the certificate states the device too (EN 319 412-5 §4.2.2).
const QCP_N_QSCD: &str = "0.4.0.194112.1.2";

/// What follows where nobody tells whether a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownStatus {
    /// It opens no session.
    #[default]
    Refuse,
    /// It opens one at the low level.
    AdmitLow,
}

/// What the certificates of one issuer are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerRules {
    /// Names it in the log and in audit entries.
    pub name: String,
    /// Policies whose certificates have their key in software.
    pub software: Vec<PolicyOid>,
    /// Policies whose certificates have their key in a device.
    pub card: Vec<PolicyOid>,
    /// What follows where nobody tells the status.
    pub unknown_status: UnknownStatus,
    /// Asked over OCSP instead of the address in a person's certificate.
    pub ocsp: Option<String>,
    /// The revocation list instead of the one that a person's certificate names.
    pub crl: Option<String>,
}

/// Why an issuer cannot be trusted as it is described.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuerError {
    /// One of its certificates is none.
    #[error("certificate {0} of the file cannot be read: {1}")]
    Certificate(usize, #[source] CertificateError),
    /// None of its certificates is a root, one that is signed with its own key.
    #[error("the file has no root: a certificate whose issuer is itself")]
    NoRoot,
    /// Nothing of it would be accepted.
    #[error("no policy is listed, so none of its certificates would count")]
    NoPolicy,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Issuers {
    trusted: TrustStore,
    /// Each root in DER, in the order of `trusted`, with those who issue below it.
    roots: Vec<(Vec<u8>, Vec<usize>)>,
    rules: Vec<IssuerRules>,
}

impl Issuers {
    /// Trusts an issuer: its root or roots, and the authorities below them that people may not
    /// bring along, each in DER. Several issuers may share a root.
    ///
    /// # Errors
    /// [`IssuerError`].
    pub fn add(&mut self, rules: IssuerRules, certificates: &[Vec<u8>]) -> Result<(), IssuerError> {
        if rules.software.is_empty() && rules.card.is_empty() {
            return Err(IssuerError::NoPolicy);
        }
        let own = self.rules.len();
        let mut rooted = false;
        for (place, der) in certificates.iter().enumerate() {
            let wrong = |error| IssuerError::Certificate(place + 1, error);
            let certificate = Certificate::parse(der).map_err(wrong)?;
            if certificate.issuer() != certificate.subject() {
                self.trusted.add_between(der).map_err(wrong)?;
                continue;
            }
            rooted = true;
            match self.roots.iter_mut().find(|(known, _)| known == der) {
                Some((_, issuers)) => issuers.push(own),
                None => {
                    self.trusted.add_root(der).map_err(wrong)?;
                    self.roots.push((der.clone(), vec![own]));
                }
            }
        }
        if !rooted {
            return Err(IssuerError::NoRoot);
        }
        self.rules.push(rules);
        Ok(())
    }

    /// Whether nobody is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    pub(super) fn trusted(&self) -> &TrustStore {
        &self.trusted
    }

    /// Under whose rules a path stands, and what its certificate reaches; nothing if no rule names
    /// its policy.
    pub(super) fn rules_of(&self, path: &Path) -> Option<(&IssuerRules, AuthenticationMethod)> {
        let (_, issuers) = self.roots.get(path.root())?;
        let rules = issuers.iter().filter_map(|place| self.rules.get(*place));
        let own = path.own();
        let carried = |policy: &PolicyOid| {
            let stated = policy.to_string() != QCP_N_QSCD || own.is_in_device();
            own.has_policy(policy) && stated
        };
        let mut found = None;
        for rules in rules {
            if rules.card.iter().any(carried) {
                return Some((rules, AuthenticationMethod::CertificateCard));
            }
            if found.is_none() && rules.software.iter().any(carried) {
                found = Some((rules, AuthenticationMethod::Certificate));
            }
        }
        found
    }
}
