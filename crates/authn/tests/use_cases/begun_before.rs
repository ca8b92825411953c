//! What was begun before something ended does not go on after it: neither what others began with
//! the password of before, nor what waits in an app, nor a password that was right a moment ago.

use std::sync::Arc;

use audit::Event;
use authn::{
    ActivationClaim, ChoosePasswordError, ConfirmActivation, Doorkeeper, EnterPassword,
    EnterPasswordCodeError, EnterPasswordError, PasswordEntered, PasswordWish, ResendCodeError,
};
use model::{
    app::request::RequestState,
    password::PasswordHash,
    restriction::{Means, RestrictionKind},
    session::AuthenticationMethod,
};
use ports::{
    BoxFuture,
    fakes::ReadablePasswords,
    passwords::{HashError, PasswordHasher, Verdict},
};
use store::{Store, StoreError, on_both_engines, repo, sql};
use vocab::{
    ActivationCode, BearerSecret, Password, PersonId, RegistrationLevel, SeededEntropy, Timestamp,
};

use crate::{
    app::steps::By,
    password_support::{OTHER, RIGHT, claim, password, typed},
    support::{Door, arrival, marta},
};

const ADVANCED: RegistrationLevel = RegistrationLevel::Advanced;

fn recovery(code: &ActivationCode) -> ConfirmActivation {
    ConfirmActivation {
        claim: ActivationClaim::Recover,
        ..claim(&marta(), code)
    }
}

/// Between comparing a password and what comes of it, the person sets another.
struct AnotherMeanwhile {
    compares: Arc<ReadablePasswords>,
    store: Store,
    now: Timestamp,
}

impl PasswordHasher for AnotherMeanwhile {
    fn hash(
        &self,
        person: PersonId,
        password: &Password,
    ) -> BoxFuture<'static, Result<PasswordHash, HashError>> {
        self.compares.hash(person, password)
    }

    fn verify(
        &self,
        person: PersonId,
        given: &Password,
        kept: Option<PasswordHash>,
    ) -> BoxFuture<'static, Result<Verdict, HashError>> {
        let verdict = self.compares.verify(person, given, kept);
        let other = self.compares.hash(person, &password(OTHER));
        let (store, now) = (self.store.clone(), self.now);
        Box::pin(async move {
            let (verdict, other) = (verdict.await?, other.await?);
            store
                .transact::<_, StoreError, _>("test.meanwhile", move |tx| {
                    repo::person::guard(tx, person, now)?;
                    repo::password::set(tx, person, &other, 1, now, &SeededEntropy::new(5))
                })
                .await
                .unwrap();
            Ok(verdict)
        })
    }

    fn is_one_of(
        &self,
        person: PersonId,
        password: &Password,
        kept: Vec<PasswordHash>,
    ) -> BoxFuture<'static, Result<bool, HashError>> {
        self.compares.is_one_of(person, password, kept)
    }

    fn is_breached(&self, password: &Password) -> BoxFuture<'static, Result<bool, HashError>> {
        self.compares.is_breached(password)
    }
}

impl Door {
    /// The same door, at which the person sets [`OTHER`] while a password is compared.
    fn with_another_meanwhile(&self) -> Doorkeeper {
        let passwords = AnotherMeanwhile {
            compares: self.passwords.clone(),
            store: self.store.clone(),
            now: self.now(),
        };
        Doorkeeper {
            store: self.keeper.store.clone(),
            clock: self.keeper.clock.clone(),
            entropy: self.keeper.entropy.clone(),
            hashes: self.keeper.hashes.clone(),
            tokens: self.keeper.tokens.clone(),
            register: self.keeper.register.clone(),
            passwords: Arc::new(passwords),
            settings: self.keeper.settings.clone(),
        }
    }

