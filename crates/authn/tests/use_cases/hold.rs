//! What keeps a person out holds at every way in, tells them plainly, and tells strangers nothing.

use audit::Event;
use authn::{
    ConfirmActivationError, EnterPasswordCodeError, EnterPasswordError, EnterPinRefused, Has,
    KeptOut, PasskeyLogInError, PasswordCondition, PasswordEntered, PasswordWish, SwitchOffError,
    SwitchOnError, ThawError, Waiting,
};
use model::{
    registration::RegistrationState,
    restriction::{Held, Means, Restriction, RestrictionKind, SetBy},
    session::AuthenticationMethod,
};
use store::{StoreError, on_both_engines, repo};
use vocab::{
    AssuranceLevel, OfficerId, PersonId, RegistrationLevel, RestrictionId, SignedDuration,
};

use crate::{
    app::{
        phone::Phone,
        steps::{By, begun, sms_code},
    },
    passkeys::device,
    password_support::{OTHER, RIGHT, claim, password, typed},
    support::{Door, arrival, marta, tomas, typed as typed_pin},
};

impl Door {
    /// Staff set a restriction; a suspension lasts an hour.
    pub(crate) async fn restrict(&self, person: PersonId, kind: RestrictionKind) -> RestrictionId {
        let (now, entropy) = (self.now(), self.entropy.clone());
        let hour = now.checked_add(SignedDuration::from_hours(1)).unwrap();
        self.store
            .transact::<_, StoreError, _>("test.restrict", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                let restriction = Restriction {
                    id: RestrictionId::new(now, &*entropy),
                    person,
                    kind,
                    set_by: SetBy::Officer(OfficerId::new(now, &*entropy)),
                    reason: Some("Lo dice la prueba".into()),
                    since: now,
                    until: (kind == RestrictionKind::Suspended).then_some(hour),
                    lifted: None,
                };
                repo::restriction::add(tx, &restriction, data_key)?;
                Ok(restriction.id)
            })
            .await
            .unwrap()
    }

    pub(crate) async fn lifted(&self, id: RestrictionId) -> bool {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.lift", move |tx| {
                repo::restriction::lift(tx, id, SetBy::Person, None, now)
            })
            .await
            .unwrap()
    }

    async fn standing(&self, person: PersonId) -> model::restriction::Standing {
        let now = self.now();
        self.store
            .read::<_, StoreError, _>("test.standing", move |tx| {
                repo::restriction::in_force(tx, person, now)
            })
            .await
            .unwrap()
    }

    pub(crate) async fn advanced(&self) -> PersonId {
        let active = RegistrationState::Active;
        self.registered_as(&marta(), RegistrationLevel::Advanced, active)
            .await
    }

    /// With password and code, whatever comes of it.
    async fn with_code_by_sms(&self) -> Result<AuthenticationMethod, KeptOut> {
        let browser = self.browser();
        let given = authn::EnterPassword {
            wish: self.with_more(&browser),
            ..typed(&marta(), RIGHT, &browser)
        };
        let flow = match self.keeper.enter_password(given).await {
            Ok(PasswordEntered::CodeSent(flow)) => flow,
            Ok(other) => panic!("{other:?}"),
            Err(EnterPasswordError::Held(kept_out)) => return Err(kept_out),
            Err(other) => panic!("{other}"),
        };
        let (code, _) = self.password_code().await;
        match self
            .keeper
            .enter_password_code(&flow, code, self.browser(), arrival(1))
            .await
        {
            Ok(authn::PasswordCodeEntered::Session(_, entered)) => Ok(entered.method()),
            Ok(authn::PasswordCodeEntered::Choose) => panic!("nothing is chosen"),
            Err(EnterPasswordCodeError::Held(kept_out)) => Err(kept_out),
            Err(other) => panic!("{other}"),
        }
    }
}

/// What each restriction says at a way of this means.
fn said(kind: RestrictionKind, means: Means) -> Option<Held> {
    match kind {
        RestrictionKind::Frozen => Some(Held::Frozen),
        RestrictionKind::Suspended => Some(Held::Suspended { until: None }),
        RestrictionKind::Blocked => Some(Held::Blocked),
        RestrictionKind::NewPassword if means == Means::Password => Some(Held::NewPassword),
        RestrictionKind::MeansOff(off) if off == means => Some(Held::MeansOff(off)),
        RestrictionKind::NewPassword
        | RestrictionKind::NewProofing
        | RestrictionKind::MeansOff(_) => None,
    }
}

