//! The person chooses the password (R138): what the profile asks for, and none that they have had.

use audit::Event;
use model::{
    alert::{Alert, AlertKind},
    notice::{Channel, Notice, OutgoingNotice},
    password::{
        PasswordHash, PasswordStep,
        policy::{Owner, Weakness, weaknesses},
    },
    registration::RegistrationState,
    restriction::RestrictionKind,
};
use ports::passwords::HashError;
use store::{StoreError, Tx, repo};
use vocab::{
    BearerSecret, IdentityNumber, Password, PersonId, PersonName, SignedDuration, Timestamp,
};

use super::{
    flow::{FlowError, FlowKeeper, FlowState, PasswordStage},
    send_code::PasswordDesk,
};
use crate::Doorkeeper;

/// How long the notice is worth sending.
const NOTICE_DAYS: i64 = 7;

/// Why the password is not set.
#[derive(Debug, thiserror::Error)]
pub enum ChoosePasswordError {
    /// The flow is unknown, over or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// The phone is not proven yet.
    #[error("the phone is not proven")]
    NotYet,
    /// It is not good enough: everything that has to be put right.
    #[error("the password is not good enough")]
    Weak(Vec<Weakness>),
    /// Passwords cannot be hashed now.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for ChoosePasswordError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone | FlowError::Raced => Self::FlowGone,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

/// Whose password it is going to be, and which ones it must not be.
struct Chooser {
    person: PersonId,
    name: PersonName,
    number: IdentityNumber,
    before: Vec<PasswordHash>,
}

impl Doorkeeper {
    /// Sets the password of a flow whose phone is proven; tells what the person was doing.
    ///
    /// # Errors
    /// [`ChoosePasswordError`].
    pub async fn choose_password(
        &self,
        flow: &BearerSecret,
        password: Password,
    ) -> Result<PasswordStep, ChoosePasswordError> {
        let (desk, keeper) = (self.password_desk(), self.flow_keeper(flow));
        let chooser = {
            let (desk, keeper) = (desk.clone(), keeper.clone());
            self.store
                .read("authn.password.who_chooses", move |tx| {
                    chooser(tx, &desk, &keeper)
                })
                .await?
        };
        let owner = Owner {
            name: &chooser.name,
            number: &chooser.number,
        };
        let found = weaknesses(&password, &owner, desk.settings.password.profile);
        if !found.is_empty() {
            return Err(ChoosePasswordError::Weak(found));
        }
        if self.passwords.is_breached(&password).await? {
            return Err(ChoosePasswordError::Weak(vec![Weakness::Guessable]));
        }
        let before = chooser.before;
        if self
            .passwords
            .is_one_of(chooser.person, &password, before)
            .await?
        {
            return Err(ChoosePasswordError::Weak(vec![Weakness::Reused]));
        }
        let hash = self.passwords.hash(chooser.person, &password).await?;
        self.store
            .transact("authn.password.choose_password", move |tx| {
                set(tx, &desk, &keeper, &hash)
            })
            .await
    }
}

/// The flow, if its phone is proven.
fn proven(tx: &mut Tx<'_>, keeper: &FlowKeeper) -> Result<FlowState, ChoosePasswordError> {
    let state = keeper.open(tx)?.state;
    match (&state.stage, state.step) {
        (PasswordStage::PhoneProven, PasswordStep::LogIn)
        | (PasswordStage::CodeSent { .. } | PasswordStage::AppAsked, _) => {
            Err(ChoosePasswordError::NotYet)
        }
        (
            PasswordStage::PhoneProven,
            PasswordStep::Activate | PasswordStep::Recover | PasswordStep::Change,
        ) => Ok(state),
    }
}

fn chooser(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
) -> Result<Chooser, ChoosePasswordError> {
    let id = proven(tx, keeper)?.person;
    let found = repo::person::find_registered(tx, id)?;
    let (person, number, _) = found.ok_or(ChoosePasswordError::FlowGone)?;
    let present = repo::password::find(tx, id)?.map(|credential| credential.hash);
    let mut before: Vec<PasswordHash> = present.into_iter().collect();
    before.extend(repo::password::history(tx, id)?);
    before.truncate(desk.settings.password.profile.remembered());
    Ok(Chooser {
        person: id,
        name: person.name,
        number,
        before,
    })
}

fn set(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    hash: &PasswordHash,
) -> Result<PasswordStep, ChoosePasswordError> {
    let (now, entropy) = (desk.now, &*desk.entropy);
    let state = proven(tx, keeper)?;
    let flow = keeper.open(tx)?;
    keeper.end(tx, &flow)?;
    repo::person::guard(tx, state.person, now)?;
    let stand_in = tx.stand_in(now, entropy)?;
    let reachable = repo::registration::reachable(tx, Some(state.person), &stand_in)?
        .filter(|reachable| reachable.state == RegistrationState::Active)
        .ok_or(ChoosePasswordError::FlowGone)?;
    // Everything may have been closed since the flow began.
    let standing = repo::restriction::in_force(tx, state.person, now)?;
    let demanded = standing.has(RestrictionKind::NewPassword);
    let change = state.step == PasswordStep::Change;
    if standing.closed(now).is_some() || (demanded && change) {
        return Err(ChoosePasswordError::FlowGone);
    }
    let remembered = desk.settings.password.profile.remembered();
    let replaces = repo::password::find(tx, state.person)?.is_some();
    repo::password::set(tx, state.person, hash, remembered, now, entropy)?;
    if replaces && !change {
        // Whoever knew the one before may still be inside.
        repo::session::end_all_of_person(tx, state.person, now)?;
    }
    let about = audit::about_person(reachable.person, reachable.data_key);
    let event = Event::PasswordSet {
        step: state.step.as_str().to_owned(),
    };
    audit::append(tx, &event, about.clone(), now, entropy)?;
    let kind = RestrictionKind::NewPassword;
    if demanded && repo::restriction::lift_kind(tx, state.person, kind, now)? {
        let event = Event::RestrictionLifted {
            restriction: kind.as_str().to_owned(),
            how: "recovered".to_owned(),
        };
        audit::append(tx, &event, about, now, entropy)?;
    }
    let alert = Alert {
        person: state.person,
        kind: AlertKind::Password,
        at: now,
    };
    let days = SignedDuration::from_hours(24 * NOTICE_DAYS);
    let notice = OutgoingNotice {
        lang: reachable.lang,
        channel: Channel::Email(reachable.email),
        notice: Notice::PasswordSet {
            step: state.step,
            at: now,
            alert: Some(repo::alert::link(&*desk.notebook.tokens, &alert)),
        },
        send_before: now.checked_add(days).unwrap_or(Timestamp::MAX),
    };
    repo::outgoing::enqueue(tx, &notice, now, entropy)?;
    Ok(state.step)
}
