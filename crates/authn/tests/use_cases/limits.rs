//! What keeps guessing expensive without making a number a weapon against its person (R251,
//! defaults D6).

use audit::Event;
use authn::{ObtainPin, ObtainPinError, Settings};
use model::pin::EnterPinError;
use store::on_both_engines;

use crate::support::{Door, asked, marta, origin, other_than, person, pin, service, tomas};

on_both_engines! {
    /// Whoever asks, from whichever browser: the phone does not ring, and the page does not say.
    async fn a_phone_gets_six_pins_an_hour_and_the_rest_silently_not(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        for number in 0..8 {
            let browser = door.browser();
            let ticket = door.obtain(&marta(), &browser).await;
            let ticket = door.ask_for_sms(&ticket, &browser).await;
            assert!(ticket.sms_sent);
            assert_eq!(door.messages().await.len(), usize::from(number < 6), "{number}");
        }
        door.wait_minutes(60);
        door.identified(&marta()).await;
    }

    /// R251: the pause falls on the pair of number and browser, never on the number alone.
    async fn three_void_pins_pause_this_number_in_this_browser_only(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let browser = door.browser();
        for _ in 0..2 {
            door.void(&marta(), &browser).await;
        }
        door.obtain(&marta(), &browser).await;
        door.void(&marta(), &browser).await;
        let paused = door.keeper.obtain_pin(asked(&marta(), &browser)).await;
        assert!(matches!(paused, Err(ObtainPinError::Paused { .. })));
        door.obtain(&tomas(), &browser).await;
        door.identified(&marta()).await;
        door.wait_minutes(60);
        door.obtain(&marta(), &browser).await;
    }

    /// R251: a pause is told to who gave the right datum, registered or not.
    async fn the_pause_of_an_unregistered_number_looks_the_same(database: TestDatabase) {
        let door = Door::open(&database);
        let browser = door.browser();
        for _ in 0..3 {
            let ticket = door.obtain(&tomas(), &browser).await;
            for guess in ["AAA", "BBB", "CCC"] {
                door.enter(&ticket, &browser, &guess.parse().unwrap()).await.unwrap_err();
            }
        }
        let paused = door.keeper.obtain_pin(asked(&tomas(), &browser)).await;
        assert!(matches!(paused, Err(ObtainPinError::Paused { .. })));
    }

    /// R251: two wrong tries and then a new PIN buy nothing, and the pause that follows grows.
    async fn a_new_pin_after_two_wrong_ones_gives_no_more_tries(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let browser = door.browser();
        let mut wrong_ones = 0;
        let paused = loop {
            let ticket = match door.keeper.obtain_pin(asked(&marta(), &browser)).await {
                Ok(ticket) => ticket,
                Err(ObtainPinError::Paused { until }) => break until,
                Err(other) => panic!("{other}"),
            };
            for _ in 0..2 {
                let guess = door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await;
                wrong_ones += 1;
                let over = wrong_ones == 9;
                let void = matches!(guess, Err(EnterPinError::Void));
                assert_eq!(void, over, "the ninth ends it though the PIN has tries left");
                if over {
                    break;
                }
            }
            assert!(wrong_ones <= 9);
        };
        assert_eq!(wrong_ones, 9);
        assert_eq!(paused.as_second() - door.now().as_second(), 3_600);
        let voided = door.audited(her).await;
        let voided = voided.iter().filter(|(event, _)| *event == Event::PinVoided).count();
        assert_eq!(voided, 1);
        door.wait_minutes(60);
        let ticket = door.obtain(&marta(), &browser).await;
        for _ in 0..3 {
            door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await.unwrap_err();
        }
        for _ in 0..2 {
            let ticket = door.obtain(&marta(), &browser).await;
            for _ in 0..3 {
                door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await.unwrap_err();
            }
        }
        match door.keeper.obtain_pin(asked(&marta(), &browser)).await {
            Err(ObtainPinError::Paused { until }) => {
                assert_eq!(until.as_second() - door.now().as_second(), 3_960, "a tenth longer");
            }
            other => panic!("{other:?}"),
        }
    }

    /// A browser that tries number after number, and an origin that tries browser after browser.
    async fn wrong_pins_are_counted_for_the_browser_and_for_the_origin(database: TestDatabase) {
        let mut settings = Settings::default();
        settings.pin.wrong_of_browser_an_hour = 4;
        settings.pin.wrong_of_origin_an_hour = 6;
        let door = Door::with(&database, settings);
        let browser = door.browser();
        for person in [marta(), tomas()] {
            let ticket = door.obtain(&person, &browser).await;
            for _ in 0..2 {
                door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await.unwrap_err();
            }
        }
        let other_number = door.keeper.obtain_pin(asked(&person("Iker", "Zabala"), &browser)).await;
        assert!(matches!(other_number, Err(ObtainPinError::Paused { .. })));
        let fresh = door.browser();
        let ticket = door.obtain(&marta(), &fresh).await;
        let first = door.enter(&ticket, &fresh, &"AAA".parse().unwrap()).await;
        assert_eq!(first.unwrap_err(), EnterPinError::Wrong { left: 2 });
        let sixth = door.enter(&ticket, &fresh, &"AAA".parse().unwrap()).await;
        assert_eq!(sixth.unwrap_err(), EnterPinError::Void, "the sixth of this origin");
        let third_browser = door.keeper.obtain_pin(asked(&marta(), &door.browser())).await;
        assert!(matches!(third_browser, Err(ObtainPinError::Paused { .. })));
        let elsewhere = ObtainPin { origin: origin(2), ..asked(&marta(), &door.browser()) };
        door.keeper.obtain_pin(elsewhere).await.unwrap();
    }

    /// Sending a void PIN again and again is one void PIN.
    async fn repeating_a_void_pin_counts_nothing(database: TestDatabase) {
        let mut settings = Settings::default();
        settings.pin.wrong_budget_an_hour = 5;
        let door = Door::with(&database, settings);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        let wrong = other_than(&pin);
        for _ in 0..12 {
            door.enter(&ticket, &browser, &wrong).await.unwrap_err();
        }
        let again = door.obtain(&marta(), &browser).await;
        assert_eq!(again.pin_length, 3, "three wrong PINs of a budget of five");
    }

    /// Defaults D6: ten thousand numbers tried three times would open about one.
    async fn pins_grow_to_six_characters_while_the_platform_is_guessed_at(
        database: TestDatabase
    ) {
        let mut settings = Settings::default();
        settings.pin.wrong_budget_an_hour = 3;
        let door = Door::with(&database, settings);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let waiting = door.browser();
        let before = door.obtain(&marta(), &waiting).await;
        assert_eq!(before.pin_length, 3);
        let guesser = door.browser();
        door.void(&tomas(), &guesser).await;
        let (ticket, right) = door.with_pin(&tomas(), &guesser).await;
        assert_eq!(ticket.pin_length, 3, "the budget is used up and not exceeded");
        door.enter(&ticket, &guesser, &other_than(&right)).await.unwrap_err();
        let browser = door.browser();
        assert_eq!(door.obtain(&tomas(), &browser).await.pin_length, 6);
        let after = door.keeper.send_pin_by_sms(&before, &waiting, service()).await.unwrap();
        assert_eq!(after.pin_length, 6, "a PIN made now is long, whenever it was asked for");
        let long = pin(&door.messages().await);
        assert_eq!(long.as_str().len(), 6);
        door.enter(&after, &waiting, &long).await.unwrap();
        door.wait_minutes(60);
        assert_eq!(door.obtain(&tomas(), &browser).await.pin_length, 3);
    }

    async fn an_origin_asks_for_so_many_pins_an_hour(database: TestDatabase) {
        let settings = Settings { pins_per_origin_an_hour: 4, ..Settings::default() };
        let door = Door::with(&database, settings);
        for _ in 0..4 {
            door.obtain(&tomas(), &door.browser()).await;
        }
        let fifth = door.keeper.obtain_pin(asked(&tomas(), &door.browser())).await;
        assert!(matches!(fifth, Err(ObtainPinError::TooManyTries { .. })));
        let elsewhere = ObtainPin { origin: origin(2), ..asked(&tomas(), &door.browser()) };
        door.keeper.obtain_pin(elsewhere).await.unwrap();
        door.wait_minutes(60);
        door.obtain(&tomas(), &door.browser()).await;
    }

    /// A PIN that nobody received is guessed no more easily than one that somebody did.
    async fn before_the_sms_there_are_three_guesses_as_well(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let ticket = door.obtain(&marta(), &browser).await;
        for expected in
            [EnterPinError::Wrong { left: 2 }, EnterPinError::Wrong { left: 1 }, EnterPinError::Void]
        {
            // The seed of these tests draws none of these.
            let answer = door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await;
            assert_eq!(answer.unwrap_err(), expected);
        }
    }
}
