//! One phone, one person: taking a phone over, losing it, and getting back (R061, R062, R242,
//! R243).

use audit::Event;
use model::{
    notice::{Channel, Notice},
    registration::RegistrationState,
    session::{AuthenticationMethod, Session},
};
use ports::documents::Document;
use registration::{CompleteError, Stage, terms};
use store::{StoreError, on_both_engines, repo};
use vocab::{BearerSecret, Lang, PersonId, RegistrationLevel, SeededEntropy, SessionId};

use crate::support::{Office, joan, kinds, marta, other_than, person, phone, phone_code};

/// A session that the person has open somewhere.
async fn session_of(office: &Office, person: PersonId) -> SessionId {
    let now = office.now();
    let session = Session {
        id: SessionId::new(now, &SeededEntropy::new(77)),
        person,
        registration_level: RegistrationLevel::Basic,
        method: AuthenticationMethod::PinSms,
        authenticated_at: now,
        last_used_at: now,
        ended_at: None,
    };
    let id = session.id;
    office
        .store
        .transact::<_, StoreError, _>("test.session", move |tx| {
            repo::session::add(tx, &session, [9; 32])
        })
        .await
        .unwrap();
    id
}

async fn is_live(office: &Office, session: SessionId) -> bool {
    office
        .store
        .read("test.live", move |tx| repo::session::is_live(tx, session))
        .await
        .unwrap()
}

