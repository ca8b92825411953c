//! A registration in the middle: what the person has done so far, sealed in one row whose secret
//! only their browser holds.

use model::phone::PhoneChallenge;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    repo::{self, flow::StoredFlow},
};
use vocab::{
    ActivationCode, BearerSecret, DocumentId, EmailAddress, FlowId, IdentityNumber, Lang, LetterId,
    PartialDate, PersonId, PersonName, PhoneNumber, PostalAddress, RegistrationId, SignedDuration,
    Timestamp,
};

use crate::{Registrar, enrol::Route};

/// Everything that a flow knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FlowState {
    pub(crate) number: IdentityNumber,
    pub(crate) name: PersonName,
    pub(crate) birth_date: PartialDate,
    pub(crate) lang: Lang,
    pub(crate) tax_address: Option<PostalAddress>,
    pub(crate) wrong_codes: u8,
    pub(crate) phone_codes_sent: u8,
    /// It shows another activation code of a registration that was there before.
    #[serde(default)]
    pub(crate) renewed: bool,
    pub(crate) stage: Stage,
}

/// How far the person has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Number and contrast datum match a document in force.
    DocumentConfirmed,
    /// A letter was asked for.
    LetterRequested,
    /// The code of the letter was typed.
    LetterCodeAccepted {
        /// Which letter.
        letter: LetterId,
    },
    /// A code is on its way to the phone.
    PhoneCodeSent {
        /// Which letter.
        letter: LetterId,
        /// The challenge.
        challenge: PhoneChallenge,
        /// The e-mail address given with the phone.
        email: EmailAddress,
        /// When the last code was sent.
        sent_at: Timestamp,
    },
    /// The phone is in the person's hands.
    PhoneProven {
        /// Which letter.
        letter: LetterId,
        /// The phone.
        phone: PhoneNumber,
        /// The e-mail address given with it.
        email: EmailAddress,
        /// The phone belongs to another identity, which would lose it (R059–R062).
        in_use: bool,
    },
    /// Registered.
    Completed {
        /// Whose registration.
        person: PersonId,
        /// Which registration.
        registration: RegistrationId,
        /// Shown once more while the flow lives; stored elsewhere only as a keyed hash.
        activation_code: ActivationCode,
        /// The phone.
        phone: PhoneNumber,
        /// The e-mail address.
        email: EmailAddress,
        /// When.
        at: Timestamp,
        /// In which way; flows of before there was more than one came by letter.
        #[serde(default)]
        route: Route,
        /// Version of the terms accepted.
        terms_version: String,
        /// Language in which they were read and accepted.
        terms_lang: Lang,
        /// The receipt, once it is made.
        receipt: Option<DocumentId>,
    },
}

/// Can this person get a letter (R240)?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterRoute {
    /// Yes, to the tax address on record.
    Open,
    /// No tax address is on record.
    NoAddress,
    /// The tax address is abroad.
    AddressAbroad,
}

/// What the pages may know of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowView {
    /// Number as typed, canonical.
    pub number: IdentityNumber,
    /// Given name, to greet the person after a match.
    pub name: PersonName,
    /// Can a letter be asked for?
    pub letter_route: LetterRoute,
    /// How far the person has come.
    pub stage: Stage,
    /// It began as complete, to show another activation code of a registration that was there.
    pub renewed: bool,
    /// When the flow is forgotten if nothing happens.
    pub expires_at: Timestamp,
}

impl FlowState {
    pub(crate) fn letter_route(&self) -> LetterRoute {
        match &self.tax_address {
            None => LetterRoute::NoAddress,
            Some(address) if address.is_abroad() => LetterRoute::AddressAbroad,
            Some(_) => LetterRoute::Open,
        }
    }
}

/// A flow read inside a transaction, to be written back over the version that was read.
pub(crate) struct OpenFlow {
    stored: StoredFlow,
    pub(crate) state: FlowState,
}

impl OpenFlow {
    /// Id of the flow.
    pub(crate) fn id(&self) -> FlowId {
        self.stored.id
    }
}

