//! What people do with a permanent password.

use std::sync::Arc;

use authn::{
    ActivationClaim, Arrival, Authenticated, ConfirmActivation, ConfirmActivationError,
    EnterPassword, EnterPasswordError, PasswordCodeEntered, PasswordEntered, PasswordWish,
};
use model::{notice::Notice, origin::Origin, password::PasswordStep};
use ports::{passwords::activation_hash, sealing::KeyedHash};
use simulators::population::DemoPerson;
use store::{StoreError, repo, testing::TestSealer};
use vocab::{ActivationCode, BearerSecret, OtpCode, Password, PersonId, RegistrationLevel};

use crate::support::{Door, arrival, newest, origin};

/// Good enough for everybody.
pub(crate) const RIGHT: &str = "grapa-caballo-Bateria";
/// Also good enough, and another.
pub(crate) const OTHER: &str = "farola-Teclado-nube9";
pub(crate) const WRONG: &str = "grapa-caballo-Bombilla";

pub(crate) fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

pub(crate) fn typed(person: &DemoPerson, text: &str, browser: &BearerSecret) -> EnterPassword {
    EnterPassword {
        number: person.record.number.clone(),
        password: password(text),
        browser: browser.clone(),
        arrival: arrival(1),
        wish: PasswordWish::LogIn,
    }
}

pub(crate) fn claim(person: &DemoPerson, code: &ActivationCode) -> ConfirmActivation {
    ConfirmActivation {
        number: person.record.number.clone(),
        code: code.clone(),
        claim: ActivationClaim::Activate {
            email: person.email.clone(),
        },
        origin: origin(1),
    }
}

impl Door {
    /// A session with a second factor, asked for from `browser`.
    pub(crate) fn with_more(&self, browser: &BearerSecret) -> PasswordWish {
        PasswordWish::LogInWithMore(Box::new(self.asking(browser, 1)))
    }

    /// Registered, with an activation code on paper.
    pub(crate) async fn with_code(
        &self,
        person: &DemoPerson,
        level: RegistrationLevel,
    ) -> (PersonId, ActivationCode) {
        let state = model::registration::RegistrationState::Active;
        let id = self.registered_as(person, level, state).await;
        (id, self.give_code(id).await)
    }

    /// Another activation code for a registration that is there.
    pub(crate) async fn give_code(&self, id: PersonId) -> ActivationCode {
        let code = ActivationCode::generate(&*self.entropy);
        let hashes: Arc<dyn KeyedHash> = Arc::new(TestSealer::default());
        let (hash, now) = (activation_hash(&*hashes, id, &code), self.now());
        self.store
            .transact::<_, StoreError, _>("test.give_code", move |tx| {
                let person = repo::person::find(tx, id)?.unwrap();
                let registration =
                    repo::registration::find_by_person(tx, id, person.data_key, person.lang)?;
                let row = registration.unwrap().id;
                assert!(repo::registration::set_activation_code(tx, row, hash, now)?);
                Ok(())
            })
            .await
            .unwrap();
        code
    }

    /// The newest code among the messages that wait.
    pub(crate) async fn password_code(&self) -> (OtpCode, PasswordStep) {
        let messages = self.messages().await;
        let newest = newest(&messages, |notice| match notice {
            Notice::PasswordCode { code, step, .. } => Some((code.clone(), *step)),
            _ => None,
        });
        newest.unwrap()
    }

    /// From the proof of registration to the password.
    pub(crate) async fn activate(&self, given: ConfirmActivation, text: &str) {
        let flow = self.keeper.confirm_activation(given).await.unwrap();
        self.prove_phone(&flow).await;
        self.keeper
            .choose_password(&flow, password(text))
            .await
            .unwrap();
        self.messages().await;
    }

    pub(crate) async fn prove_phone(&self, flow: &BearerSecret) {
        let (code, _) = self.password_code().await;
        let entered = self
            .keeper
            .enter_password_code(flow, code, self.browser(), arrival(1))
            .await
            .unwrap();
        assert!(matches!(entered, PasswordCodeEntered::Choose));
    }

    /// Registered, with [`RIGHT`] as the password.
    pub(crate) async fn with_password(
        &self,
        person: &DemoPerson,
        level: RegistrationLevel,
    ) -> (PersonId, ActivationCode) {
        let (id, code) = self.with_code(person, level).await;
        self.activate(claim(person, &code), RIGHT).await;
        (id, code)
    }

    pub(crate) async fn log_in(
        &self,
        person: &DemoPerson,
        text: &str,
        browser: &BearerSecret,
    ) -> Result<Authenticated, EnterPasswordError> {
        match self
            .keeper
            .enter_password(typed(person, text, browser))
            .await?
        {
            PasswordEntered::Session(_, authenticated) => Ok(authenticated),
            PasswordEntered::CodeSent(_) | PasswordEntered::AskedInApp(..) => {
                panic!("a second factor was asked for")
            }
        }
    }

    /// A try from somewhere else, in a browser that was never here.
    pub(crate) async fn attack(&self, person: &DemoPerson, text: &str, from: Origin) {
        let given = EnterPassword {
            arrival: Arrival::from(from),
            ..typed(person, text, &self.browser())
        };
        let refused = self.keeper.enter_password(given).await.unwrap_err();
        assert!(
            matches!(refused, EnterPasswordError::NotRight { left: None }),
            "{refused}"
        );
    }

    pub(crate) async fn refused_claim(&self, given: ConfirmActivation) -> ConfirmActivationError {
        self.keeper.confirm_activation(given).await.unwrap_err()
    }
}
