//! Number, activation code and e-mail address (R134, R136, R254), or number and activation code of
//! who has forgotten the password (R141): a code goes to the phone.

use audit::Event;
use model::{
    origin::Origin,
    password::{ActivationState, PasswordStep},
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use ports::passwords::activation_hash;
use store::{
    StoreError, Tx,
    repo::{self, registration::Reachable},
};
use vocab::{
    ActivationCode, BearerSecret, EmailAddress, IdentityNumber, RegistrationLevel, Timestamp,
    constant_time_eq,
};

use super::{
    flow::FlowKeeper,
    limits,
    send_code::{Beginning, PasswordDesk, RungEnough, begin},
};
use crate::{Doorkeeper, KeptOut, hold::kept_out::AtTheDoor, pin::stranger::Stranger};

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct ConfirmActivation {
    /// DNI, NIE or K, L, M number.
    pub number: IdentityNumber,
    /// The code of the proof of registration.
    pub code: ActivationCode,
    /// The e-mail address given at registration; nobody is asked for it who recovers a password.
    pub claim: ActivationClaim,
    /// Where the request came from.
    pub origin: Origin,
}

/// What the activation code is typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActivationClaim {
    /// The first password.
    Activate {
        /// The address given at registration.
        email: EmailAddress,
    },
    /// A new one for one that is forgotten or locked.
    Recover,
}

impl ActivationClaim {
    fn step(&self) -> PasswordStep {
        match self {
            Self::Activate { .. } => PasswordStep::Activate,
            Self::Recover => PasswordStep::Recover,
        }
    }
}

/// Why no code is on its way.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmActivationError {
    /// Unknown number, wrong code, wrong e-mail address: one neutral answer (R254).
    #[error("number, activation code and e-mail address were not confirmed")]
    NotConfirmed,
    /// Everything is right, and the code was blocked by too many wrong ones: make another.
    #[error("the activation code is blocked")]
    Blocked,
    /// Number and code are right, and there is no password to recover: activate one.
    #[error("there is no password yet")]
    NotActivated,
    /// This database does not know the person yet: tomorrow (R143, R256). Only where
    /// registrations arrive here with a delay.
    #[error("the registration has not arrived here yet")]
    NotHereYet,
    /// Too much that was wrong from this origin.
    #[error("paused after too many wrong codes")]
    Paused {
        /// From here on it may try again.
        until: Timestamp,
    },
    /// The phone has rung often enough.
    #[error("too many codes")]
    TooManyCodes {
        /// From here on it may ring again.
        until: Timestamp,
    },
    /// Everything is right, and the person is kept out: no means is made meanwhile that would let
    /// them in, or thaw.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Sends a code to the phone of a registration whose activation code was typed. Returns the
    /// secret of the flow that goes on. Until everything is right the work is the same for
    /// everybody (invariant 11).
    ///
    /// # Errors
    /// [`ConfirmActivationError`].
    pub async fn confirm_activation(
        &self,
        given: ConfirmActivation,
    ) -> Result<BearerSecret, ConfirmActivationError> {
        let desk = self.password_desk();
        let keeper = self.flow_keeper(&desk.secret);
        self.store
            .transact("authn.password.confirm_activation", move |tx| {
                confirm(tx, &desk, &keeper, &given)
            })
            .await?
    }
}

type Outcome = Result<BearerSecret, ConfirmActivationError>;

