//! The code that went to the phone comes back during the call, typed by the person or by the
//! operator to whom they read it (Orden ETD/465/2021 art. 11.4 a).

use model::{
    phone::PhoneCodeError,
    video::{Evidence, Seat},
};
use registration::CallRegistrar;
use store::{StoreError, Tx};
use vocab::{BearerSecret, OfficerId, OtpCode};

use crate::{
    Proofing,
    call::{CallKeeper, OpenCall},
};

/// Why the phone is not proven.
#[derive(Debug, thiserror::Error)]
pub enum CallCodeError {
    /// There is no such call (any more).
    #[error("the call is gone")]
    Gone,
    /// No code is on its way.
    #[error("no code was sent")]
    NotYet,
    /// The code was not accepted.
    #[error(transparent)]
    Code(#[from] PhoneCodeError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Proofing {
    /// The person types the code. Wrong ones are counted and committed.
    ///
    /// # Errors
    /// [`CallCodeError`].
    pub async fn enter_code(
        &self,
        call: &BearerSecret,
        code: OtpCode,
    ) -> Result<(), CallCodeError> {
        let (keeper, registrar) = (self.keeper(), self.registrar.for_calls());
        let secret_hash = self.secret_hash(call);
        self.store
            .transact("proofing.enter_code", move |tx| {
                let mut call = keeper
                    .open_by_secret(tx, secret_hash)?
                    .filter(|call| !call.state().has_ended())
                    .ok_or(CallCodeError::Gone)?;
                enter(tx, &keeper, &registrar, &mut call, &code, None)
            })
            .await?
    }
}

/// Compares a code inside a transaction that is to be committed either way; the outcome travels
/// inside. `operator`: who typed it, if not the person.
///
/// # Errors
/// [`CallCodeError`].
pub fn enter(
    tx: &mut Tx<'_>,
    keeper: &CallKeeper,
    registrar: &CallRegistrar,
    call: &mut OpenCall,
    code: &OtpCode,
    operator: Option<OfficerId>,
) -> Result<Result<(), CallCodeError>, CallCodeError> {
    // A double click after success: nothing more to prove.
    if call.dossier.proven.is_some() {
        return Ok(Ok(()));
    }
    let challenge = call
        .dossier
        .challenge
        .clone()
        .ok_or(CallCodeError::NotYet)?;
    let given = registrar.code_hash(&challenge.phone, code);
    let (challenge, outcome) = challenge.enter_code(&given, keeper.now, registrar.phone_code);
    call.dossier.challenge = Some(challenge);
    let outcome = match outcome {
        Ok(proven) => {
            let number = call.dossier.number.clone();
            call.dossier.phone_in_use = registrar.phone_in_use(tx, &number, proven.phone())?;
            call.dossier.proven = Some(proven);
            Ok(())
        }
        Err(refused) => Err(refused.into()),
    };
    keeper.save(tx, call)?;
    let by = match operator {
        Some(_) => Seat::Operator,
        None => Seat::Citizen,
    };
    let right = outcome.is_ok();
    keeper.record(tx, call, Evidence::CodeEntered { by, right }, operator)?;
    Ok(outcome)
}
