//! The six digits that came by SMS: the second factor of a session, or the proof of the phone
//! before a password is set (R137, R138).

use audit::Event;
use model::{password::PasswordStep, phone::PhoneCodeError, session::AuthenticationMethod};
use store::{StoreError, Tx};
use vocab::{BearerSecret, OtpCode};

use super::{
    flow::{FlowError, FlowKeeper, OpenFlow, PasswordStage},
    send_code::{PasswordDesk, code_hash},
};
use crate::{
    Arrival, Authenticated, Doorkeeper, KeptOut,
    session::open::{NotOpened, SessionDesk, open},
};

/// What a right code leads to.
#[derive(Debug)]
pub enum PasswordCodeEntered {
    /// A session with this cookie.
    Session(BearerSecret, Authenticated),
    /// The phone is proven: the password can be chosen.
    Choose,
}

/// Why a code leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum EnterPasswordCodeError {
    /// The flow is unknown, over or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// The code was not accepted.
    #[error(transparent)]
    Code(#[from] PhoneCodeError),
    /// Password and code are right, and the person is kept out.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for EnterPasswordCodeError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone | FlowError::Raced => Self::FlowGone,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

impl Doorkeeper {
    /// Checks the code of a flow. `browser` is the secret of the cookie that this browser keeps
    /// between sessions.
    ///
    /// # Errors
    /// [`EnterPasswordCodeError`].
    pub async fn enter_password_code(
        &self,
        flow: &BearerSecret,
        code: OtpCode,
        browser: BearerSecret,
        arrival: Arrival,
    ) -> Result<PasswordCodeEntered, EnterPasswordCodeError> {
        let (desk, keeper) = (self.password_desk(), self.flow_keeper(flow));
        self.store
            .transact("authn.password.enter_code", move |tx| {
                enter(tx, &desk, &keeper, &code, (&browser, &arrival))
            })
            .await?
    }
}

type Outcome = Result<PasswordCodeEntered, EnterPasswordCodeError>;

fn enter(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    code: &OtpCode,
    browser: (&BearerSecret, &Arrival),
) -> Result<Outcome, EnterPasswordCodeError> {
    let mut flow = keeper.open(tx)?;
    let (challenge, sent_at) = match flow.state.stage.clone() {
        PasswordStage::CodeSent { challenge, sent_at } => (challenge, sent_at),
        // No code was sent, so none is right.
        PasswordStage::AppAsked => return Ok(Err(EnterPasswordCodeError::FlowGone)),
        // The back button, or a double click.
        PasswordStage::PhoneProven => return Ok(Ok(PasswordCodeEntered::Choose)),
    };
    let given = code_hash(&*desk.hashes, flow.state.person, flow.state.step, code);
    let rules = desk.settings.password_code;
    let (challenge, outcome) = challenge.enter_code(&given, desk.now, rules);
    match (outcome, flow.state.step) {
        (Err(refused), _) => {
            flow.state.stage = PasswordStage::CodeSent { challenge, sent_at };
            keeper.save(tx, &flow)?;
            Ok(Err(refused.into()))
        }
        (Ok(_), PasswordStep::LogIn) => {
            keeper.end(tx, &flow)?;
            log_in(tx, desk, &flow, browser)
        }
        (Ok(_), PasswordStep::Activate | PasswordStep::Recover | PasswordStep::Change) => {
            flow.state.stage = PasswordStage::PhoneProven;
            keeper.save(tx, &flow)?;
            Ok(Ok(PasswordCodeEntered::Choose))
        }
    }
}

fn log_in(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    flow: &OpenFlow,
    (browser, arrival): (&BearerSecret, &Arrival),
) -> Result<Outcome, EnterPasswordCodeError> {
    let person = flow.state.person;
    let session = SessionDesk {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        rules: desk.settings.session,
        now: desk.now,
        secret: &desk.secret,
        arrival: Some(arrival),
    };
    let method = AuthenticationMethod::PasswordSms;
    match open(tx, &session, person, method, &Event::PasswordAccepted)? {
        Ok(authenticated) => {
            desk.notebook.note_use(tx, person, browser)?;
            let secret = desk.secret.clone();
            Ok(Ok(PasswordCodeEntered::Session(secret, authenticated)))
        }
        // The phone was displaced since the password was typed.
        Err(NotOpened::NotActive) => Ok(Err(EnterPasswordCodeError::FlowGone)),
        Err(NotOpened::Held(kept_out)) => Ok(Err(EnterPasswordCodeError::Held(kept_out))),
    }
}
