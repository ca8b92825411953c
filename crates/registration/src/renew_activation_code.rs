//! "Make a new activation code": for who has lost theirs, or had it blocked, and can identify
//! (R135, R253, RES-2015 an. I 5.4). The code before is void from here on.

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    session::AuthenticationMethod,
};
use ports::{passwords::activation_hash, sealing::KeyedHash};
use store::{StoreError, Tx, repo};
use vocab::{
    ActivationCode, BearerSecret, Entropy, IdentityNumber, PersonId, SignedDuration, Timestamp,
};

use crate::{
    Registrar,
    enrol::Route,
    flow::{FlowState, Stage},
    terms,
};

const NAME: &str = "registration.renew_activation_code";

/// How long the notice is worth sending.
const NOTICE_DAYS: i64 = 7;

/// Why there is no new code.
#[derive(Debug, thiserror::Error)]
pub enum RenewCodeError {
    /// The registration is over, or lost its phone.
    #[error("the registration is not active")]
    NotActive,
    /// The person came in with the certificate of a representative, which speaks for an entity: it
    /// prepares no means of the person's own.
    #[error("a representative's certificate makes no activation code")]
    Representative,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct RenewalDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    code: ActivationCode,
    now: Timestamp,
}

impl Registrar {
    /// Gives the registration of a person who identified by `method` another activation code. It is
    /// shown in a flow of its own, whose secret comes back, together with a new proof of registration
    /// ([`Registrar::receipt`]).
    ///
    /// # Errors
    /// [`RenewCodeError`].
    pub async fn renew_activation_code(
        &self,
        person: PersonId,
        method: AuthenticationMethod,
    ) -> Result<BearerSecret, RenewCodeError> {
        if method == AuthenticationMethod::CertificateRepresentative {
            return Err(RenewCodeError::Representative);
        }
        let desk = RenewalDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            code: ActivationCode::generate(&*self.entropy),
            now: self.clock.now(),
        };
        let now = desk.now;
        let state = self
            .store
            .transact(NAME, move |tx| renew(tx, &desk, person))
            .await?;
        let flow = self.new_flow(&state, now);
        let secret = flow.secret.clone();
        self.store
            .transact("registration.renew_activation_code.show", move |tx| {
                flow.add(tx, now)
            })
            .await?;
        Ok(secret)
    }
}

fn renew(tx: &mut Tx<'_>, desk: &RenewalDesk, id: PersonId) -> Result<FlowState, RenewCodeError> {
    repo::person::guard(tx, id, desk.now)?;
    let found = repo::person::find_registered(tx, id)?;
    let (person, number, registration) = found.ok_or(RenewCodeError::NotActive)?;
    let hash = activation_hash(&*desk.hashes, id, &desk.code);
    if !repo::registration::set_activation_code(tx, registration.id, hash, desk.now)? {
        return Err(RenewCodeError::NotActive);
    }
    let about = audit::about(&person);
    let event = Event::ActivationCodeRenewed;
    audit::append(tx, &event, about, desk.now, &*desk.entropy)?;
    let days = SignedDuration::from_hours(24 * NOTICE_DAYS);
    let notice = OutgoingNotice {
        lang: person.lang,
        channel: Channel::Email(registration.email.clone()),
        notice: Notice::ActivationCodeRenewed { at: desk.now },
        send_before: desk.now.checked_add(days).unwrap_or(Timestamp::MAX),
    };
    repo::outgoing::enqueue(tx, &notice, desk.now, &*desk.entropy)?;
    let accepted = repo::registration::last_terms(tx, id)?;
    let (terms_version, terms_lang) = accepted.unwrap_or_else(|| {
        let current = terms::current(person.lang);
        (current.version.to_owned(), current.lang)
    });
    let stage = Stage::Completed {
        person: id,
        registration: registration.id,
        activation_code: desk.code.clone(),
        phone: registration.phone,
        email: registration.email,
        at: desk.now,
        route: Route::Letter,
        terms_version,
        terms_lang,
        receipt: None,
    };
    Ok(shown(number, person, stage))
}

fn shown(number: IdentityNumber, person: repo::person::Person, stage: Stage) -> FlowState {
    FlowState {
        number,
        name: person.name,
        birth_date: person.birth_date,
        lang: person.lang,
        tax_address: None,
        wrong_codes: 0,
        phone_codes_sent: 0,
        renewed: true,
        stage,
    }
}