/// The same without the moment at which a suspension ends.
fn why(kept_out: &KeptOut) -> Held {
    match kept_out.why() {
        Held::Suspended { .. } => Held::Suspended { until: None },
        other => other,
    }
}

fn holding(means: Means) -> impl Iterator<Item = (RestrictionKind, Held)> {
    RestrictionKind::ALL
        .into_iter()
        .filter_map(move |kind| Some((kind, said(kind, means)?)))
}

on_both_engines! {
    async fn a_right_pin_is_held_and_says_why(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        for (kind, held) in holding(Means::Pin) {
            let browser = door.browser();
            let (ticket, pin) = door.with_pin(&marta(), &browser).await;
            let id = door.restrict(person, kind).await;
            let refused = door.keeper.enter_pin(typed_pin(&ticket, &browser, &pin)).await;
            let Err(EnterPinRefused::Held(kept_out)) = refused else { panic!("{kind:?}") };
            assert_eq!(why(&kept_out), held, "{kind:?}");
            assert_eq!((kept_out.person(), kept_out.lang()), (person, marta().lang));
            assert!(!kept_out.may_thaw(), "a PIN is too little");
            let event = Event::KeptOut {
                method: "pin_sms".into(),
                why: kind.as_str().into(),
            };
            assert!(door.audited(person).await.iter().any(|(known, _)| *known == event));
            assert!(door.lifted(id).await);
            door.identified(&marta()).await;
            door.wait_minutes(61);
        }
    }

    async fn a_passkey_is_held_and_says_why(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::PasswordSms).await;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();
        for (kind, held) in holding(Means::Passkey) {
            let id = door.restrict(person, kind).await;
            let Err(PasskeyLogInError::Held(kept_out)) = door.come_in(&mut phone).await else {
                panic!("{kind:?}")
            };
            assert_eq!(why(&kept_out), held, "{kind:?}");
            assert_eq!(kept_out.may_thaw(), kind == RestrictionKind::Frozen, "{kind:?}");
            assert!(door.lifted(id).await);
            door.come_in(&mut phone).await.unwrap();
        }
    }

    async fn a_password_is_held_alone_and_with_a_code_and_no_phone_rings_for_nothing(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let own = door.browser();
        door.log_in(&marta(), RIGHT, &own).await.unwrap();
        for (kind, held) in holding(Means::Password) {
            let id = door.restrict(person, kind).await;
            let Err(EnterPasswordError::Held(kept_out)) =
                door.log_in(&marta(), RIGHT, &own).await
            else {
                panic!("{kind:?}")
            };
            assert_eq!((why(&kept_out), kept_out.may_thaw()), (held, false), "{kind:?}");
            let frozen = kind == RestrictionKind::Frozen;
            if !frozen {
                let given = authn::EnterPassword {
                    wish: door.with_more(&door.browser()),
                    ..typed(&marta(), RIGHT, &door.browser())
                };
                let refused = door.keeper.enter_password(given).await;
                assert!(matches!(refused, Err(EnterPasswordError::Held(_))), "{kind:?}");
                assert!(door.messages().await.is_empty(), "{kind:?}");
            } else {
                // It is what thaws.
                let kept_out = door.with_code_by_sms().await.unwrap_err();
                assert_eq!((why(&kept_out), kept_out.may_thaw()), (held, true));
            }
            let wrong = door.log_in(&marta(), OTHER, &door.browser()).await;
            let unknown = matches!(wrong, Err(EnterPasswordError::NotRight { left: None }));
            assert!(unknown, "a stranger learns nothing");
            assert!(door.lifted(id).await);
            door.log_in(&marta(), RIGHT, &own).await.unwrap();
            door.wait_minutes(61);
        }
    }

    async fn a_confirmation_in_the_app_is_held_and_says_why(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let mut phone = door.phone(&marta(), By::Code).await;
        for (kind, held) in holding(Means::App) {
            let id = door.restrict(person, kind).await;
            let browser = door.browser();
            let ticket = door.waits(&browser).await;
            let opened = door.opened(&phone, &ticket).await;
            door.confirm(&mut phone, &opened, &ticket).await.unwrap();
            let waiting = door.keeper.go_on_from_app(&ticket, &browser, arrival(1)).await.unwrap();
            let Waiting::Held(kept_out) = waiting else { panic!("{kind:?}") };
            assert_eq!(why(&kept_out), held, "{kind:?}");
            assert!(door.lifted(id).await);
        }
    }

    /// Invariant 11: the answers of before, and nobody is rung.
    async fn requests_are_answered_as_ever_and_nobody_is_rung(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let phone = door.phone(&marta(), By::Code).await;
        for kind in [
            RestrictionKind::Frozen,
            RestrictionKind::Suspended,
            RestrictionKind::Blocked,
            RestrictionKind::MeansOff(Means::Pin),
        ] {
            let id = door.restrict(person, kind).await;
            let browser = door.browser();
            let ticket = door.obtain(&marta(), &browser).await;
            let known = phone.known(&door).await;
            let shown = door.keeper.app_state(&known, crate::support::origin(1)).await.unwrap();
            assert_eq!(shown.pin, None, "{kind:?}");
            let again = door.ask_for_sms(&ticket, &browser).await;
            assert!(again.sms_sent, "{kind:?}");
            assert!(door.messages().await.is_empty(), "{kind:?}");
            assert!(door.lifted(id).await);
            door.wait_minutes(61);
        }
        for kind in [
            RestrictionKind::Frozen,
            RestrictionKind::Blocked,
            RestrictionKind::MeansOff(Means::App),
        ] {
            let id = door.restrict(person, kind).await;
            door.by_number(&marta(), &door.browser()).await;
            let known = phone.known(&door).await;
            let shown = door.keeper.app_state(&known, crate::support::origin(1)).await.unwrap();
            assert!(shown.requests.is_empty(), "{kind:?}");
            door.keeper.begin_activation(begun(&marta())).await.unwrap();
            assert_eq!(sms_code(&door.messages().await), None, "{kind:?}");
            assert!(door.lifted(id).await);
            door.wait_minutes(61);
        }
    }

    /// And the work of before: however a person stands, the statements and the rows are the same.
    async fn every_step_of_a_stranger_is_the_same_work_whoever_is_held(database: TestDatabase) {
        let door = Door::open(&database);
        let cases = [
            None,
            Some(RestrictionKind::Frozen),
            Some(RestrictionKind::Blocked),
            Some(RestrictionKind::MeansOff(Means::Pin)),
            Some(RestrictionKind::MeansOff(Means::App)),
        ];
        let her = door.advanced().await;
        door.obtain(&tomas(), &door.browser()).await;
        let mut works = Vec::new();
        for kind in cases {
            let id = match kind {
                Some(kind) => Some(door.restrict(her, kind).await),
                None => None,
            };
            let before = door.work();
            let browser = door.browser();
            let ticket = door.obtain(&marta(), &browser).await;
            door.ask_for_sms(&ticket, &browser).await;
            door.by_number(&marta(), &browser).await;
            door.keeper.begin_activation(begun(&marta())).await.unwrap();
            let mut work = door.work();
            for (name, (statements, rows)) in before {
                let after = work.get_mut(name).unwrap();
                *after = (after.0 - statements, after.1 - rows);
            }
            work.retain(|_, (statements, _)| *statements > 0);
            works.push((kind, work));
            if let Some(id) = id {
                assert!(door.lifted(id).await);
            }
            door.wait_minutes(61);
        }
        let (_, first) = works[0].clone();
        assert!(first.len() >= 4, "{first:?}");
        for (kind, work) in works {
            assert_eq!(work, first, "{kind:?}");
        }
    }

    async fn what_closes_everything_ends_every_session(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        for kind in RestrictionKind::ALL {
            let (secret, _) = door.identified(&marta()).await;
            assert!(door.keeper.resume(&secret).await.unwrap().is_some());
            let id = door.restrict(person, kind).await;
            let goes_on = door.keeper.resume(&secret).await.unwrap().is_some();
            assert_eq!(goes_on, !kind.ends_sessions(), "{kind:?}");
            assert!(door.lifted(id).await);
            door.wait_minutes(61);
        }
    }

    /// The registration stays what it is; what a session is worth does not.
    async fn new_proofing_caps_every_way_at_low(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.restrict(person, RestrictionKind::NewProofing).await;
        assert_eq!(door.with_code_by_sms().await, Ok(AuthenticationMethod::PasswordSms));
        let session = door.session_of(person, AuthenticationMethod::CertificateCard).await;
        assert_eq!(session.level(), AssuranceLevel::Low, "resumed under the cap too");
        assert_eq!(session.registration_level(), RegistrationLevel::Basic);
    }

    async fn a_demanded_password_is_set_anew_by_recovery_and_by_nothing_else(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, code) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.restrict(person, RestrictionKind::NewPassword).await;
        let change = authn::EnterPassword {
            wish: PasswordWish::Change,
            ..typed(&marta(), RIGHT, &door.browser())
        };
        let refused = door.keeper.enter_password(change).await;
        assert!(matches!(refused, Err(EnterPasswordError::Held(_))), "{refused:?}");
        let recover = authn::ConfirmActivation {
            claim: authn::ActivationClaim::Recover,
            ..claim(&marta(), &code)
        };
        door.activate(recover, OTHER).await;
        assert_eq!(door.standing(person).await.iter().count(), 0);
        door.log_in(&marta(), OTHER, &door.browser()).await.unwrap();
        let lifted = Event::RestrictionLifted {
            restriction: "new_password".into(),
            how: "recovered".into(),
        };
        assert!(door.audited(person).await.iter().any(|(known, _)| *known == lifted));
    }

    /// A means that is made while everything is closed could open it again.
    async fn no_means_is_made_while_everything_is_closed(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, code) = door.with_code(&marta(), RegistrationLevel::Advanced).await;
        let begun_before = door.keeper.confirm_activation(claim(&marta(), &code)).await.unwrap();
        door.prove_phone(&begun_before).await;
        let ready = door.proven(&marta()).await;
        for kind in
            [RestrictionKind::Frozen, RestrictionKind::Suspended, RestrictionKind::Blocked]
        {
            let id = door.restrict(person, kind).await;
            let refused = door.refused_claim(claim(&marta(), &code)).await;
            assert!(matches!(refused, ConfirmActivationError::Held(_)), "{refused}");
            let chosen = door.keeper.choose_password(&begun_before, password(RIGHT)).await;
            assert!(matches!(chosen, Err(authn::ChoosePasswordError::FlowGone)), "{chosen:?}");
            let mut phone = Phone::new();
            let made = door.register(&ready, &mut phone, By::Code, true).await;
            assert!(matches!(made, Err(authn::RegisterDeviceError::Gone)), "{made:?}");
            assert!(door.lifted(id).await);
        }
    }

    async fn a_suspension_ends_by_itself(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        door.restrict(person, RestrictionKind::Suspended).await;
        let refused = door.standing(person).await;
        assert!(refused.closed(door.now()).is_some());
        door.wait_minutes(60);
        door.identified(&marta()).await;
    }

    async fn freezing_ends_everything_and_a_substantial_log_in_thaws_once(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let (secret, session) = door.identified(&marta()).await;
        assert!(door.keeper.freeze(&session).await.unwrap());
        assert!(!door.keeper.freeze(&session).await.unwrap(), "it is frozen");
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
        let low = door.log_in(&marta(), RIGHT, &door.browser()).await;
        let Err(EnterPasswordError::Held(low)) = low else { panic!("{low:?}") };
        assert!(matches!(door.keeper.thaw(&low).await, Err(ThawError::NotEnough)));
        let kept_out = door.with_code_by_sms().await.unwrap_err();
        // As it travels through the browser.
        let tokens = &*door.keeper.tokens;
        let sealed = kept_out.seal(tokens);
        let kept_out = KeptOut::open(tokens, &sealed, door.now()).unwrap();
        assert_eq!(KeptOut::open(tokens, &format!("{sealed}00"), door.now()), None);
        door.keeper.thaw(&kept_out).await.unwrap();
        assert!(!door.standing(person).await.is_frozen());
        door.identified(&marta()).await;
        // Frozen again, the log-in of before is worth nothing.
        door.restrict(person, RestrictionKind::Frozen).await;
        assert!(matches!(door.keeper.thaw(&kept_out).await, Err(ThawError::Stale)));
        let later = door.with_code_by_sms().await.unwrap_err();
        door.wait_minutes(10);
        assert_eq!(KeptOut::open(tokens, &later.seal(tokens), door.now()), None);
        assert!(matches!(door.keeper.thaw(&later).await, Err(ThawError::Stale)));
    }

    async fn thawing_lifts_nothing_that_staff_set_meanwhile(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.restrict(person, RestrictionKind::Frozen).await;
        let kept_out = door.with_code_by_sms().await.unwrap_err();
        assert!(kept_out.may_thaw());
        for kind in [RestrictionKind::Blocked, RestrictionKind::NewProofing] {
            let id = door.restrict(person, kind).await;
            assert!(matches!(door.keeper.thaw(&kept_out).await, Err(ThawError::NotEnough)));
            assert!(door.lifted(id).await);
        }
        assert!(door.standing(person).await.is_frozen());
    }

    async fn a_basic_registration_thaws_at_an_office_only(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Basic).await;
        door.restrict(person, RestrictionKind::Frozen).await;
        let given = authn::EnterPassword {
            wish: door.with_more(&door.browser()),
            ..typed(&marta(), RIGHT, &door.browser())
        };
        let refused = door.keeper.enter_password(given).await;
        let Err(EnterPasswordError::Held(kept_out)) = refused else { panic!("{refused:?}") };
        assert!(!kept_out.may_thaw());
        assert!(door.messages().await.is_empty(), "no code that leads nowhere");
    }

    async fn a_way_is_switched_off_and_its_other_sessions_end(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let (elsewhere, _) = door.identified(&marta()).await;
        let (here, session) = door.identified(&marta()).await;
        let other = door.session_of(person, AuthenticationMethod::PasswordSms).await;
        let keeper = &door.keeper;
        assert!(keeper.switch_means_off(&session, Means::Pin, true).await.unwrap());
        assert!(!keeper.switch_means_off(&session, Means::Pin, false).await.unwrap());
        assert!(keeper.resume(&elsewhere).await.unwrap().is_none());
        assert!(keeper.resume(&here).await.unwrap().is_some());
        // Never through itself, whatever the level.
        let refused = keeper.switch_means_on(&session, Means::Pin).await;
        assert!(matches!(refused, Err(SwitchOnError::ThroughItself)), "{refused:?}");
        assert!(keeper.switch_means_on(&other, Means::Pin).await.unwrap());
        assert!(!keeper.switch_means_on(&other, Means::Pin).await.unwrap());
        door.identified(&marta()).await;
    }

    /// It speaks for an entity, and a way switched on is one of the person's own.
    async fn the_certificate_of_a_representative_switches_no_way_on(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let own = door.session_of(person, AuthenticationMethod::Certificate).await;
        let method = AuthenticationMethod::CertificateRepresentative;
        let represents = door.session_of(person, method).await;
        assert!(door.keeper.switch_means_off(&represents, Means::Pin, false).await.unwrap());
        let refused = door.keeper.switch_means_on(&represents, Means::Pin).await;
        assert!(matches!(refused, Err(SwitchOnError::Representative)), "{refused:?}");
        assert!(door.keeper.switch_means_on(&own, Means::Pin).await.unwrap());
    }

    async fn switching_on_takes_a_session_that_reaches_what_the_way_gives(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let low = door.identified(&marta()).await.1;
        let off = door.keeper.switch_means_off(&low, Means::Password, false).await;
        assert!(matches!(off, Err(SwitchOffError::LastToThaw)), "{off:?}");
        assert!(door.keeper.switch_means_off(&low, Means::Password, true).await.unwrap());
        let refused = door.keeper.switch_means_on(&low, Means::Password).await;
        let needed = AssuranceLevel::Substantial;
        assert!(
            matches!(refused, Err(SwitchOnError::LevelNeeded(level)) if level == needed),
            "{refused:?}"
        );
        let high = door.session_of(person, AuthenticationMethod::Certificate).await;
        assert!(door.keeper.switch_means_on(&high, Means::Password).await.unwrap());
        let id = door.restrict(person, RestrictionKind::MeansOff(Means::App)).await;
        let refused = door.keeper.switch_means_on(&high, Means::App).await;
        assert!(matches!(refused, Err(SwitchOnError::ByStaff)), "{refused:?}");
        assert!(door.lifted(id).await);
    }

    /// What it could give once it is there again counts, and not what it gives meanwhile: a session
    /// of a PIN would open what it never reached.
    async fn a_way_that_gives_nothing_now_is_switched_on_at_the_level_that_it_could_give(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let low = door.identified(&marta()).await.1;
        for means in [Means::Password, Means::Passkey, Means::App, Means::Certificate] {
            assert!(door.keeper.switch_means_off(&low, means, true).await.unwrap());
        }
        let needed = AssuranceLevel::Substantial;
        for kind in [RestrictionKind::NewPassword, RestrictionKind::NewProofing] {
            let demanded = door.restrict(person, kind).await;
            for means in [Means::Password, Means::Passkey, Means::App, Means::Certificate] {
                let refused = door.keeper.switch_means_on(&low, means).await;
                assert!(
                    matches!(refused, Err(SwitchOnError::LevelNeeded(level)) if level == needed),
                    "{kind:?}, {means:?}: {refused:?}"
                );
            }
            assert!(door.lifted(demanded).await);
        }
        let views = door.keeper.means(&low).await.unwrap();
        let (pin, rest): (Vec<_>, Vec<_>) = views.iter().partition(|one| one.means == Means::Pin);
        assert!(pin.iter().all(|one| one.needed == AssuranceLevel::Low));
        assert!(rest.iter().all(|one| one.needed == needed), "{rest:?}");
    }

    /// Each is a message to the person and a row for ever.
    async fn ways_are_switched_twenty_times_a_day_off_and_on_together(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let keeper = &door.keeper;
        for _ in 0..10 {
            assert!(keeper.switch_means_off(&session, Means::Pin, true).await.unwrap());
            assert!(keeper.switch_means_on(&session, Means::Pin).await.unwrap());
        }
        door.messages().await;
        let refused = keeper.switch_means_off(&session, Means::Pin, true).await;
        let tomorrow = door.now().checked_add(SignedDuration::from_hours(24)).unwrap();
        assert!(
            matches!(refused, Err(SwitchOffError::TooMany { until }) if until == tomorrow),
            "{refused:?}"
        );
        assert!(!door.standing(person).await.is_off(Means::Pin));
        assert!(door.messages().await.is_empty());
        door.wait_minutes(24 * 60);
        for _ in 0..10 {
            assert!(keeper.switch_means_off(&session, Means::App, true).await.unwrap());
            assert!(!keeper.switch_means_off(&session, Means::App, true).await.unwrap());
            assert!(keeper.switch_means_on(&session, Means::App).await.unwrap());
        }
        assert!(keeper.switch_means_off(&session, Means::App, true).await.is_err());
    }

    /// Whether or not it thaws: a basic registration has one way as well.
    async fn the_last_way_in_is_switched_off_after_a_warning_only(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Basic).await;
        let (_, session) = door.identified(&marta()).await;
        let keeper = &door.keeper;
        assert!(keeper.switch_means_off(&session, Means::Pin, false).await.unwrap());
        let views = keeper.means(&session).await.unwrap();
        let last: Vec<_> = views.iter().filter(|view| view.last_in).collect();
        // That somebody has a certificate is not known.
        assert!(matches!(last[..], [view] if view.means == Means::Password), "{last:?}");
        let refused = keeper.switch_means_off(&session, Means::Password, false).await;
        assert!(matches!(refused, Err(SwitchOffError::LastIn)), "{refused:?}");
        assert!(keeper.switch_means_off(&session, Means::Password, true).await.unwrap());
        // What is left may be all that they have.
        let refused = keeper.switch_means_off(&session, Means::Certificate, false).await;
        assert!(matches!(refused, Err(SwitchOffError::LastIn)), "{refused:?}");
        // What they have not is no way in.
        assert!(keeper.switch_means_off(&session, Means::App, false).await.unwrap());
        let other = door.session_of(person, AuthenticationMethod::Certificate).await;
        assert!(keeper.switch_means_on(&other, Means::Password).await.unwrap());
    }

    /// A certificate with which the person came in is a way that they have.
    async fn a_certificate_that_was_used_is_another_way_in(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let keeper = &door.keeper;
        assert!(keeper.switch_means_off(&session, Means::Pin, false).await.unwrap());
        let refused = keeper.switch_means_off(&session, Means::Certificate, false).await;
        assert!(matches!(refused, Err(SwitchOffError::LastIn)), "{refused:?}");
    }

    async fn a_password_that_opens_nothing_is_said_to_be_there(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let (_, session) = door.identified(&marta()).await;
        let condition = async || {
            let views = door.keeper.means(&session).await.unwrap();
            match (&views[2].has, views[2].gives) {
                (Has::Password(Some(kept)), gives) => (kept.condition, gives.is_some()),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(condition().await, (PasswordCondition::Works, true));
        let id = door.restrict(person, RestrictionKind::NewPassword).await;
        assert_eq!(condition().await, (PasswordCondition::Demanded, false));
        assert!(door.lifted(id).await);
        let days = door.keeper.settings.password.valid_days;
        door.wait_minutes(i64::from(days) * 24 * 60);
        assert_eq!(condition().await, (PasswordCondition::Expired, false));
    }

    /// The session goes on, and remembers its last log-in only.
    async fn a_way_in_is_known_after_another_in_the_same_browser(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), RegistrationLevel::Advanced).await;
        let (secret, _) = door.identified(&marta()).await;
        let pin_at = door.now();
        door.wait_minutes(5);
        let again = authn::EnterPassword {
            arrival: authn::Arrival {
                previous: Some(secret),
                ..arrival(1)
            },
            ..typed(&marta(), RIGHT, &door.browser())
        };
        let entered = door.keeper.enter_password(again).await;
        let Ok(PasswordEntered::Session(_, session)) = entered else { panic!("{entered:?}") };
        let used: Vec<_> = door.keeper.means(&session).await.unwrap();
        let used: Vec<_> = used.iter().map(|view| view.used_at).collect();
        assert_eq!(used, [Some(pin_at), None, Some(door.now()), None, None]);
    }

    async fn no_level_is_shown_above_what_counts(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let mut phone = Phone::new();
        let ready = door.invited(person).await;
        let activated = door.register(&ready, &mut phone, By::Passkey, false).await.unwrap();
        assert_eq!(activated.device.level, AssuranceLevel::Substantial);
        let session = door.session_of(person, AuthenticationMethod::PasswordSms).await;
        let mut key = device("bound");
        door.add(&session, &mut key).await.unwrap();
        let shown = async || {
            let known = phone.known(&door).await;
            let state = door.keeper.app_state(&known, crate::support::origin(1)).await.unwrap();
            let owner = state.owner.unwrap().registration;
            let mine = door.keeper.passkeys(&session).await.unwrap();
            let device = door.keeper.device_of(&session).await.unwrap().unwrap();
            assert_eq!(device.level, state.device.level);
            assert_eq!(mine[0].1, state.device.level);
            assert_eq!(owner == RegistrationLevel::Basic, device.level == AssuranceLevel::Low);
            device.level
        };
        assert_eq!(shown().await, AssuranceLevel::Substantial);
        assert!(!door.keeper.must_prove_again(&session).await.unwrap());
        let id = door.restrict(person, RestrictionKind::NewProofing).await;
        assert_eq!(shown().await, AssuranceLevel::Low);
        assert!(door.keeper.must_prove_again(&session).await.unwrap());
        assert!(door.lifted(id).await);
        assert!(!door.keeper.must_prove_again(&session).await.unwrap());
    }

    async fn the_page_of_means_knows_what_there_is(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.phone(&marta(), By::Code).await;
        let session = door.session_of(person, AuthenticationMethod::PasswordSms).await;
        let mut key = device("bound");
        door.add(&session, &mut key).await.unwrap();
        let views = door.keeper.means(&session).await.unwrap();
        let (low, substantial) = (AssuranceLevel::Low, AssuranceLevel::Substantial);
        let gives: Vec<_> = views.iter().map(|view| (view.means, view.gives)).collect();
        assert_eq!(
            gives,
            [
                (Means::Pin, Some(low)),
                (Means::App, Some(low)),
                (Means::Password, Some(substantial)),
                (Means::Passkey, Some(substantial)),
                (Means::Certificate, Some(substantial)),
            ]
        );
        assert!(views.iter().all(|view| view.off.is_none() && !view.last_to_thaw));
        assert_eq!(views[2].used_at, Some(door.now()));
        door.keeper.switch_means_off(&session, Means::Passkey, false).await.unwrap();
        let views = door.keeper.means(&session).await.unwrap();
        assert!(views[2].last_to_thaw && views[3].off.is_some());
    }
}
