//! The code comes back while the film runs: whoever films has the phone in the hand (art. 11.4 a).

use audit::Event;
use model::{phone::PhoneCodeError, unattended::Step};
use registration::CallRegistrar;
use store::{StoreError, Tx};
use vocab::{BearerSecret, OtpCode};

use crate::{
    AttemptError, Unattended,
    attempt::{CITIZEN, Keeper},
};

const NAME: &str = "unattended.enter_code";

/// Why the phone is not proven.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// No film runs.
    #[error("no film runs")]
    NoFilm,
    /// The code was not accepted. [`PhoneCodeError::Void`] and [`PhoneCodeError::Expired`] need
    /// another film.
    #[error(transparent)]
    Code(#[from] PhoneCodeError),
}

impl From<StoreError> for CodeError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

impl Unattended {
    /// Checks the code. Wrong ones are counted and committed.
    ///
    /// # Errors
    /// [`CodeError`].
    pub async fn enter_code(&self, secret: &BearerSecret, code: OtpCode) -> Result<(), CodeError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        let registrar = self.registrar.for_calls();
        self.store
            .transact(NAME, move |tx| {
                enter(tx, &keeper, secret_hash, &registrar, &code)
            })
            .await?
    }
}

fn enter(
    tx: &mut Tx<'_>,
    keeper: &Keeper,
    secret_hash: [u8; 32],
    registrar: &CallRegistrar,
    code: &OtpCode,
) -> Result<Result<(), CodeError>, CodeError> {
    let mut open = keeper.at_step(tx, secret_hash, Step::Film)?;
    let film = open.dossier.film.as_mut().ok_or(CodeError::NoFilm)?;
    if film.code_entered_at.is_some() {
        return Ok(Ok(()));
    }
    let given = registrar.code_hash(&film.challenge.phone, code);
    let challenge = film.challenge.clone();
    let (challenge, outcome) = challenge.enter_code(&given, keeper.now, registrar.phone_code);
    film.challenge = challenge;
    let right = outcome.is_ok();
    film.code_entered_at = right.then_some(keeper.now);
    keeper.save(tx, &open)?;
    let event = Event::UnattendedCodeEntered { right };
    keeper.note(tx, &open.stored, &event, CITIZEN)?;
    Ok(outcome.map(|_| ()).map_err(CodeError::from))
}