/// What can be wrong with the flow itself, before any step looks at it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FlowError {
    /// Unknown or past its time.
    #[error("the flow is gone")]
    Gone,
    /// Another tab was faster.
    #[error("another request moved the flow")]
    Raced,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Registrar {
    /// What the flow of a browser looks like, or nothing if it is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view(&self, secret: &BearerSecret) -> Result<Option<FlowView>, StoreError> {
        let secret_hash = self.flow_hash(secret);
        let now = self.clock.now();
        let stored = self
            .store
            .read("registration.view_flow", move |tx| {
                repo::flow::find(tx, secret_hash, now)
            })
            .await?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        Ok(self.unseal(&stored).map(|state| FlowView {
            letter_route: state.letter_route(),
            number: state.number,
            name: state.name,
            stage: state.stage,
            renewed: state.renewed,
            expires_at: stored.expires_at,
        }))
    }

    pub(crate) fn flow_hash(&self, secret: &BearerSecret) -> [u8; 32] {
        self.hashes.hash("flow.secret", secret.as_str().as_bytes())
    }

    pub(crate) fn flow_expiry(&self, now: Timestamp) -> Timestamp {
        let lifetime = SignedDuration::from_mins(i64::from(self.settings.flow_minutes));
        now.checked_add(lifetime).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn seal_flow(&self, state: &FlowState) -> Vec<u8> {
        // Cannot fail: the state is made of values that serialise to JSON.
        let plain = serde_json::to_vec(state).expect("a flow serialises");
        self.tokens
            .seal_token("registration.flow", &plain)
            .into_bytes()
    }

    fn unseal(&self, stored: &StoredFlow) -> Option<FlowState> {
        let token = std::str::from_utf8(&stored.state).ok()?;
        let plain = self.tokens.open_token("registration.flow", token)?;
        serde_json::from_slice(&plain).ok()
    }
}

/// The parts of [`Registrar`] that a transaction's closure needs to own.
#[derive(Clone)]
pub(crate) struct FlowKeeper {
    tokens: std::sync::Arc<dyn ports::sealing::TokenSealer>,
    secret_hash: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
}

impl Registrar {
    pub(crate) fn keeper(&self, secret: &BearerSecret, now: Timestamp) -> FlowKeeper {
        FlowKeeper {
            tokens: self.tokens.clone(),
            secret_hash: self.flow_hash(secret),
            expires_at: self.flow_expiry(now),
            now,
        }
    }

    pub(crate) fn new_flow(&self, state: &FlowState, now: Timestamp) -> NewFlow {
        let secret = BearerSecret::generate(&*self.entropy);
        NewFlow {
            id: FlowId::new(now, &*self.entropy),
            secret_hash: self.flow_hash(&secret),
            secret,
            sealed: self.seal_flow(state),
            expires_at: self.flow_expiry(now),
        }
    }
}

/// A flow that is about to begin.
#[derive(Clone)]
pub(crate) struct NewFlow {
    /// What the browser will keep.
    pub(crate) secret: BearerSecret,
    id: FlowId,
    secret_hash: [u8; 32],
    sealed: Vec<u8>,
    expires_at: Timestamp,
}

impl NewFlow {
    pub(crate) fn add(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        repo::flow::add(
            tx,
            self.id,
            self.secret_hash,
            &self.sealed,
            self.expires_at,
            now,
        )
    }
}

impl FlowKeeper {
    pub(crate) fn open(&self, tx: &mut Tx<'_>) -> Result<OpenFlow, FlowError> {
        let stored = repo::flow::find(tx, self.secret_hash, self.now)?.ok_or(FlowError::Gone)?;
        let state = std::str::from_utf8(&stored.state)
            .ok()
            .and_then(|token| self.tokens.open_token("registration.flow", token))
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(FlowError::Gone)?;
        Ok(OpenFlow { stored, state })
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>, flow: &OpenFlow) -> Result<(), FlowError> {
        // Cannot fail: the state is made of values that serialise to JSON.
        let plain = serde_json::to_vec(&flow.state).expect("a flow serialises");
        let sealed = self
            .tokens
            .seal_token("registration.flow", &plain)
            .into_bytes();
        let written = repo::flow::advance(tx, &flow.stored, &sealed, self.expires_at, self.now)?;
        if written {
            Ok(())
        } else {
            Err(FlowError::Raced)
        }
    }
}