/// Whether the flow's page would ask before anything is sent.
async fn in_use(office: &Office, flow: &BearerSecret) -> bool {
    match office.stage(flow).await {
        Stage::PhoneProven { in_use, .. } => in_use,
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    /// R242: code not given, code wrong, code right but no consent.
    async fn without_code_and_consent_nothing_changes_for_the_previous_holder(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let her = office.registered(&marta()).await;
        let before = office.registration(&marta()).await;
        let session = session_of(&office, her).await;
        let flow = office.with_letter(&joan()).await;
        office.give_phone(&flow, &marta().phone).await;
        let not_given = office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await;
        assert!(matches!(not_given, Err(CompleteError::NotYet)));
        let code = phone_code(&office.messages().await);
        office.registrar.enter_phone_code(&flow, other_than(&code)).await.unwrap_err();
        let wrong = office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await;
        assert!(matches!(wrong, Err(CompleteError::NotYet)));
        office.registrar.enter_phone_code(&flow, code).await.unwrap();
        assert!(in_use(&office, &flow).await);
        let no_consent = office.registrar.complete(&flow, &terms::current(Lang::Ca), false).await;
        assert!(matches!(no_consent, Err(CompleteError::ConfirmDisplacement)));
        assert_eq!(office.registration(&marta()).await, before);
        assert!(is_live(&office, session).await);
        assert!(office.messages().await.is_empty());
        assert!(office.registration(&joan()).await.is_none());
        assert!(in_use(&office, &flow).await, "the person may still consent, or go back");
    }

    /// R062, R243: displaced, told by another way than the lost phone, sessions ended, nothing
    /// deleted.
    async fn with_consent_the_previous_holder_is_displaced_told_and_logged_out(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let her = office.registered(&marta()).await;
        let before = office.registration(&marta()).await.unwrap();
        let session = session_of(&office, her).await;
        let flow = office.ready(&joan(), &marta().phone).await;
        office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await.unwrap();
        let hers = office.registration(&marta()).await.unwrap();
        assert_eq!(hers.state, RegistrationState::PhoneDisplaced);
        assert_eq!(
            (hers.id, hers.level, hers.registered_at, &hers.email),
            (before.id, before.level, before.registered_at, &before.email),
            "the registration itself is kept"
        );
        assert!(!is_live(&office, session).await);
        let his = office.registration(&joan()).await.unwrap();
        assert_eq!((his.state, his.phone), (RegistrationState::Active, marta().phone));
        let messages = office.messages().await;
        let told = messages
            .iter()
            .find(|message| matches!(message.notice, Notice::PhoneDisplaced { .. }))
            .unwrap();
        assert_eq!(told.channel, Channel::Email(marta().email));
        assert_eq!(told.lang, marta().lang, "in her language, not in his");
        assert_eq!(kinds(&messages).len(), 3, "and the two messages of welcome");
        let audited = office.audited(&marta()).await;
        assert_eq!(audited, [(Event::PhoneDisplaced, "registration.complete".to_owned())]);
    }

    /// The phone was free when it was proven and is somebody's when the conditions are sent.
    async fn a_phone_taken_between_proof_and_sending_asks_for_consent(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.ready(&joan(), &marta().phone).await;
        assert!(!in_use(&office, &flow).await);
        office.registered(&marta()).await;
        let sent = office.registrar.complete(&flow, &terms::current(Lang::Ca), false).await;
        assert!(matches!(sent, Err(CompleteError::ConfirmDisplacement)));
        office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await.unwrap();
        let hers = office.registration(&marta()).await.unwrap();
        assert_eq!(hers.state, RegistrationState::PhoneDisplaced);
    }

    async fn consent_without_a_previous_holder_displaces_nobody(database: TestDatabase) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let flow = office.ready(&joan(), &phone("600000992")).await;
        office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await.unwrap();
        let hers = office.registration(&marta()).await.unwrap();
        assert_eq!(hers.state, RegistrationState::Active);
    }

    /// R243: a new letter brings a new number, to the same registration.
    async fn a_displaced_person_comes_back_by_a_new_letter_with_a_new_phone(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let iker = person("Iker", "Zabala");
        office.registered(&person("Nerea", "Zabala")).await;
        let displaced = RegistrationState::PhoneDisplaced;
        office.registered_as(&iker, RegistrationLevel::Basic, displaced).await;
        let before = office.registration(&iker).await.unwrap();
        office.wait_hours(30);
        let new = phone("600000991");
        let flow = office.ready(&iker, &new).await;
        let completed =
            office.registrar.complete(&flow, &terms::current(Lang::Es), false).await.unwrap();
        let after = office.registration(&iker).await.unwrap();
        assert_eq!((after.id, after.registered_at), (before.id, before.registered_at));
        assert_eq!((after.state, after.phone), (RegistrationState::Active, new));
        assert_eq!(completed.activation_code.as_str().len(), 16);
        let audited = office.audited(&iker).await;
        assert!(audited.contains(&(Event::PhoneRestored, "registration.complete".to_owned())));
        assert!(audited.iter().all(|(event, _)| *event != Event::Registered));
    }

    /// The couple of one phone, turn about: each can get it back, and only one has it.
    async fn the_phone_of_a_couple_can_change_hands_and_back(database: TestDatabase) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let flow = office.ready(&joan(), &marta().phone).await;
        office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await.unwrap();
        let flow = office.ready(&marta(), &marta().phone).await;
        assert!(in_use(&office, &flow).await);
        office.registrar.complete(&flow, &terms::current(Lang::Es), true).await.unwrap();
        let state = async |who| office.registration(&who).await.unwrap().state;
        assert_eq!(state(marta()).await, RegistrationState::Active);
        assert_eq!(state(joan()).await, RegistrationState::PhoneDisplaced);
    }

    /// R024: a letter gives the basic level and takes no level away.
    async fn an_advanced_registration_stays_advanced_and_its_receipt_says_so(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let pilar = person("Pilar", "Ugarte");
        let displaced = RegistrationState::PhoneDisplaced;
        office.registered_as(&pilar, RegistrationLevel::Advanced, displaced).await;
        let flow = office.ready(&pilar, &phone("600000990")).await;
        office.registrar.complete(&flow, &terms::current(Lang::Es), false).await.unwrap();
        let after = office.registration(&pilar).await.unwrap();
        assert_eq!(after.level, RegistrationLevel::Advanced);
        office.registrar.receipt(&flow).await.unwrap();
        match &office.renderer.rendered()[..] {
            [Document::RegistrationReceipt(receipt)] => assert!(receipt.advanced),
            other => panic!("{other:?}"),
        }
    }
}
