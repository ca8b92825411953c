//! The permanent password: refusals first.

use audit::Event;
use authn::{
    ActivationClaim, ChoosePasswordError, ConfirmActivation, ConfirmActivationError, EnterPassword,
    EnterPasswordCodeError, EnterPasswordError, PasswordCodeEntered, PasswordEntered, PasswordWish,
    ResendCodeError, Settings,
};
use model::{
    notice::{Channel, Notice},
    password::{PasswordRules, PasswordStep, Profile, policy::Weakness},
    phone::PhoneCodeError,
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{ActivationCode, AssuranceLevel, OtpCode, RegistrationLevel};

use crate::{
    password_support::{OTHER, RIGHT, WRONG, claim, password, typed},
    support::{Door, arrival, marta, origin, tomas},
};

const BASIC: RegistrationLevel = RegistrationLevel::Basic;
const ADVANCED: RegistrationLevel = RegistrationLevel::Advanced;

fn wrong_code(code: &OtpCode) -> OtpCode {
    let other = if code.as_str() == "000000" {
        "000001"
    } else {
        "000000"
    };
    OtpCode::parse(other).unwrap()
}

fn recover(mut given: ConfirmActivation) -> ConfirmActivation {
    given.claim = ActivationClaim::Recover;
    given
}

on_both_engines! {
    /// R134, R136, R254: each of the three wrong is one answer, and no SMS.
    async fn a_wrong_number_code_or_e_mail_is_one_generic_answer(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, code) = door.with_code(&marta(), BASIC).await;
        let right = claim(&marta(), &code);
        let foreign = ActivationCode::generate(&vocab::SeededEntropy::new(7));
        let other_email = ActivationClaim::Activate { email: tomas().email };
        for given in [
            ConfirmActivation { number: tomas().record.number, ..right.clone() },
            ConfirmActivation { code: foreign, ..right.clone() },
            ConfirmActivation { claim: other_email, ..right.clone() },
        ] {
            let refused = door.refused_claim(given).await;
            assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "{refused}");
        }
        assert!(door.messages().await.is_empty());
        // Capitals in an address are forgiven.
        let email = marta().email.as_str().to_uppercase().parse().unwrap();
        let shouted = ConfirmActivation { claim: ActivationClaim::Activate { email }, ..right };
        door.keeper.confirm_activation(shouted).await.unwrap();
    }

    /// Facts B.5: the fifth wrong code blocks it; who has the right one is told so, and nobody else.
    async fn five_wrong_codes_block_the_activation_code(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, code) = door.with_code(&marta(), BASIC).await;
        let wrong = ActivationCode::generate(&vocab::SeededEntropy::new(7));
        for guess in 0..7 {
            let given = ConfirmActivation { origin: origin(guess), ..claim(&marta(), &wrong) };
            let refused = door.refused_claim(given).await;
            assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "{guess}: {refused}");
        }
        let refused = door.refused_claim(claim(&marta(), &code)).await;
        assert!(matches!(refused, ConfirmActivationError::Blocked), "{refused}");
        let blocked = door.audited(id).await;
        let blocked = blocked.iter().filter(|(event, _)| *event == Event::ActivationCodeBlocked);
        assert_eq!(blocked.count(), 1);
        // R253: another code takes its place, with all tries.
        let fresh = door.give_code(id).await;
        let refused = door.refused_claim(claim(&marta(), &code)).await;
        assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "the old one is void");
        door.keeper.confirm_activation(claim(&marta(), &fresh)).await.unwrap();
    }

    /// R143, R256: only where registrations arrive with a delay, and only for who has not arrived.
    async fn tomorrow_is_told_only_where_the_replica_does_not_know_the_person(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (_, code) = door.with_code(&marta(), BASIC).await;
        let refused = door.refused_claim(claim(&tomas(), &code)).await;
        assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "{refused}");
        let rules = PasswordRules { replicated: true, ..PasswordRules::default() };
        let replica = Door::with(&database, Settings { password: rules, ..Settings::default() });
        let refused = replica.refused_claim(claim(&tomas(), &code)).await;
        assert!(matches!(refused, ConfirmActivationError::NotHereYet), "{refused}");
        let wrong = ActivationCode::generate(&vocab::SeededEntropy::new(7));
        let refused = replica.refused_claim(claim(&marta(), &wrong)).await;
        assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "{refused}");
        replica.keeper.confirm_activation(claim(&marta(), &code)).await.unwrap();
    }

    async fn there_is_nothing_to_recover_before_there_is_a_password(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, code) = door.with_code(&marta(), BASIC).await;
        let refused = door.refused_claim(recover(claim(&marta(), &code))).await;
        assert!(matches!(refused, ConfirmActivationError::NotActivated), "{refused}");
        assert!(door.messages().await.is_empty());
    }

    /// R137: three wrong codes void it; five minutes are its end; another takes its place.
    async fn a_code_by_sms_has_three_tries_and_five_minutes(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, activation) = door.with_code(&marta(), BASIC).await;
        let flow = door.keeper.confirm_activation(claim(&marta(), &activation)).await.unwrap();
        let (code, step) = door.password_code().await;
        assert_eq!(step, PasswordStep::Activate);
        let too_soon = door.keeper.resend_password_code(&flow).await;
        assert!(matches!(too_soon, Err(ResendCodeError::TooSoon { .. })));
        let enter = |code: &OtpCode| {
            door.keeper.enter_password_code(&flow, code.clone(), door.browser(), arrival(1))
        };
        let wrong = wrong_code(&code);
        for expected in [
            PhoneCodeError::Wrong { left: 2 },
            PhoneCodeError::Wrong { left: 1 },
            PhoneCodeError::Void,
        ] {
            let refused = enter(&wrong).await;
            assert!(
                matches!(refused, Err(EnterPasswordCodeError::Code(found)) if found == expected)
            );
        }
        let void = enter(&code).await;
        assert!(matches!(void, Err(EnterPasswordCodeError::Code(PhoneCodeError::Void))));
        let early = door.keeper.choose_password(&flow, password(RIGHT)).await;
        assert!(matches!(early, Err(ChoosePasswordError::NotYet)));
        door.keeper.resend_password_code(&flow).await.unwrap();
        let (second, _) = door.password_code().await;
        door.clock.advance_seconds(300);
        let late = enter(&second).await;
        assert!(matches!(late, Err(EnterPasswordCodeError::Code(PhoneCodeError::Expired))));
        door.keeper.resend_password_code(&flow).await.unwrap();
        let (third, _) = door.password_code().await;
        assert!(matches!(enter(&third).await, Ok(PasswordCodeEntered::Choose)));
        door.wait_minutes(20);
        let gone = door.keeper.choose_password(&flow, password(RIGHT)).await;
        assert!(matches!(gone, Err(ChoosePasswordError::FlowGone)));
    }

    /// Two flows of one person: the newer one counts, so that no two codes work.
    async fn beginning_again_ends_what_was_begun(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, activation) = door.with_code(&marta(), BASIC).await;
        let given = claim(&marta(), &activation);
        let first = door.keeper.confirm_activation(given.clone()).await.unwrap();
        let (code, _) = door.password_code().await;
        door.keeper.confirm_activation(given).await.unwrap();
        let gone = door.keeper.enter_password_code(&first, code, door.browser(), arrival(1)).await;
        assert!(matches!(gone, Err(EnterPasswordCodeError::FlowGone)));
    }

    /// D20: what the profile asks for, the person's own name and number, the last ten.
    async fn a_weak_or_used_password_is_refused_with_every_reason(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, activation) = door.with_code(&marta(), BASIC).await;
        let flow = door.keeper.confirm_activation(claim(&marta(), &activation)).await.unwrap();
        door.prove_phone(&flow).await;
        let name = marta().record.name.surname1.to_string();
        for (text, expected) in [
            ("corta", vec![Weakness::TooShort, Weakness::TooFewKinds, Weakness::Guessable]),
            ("Password1234!", vec![Weakness::Guessable]),
            (&format!("{name}-xk7!qp2Zw"), vec![Weakness::Name]),
            (&format!("xk!{}qpzW", marta().record.number), vec![Weakness::Number]),
        ] {
            let refused = door.keeper.choose_password(&flow, password(text)).await;
            let Err(ChoosePasswordError::Weak(found)) = refused else { panic!("{refused:?}") };
            assert_eq!(found, expected, "{text}");
        }
        // Good enough, and on the administration's own list.
        door.passwords.breach(password(OTHER));
        let refused = door.keeper.choose_password(&flow, password(OTHER)).await;
        let Err(ChoosePasswordError::Weak(found)) = refused else { panic!("{refused:?}") };
        assert_eq!(found, [Weakness::Guessable]);
        door.keeper.choose_password(&flow, password(RIGHT)).await.unwrap();
        // Ten passwords are remembered, the present one among them; the eleventh is free again.
        for round in 0..10 {
            let given = recover(claim(&marta(), &activation));
            let flow = door.keeper.confirm_activation(given).await.unwrap();
            door.prove_phone(&flow).await;
            let again = door.keeper.choose_password(&flow, password(RIGHT)).await;
            let Err(ChoosePasswordError::Weak(found)) = again else { panic!("{round}: {again:?}") };
            assert_eq!(found, [Weakness::Reused]);
            let next = format!("{OTHER}-{round}");
            door.keeper.choose_password(&flow, password(&next)).await.unwrap();
            door.wait_minutes(61);
        }
        let kept = door.count(sql!("SELECT COUNT(*) FROM password_history")).await;
        assert_eq!(kept, 9);
        let flow = door.keeper.confirm_activation(recover(claim(&marta(), &activation))).await;
        let flow = flow.unwrap();
        door.prove_phone(&flow).await;
        door.keeper.choose_password(&flow, password(RIGHT)).await.unwrap();
    }

    /// R138, R139: from the proof of registration to a session; the person is told by e-mail, and
    /// never with a code.
    async fn an_activated_password_opens_a_session_at_the_level_low(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, activation) = door.with_code(&marta(), ADVANCED).await;
        let flow = door.keeper.confirm_activation(claim(&marta(), &activation)).await.unwrap();
        door.prove_phone(&flow).await;
        let step = door.keeper.choose_password(&flow, password(RIGHT)).await.unwrap();
        assert_eq!(step, PasswordStep::Activate);
        let told = door.messages().await;
        let [told] = told.as_slice() else { panic!("{told:?}") };
        assert!(matches!(told.channel, Channel::Email(_)));
        assert!(matches!(told.notice, Notice::PasswordSet { step: PasswordStep::Activate, .. }));
        let again = door.keeper.choose_password(&flow, password(OTHER)).await;
        assert!(matches!(again, Err(ChoosePasswordError::FlowGone)), "once");
        let session = door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        assert_eq!(session.method(), AuthenticationMethod::Password);
        assert_eq!(session.level(), AssuranceLevel::Low);
        let events: Vec<Event> = door.audited(id).await.into_iter().map(|(event, _)| event).collect();
        let step = |step: PasswordStep| step.as_str().to_owned();
        assert!(events.contains(&Event::PasswordCodeSent { step: step(PasswordStep::Activate) }));
        assert!(events.contains(&Event::PasswordSet { step: step(PasswordStep::Activate) }));
        assert!(events.contains(&Event::PasswordAccepted));
    }

    /// Facts B.6: with the code it is substantial for an advanced registration and no other.
    async fn password_and_code_are_substantial_for_an_advanced_registration(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        for (person, level, reached) in [
            (marta(), ADVANCED, AssuranceLevel::Substantial),
            (tomas(), BASIC, AssuranceLevel::Low),
        ] {
            door.with_password(&person, level).await;
            let given = EnterPassword {
                wish: door.with_more(&door.browser()),
                ..typed(&person, RIGHT, &door.browser())
            };
            let entered = door.keeper.enter_password(given).await.unwrap();
            let PasswordEntered::CodeSent(flow) = entered else { panic!("{entered:?}") };
            let (code, step) = door.password_code().await;
            assert_eq!(step, PasswordStep::LogIn);
            let not_here = door.keeper.choose_password(&flow, password(OTHER)).await;
            assert!(matches!(not_here, Err(ChoosePasswordError::NotYet)), "no way to a password");
            let entered =
                door.keeper.enter_password_code(&flow, code.clone(), door.browser(), arrival(1)).await.unwrap();
            let PasswordCodeEntered::Session(_, session) = entered else { panic!("{entered:?}") };
            assert_eq!(session.method(), AuthenticationMethod::PasswordSms);
            assert_eq!(session.level(), reached);
            let again = door.keeper.enter_password_code(&flow, code, door.browser(), arrival(1)).await;
            assert!(matches!(again, Err(EnterPasswordCodeError::FlowGone)), "a code works once");
        }
    }

    /// D21: two years; then the password leads to its change and to nothing else.
    async fn an_expired_password_leads_to_its_change(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), BASIC).await;
        door.wait_minutes(730 * 24 * 60);
        let entered = door.keeper.enter_password(typed(&marta(), RIGHT, &door.browser())).await;
        let PasswordEntered::CodeSent(flow) = entered.unwrap() else { panic!("a session") };
        let view = door.keeper.password_flow(&flow).await.unwrap().unwrap();
        assert!(view.expired);
        assert_eq!(view.step, PasswordStep::Change);
        door.prove_phone(&flow).await;
        let same = door.keeper.choose_password(&flow, password(RIGHT)).await;
        assert!(matches!(same, Err(ChoosePasswordError::Weak(found)) if found == [Weakness::Reused]));
        door.keeper.choose_password(&flow, password(OTHER)).await.unwrap();
        door.log_in(&marta(), OTHER, &door.browser()).await.unwrap();
    }

    /// R142: who changes it knows it and has the phone.
    async fn a_password_is_changed_with_the_one_before_and_a_code(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), BASIC).await;
        let wish = || PasswordWish::Change;
        let wrong = EnterPassword { wish: wish(), ..typed(&marta(), WRONG, &door.browser()) };
        let refused = door.keeper.enter_password(wrong).await;
        assert!(matches!(refused, Err(EnterPasswordError::NotRight { left: None })));
        let given = EnterPassword { wish: wish(), ..typed(&marta(), RIGHT, &door.browser()) };
        let PasswordEntered::CodeSent(flow) = door.keeper.enter_password(given).await.unwrap()
        else {
            panic!("a session")
        };
        door.prove_phone(&flow).await;
        door.keeper.choose_password(&flow, password(OTHER)).await.unwrap();
        door.log_in(&marta(), OTHER, &door.browser()).await.unwrap();
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap_err();
    }

    /// R141: recovering ends the sessions of whoever knew the one before.
    async fn a_forgotten_password_is_replaced_with_activation_code_and_sms(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (_, activation) = door.with_password(&marta(), BASIC).await;
        let given = typed(&marta(), RIGHT, &door.browser());
        let PasswordEntered::Session(cookie, _) = door.keeper.enter_password(given).await.unwrap()
        else {
            panic!("a code")
        };
        door.activate(recover(claim(&marta(), &activation)), OTHER).await;
        assert!(door.keeper.resume(&cookie).await.unwrap().is_none());
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap_err();
        door.log_in(&marta(), OTHER, &door.browser()).await.unwrap();
    }

    /// D20: three tries in the person's own browsers, told one by one; the lock ends with another
    /// password.
    async fn the_person_s_own_tries_are_told_and_end_in_a_lock(database: TestDatabase) {
        let door = Door::open(&database);
        let (_, activation) = door.with_password(&marta(), BASIC).await;
        let own = door.browser();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        // A right password in between gives all tries back.
        door.log_in(&marta(), WRONG, &own).await.unwrap_err();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        for left in [2, 1] {
            let refused = door.log_in(&marta(), WRONG, &own).await.unwrap_err();
            assert!(
                matches!(refused, EnterPasswordError::NotRight { left: Some(found) } if found == left),
                "{refused}"
            );
        }
        for text in [WRONG, RIGHT] {
            let refused = door.log_in(&marta(), text, &own).await.unwrap_err();
            assert!(matches!(refused, EnterPasswordError::Locked), "{refused}");
        }
        // The lane of strangers is another: the right password opens it, once it is typed there.
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        door.activate(recover(claim(&marta(), &activation)), OTHER).await;
        door.log_in(&marta(), OTHER, &own).await.unwrap();
    }

    /// The profile `clave` bears five.
    async fn the_profile_says_how_many_tries_there_are(database: TestDatabase) {
        let rules = PasswordRules { profile: Profile::Clave, ..PasswordRules::default() };
        let door = Door::with(&database, Settings { password: rules, ..Settings::default() });
        door.with_password(&marta(), BASIC).await;
        let own = door.browser();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        for left in [4, 3, 2, 1] {
            let refused = door.log_in(&marta(), WRONG, &own).await.unwrap_err();
            assert!(
                matches!(refused, EnterPasswordError::NotRight { left: Some(found) } if found == left)
            );
        }
        let refused = door.log_in(&marta(), WRONG, &own).await.unwrap_err();
        assert!(matches!(refused, EnterPasswordError::Locked), "{refused}");
    }

    /// Under attack: from 200 addresses somebody hammers on a number. Three tries are looked at;
    /// the owner is told once and goes on in the browser that they have used before, by password
    /// and by PIN.
    async fn strangers_from_everywhere_do_not_keep_the_owner_out(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, _) = door.with_password(&marta(), BASIC).await;
        let own = door.browser();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        for address in 0..200_u8 {
            door.attack(&marta(), WRONG, origin(address)).await;
        }
        // Even who guesses right by now is told the same.
        door.attack(&marta(), RIGHT, origin(201)).await;
        let told = door.messages().await;
        let locks: Vec<_> = told
            .iter()
            .filter(|message| matches!(message.notice, Notice::PasswordLocked { .. }))
            .collect();
        assert_eq!(locks.len(), 1);
        assert!(matches!(&locks[0].channel, Channel::Email(to) if *to == marta().email));
        let given = EnterPassword { arrival: arrival(250), ..typed(&marta(), RIGHT, &own) };
        let entered = door.keeper.enter_password(given).await;
        assert!(matches!(entered, Ok(PasswordEntered::Session(..))), "{entered:?}");
        door.identified(&marta()).await;
        let locked = Event::PasswordLocked { lane: "strange".into() };
        let entries = door.audited(id).await;
        assert_eq!(entries.iter().filter(|(event, _)| *event == locked).count(), 1);
    }

    async fn tries_at_the_same_moment_are_looked_at_three_times(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, _) = door.with_password(&marta(), BASIC).await;
        door.warm_up().await;
        let mut guesses = JoinSet::new();
        for address in 0..24 {
            let keeper = door.keeper.clone();
            let given = EnterPassword {
                arrival: arrival(address),
                ..typed(&marta(), WRONG, &door.browser())
            };
            guesses.spawn(async move { keeper.enter_password(given).await });
        }
        for answer in guesses.join_all().await {
            assert!(matches!(answer, Err(EnterPasswordError::NotRight { left: None })));
        }
        let tries = door.count(sql!("SELECT strange_tries FROM password_credential")).await;
        assert_eq!(tries, 3);
        let locked = Event::PasswordLocked { lane: "strange".into() };
        let entries = door.audited(id).await;
        assert_eq!(entries.iter().filter(|(event, _)| *event == locked).count(), 1);
        door.attack(&marta(), RIGHT, origin(99)).await;
    }

    /// A flood that fills the queue costs nobody a try.
    async fn a_full_queue_spends_no_try(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), BASIC).await;
        door.passwords.be_busy(true);
        for _ in 0..5 {
            for person in [marta(), tomas()] {
                let refused = door.log_in(&person, RIGHT, &door.browser()).await.unwrap_err();
                let busy = ports::passwords::HashError::Busy { retry_after_s: 7 };
                assert!(matches!(refused, EnterPasswordError::Hash(found) if found == busy));
            }
        }
        door.passwords.be_busy(false);
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
    }

    async fn an_origin_that_guesses_at_many_numbers_has_to_wait(database: TestDatabase) {
        let rules = PasswordRules { wrong_of_origin_an_hour: 4, ..PasswordRules::default() };
        let door = Door::with(&database, Settings { password: rules, ..Settings::default() });
        let (_, code) = door.with_password(&marta(), BASIC).await;
        for person in simulators::population::people().iter().take(4) {
            door.attack(person, WRONG, origin(1)).await;
        }
        let paused = door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap_err();
        assert!(matches!(paused, EnterPasswordError::Paused { .. }), "{paused}");
        let paused = door.refused_claim(claim(&marta(), &code)).await;
        assert!(matches!(paused, ConfirmActivationError::Paused { .. }), "{paused}");
        let elsewhere = EnterPassword { arrival: arrival(2), ..typed(&marta(), RIGHT, &door.browser()) };
        door.keeper.enter_password(elsewhere).await.unwrap();
        door.wait_minutes(60);
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
    }

    /// A stranger who knows the password costs the owner no more than a few SMS an hour.
    async fn a_phone_rings_six_times_an_hour_at_most(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), BASIC).await;
        // One for the activation.
        for round in 0..6 {
            let given = EnterPassword {
                wish: door.with_more(&door.browser()),
                ..typed(&marta(), RIGHT, &door.browser())
            };
            let entered = door.keeper.enter_password(given).await;
            assert_eq!(entered.is_ok(), round < 5, "{round}");
        }
        assert_eq!(door.messages().await.len(), 5);
    }

    async fn a_hash_made_with_lower_parameters_is_replaced(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), BASIC).await;
        door.passwords.raise_parameters();
        let old = || door.count(sql!("SELECT COUNT(*) FROM password_credential WHERE hash LIKE '0|%'"));
        door.log_in(&marta(), WRONG, &door.browser()).await.unwrap_err();
        assert_eq!(old().await, 1);
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        assert_eq!(old().await, 0);
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
    }

    async fn a_registration_that_is_over_has_no_password(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, code) = door.with_password(&marta(), BASIC).await;
        door.displace(id).await;
        let refused = door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap_err();
        assert!(matches!(refused, EnterPasswordError::NotRight { left: None }), "{refused}");
        let refused = door.refused_claim(claim(&marta(), &code)).await;
        assert!(matches!(refused, ConfirmActivationError::NotConfirmed), "{refused}");
    }

    /// Invariant 11: whoever the number belongs to, and whether they have a password or not, a
    /// wrong try is one answer, the same statements over as many rows, and one hash.
    async fn a_stranger_learns_nothing_from_answers_or_work(database: TestDatabase) {
        let door = Door::open(&database);
        let renounced = crate::support::person("Fermín", "Lobo");
        let displaced = crate::support::person("Iker", "Zabala");
        let locked = crate::support::person("Jordi", "Camps");
        // The first stranger of a process makes what stands in where there is nobody.
        door.attack(&renounced, WRONG, origin(9)).await;
        door.with_password(&marta(), BASIC).await;
        door.with_password(&locked, BASIC).await;
        door.registered(&crate::support::person("Camila", "Restrepo")).await;
        for (person, state) in [
            (&renounced, RegistrationState::Renounced),
            (&displaced, RegistrationState::PhoneDisplaced),
        ] {
            door.registered_as(person, BASIC, state).await;
        }
        for _ in 0..3 {
            door.attack(&locked, WRONG, origin(9)).await;
        }
        let wrong = ActivationCode::generate(&vocab::SeededEntropy::new(7));
        let mut works = Vec::new();
        for person in [
            tomas(),
            marta(),
            locked.clone(),
            crate::support::person("Camila", "Restrepo"),
            renounced.clone(),
            displaced.clone(),
        ] {
            let (before, hashed) = (door.work(), door.passwords.compared());
            // One fewer than lock it, then the one that does, for everybody.
            for _ in 0..4 {
                door.attack(&person, WRONG, origin(9)).await;
            }
            for _ in 0..6 {
                let refused = door.refused_claim(claim(&person, &wrong)).await;
                assert!(matches!(refused, ConfirmActivationError::NotConfirmed));
            }
            let mut work = door.work();
            for (name, (statements, rows)) in before {
                let after = work.get_mut(name).unwrap();
                *after = (after.0 - statements, after.1 - rows);
            }
            work.retain(|_, (statements, _)| *statements > 0);
            works.push((person.shows, work, door.passwords.compared() - hashed));
        }
        let (_, first, hashed) = works[0].clone();
        assert_eq!(hashed, 4);
        assert_eq!(first.len(), 3, "{first:?}");
        for (shows, work, hashed) in works {
            assert_eq!((work, hashed), (first.clone(), 4), "{shows}");
        }
    }
}
