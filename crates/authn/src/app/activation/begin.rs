//! Number and contrast datum: an activation begins (R133).

use model::{
    app::activation::{ActivatedBy, Activation, ActivationState},
    document::ContrastDatum,
    origin::Origin,
    registration::RegistrationState,
};
use ports::civil_register::RegisterUnavailable;
use store::{StoreError, Tx, repo};
use vocab::{AppActivationId, BearerSecret, IdentityNumber, Timestamp};

use super::{send_code::send_code, ticket::ActivationTicket};
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        contrast::{self, Claimed, Stopped},
    },
};

/// What the person typed, and from where.
#[derive(Debug, Clone)]
pub struct BeginActivation {
    /// DNI, NIE or K, L, M number.
    pub number: IdentityNumber,
    /// The datum printed on the document.
    pub contrast: ContrastDatum,
    /// Where the request came from.
    pub origin: Origin,
    /// The secret by which this browser is known again.
    pub known: BearerSecret,
}

/// Why a step of a stranger with number and contrast datum went no further.
#[derive(Debug, thiserror::Error)]
pub enum StrangerRefused {
    /// Unknown number or wrong datum: one neutral answer.
    #[error("number and contrast datum were not confirmed")]
    NotConfirmed,
    /// Too many wrong data for this number, or too much from this origin.
    #[error("too many tries")]
    TooMany {
        /// From here on they may try again.
        until: Timestamp,
    },
    /// The civil register does not answer.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Stopped> for StrangerRefused {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::NotConfirmed => Self::NotConfirmed,
            Stopped::TooMany(until) => Self::TooMany { until },
        }
    }
}

impl Doorkeeper {
    /// Sends a code to the phone of a registration, if the number has one. The answer is the same
    /// for everybody whose number and datum match (invariant 11).
    ///
    /// # Errors
    /// [`StrangerRefused`].
    pub async fn begin_activation(
        &self,
        asked: BeginActivation,
    ) -> Result<ActivationTicket, StrangerRefused> {
        let claimed = self
            .claim(asked.number, &asked.contrast, asked.origin, asked.known)
            .await?;
        let desk = self.app_desk();
        let outcome = self
            .store
            .transact::<_, StoreError, _>("authn.app.activation.begin", move |tx| {
                begin(tx, &desk, &claimed)
            })
            .await?;
        Ok(outcome?)
    }
}

fn begin(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    claimed: &Claimed,
) -> Result<Result<ActivationTicket, Stopped>, StoreError> {
    if let Err(stopped) = contrast::pass(tx, desk, claimed)? {
        return Ok(Err(stopped));
    }
    // From here on everybody is the same work, registered or not.
    let id = AppActivationId::new(desk.now, &*desk.entropy);
    let standing = repo::person::standing_of(tx, &claimed.number)?;
    let usable = standing.filter(|standing| standing.state == RegistrationState::Active);
    let person = usable.map(|standing| standing.person);
    let code_hash = send_code(tx, desk, id, person, &claimed.number)?;
    let activation = Activation {
        id,
        person,
        by: ActivatedBy::Sms,
        code_hash,
        state: ActivationState::Sent,
        wrong_tries: 0,
        sends: 1,
        sent_at: desk.now,
        challenge: None,
        proven_at: None,
    };
    repo::app::activation::add(tx, &activation, desk.now)?;
    let rules = desk.settings.app;
    Ok(Ok(ActivationTicket::of(
        &activation,
        &claimed.number,
        rules,
    )))
}
