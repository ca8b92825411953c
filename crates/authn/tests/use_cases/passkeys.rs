//! Passkeys: added in a session, worth no more than it, answered once.

use audit::Event;
use authn::{
    AddPasskeyError, Authenticated, PasskeyChallengeError, PasskeyLogInError, RemovePasskeyError,
    Settings,
};
use model::{
    alert::AlertFact,
    notice::{Channel, Notice, OutgoingNotice},
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use store::{on_both_engines, sql};
use vocab::{AssuranceLevel, BearerSecret, Line, RegistrationLevel, SeededEntropy, SignedDuration};
use wire_webauthn::testing::Authenticator;

use crate::support::{Door, arrival, marta, origin, tomas};

const ORIGIN: &str = "http://localhost:8080";

pub(crate) fn device(name: &str) -> Authenticator {
    Authenticator::new(name.as_bytes(), ORIGIN)
}

impl Door {
    pub(crate) async fn add(
        &self,
        session: &Authenticated,
        device: &mut Authenticator,
    ) -> Result<(), AddPasskeyError> {
        let ceremony = self.keeper.add_passkey_begin(session, "Ana").await?;
        let answer = device.create(&ceremony.options);
        let label = Line::parse("Mi móvil").unwrap();
        self.keeper
            .add_passkey_finish(session, label, &ceremony.secret, &answer)
            .await
    }

    pub(crate) async fn come_in(
        &self,
        device: &mut Authenticator,
    ) -> Result<(BearerSecret, Authenticated), PasskeyLogInError> {
        let ceremony = self.keeper.passkey_log_in_begin(origin(1)).await.unwrap();
        let answer = device.get(&ceremony.options);
        self.keeper
            .passkey_log_in_finish(&ceremony.secret, &answer, arrival(1))
            .await
    }
}

on_both_engines! {
    async fn a_passkey_added_in_a_session_opens_the_next_and_its_person_is_told(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let session = door.identified(&marta()).await.1;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();
        let (secret, opened) = door.come_in(&mut phone).await.unwrap();
        assert_eq!(opened.person(), person);
        assert_eq!(opened.method(), AuthenticationMethod::Passkey);
        assert_ne!(opened.session(), session.session());
        assert!(door.keeper.resume(&secret).await.unwrap().is_some());
        let told = door.messages().await;
        let told = told.iter().any(|message| {
            matches!(message.notice, Notice::PasskeyAdded { .. })
                && message.channel == Channel::Email(marta().email)
        });
        assert!(told, "by e-mail");
        let audited = door.audited(person).await;
        for event in [Event::PasskeyAdded, Event::PasskeyAccepted] {
            assert!(audited.iter().any(|(written, _)| *written == event), "{event:?}");
        }
        let [(mine, _)] = door.keeper.passkeys(&opened).await.unwrap().try_into().unwrap();
        assert_eq!(mine.label.as_str(), "Mi móvil");
        assert!(mine.last_used_at.is_some());
    }

    async fn a_passkey_is_worth_no_more_than_the_log_in_that_vouched_for_it(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door
            .registered_as(&marta(), RegistrationLevel::Advanced, RegistrationState::Active)
            .await;
        let low = door.identified(&marta()).await.1;
        let mut weak = device("added with a PIN");
        door.add(&low, &mut weak).await.unwrap();
        let (_, opened) = door.come_in(&mut weak).await.unwrap();
        assert_eq!(opened.level(), AssuranceLevel::Low);

        let high = door.session_of(person, AuthenticationMethod::PasswordSms).await;
        let mut bound = device("added with password and code");
        door.add(&high, &mut bound).await.unwrap();
        let (_, opened) = door.come_in(&mut bound).await.unwrap();
        assert_eq!(opened.method(), AuthenticationMethod::PasskeyBound);
        assert_eq!(opened.level(), AssuranceLevel::Substantial);

        let mut synced = device("copied between devices");
        synced.copyable = true;
        door.add(&high, &mut synced).await.unwrap();
        let (_, opened) = door.come_in(&mut synced).await.unwrap();
        assert_eq!(opened.level(), AssuranceLevel::Low);
    }

    async fn the_certificate_of_a_representative_adds_no_passkey(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door
            .registered_as(&marta(), RegistrationLevel::Advanced, RegistrationState::Active)
            .await;
        let method = AuthenticationMethod::CertificateRepresentative;
        let session = door.session_of(person, method).await;
        let refused = door.add(&session, &mut device("phone")).await;
        assert!(matches!(refused, Err(AddPasskeyError::Representative)), "{refused:?}");
    }

    /// Whoever has no more than the telephone number takes nothing away that is worth more, and
    /// whatever is taken away is told.
    async fn a_passkey_is_removed_in_a_session_that_reaches_what_it_gives_and_its_person_is_told(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let high = door.session_of(person, AuthenticationMethod::Certificate).await;
        door.add(&high, &mut device("key")).await.unwrap();
        let low = door.identified(&marta()).await.1;
        let id = door.keeper.passkeys(&low).await.unwrap()[0].0.id;
        door.messages().await;
        let refused = door.keeper.remove_passkey(&low, id).await;
        let needed = AssuranceLevel::Substantial;
        assert!(
            matches!(refused, Err(RemovePasskeyError::LevelNeeded(level)) if level == needed),
            "{refused:?}"
        );
        assert!(door.messages().await.is_empty());
        assert!(door.keeper.remove_passkey(&high, id).await.unwrap());
        assert!(!door.keeper.remove_passkey(&high, id).await.unwrap());
        let told = door.messages().await;
        let gone = |message: &OutgoingNotice| {
            let fact = AlertFact::PasskeyRemoved;
            matches!(message.notice, Notice::Alert { fact: told, .. } if told == fact)
        };
        assert_eq!(told.iter().filter(|message| gone(message)).count(), 1, "{told:?}");
    }

    /// Each challenge is a row, and nobody has proven anything yet.
    async fn an_origin_gets_so_many_challenges_an_hour(database: TestDatabase) {
        let settings = Settings { passkeys_per_origin_an_hour: 3, ..Settings::default() };
        let door = Door::with(&database, settings);
        let begin = async |from| door.keeper.passkey_log_in_begin(origin(from)).await;
        for _ in 0..3 {
            begin(1).await.unwrap();
        }
        let refused = begin(1).await;
        let hour = door.now().checked_add(SignedDuration::from_hours(1)).unwrap();
        assert!(
            matches!(refused, Err(PasskeyChallengeError::TooMany { until }) if until == hour),
            "{refused:?}"
        );
        let rows = sql!("SELECT COUNT(*) FROM passkey_ceremony");
        assert_eq!(door.count(rows).await, 3);
        begin(2).await.unwrap();
        door.wait_minutes(60);
        begin(1).await.unwrap();
    }

    async fn a_challenge_is_answered_once_in_time_and_for_what_it_was_drawn(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let session = door.identified(&marta()).await.1;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();

        let ceremony = door.keeper.passkey_log_in_begin(origin(1)).await.unwrap();
        let answer = phone.get(&ceremony.options);
        door.keeper.passkey_log_in_finish(&ceremony.secret, &answer, arrival(1)).await.unwrap();
        let again = door.keeper.passkey_log_in_finish(&ceremony.secret, &answer, arrival(1)).await;
        assert!(matches!(again, Err(PasskeyLogInError::ChallengeGone)), "{again:?}");

        let ceremony = door.keeper.passkey_log_in_begin(origin(1)).await.unwrap();
        let answer = phone.get(&ceremony.options);
        door.wait_minutes(5);
        let late = door.keeper.passkey_log_in_finish(&ceremony.secret, &answer, arrival(1)).await;
        assert!(matches!(late, Err(PasskeyLogInError::ChallengeGone)), "{late:?}");

        // The challenge of one person is none for another, and none for a log-in.
        let other = door.identified(&tomas()).await.1;
        let ceremony = door.keeper.add_passkey_begin(&session, "Ana").await.unwrap();
        let answer = device("second").create(&ceremony.options);
        let label = Line::parse("Otra").unwrap();
        let taken = door.keeper.add_passkey_finish(&other, label, &ceremony.secret, &answer).await;
        assert!(matches!(taken, Err(AddPasskeyError::ChallengeGone)), "{taken:?}");
        let unknown = BearerSecret::generate(&SeededEntropy::new(5));
        let refused = door.keeper.passkey_log_in_finish(&unknown, &phone.get(&ceremony_options(&door).await), arrival(1)).await;
        assert!(matches!(refused, Err(PasskeyLogInError::ChallengeGone)), "{refused:?}");
    }

    async fn whatever_is_wrong_with_a_proof_the_refusal_is_the_same(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let session = door.identified(&marta()).await.1;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();
        let mut forged = device("phone");
        let mut unknown = device("nobody's");
        let mut phished = device("phone");
        phished.origin = "https://localhost.example";
        for wrong in [&mut forged, &mut unknown, &mut phished] {
            let refused = door.come_in(wrong).await;
            assert!(matches!(refused, Err(PasskeyLogInError::Refused)), "{refused:?}");
        }
        phone.recognises_its_owner = false;
        let refused = door.come_in(&mut phone).await;
        assert!(matches!(refused, Err(PasskeyLogInError::Refused)), "{refused:?}");
        phone.recognises_its_owner = true;
        phone.sign_count = 9;
        door.come_in(&mut phone).await.unwrap();
        phone.sign_count = 3;
        let copied = door.come_in(&mut phone).await;
        assert!(matches!(copied, Err(PasskeyLogInError::Refused)), "{copied:?}");
    }

    async fn a_removed_passkey_opens_nothing_and_nobody_removes_anothers(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let session = door.identified(&marta()).await.1;
        let stranger = door.identified(&tomas()).await.1;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();
        let [(mine, _)] = door.keeper.passkeys(&session).await.unwrap().try_into().unwrap();
        assert!(!door.keeper.remove_passkey(&stranger, mine.id).await.unwrap());
        door.come_in(&mut phone).await.unwrap();
        assert!(door.keeper.remove_passkey(&session, mine.id).await.unwrap());
        let refused = door.come_in(&mut phone).await;
        assert!(matches!(refused, Err(PasskeyLogInError::Refused)), "{refused:?}");
    }

    async fn nobody_has_more_than_ten_nor_one_twice(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let session = door.identified(&marta()).await.1;
        for place in 0..9 {
            door.add(&session, &mut device(&format!("device {place}"))).await.unwrap();
        }
        let twice = door.add(&session, &mut device("device 3")).await;
        assert!(matches!(twice, Err(AddPasskeyError::Taken)), "{twice:?}");
        door.add(&session, &mut device("the tenth")).await.unwrap();
        let eleventh = door.add(&session, &mut device("the eleventh")).await;
        assert!(matches!(eleventh, Err(AddPasskeyError::TooMany)), "{eleventh:?}");
    }

    async fn the_passkey_of_a_registration_without_phone_opens_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let session = door.identified(&marta()).await.1;
        let mut phone = device("phone");
        door.add(&session, &mut phone).await.unwrap();
        door.displace(person).await;
        let refused = door.come_in(&mut phone).await;
        assert!(matches!(refused, Err(PasskeyLogInError::NotActive)), "{refused:?}");
    }
}

async fn ceremony_options(door: &Door) -> String {
    door.keeper
        .passkey_log_in_begin(origin(1))
        .await
        .unwrap()
        .options
}
