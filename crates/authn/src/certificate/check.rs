//! Where certificates are asked for: a certificate is judged, and the browser gets a verdict to
//! take back.

use std::{fmt::Write as _, sync::Arc};

use audit::Event;
use model::{registration::RegistrationState, session::AuthenticationMethod};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{Entropy, FlowId, IdentityNumber, Timestamp};
use wire_x509::{Holder, HolderError, HolderKind, Path, PathError, Revocation};

use super::{
    Certificates,
    errand::{Accepted, Errand, Outcome, Refusal, Verdict},
    issuers::UnknownStatus,
    status::Known,
};
use crate::pin::stranger::Stranger;

const NAME: &str = "authn.certificate.check";

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The errand was made up, or has been under way for too long.
    #[error("the browser was not sent here, or too long ago")]
    Stale,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A certificate whose issuer is trusted, and whom it names.
#[derive(Clone)]
struct Shown {
    number: IdentityNumber,
    holder: Holder,
    fingerprint: String,
}

/// What it proves.
#[derive(Clone)]
struct Proven {
    method: AuthenticationMethod,
    issuer: String,
    status: &'static str,
}

#[derive(Clone)]
struct CheckDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
}

impl Certificates {
    /// Judges the chain that a browser showed, the person's own certificate first, whose key TLS has
    /// proven to be theirs. The verdict is sealed: [`Certificates::enter`] redeems it.
    ///
    /// # Errors
    /// [`CheckError`].
    pub async fn check(&self, errand: &str, chain: &[Vec<u8>]) -> Result<String, CheckError> {
        let now = self.clock.now();
        let errand = Errand::open(errand, &*self.tokens, now).ok_or(CheckError::Stale)?;
        let verdict = Verdict {
            id: FlowId::new(now, &*self.entropy),
            browser: errand.browser,
            given_at: now,
            outcome: self.judge(chain, errand.representatives, now).await?,
        };
        Ok(verdict.seal(&*self.tokens))
    }

    async fn judge(
        &self,
        chain: &[Vec<u8>],
        representatives: bool,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        if chain.is_empty() {
            return Ok(Outcome::Refused(Refusal::NotShown));
        }
        // What nobody who is trusted issued is not worth an entry: anybody can make it.
        let path = match self.issuers.trusted().path(chain, now) {
            Ok(path) => path,
            Err(error) => return Ok(Outcome::Refused(no_path(&error))),
        };
        let shown = match shown(&path) {
            Ok(shown) => shown,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        let proven = self.proven(&path, &shown, representatives, now).await;
        let desk = CheckDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            now,
        };
        self.store
            .transact(NAME, move |tx| decide(tx, &desk, &shown, &proven))
            .await
    }

    async fn proven(
        &self,
        path: &Path,
        shown: &Shown,
        representatives: bool,
        now: Timestamp,
    ) -> Result<Proven, Refusal> {
        let represents = match shown.holder.kind {
            HolderKind::Citizen => false,
            HolderKind::Representative if representatives => true,
            HolderKind::Representative => return Err(Refusal::Representative),
            HolderKind::PublicEmployee | HolderKind::Pseudonym => {
                return Err(Refusal::PublicEmployee);
            }
            HolderKind::Entity => return Err(Refusal::Entity),
        };
        let (rules, method) = self.issuers.rules_of(path).ok_or(Refusal::OtherKind)?;
        let (method, status) = match self.status.of_path(path, rules, now).await {
            Known::Good if represents => (AuthenticationMethod::CertificateRepresentative, "good"),
            Known::Good => (method, "good"),
            Known::Revoked(Revocation::Revoked) => return Err(Refusal::Revoked),
            Known::Revoked(Revocation::OnHold) => return Err(Refusal::OnHold),
            Known::Unknown => match rules.unknown_status {
                // One of a representative is not admitted on top of that.
                UnknownStatus::AdmitLow if !represents => {
                    (AuthenticationMethod::CertificateUnchecked, "unknown")
                }
                UnknownStatus::AdmitLow | UnknownStatus::Refuse => {
                    return Err(Refusal::StatusUnknown);
                }
            },
        };
        Ok(Proven {
            method,
            issuer: rules.name.clone(),
            status,
        })
    }
}

fn no_path(error: &PathError) -> Refusal {
    match error {
        PathError::Malformed => Refusal::Unreadable,
        PathError::Expired(at) => Refusal::Expired(*at),
        PathError::NotYetValid(at) => Refusal::NotYetValid(*at),
        PathError::NotForAuthentication => Refusal::NotForAuthentication,
        PathError::UnknownIssuer => Refusal::UnknownIssuer,
        PathError::Broken(what) => {
            tracing::warn!(what, "a path to an issuer of certificates does not hold");
            Refusal::UnknownIssuer
        }
    }
}

fn shown(path: &Path) -> Result<Shown, Refusal> {
    let own = path.own();
    let holder = Holder::of(own).map_err(|error| match error {
        HolderError::NoNumber => Refusal::NoNumber,
        HolderError::Contradiction => Refusal::Unreadable,
    })?;
    let number = match (&holder.number, holder.kind) {
        (Some(number), _) => number.clone(),
        (None, HolderKind::Pseudonym) => return Err(Refusal::PublicEmployee),
        (None, _) => return Err(Refusal::Entity),
    };
    let mut fingerprint = String::with_capacity(64);
    for byte in own.fingerprint() {
        // Cannot fail: writing to a String never does.
        let _ = write!(fingerprint, "{byte:02x}");
    }
    Ok(Shown {
        number,
        holder,
        fingerprint,
    })
}

/// Who the person is, and whether they may enter; a refusal is written down in their name.
fn decide(
    tx: &mut Tx<'_>,
    desk: &CheckDesk,
    shown: &Shown,
    proven: &Result<Proven, Refusal>,
) -> Result<Outcome, StoreError> {
    let person = repo::person::find_by_number(tx, &shown.number)?;
    let person = person.map(|id| repo::person::find(tx, id)).transpose()?;
    let person = person.flatten();
    let outcome = match (proven, &person) {
        (Err(refusal), _) => Err(*refusal),
        (Ok(_), None) => Err(Refusal::NotRegistered),
        (Ok(_), Some(person)) if !shown.holder.is_named(&person.name) => Err(Refusal::OtherName),
        (Ok(proven), Some(person)) => match repo::registration::state_of(tx, person.id)? {
            Some((RegistrationState::Active, _)) => Ok((proven, person)),
            Some(_) => Err(Refusal::NotActive),
            None => Err(Refusal::NotRegistered),
        },
    };
    match outcome {
        Ok((proven, person)) => Ok(Outcome::Accepted(Accepted {
            person: person.id,
            method: proven.method,
            fingerprint: shown.fingerprint.clone(),
            issuer: proven.issuer.clone(),
            status: proven.status.to_owned(),
        })),
        Err(refusal) => {
            let stranger = Stranger {
                hashes: &*desk.hashes,
                entropy: &*desk.entropy,
                now: desk.now,
            };
            let event = Event::CertificateRefused {
                fingerprint: shown.fingerprint.clone(),
                reason: refusal.as_str().to_owned(),
            };
            let person = person.map(|person| person.id);
            stranger.write_down(tx, &event, person, &shown.number)?;
            Ok(Outcome::Refused(refusal))
        }
    }
}
