//! Phone and e-mail address: giving them, and proving the phone (R057–R060, R244).

use model::{notice::Notice, phone::PhoneCodeError};
use registration::{
    CompleteError, EnterPhoneCodeError, GiveContact, GiveContactError, Stage, terms,
};
use store::on_both_engines;
use tokio::task::JoinSet;
use vocab::{BearerSecret, OtpCode, PhoneNumber};

use crate::support::{
    Office, ananya, email, joan, kinds, marta, other_than, phone, phone_code, sms_to, tomas,
};

fn refused(answer: Result<(), EnterPhoneCodeError>) -> PhoneCodeError {
    match answer {
        Err(EnterPhoneCodeError::Code(error)) => error,
        other => panic!("{other:?}"),
    }
}

async fn give(
    office: &Office,
    flow: &BearerSecret,
    phone: &PhoneNumber,
) -> Result<(), GiveContactError> {
    let given = GiveContact {
        phone: phone.clone(),
        email: email(),
    };
    office.registrar.give_contact(flow, given).await
}

on_both_engines! {
    /// R059, R060, and the rule that every phone gets a code: the outcome is the same until the
    /// code is typed, and only then does the flow know that the phone belongs to somebody else.
    async fn a_phone_in_use_looks_like_any_other_until_its_code_is_typed(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let (free, used) = (phone("600000999"), marta().phone);
        let (his, theirs) = (office.with_letter(&tomas()).await, office.with_letter(&joan()).await);
        for (flow, phone, expected) in [(&his, &free, false), (&theirs, &used, true)] {
            give(&office, flow, phone).await.unwrap();
            let messages = office.messages().await;
            assert_eq!(kinds(&messages), [("sms", "phone_code")]);
            assert_eq!(sms_to(&messages[0]), Some(phone));
            assert!(matches!(office.stage(flow).await, Stage::PhoneCodeSent { .. }));
            let code = phone_code(&messages);
            let wrong = office.registrar.enter_phone_code(flow, other_than(&code)).await;
            assert_eq!(refused(wrong), PhoneCodeError::Wrong { left: 2 });
            office.registrar.enter_phone_code(flow, code).await.unwrap();
            match office.stage(flow).await {
                Stage::PhoneProven { phone: proven, in_use, email: kept, .. } => {
                    assert_eq!((&proven, in_use, kept), (phone, expected, email()));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    async fn the_message_is_in_the_language_of_the_page_and_dies_with_its_code(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let flow = office.with_letter(&joan()).await;
        give(&office, &flow, &joan().phone).await.unwrap();
        let message = office.messages().await.remove(0);
        assert_eq!(message.lang, joan().lang);
        assert!(matches!(message.notice, Notice::PhoneCode { minutes: 5, .. }));
        assert_eq!(message.send_before.as_second() - office.now().as_second(), 300);
    }

    /// Defaults D5.
    async fn three_wrong_codes_void_it_and_a_new_one_can_be_asked_for(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        give(&office, &flow, &ananya().phone).await.unwrap();
        let code = phone_code(&office.messages().await);
        let wrong = other_than(&code);
        for expected in
            [PhoneCodeError::Wrong { left: 2 }, PhoneCodeError::Wrong { left: 1 }, PhoneCodeError::Void]
        {
            let answer = office.registrar.enter_phone_code(&flow, wrong.clone()).await;
            assert_eq!(refused(answer), expected);
        }
        let right = office.registrar.enter_phone_code(&flow, code).await;
        assert_eq!(refused(right), PhoneCodeError::Void);
        office.registrar.resend_phone_code(&flow).await.unwrap();
        let fresh = phone_code(&office.messages().await);
        office.registrar.enter_phone_code(&flow, fresh).await.unwrap();
    }

    async fn a_code_works_for_five_minutes(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        give(&office, &flow, &ananya().phone).await.unwrap();
        let code = phone_code(&office.messages().await);
        office.clock.advance_seconds(300);
        let late = office.registrar.enter_phone_code(&flow, code).await;
        assert_eq!(refused(late), PhoneCodeError::Expired);
        office.registrar.resend_phone_code(&flow).await.unwrap();
        let code = phone_code(&office.messages().await);
        office.clock.advance_seconds(299);
        office.registrar.enter_phone_code(&flow, code).await.unwrap();
    }

    async fn another_code_goes_to_the_same_phone_and_the_one_before_no_longer_works(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        give(&office, &flow, &ananya().phone).await.unwrap();
        let first = phone_code(&office.messages().await);
        office.clock.advance_seconds(30);
        office.registrar.resend_phone_code(&flow).await.unwrap();
        let messages = office.messages().await;
        assert_eq!(sms_to(&messages[0]), Some(&ananya().phone));
        let old = office.registrar.enter_phone_code(&flow, first).await;
        assert_eq!(refused(old), PhoneCodeError::Wrong { left: 2 });
        let new = phone_code(&messages);
        office.registrar.enter_phone_code(&flow, new).await.unwrap();
    }

    /// Another code would void the one that is on its way; a mistyped phone is put right at once.
    async fn another_code_to_the_same_phone_waits_half_a_minute(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        let own = ananya().phone;
        give(&office, &flow, &own).await.unwrap();
        let sent_at = office.now();
        for seconds in [0, 29] {
            office.clock.advance_seconds(seconds);
            for early in
                [office.registrar.resend_phone_code(&flow).await, give(&office, &flow, &own).await]
            {
                let Err(GiveContactError::TooSoon { until }) = early else { panic!("{early:?}") };
                assert_eq!(until.as_second() - sent_at.as_second(), 30);
            }
        }
        let code = phone_code(&office.messages().await);
        give(&office, &flow, &phone("600000998")).await.unwrap();
        assert_eq!(office.messages().await.len(), 1, "another phone");
        give(&office, &flow, &own).await.unwrap();
        office.clock.advance_seconds(30);
        office.registrar.resend_phone_code(&flow).await.unwrap();
        let old = office.registrar.enter_phone_code(&flow, code).await;
        assert_eq!(refused(old), PhoneCodeError::Wrong { left: 2 });
    }

    /// A code proves the phone that received it and no other.
    async fn a_code_proves_only_the_phone_that_received_it(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        let (own, foreign) = (ananya().phone, phone("600000998"));
        give(&office, &flow, &own).await.unwrap();
        let code = phone_code(&office.messages().await);
        give(&office, &flow, &foreign).await.unwrap();
        let answer = office.registrar.enter_phone_code(&flow, code).await;
        assert_eq!(refused(answer), PhoneCodeError::Wrong { left: 2 });
    }

    async fn a_flow_gets_five_codes(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        for number in 0..5 {
            give(&office, &flow, &phone(&format!("60000090{number}"))).await.unwrap();
        }
        let sixth = office.registrar.resend_phone_code(&flow).await;
        assert!(matches!(sixth, Err(GiveContactError::TooManyCodes)));
        let other = give(&office, &flow, &phone("600000906")).await;
        assert!(matches!(other, Err(GiveContactError::TooManyCodes)));
        assert_eq!(office.messages().await.len(), 5);
        let stage = office.stage(&flow).await;
        assert!(matches!(stage, Stage::PhoneCodeSent { .. }), "the last code can still be typed");
    }

    /// Whoever asks: nobody's phone rings without end.
    async fn a_phone_gets_six_codes_an_hour(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        let (target, mut sent) = (phone("600000997"), 0);
        let mut refused = 0;
        for _ in 0..2 {
            let flow = office.begin(&ananya()).await;
            office.registrar.enter_code(&flow, code.clone()).await.unwrap();
            for _ in 0..4 {
                office.clock.advance_seconds(30);
                match give(&office, &flow, &target).await {
                    Ok(()) => sent += 1,
                    Err(GiveContactError::TooManyCodes) => refused += 1,
                    Err(other) => panic!("{other}"),
                }
            }
        }
        assert_eq!((sent, refused), (6, 2));
        assert_eq!(office.messages().await.len(), 6);
        office.wait_hours(1);
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, code).await.unwrap();
        give(&office, &flow, &target).await.unwrap();
    }

    async fn a_step_that_is_missing_is_told(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.begin(&ananya()).await;
        let contact = give(&office, &flow, &ananya().phone).await;
        assert!(matches!(contact, Err(GiveContactError::NotYet)));
        let again = office.registrar.resend_phone_code(&flow).await;
        assert!(matches!(again, Err(GiveContactError::NotYet)));
        let code = office.registrar.enter_phone_code(&flow, OtpCode::parse("123456").unwrap()).await;
        assert!(matches!(code, Err(EnterPhoneCodeError::NotYet)));
        let flow = office.with_letter(&ananya()).await;
        let resend = office.registrar.resend_phone_code(&flow).await;
        assert!(matches!(resend, Err(GiveContactError::NotYet)), "no phone was given yet");
        let send = office.registrar.complete(&flow, &terms::current(ananya().lang), false).await;
        assert!(matches!(send, Err(CompleteError::NotYet)));
        assert!(office.messages().await.is_empty());
    }

    /// The back button: a proven phone can be exchanged for another, which must be proven again.
    async fn going_back_to_give_another_phone_undoes_the_proof(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.ready(&ananya(), &ananya().phone).await;
        give(&office, &flow, &phone("600000996")).await.unwrap();
        let send = office.registrar.complete(&flow, &terms::current(ananya().lang), true).await;
        assert!(matches!(send, Err(CompleteError::NotYet)));
        assert!(office.registration(&ananya()).await.is_none());
    }

    /// A double click on "Continue", and the back button after success.
    async fn typing_the_code_twice_proves_the_phone_once(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.with_letter(&ananya()).await;
        give(&office, &flow, &ananya().phone).await.unwrap();
        let code = phone_code(&office.messages().await);
        let mut clicking = JoinSet::new();
        for _ in 0..2 {
            let (registrar, flow, code) = (office.registrar.clone(), flow.clone(), code.clone());
            clicking.spawn(async move { registrar.enter_phone_code(&flow, code).await });
        }
        for answer in clicking.join_all().await {
            answer.unwrap();
        }
        office.registrar.enter_phone_code(&flow, other_than(&code)).await.unwrap();
        assert!(matches!(office.stage(&flow).await, Stage::PhoneProven { .. }));
    }
}
