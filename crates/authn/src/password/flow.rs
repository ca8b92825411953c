//! What somebody is in the middle of with a password, sealed in one row whose secret only their
//! browser holds.

use std::sync::Arc;

use model::{password::PasswordStep, phone::PhoneChallenge};
use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    repo::{self, flow::StoredFlow},
};
use vocab::{BearerSecret, FlowId, IdentityNumber, PersonId, SignedDuration, Timestamp};

use crate::Doorkeeper;

/// Everything that a flow knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FlowState {
    pub(super) person: PersonId,
    pub(super) number: IdentityNumber,
    pub(super) step: PasswordStep,
    /// The password was right and too old: that is why it is being changed.
    pub(super) expired: bool,
    pub(super) codes_sent: u8,
    pub(super) stage: PasswordStage,
}

/// How far the person has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordStage {
    /// A request waits in the app, and no code was sent.
    AppAsked,
    /// A code is on its way to the phone.
    CodeSent {
        /// The challenge.
        challenge: PhoneChallenge,
        /// When the last code was sent.
        sent_at: Timestamp,
    },
    /// The phone is in the person's hands: the password can be chosen.
    PhoneProven,
}

/// What the pages may know of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordFlowView {
    /// What the person is doing.
    pub step: PasswordStep,
    /// The password was right and too old.
    pub expired: bool,
    /// Number as typed, canonical.
    pub number: IdentityNumber,
    /// How far the person has come.
    pub stage: PasswordStage,
}

/// What can be wrong with the flow itself.
#[derive(Debug, thiserror::Error)]
pub(super) enum FlowError {
    /// Unknown, over, or past its time.
    #[error("the flow is gone")]
    Gone,
    /// Another request was faster.
    #[error("another request moved the flow")]
    Raced,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A flow read inside a transaction, to be written back over the version that was read.
pub(super) struct OpenFlow {
    stored: StoredFlow,
    pub(super) state: FlowState,
}

/// Opens and writes flows inside transactions. It owns what it needs.
#[derive(Clone)]
pub(super) struct FlowKeeper {
    tokens: Arc<dyn TokenSealer>,
    secret_hash: [u8; 32],
    now: Timestamp,
}

const PURPOSE: &str = "password.flow";

impl Doorkeeper {
    /// What the flow of a browser looks like, or nothing if it is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn password_flow(
        &self,
        secret: &BearerSecret,
    ) -> Result<Option<PasswordFlowView>, StoreError> {
        let keeper = self.flow_keeper(secret);
        let opened = self
            .store
            .read("authn.password.view_flow", move |tx| {
                match keeper.open(tx) {
                    Ok(flow) => Ok(Some(flow.state)),
                    Err(FlowError::Gone | FlowError::Raced) => Ok(None),
                    Err(FlowError::Store(error)) => Err(error),
                }
            })
            .await?;
        Ok(opened.map(|state| PasswordFlowView {
            step: state.step,
            expired: state.expired,
            number: state.number,
            stage: state.stage,
        }))
    }

    pub(super) fn flow_keeper(&self, secret: &BearerSecret) -> FlowKeeper {
        FlowKeeper {
            tokens: self.tokens.clone(),
            secret_hash: self
                .hashes
                .hash("password.flow.secret", secret.as_str().as_bytes()),
            now: self.clock.now(),
        }
    }
}

impl FlowKeeper {
    /// Adds a flow that lives so many minutes, whatever happens in it.
    pub(super) fn begin(
        &self,
        tx: &mut Tx<'_>,
        id: FlowId,
        state: &FlowState,
        minutes: u16,
    ) -> Result<(), StoreError> {
        let sealed = self.sealed(state);
        let lifetime = SignedDuration::from_mins(i64::from(minutes));
        let flow = repo::password_flow::NewFlow {
            id,
            secret_hash: self.secret_hash,
            person: state.person,
            step: state.step,
            state: sealed.as_bytes(),
            expires_at: self.now.checked_add(lifetime).unwrap_or(Timestamp::MAX),
        };
        repo::password_flow::add(tx, &flow, self.now)
    }

    pub(super) fn open(&self, tx: &mut Tx<'_>) -> Result<OpenFlow, FlowError> {
        let found = repo::password_flow::find(tx, self.secret_hash, self.now)?;
        let stored = found.ok_or(FlowError::Gone)?;
        let state = std::str::from_utf8(&stored.state)
            .ok()
            .and_then(|token| self.tokens.open_token(PURPOSE, token))
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(FlowError::Gone)?;
        Ok(OpenFlow { stored, state })
    }

    pub(super) fn save(&self, tx: &mut Tx<'_>, flow: &OpenFlow) -> Result<(), FlowError> {
        let sealed = self.sealed(&flow.state);
        if repo::password_flow::advance(tx, &flow.stored, sealed.as_bytes(), self.now)? {
            Ok(())
        } else {
            Err(FlowError::Raced)
        }
    }

    pub(super) fn end(&self, tx: &mut Tx<'_>, flow: &OpenFlow) -> Result<(), FlowError> {
        if repo::password_flow::end(tx, &flow.stored)? {
            Ok(())
        } else {
            Err(FlowError::Raced)
        }
    }

    fn sealed(&self, state: &FlowState) -> String {
        // Cannot fail: the state is made of values that serialise to JSON.
        let plain = serde_json::to_vec(state).expect("a flow serialises");
        self.tokens.seal_token(PURPOSE, &plain)
    }
}