    /// This is the password from now on, whatever was before.
    async fn put(&self, person: PersonId, text: &str) {
        let hash = self.passwords.hash(person, &password(text)).await.unwrap();
        let (now, entropy) = (self.now(), self.entropy.clone());
        self.store
            .transact::<_, StoreError, _>("test.put", move |tx| {
                repo::password::set(tx, person, &hash, 1, now, &*entropy)
            })
            .await
            .unwrap();
    }

    async fn code_sent(&self, wish: PasswordWish) -> BearerSecret {
        let given = EnterPassword {
            wish,
            ..typed(&marta(), RIGHT, &self.browser())
        };
        match self.keeper.enter_password(given).await.unwrap() {
            PasswordEntered::CodeSent(flow) => flow,
            other => panic!("{other:?}"),
        }
    }
}

on_both_engines! {
    /// Who typed the activation code and the SMS before staff acted would undo what they did.
    async fn a_recovery_begun_before_lifts_no_demand_that_came_after(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, code) = door.with_password(&marta(), ADVANCED).await;
        let flow = door.keeper.confirm_activation(recovery(&code)).await.unwrap();
        door.prove_phone(&flow).await;
        let demand = door.restrict(person, RestrictionKind::NewPassword).await;
        let chosen = door.keeper.choose_password(&flow, password(OTHER)).await;
        assert!(matches!(chosen, Err(ChoosePasswordError::FlowGone)), "{chosen:?}");
        assert!(door.lifted(demand).await, "it was still there to be lifted");
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
    }

    async fn the_end_of_every_session_ends_what_is_begun_with_a_password(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, code) = door.with_password(&marta(), ADVANCED).await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let flow = door.keeper.confirm_activation(recovery(&code)).await.unwrap();
        door.prove_phone(&flow).await;
        door.keeper.close_every_session(&session).await.unwrap();
        let chosen = door.keeper.choose_password(&flow, password(OTHER)).await;
        assert!(matches!(chosen, Err(ChoosePasswordError::FlowGone)), "{chosen:?}");
    }

    /// Sessions go on after a change; what is only begun with the password of before does not.
    async fn another_password_ends_what_is_begun_with_the_one_before(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), ADVANCED).await;
        let begun = door.code_sent(door.with_more(&door.browser())).await;
        let (code, _) = door.password_code().await;
        let change = door.code_sent(PasswordWish::Change).await;
        door.prove_phone(&change).await;
        door.keeper.choose_password(&change, password(OTHER)).await.unwrap();
        let entered =
            door.keeper.enter_password_code(&begun, code, door.browser(), arrival(1)).await;
        assert!(matches!(entered, Err(EnterPasswordCodeError::FlowGone)), "{entered:?}");
    }

    /// The second factor of the password of before opens nothing, confirmed or not.
    async fn another_password_ends_what_waits_in_the_app_for_the_one_before(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        door.with_password(&marta(), ADVANCED).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let (one, other) = (door.browser(), door.browser());
        let (_, waits) = door.asked_after_password(&marta(), &one).await;
        let (_, confirmed) = door.asked_after_password(&marta(), &other).await;
        let listed = authn::Which::Listed(confirmed.request);
        let opened = door.open_in(&phone, listed).await.unwrap();
        door.confirm(&mut phone, &opened, &confirmed).await.unwrap();
        let by_code = door.waits(&door.browser()).await;
        door.opened(&phone, &by_code).await;
        let change = door.code_sent(PasswordWish::Change).await;
        door.prove_phone(&change).await;
        door.keeper.choose_password(&change, password(OTHER)).await.unwrap();
        for (ticket, browser) in [(&waits, &one), (&confirmed, &other)] {
            assert_eq!(door.stands(ticket, browser).await, Some(RequestState::Rejected));
        }
        let still = sql!("SELECT COUNT(*) FROM app_request WHERE state = 'seen'");
        assert_eq!(door.count(still).await, 1, "what needs no password goes on");
    }

    async fn the_end_of_every_session_ends_what_waits_in_the_app(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), ADVANCED).await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let (asking, typing, scanning) = (door.browser(), door.browser(), door.browser());
        let (_, after_password) = door.asked_after_password(&marta(), &asking).await;
        let by_number = door.by_number(&marta(), &typing).await;
        let by_code = door.waits(&scanning).await;
        let opened = door.opened(&phone, &by_code).await;
        door.confirm(&mut phone, &opened, &by_code).await.unwrap();
        let stranger = door.browser();
        let of_nobody = door.waits(&stranger).await;
        door.keeper.close_every_session(&session).await.unwrap();
        for (ticket, browser) in
            [(&after_password, &asking), (&by_number, &typing), (&by_code, &scanning)]
        {
            assert_eq!(door.stands(ticket, browser).await, Some(RequestState::Rejected));
        }
        assert_eq!(door.stands(&of_nobody, &stranger).await, Some(RequestState::Pending));
    }

    /// The paper is stolen too: who "activates" over a password throws out who knew it.
    async fn activating_over_a_password_ends_the_sessions_and_the_first_activation_none(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (_, code) = door.with_code(&marta(), ADVANCED).await;
        let (secret, _) = door.identified(&marta()).await;
        door.activate(claim(&marta(), &code), RIGHT).await;
        assert!(door.keeper.resume(&secret).await.unwrap().is_some());
        door.activate(claim(&marta(), &code), OTHER).await;
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
    }

    /// The password was right when it was compared, and was replaced before anything opened.
    async fn a_password_that_is_replaced_while_it_is_compared_opens_nothing(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), ADVANCED).await;
        let own = door.browser();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        for wish in [PasswordWish::LogIn, door.with_more(&own), PasswordWish::Change] {
            let given = EnterPassword { wish, ..typed(&marta(), RIGHT, &own) };
            let entered = door.with_another_meanwhile().enter_password(given).await;
            assert!(matches!(entered, Err(EnterPasswordError::NotRight { .. })), "{entered:?}");
            let sessions = sql!("SELECT COUNT(*) FROM session");
            assert_eq!(door.count(sessions).await, 1, "the one from before");
            assert_eq!(door.count(sql!("SELECT COUNT(*) FROM password_flow")).await, 0);
            assert!(door.messages().await.is_empty(), "no phone rings");
            let refused = Event::PasswordRefused { lane: "own".into() };
            assert!(door.audited(person).await.iter().any(|(known, _)| *known == refused));
            door.put(person, RIGHT).await;
        }
    }

    async fn another_code_goes_to_no_phone_that_is_lost_or_leads_nowhere(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), ADVANCED).await;
        let flow = door.code_sent(door.with_more(&door.browser())).await;
        door.messages().await;
        door.wait_minutes(1);
        let off = door.restrict(person, RestrictionKind::MeansOff(Means::Password)).await;
        let refused = door.keeper.resend_password_code(&flow).await;
        assert!(matches!(refused, Err(ResendCodeError::FlowGone)), "{refused:?}");
        assert!(door.lifted(off).await);
        door.keeper.resend_password_code(&flow).await.unwrap();
        door.messages().await;
        // Who froze everything gets the code that thaws, and another.
        door.restrict(person, RestrictionKind::Frozen).await;
        let thaws = door.code_sent(door.with_more(&door.browser())).await;
        door.messages().await;
        door.wait_minutes(1);
        door.keeper.resend_password_code(&thaws).await.unwrap();
        assert_eq!(door.messages().await.len(), 1);
    }

    async fn another_code_is_not_sent_once_the_phone_is_somebody_elses(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, code) = door.with_password(&marta(), ADVANCED).await;
        let flow = door.keeper.confirm_activation(recovery(&code)).await.unwrap();
        door.messages().await;
        door.wait_minutes(1);
        door.displace(person).await;
        let refused = door.keeper.resend_password_code(&flow).await;
        assert!(matches!(refused, Err(ResendCodeError::FlowGone)), "{refused:?}");
        assert!(door.messages().await.is_empty());
    }
}
