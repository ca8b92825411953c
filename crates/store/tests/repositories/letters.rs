//! Letters, and the guard of a person.

use crate::*;

on_both_engines! {
    /// R239: never two usable codes, whatever the code above does.
    async fn a_person_has_one_usable_letter(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let (first, second) = (letter(&person, 0, 20), letter(&person, 50, 21));
        let (row, id) = (first.clone(), person.id);
        run(store, move |tx| repo::letter::add(tx, &row)).await;
        let row = second.clone();
        let error = refused(store, move |tx| repo::letter::add(tx, &row)).await;
        assert!(error.is_unique_violation("letter", &["person_id"]), "{error}");
        let row = second.clone();
        run(store, move |tx| {
            repo::letter::supersede(tx, id, at(50))?;
            repo::letter::add(tx, &row)
        })
        .await;
        let newest = run(store, move |tx| repo::letter::newest_of_person(tx, id)).await;
        assert_eq!(newest.as_ref(), Some(&second));
        let all = run(store, move |tx| repo::letter::list_of_person(tx, id)).await;
        assert_eq!(all, [second, Letter { state: LetterState::Superseded, ..first }]);
    }

    async fn a_letter_is_used_up_once_and_only_in_its_time(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = letter(&person, 0, 20);
        let (id, first) = (row.id, row.clone());
        run(store, move |tx| repo::letter::add(tx, &first)).await;
        assert!(!run(store, move |tx| repo::letter::use_up(tx, id, at(100))).await, "too late");
        assert!(run(store, move |tx| repo::letter::use_up(tx, id, at(99))).await);
        assert!(!run(store, move |tx| repo::letter::use_up(tx, id, at(99))).await, "once");
        assert_eq!(run(store, |tx| repo::letter::expire(tx, at(500))).await, 0, "it was used");
    }

    /// A year later nobody needs them: the letters go, and whoever never registered with the last.
    async fn old_letters_go_and_with_them_who_never_registered(database: TestDatabase) {
        let store = database.store();
        let asked_only = run(store, |tx| add_person(tx, "12345678Z", 30)).await;
        let registered = run(store, |tx| add_person(tx, "87654321X", 31)).await;
        let (row, of) = (registration(&registered, "600000031", 32), registered.clone());
        run(store, move |tx| add_registration(tx, &of, &row)).await;
        let waiting = run(store, |tx| add_person(tx, "00000000T", 33)).await;
        for (who, seed) in [(&asked_only, 40), (&registered, 41), (&waiting, 42)] {
            let row = letter(who, 0, seed);
            run(store, move |tx| repo::letter::add(tx, &row)).await;
        }
        for who in [&asked_only, &registered] {
            let id = who.id;
            run(store, move |tx| repo::letter::supersede(tx, id, at(60))).await;
        }
        let row = letter(&asked_only, 70, 43);
        run(store, move |tx| repo::letter::add(tx, &row)).await;
        let forget = |before| move |tx: &mut Tx<'_>| repo::letter::forget_settled(tx, before, 100);
        let none = run(store, forget(at(59))).await;
        assert_eq!((none.letters, none.people), (0, 0));
        let first = run(store, forget(at(60))).await;
        assert_eq!((first.letters, first.people), (2, 0), "one still has a letter that works");
        let id = asked_only.id;
        run(store, move |tx| repo::letter::supersede(tx, id, at(80))).await;
        let second = run(store, forget(at(80))).await;
        assert_eq!((second.letters, second.people), (1, 1));
        for (number, known) in [("12345678Z", false), ("87654321X", true), ("00000000T", true)] {
            let found =
                run(store, move |tx| repo::person::find_by_number(tx, &self::number(number))).await;
            assert_eq!(found.is_some(), known);
        }
        let id = waiting.id;
        let left = run(store, move |tx| repo::letter::list_of_person(tx, id)).await;
        assert_eq!(left.len(), 1, "a letter that works is never too old");
    }

    async fn a_try_and_its_outcome_are_kept_with_the_letter(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = letter(&person, 0, 20);
        let (first, id) = (row.clone(), person.id);
        run(store, move |tx| repo::letter::add(tx, &first)).await;
        let blocked = Letter { state: LetterState::Blocked, wrong_tries: 5, ..row };
        let after = blocked.clone();
        run(store, move |tx| repo::letter::set_outcome(tx, &after, at(3))).await;
        let read = run(store, move |tx| repo::letter::newest_of_person(tx, id)).await;
        assert_eq!(read, Some(blocked));
    }

    /// A decision about one person, made by two at the same moment on what each had read, is made
    /// by one after the other.
    async fn two_who_guard_one_person_see_what_the_other_did(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = letter(&person, 0, 20);
        run(store, move |tx| repo::letter::add(tx, &row)).await;
        let id = person.id;
        let mut guessing = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let store = store.clone();
            guessing.spawn(async move {
                run(&store, move |tx| {
                    repo::person::guard(tx, id, at(1))?;
                    let mut letter = repo::letter::newest_of_person(tx, id)?.unwrap();
                    letter.wrong_tries += 1;
                    repo::letter::set_outcome(tx, &letter, at(1))?;
                    Ok(letter.wrong_tries)
                })
                .await
            });
        }
        let mut counted = guessing.join_all().await;
        counted.sort_unstable();
        assert_eq!(counted, (1..=16).collect::<Vec<u8>>());
    }
}
