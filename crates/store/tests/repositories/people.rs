//! People, numbers, registrations.

use crate::*;

on_both_engines! {
    async fn a_person_reads_back_as_written(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let id = person.id;
        let read = run(store, move |tx| repo::person::find(tx, id)).await;
        assert_eq!(read.as_ref(), Some(&person));
        let found = run(store, |tx| repo::person::find_by_number(tx, &number("00000000T"))).await;
        assert_eq!(found, Some(id));
        let key = person.data_key;
        let in_force = run(store, move |tx| repo::person::number_in_force(tx, id, key)).await;
        assert_eq!(in_force, Some(number("00000000T")));
        let other = run(store, |tx| repo::person::find_by_number(tx, &number("00000001R"))).await;
        assert_eq!(other, None);
    }

    /// Unique among the numbers in force; the loser can tell that it was this.
    async fn a_number_in_force_is_one_persons(database: TestDatabase) {
        let store = database.store();
        somebody(store).await;
        let error = refused(store, |tx| add_person(tx, "00000000T", 2)).await;
        assert!(error.is_unique_violation("person_number", &["number_index"]), "{error}");
        run(store, |tx| add_person(tx, "00000001R", 3)).await;
    }

    /// R061: in the database itself; a registration that cannot be used holds no phone.
    async fn a_phone_belongs_to_one_usable_registration(database: TestDatabase) {
        let store = database.store();
        let one = somebody(store).await;
        let other = run(store, |tx| add_person(tx, "00000001R", 3)).await;
        let (hers, his) =
            (registration(&one, "600000001", 10), registration(&other, "600000001", 11));
        let (person, row) = (one.clone(), hers.clone());
        run(store, move |tx| add_registration(tx, &person, &row)).await;
        let (person, row) = (other.clone(), his.clone());
        let error = refused(store, move |tx| add_registration(tx, &person, &row)).await;
        assert!(error.is_unique_violation("registration", &["phone_index"]), "{error}");
        let id = hers.id;
        assert!(run(store, move |tx| repo::registration::displace_phone(tx, id, at(1))).await);
        let again = run(store, move |tx| repo::registration::displace_phone(tx, id, at(1))).await;
        assert!(!again, "displaced once");
        let (person, row) = (other.clone(), his.clone());
        run(store, move |tx| add_registration(tx, &person, &row)).await;
        let holder =
            run(store, |tx| repo::registration::holder_of_phone(tx, &phone("600000001"))).await;
        assert_eq!(holder, Some(other.id));
        let person = one.clone();
        let read = run(store, move |tx| {
            repo::registration::find_by_person(tx, person.id, person.data_key, person.lang)
        })
        .await
        .unwrap();
        let state = RegistrationState::PhoneDisplaced;
        assert_eq!(read, Registration { state, ..hers });
    }

    async fn a_person_has_one_registration(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let (of, row) = (person.clone(), registration(&person, "600000001", 10));
        run(store, move |tx| add_registration(tx, &of, &row)).await;
        let (of, row) = (person.clone(), registration(&person, "600000002", 11));
        let error = refused(store, move |tx| add_registration(tx, &of, &row)).await;
        assert!(error.is_unique_violation("registration", &["person_id"]), "{error}");
    }

    /// A state moves by compare-and-set: only a displaced registration is restored.
    async fn only_a_displaced_registration_is_restored(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = registration(&person, "600000001", 10);
        let (of, first) = (person.clone(), row.clone());
        run(store, move |tx| add_registration(tx, &of, &first)).await;
        let restored = Registration { phone: phone("600000002"), ..row.clone() };
        let (key, new) = (person.data_key, restored.clone());
        let act = move |tx: &mut Tx<'_>| {
            repo::registration::restore(tx, &new, key, [2; 32], at(2))
        };
        assert!(!run(store, act.clone()).await, "it is active");
        let id = row.id;
        run(store, move |tx| repo::registration::displace_phone(tx, id, at(1))).await;
        assert!(run(store, act.clone()).await);
        assert!(!run(store, act).await);
        let of = person.clone();
        let read = run(store, move |tx| {
            repo::registration::find_by_person(tx, of.id, of.data_key, of.lang)
        })
        .await;
        assert_eq!(read, Some(restored));
    }

    async fn nobody_decides_about_a_person_who_is_not_there(database: TestDatabase) {
        let store = database.store();
        let nobody = vocab::PersonId::new(at(0), &chance(9));
        let error = refused(store, move |tx| repo::person::guard(tx, nobody, at(0))).await;
        assert!(matches!(error, StoreError::Decode { .. }), "{error}");
    }
}
