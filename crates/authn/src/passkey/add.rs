//! A person adds a passkey in their session.

use std::sync::Arc;

use audit::Event;
use model::{
    alert::{Alert, AlertKind},
    notice::{Channel, Notice, OutgoingNotice},
    passkey::{MOST, Passkey},
    session::AuthenticationMethod,
};
use ports::sealing::TokenSealer;
use store::{StoreError, Tx, repo};
use vocab::{
    AssuranceLevel, BearerSecret, CredentialId, Entropy, Line, PersonId, SignedDuration, Timestamp,
};
use wire_webauthn::{
    AttestationPolicy, CreationOptions, Descriptor, NewCredential, RegistrationError,
    RegistrationResponse, ResidentKey, ResponseError, UserEntity, UserVerification,
    creation_options, verify_registration,
};

use super::ceremony::{Ceremony, NewCeremony, TIMEOUT_MS, expecting, secret_hash, user_handle};
use crate::{Authenticated, Doorkeeper, Site};

/// For how long the news of a new passkey is worth sending.
const NEWS: SignedDuration = SignedDuration::from_hours(72);

/// Why no passkey was added.
#[derive(Debug, thiserror::Error)]
pub enum AddPasskeyError {
    /// The challenge is unknown, answered, another person's or past its time: begin again.
    #[error("the challenge is gone")]
    ChallengeGone,
    /// What the browser sent cannot be read.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The new passkey was refused, for example because its owner was not recognised.
    #[error("the passkey was refused")]
    Refused(#[source] RegistrationError),
    /// This passkey was added before.
    #[error("the passkey is there already")]
    Taken,
    /// The session was opened with the certificate of a representative, which speaks for an entity:
    /// it makes no means of the person's own.
    #[error("a representative's certificate adds no passkey")]
    Representative,
    /// The person has as many as anybody may have: remove one first.
    #[error("too many passkeys")]
    TooMany,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Adding {
    entropy: Arc<dyn Entropy>,
    tokens: Arc<dyn TokenSealer>,
    site: Site,
    person: PersonId,
    vouched: AssuranceLevel,
    ceremony_hash: [u8; 32],
    label: Line,
    response: RegistrationResponse,
    now: Timestamp,
}

impl Doorkeeper {
    /// A challenge for a new passkey. Authenticators that have one already are told so.
    ///
    /// # Errors
    /// [`AddPasskeyError::Representative`], [`AddPasskeyError::TooMany`],
    /// [`AddPasskeyError::Store`].
    pub async fn add_passkey_begin(
        &self,
        authenticated: &Authenticated,
        shown: &str,
    ) -> Result<Ceremony, AddPasskeyError> {
        if is_representative(authenticated) {
            return Err(AddPasskeyError::Representative);
        }
        let ceremony = self.new_ceremony();
        let (kept, person) = (ceremony.clone(), authenticated.person());
        let known = self
            .store
            .transact("authn.passkey.add_begin", move |tx| {
                let known = repo::passkey::list_of_person(tx, person)?;
                if known.len() >= MOST {
                    return Err(AddPasskeyError::TooMany);
                }
                kept.keep(tx, Some(person))?;
                Ok(known)
            })
            .await?;
        let options = self.creation(person, shown, &known, &ceremony);
        Ok(Ceremony {
            secret: ceremony.secret,
            options,
        })
    }

    fn creation(
        &self,
        person: PersonId,
        shown: &str,
        known: &[Passkey],
        ceremony: &NewCeremony,
    ) -> String {
        let exclude: Vec<Descriptor<'_>> = known
            .iter()
            .map(|passkey| Descriptor {
                id: &passkey.credential_id,
                transports: &passkey.transports,
            })
            .collect();
        let site = &self.settings.site;
        creation_options(&CreationOptions {
            rp_id: site.rp_id(),
            rp_name: &site.name,
            user: UserEntity {
                id: &user_handle(&*self.hashes, person),
                name: shown,
                display_name: shown,
            },
            challenge: &ceremony.challenge,
            timeout_ms: TIMEOUT_MS,
            exclude: &exclude,
            user_verification: UserVerification::Required,
            resident_key: ResidentKey::Required,
            attachment: None,
        })
    }

    /// Checks and keeps the new passkey, and tells its person by e-mail.
    ///
    /// # Errors
    /// [`AddPasskeyError`].
    pub async fn add_passkey_finish(
        &self,
        authenticated: &Authenticated,
        label: Line,
        ceremony: &BearerSecret,
        response: &[u8],
    ) -> Result<(), AddPasskeyError> {
        if is_representative(authenticated) {
            return Err(AddPasskeyError::Representative);
        }
        let adding = Adding {
            entropy: self.entropy.clone(),
            tokens: self.tokens.clone(),
            site: self.settings.site.clone(),
            person: authenticated.person(),
            vouched: authenticated.level(),
            ceremony_hash: secret_hash(&*self.hashes, ceremony),
            label,
            response: RegistrationResponse::parse(response)?,
            now: self.clock.now(),
        };
        // A refusal commits too: it has used the challenge up.
        self.store
            .transact("authn.passkey.add_finish", move |tx| match adding.run(tx) {
                Err(AddPasskeyError::Store(error)) => Err(AddPasskeyError::Store(error)),
                done_or_refused => Ok(done_or_refused),
            })
            .await?
    }
}

fn is_representative(authenticated: &Authenticated) -> bool {
    authenticated.method() == AuthenticationMethod::CertificateRepresentative
}

impl Adding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(), AddPasskeyError> {
        let challenge = repo::passkey::take_challenge(tx, self.ceremony_hash, self.now)?
            .filter(|challenge| challenge.person == Some(self.person))
            .ok_or(AddPasskeyError::ChallengeGone)?;
        let new = expecting(&self.site, &challenge.challenge, |expectation| {
            verify_registration(&self.response, expectation, AttestationPolicy::Unverified)
        })
        .map_err(AddPasskeyError::Refused)?;
        self.keep(tx, new)
    }

    fn keep(&self, tx: &mut Tx<'_>, new: NewCredential) -> Result<(), AddPasskeyError> {
        let data_key = repo::person::guard(tx, self.person, self.now)?;
        // Everything may have been closed since the session was looked at.
        let standing = repo::restriction::in_force(tx, self.person, self.now)?;
        if standing.closed(self.now).is_some() {
            return Err(AddPasskeyError::ChallengeGone);
        }
        if repo::passkey::list_of_person(tx, self.person)?.len() >= MOST {
            return Err(AddPasskeyError::TooMany);
        }
        let passkey = Passkey {
            id: CredentialId::new(self.now, &*self.entropy),
            person: self.person,
            label: self.label.clone(),
            credential_id: new.credential_id,
            public_key: new.public_key.to_cose(),
            sign_count: new.sign_count,
            copyable: new.backup_eligible,
            transports: new.transports,
            vouched: self.vouched,
            added_at: self.now,
            last_used_at: None,
        };
        if !repo::passkey::add(tx, &passkey, data_key)? {
            return Err(AddPasskeyError::Taken);
        }
        let about = audit::about_person(self.person, data_key);
        audit::append(tx, &Event::PasskeyAdded, about, self.now, &*self.entropy)?;
        self.tell(tx, passkey.id)?;
        Ok(())
    }

    fn tell(&self, tx: &mut Tx<'_>, id: CredentialId) -> Result<(), StoreError> {
        let Some((person, _, registration)) = repo::person::find_registered(tx, self.person)?
        else {
            return Ok(());
        };
        let alert = Alert {
            person: self.person,
            kind: AlertKind::Passkey(id),
            at: self.now,
        };
        let notice = OutgoingNotice {
            lang: person.lang,
            channel: Channel::Email(registration.email),
            notice: Notice::PasskeyAdded {
                at: self.now,
                alert: Some(repo::alert::link(&*self.tokens, &alert)),
            },
            send_before: self.now.saturating_add(NEWS).unwrap_or(Timestamp::MAX),
        };
        repo::outgoing::enqueue(tx, &notice, self.now, &*self.entropy)?;
        Ok(())
    }
}
