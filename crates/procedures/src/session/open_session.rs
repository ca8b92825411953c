//! The person comes back identified: a visit begins.

use std::sync::Arc;

use audit::Event;
use model::procedure::Visit;
use store::{
    StoreError, Tx,
    repo::sede::{
        applicant,
        visit::{self, Provenance},
    },
};
use vocab::{
    AssuranceLevel, BearerSecret, Entropy, IdentityNumber, PersonName, SessionId, Timestamp,
};

use super::{provider_session_hash, secret_hash, visitor::Visitor};
use crate::Procedures;

/// What OpenID Connect released, checked by the relying party's side of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantIdentity {
    /// Pairwise subject: the only thing by which a returning applicant is recognised.
    pub sub: String,
    /// Identity number.
    pub number: IdentityNumber,
    /// Names.
    pub name: PersonName,
    /// The level asserted (`acr`).
    pub level: AssuranceLevel,
    /// When the person authenticated (`auth_time`).
    pub authenticated_at: Timestamp,
    /// The ID token, kept sealed as the hint for the log-out.
    pub id_token: String,
    /// The session at the provider (`sid`), under which it will tell that it has ended.
    pub provider_session: Option<String>,
}

/// A visit that has just begun.
#[derive(Debug)]
pub struct Entered {
    /// For the cookie. Stored only as a keyed hash.
    pub secret: BearerSecret,
    /// Who.
    pub visitor: Visitor,
}

#[derive(Clone)]
struct Reception {
    entropy: Arc<dyn Entropy>,
    identity: ApplicantIdentity,
    secret_hash: [u8; 32],
    provider_session: Option<[u8; 32]>,
    previous: Option<[u8; 32]>,
    now: Timestamp,
}

impl Procedures {
    /// Begins a visit under a new secret. The visit that the browser had before, if any, ends in
    /// the same transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_session(
        &self,
        identity: ApplicantIdentity,
        previous: Option<&BearerSecret>,
    ) -> Result<Entered, StoreError> {
        let secret = BearerSecret::generate(&*self.entropy);
        let reception = Reception {
            entropy: self.entropy.clone(),
            provider_session: identity
                .provider_session
                .as_deref()
                .map(|sid| provider_session_hash(&*self.hashes, sid)),
            identity,
            secret_hash: secret_hash(&*self.hashes, &secret),
            previous: previous.map(|previous| secret_hash(&*self.hashes, previous)),
            now: self.clock.now(),
        };
        let rules = self.settings.session;
        let (applicant, visit) = self
            .store
            .transact("procedures.open_session", move |tx| open(tx, &reception))
            .await?;
        Ok(Entered {
            secret,
            visitor: Visitor::new(applicant, visit, rules),
        })
    }
}

fn open(
    tx: &mut Tx<'_>,
    reception: &Reception,
) -> Result<(applicant::Applicant, Visit), StoreError> {
    let now = reception.now;
    if let Some(previous) = reception.previous
        && let Some(previous) = visit::find_by_secret(tx, previous)?
    {
        visit::end(tx, previous.id, now)?;
    }
    let applicant = applicant_of(tx, reception)?;
    let visit = Visit {
        id: SessionId::new(now, &*reception.entropy),
        applicant: applicant.id,
        level: reception.identity.level,
        authenticated_at: reception.identity.authenticated_at,
        started_at: now,
        last_used_at: now,
        ended_at: None,
    };
    let provenance = Provenance {
        id_token: &reception.identity.id_token,
        provider_session: reception.provider_session,
    };
    visit::add(
        tx,
        &visit,
        reception.secret_hash,
        applicant.data_key,
        provenance,
    )?;
    let event = Event::VisitOpened {
        level: visit.level.as_str().to_owned(),
    };
    let about = audit::about_subject(
        applicant.id.as_bytes(),
        applicant.data_key,
        crate::APPLICANT,
    );
    audit::append(tx, &event, about, now, &*reception.entropy)?;
    Ok((applicant, visit))
}

fn applicant_of(
    tx: &mut Tx<'_>,
    reception: &Reception,
) -> Result<applicant::Applicant, StoreError> {
    let ApplicantIdentity {
        sub, number, name, ..
    } = &reception.identity;
    let Some(known) = applicant::find_by_sub(tx, sub)? else {
        return applicant::add(tx, sub, number, name, reception.now, &*reception.entropy);
    };
    if known.number == *number && known.name == *name {
        return Ok(known);
    }
    let renewed = applicant::Applicant {
        number: number.clone(),
        name: name.clone(),
        ..known
    };
    applicant::renew(tx, &renewed, reception.now)?;
    Ok(renewed)
}