fn confirm(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    given: &ConfirmActivation,
) -> Result<Outcome, StoreError> {
    let (now, rules) = (desk.now, desk.settings.password);
    if let Some(until) = limits::paused(tx, given.origin, &desk.settings, now)? {
        return Ok(Err(ConfirmActivationError::Paused { until }));
    }
    tx.unwrap_afresh();
    let stand_in = tx.stand_in(now, &*desk.entropy)?;
    let standing = repo::person::standing_of(tx, &given.number)?;
    if standing.is_none() && rules.replicated {
        limits::count_wrong(tx, given.origin, &desk.settings, now)?;
        return Ok(Err(ConfirmActivationError::NotHereYet));
    }
    let person = standing
        .filter(|standing| standing.state == RegistrationState::Active)
        .map(|standing| standing.person);
    let asked = person.unwrap_or(stand_in.nobody());
    let reachable = repo::registration::reachable(tx, person, &stand_in)?;
    let has_password = repo::password::find(tx, asked)?.is_some();
    let hash = activation_hash(&*desk.hashes, asked, &given.code);
    let Some(reachable) = reachable else {
        return refuse(tx, desk, given, None);
    };
    let blocked =
        ActivationState::after(reachable.activation_tries, rules) == ActivationState::Blocked;
    match (is_right(&reachable, &hash, &given.claim), blocked) {
        (false, _) => refuse(tx, desk, given, Some((&reachable, blocked))),
        // Whoever typed all of it right holds the proof of registration: they may know.
        (true, true) => Ok(Err(ConfirmActivationError::Blocked)),
        (true, false) if given.claim == ActivationClaim::Recover && !has_password => {
            Ok(Err(ConfirmActivationError::NotActivated))
        }
        (true, false) => accept(tx, desk, keeper, given, &reachable),
    }
}

fn is_right(reachable: &Reachable, hash: &[u8; 32], claim: &ActivationClaim) -> bool {
    let kept = reachable.activation_hash.unwrap_or_default();
    let code = reachable.activation_hash.is_some() && constant_time_eq(&kept, hash);
    let email = match claim {
        ActivationClaim::Activate { email } => {
            email.as_str().to_lowercase() == reachable.email.as_str().to_lowercase()
        }
        ActivationClaim::Recover => true,
    };
    code && email
}

/// Counts what was wrong: against the code, so that it is blocked in the end, and for the origin.
fn refuse(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    given: &ConfirmActivation,
    known: Option<(&Reachable, bool)>,
) -> Result<Outcome, StoreError> {
    let (now, rules) = (desk.now, desk.settings.password);
    let mut event = Event::ActivationRefused;
    match known {
        Some((reachable, false)) => {
            repo::registration::count_activation_try(tx, reachable, now)?;
            let wrong = reachable.activation_tries.saturating_add(1);
            if ActivationState::after(wrong, rules) == ActivationState::Blocked {
                event = Event::ActivationCodeBlocked;
            }
        }
        Some((_, true)) | None => repo::stand_in::pad(tx, 1, now, &*desk.entropy)?,
    }
    limits::count_wrong(tx, given.origin, &desk.settings, now)?;
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now,
    };
    let person = known.map(|(reachable, _)| reachable.person);
    stranger.write_down(tx, &event, person, &given.number)?;
    Ok(Err(ConfirmActivationError::NotConfirmed))
}

fn accept(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    given: &ConfirmActivation,
    reachable: &Reachable,
) -> Result<Outcome, StoreError> {
    let (person, now) = (reachable.person, desk.now);
    repo::person::guard(tx, person, now)?;
    let standing = repo::restriction::in_force(tx, person, now)?;
    if let Some(why) = standing.closed(now) {
        let state = repo::registration::state_of(tx, person)?;
        let door = AtTheDoor {
            person,
            data_key: reachable.data_key,
            method: AuthenticationMethod::Password,
            registration: state.map_or(RegistrationLevel::Basic, |(_, level)| level),
            now,
            entropy: &*desk.entropy,
        };
        let kept_out = door.keep_out(tx, &standing, why)?;
        return Ok(Err(ConfirmActivationError::Held(kept_out)));
    }
    repo::registration::forget_activation_tries(tx, reachable.registration, desk.now)?;
    let beginning = Beginning {
        number: &given.number,
        step: given.claim.step(),
        expired: false,
    };
    Ok(match begin(tx, desk, keeper, reachable, &beginning)? {
        Ok(()) => Ok(desk.secret.clone()),
        Err(RungEnough(until)) => Err(ConfirmActivationError::TooManyCodes { until }),
    })
}
