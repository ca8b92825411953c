//! What comes out is what went in; newer data win; bad rows are told and the rest goes in.

use crate::*;

on_both_engines! {
    /// Every field of every invented person, through the file and the sealed row.
    async fn the_whole_population_comes_out_as_it_went_in(database: TestDatabase) {
        let desk = Desk::open(&database);
        let people = population::people();
        let outcome = desk.import(civil(), &population_file()).await.unwrap();
        assert_eq!(desk.told(), Vec::<String>::new());
        assert_eq!(outcome.counts.added, u64::try_from(people.len()).unwrap());
        for person in &people {
            let found = desk.find(person.record.number.as_str()).await;
            assert_eq!(found.as_ref(), Some(&person.record), "{}", person.shows);
        }
        assert_eq!(desk.find("98000001Z").await, None);
    }

    async fn every_fault_of_every_bad_row_is_told_and_the_rest_goes_in(database: TestDatabase) {
        let desk = Desk::open(&database);
        let text = "\
            number,given,surname1,birth_date,birth_country,nationality,issued_on,support,died_on\n\
            00000000T,Ana,Ejemplo,1990-05-17,ES,ES,2020-03-01,,\n\
            00000001T,Secreta,,1990-13-01,XX,ES,,,2027-01-01\n\
            00000002W,Eva,Ejemplo,1990,ES,724,2020-03-01,E12345678,\n\
            00000003A,Eva,Ejemplo,1990,ES,ES\n\
            00000023T,\"Eva \u{202E}x\",Ejemplo,1990,ES,ES,2020-03-01,,\n\
            00000046T,Luz,Ejemplo,1990,ES,ES,2020-03-01,,\n";
        let outcome = desk.import(civil(), text).await.unwrap();
        assert_eq!((outcome.counts.added, outcome.counts.refused), (2, 4));
        let told = desk.told();
        let of_line = |line| {
            let start = format!("line {line}, ");
            told.iter().filter(|one| one.starts_with(&start)).count()
        };
        assert_eq!([2, 3, 4, 5, 6, 7].map(of_line), [0, 6, 1, 1, 1, 0], "{told:#?}");
        for expected in [
            "line 3, column number: ",
            "line 3, column surname1: it is empty and must not be",
            "line 3, column birth_date: there is no such date",
            "line 3, column birth_country: not a country of ISO 3166-1",
            "line 3, column issued_on: neither it nor the support number is there",
            "line 3, column died_on: it is later than the file",
            "line 4, column issued_on: a document has it or a support number, not both",
            "line 5, it has 6 fields and line 1 has 9",
            "line 6, column given: the text has the character U+202E, which is not accepted",
        ] {
            assert!(told.iter().any(|one| one.starts_with(expected)), "{expected}\n{told:#?}");
        }
        assert!(!told.iter().any(|one| one.contains("Secreta") || one.contains("00000001")));
        assert!(desk.find("00000000T").await.is_some());
        assert!(desk.find("00000046T").await.is_some());
    }

    async fn all_or_nothing_writes_nothing_if_one_row_is_bad(database: TestDatabase) {
        let desk = Desk::open(&database);
        let order = Order { all_or_nothing: true, ..civil() };
        let bad = short_file("", &[("00000000T", "Ana", ""), ("00000001T", "Eva", "")]);
        let refused = desk.import(order, &bad).await.unwrap_err();
        assert!(matches!(refused, ImportError::BadRows { refused: 1 }), "{refused}");
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM civil_record")).await, 0);
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM register_import")).await, 0);
        let good = short_file("", &[("00000000T", "Ana", ""), ("00000001R", "Eva", "")]);
        assert_eq!(desk.import(order, &good).await.unwrap().counts.added, 2);
    }

    async fn a_dry_run_reads_everything_and_writes_nothing(database: TestDatabase) {
        let desk = Desk::open(&database);
        let order = Order { dry_run: true, ..civil() };
        let text = short_file("", &[("00000000T", "Ana", ""), ("00000001T", "Eva", "")]);
        let outcome = desk.import(order, &text).await.unwrap();
        assert_eq!((outcome.counts.added, outcome.counts.refused), (1, 1));
        assert_eq!(desk.told().len(), 1);
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM civil_record")).await, 0);
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM audit_entry")).await, 0);
    }

    /// Of one key the newest data stay, whichever file comes last.
    async fn newer_data_win_and_older_data_change_nothing(database: TestDatabase) {
        let desk = Desk::open(&database);
        let row = |given, day: &str| {
            short_file(",changed_at", &[("00000000T", given, &format!(",{day}"))])
        };
        desk.import(civil(), &row("Ana", "2026-05-01")).await.unwrap();
        let newer = desk.import(civil(), &row("Eva", "2026-05-02T08:00:00Z")).await.unwrap();
        assert_eq!((newer.counts.added, newer.counts.updated), (0, 1));
        let older = desk.import(civil(), &row("Luz", "2026-05-02T07:59:59Z")).await.unwrap();
        assert_eq!((older.counts.updated, older.counts.older), (0, 1));
        assert_eq!(desk.find("00000000T").await.unwrap().name.given.as_str(), "Eva");
        let as_of = Order { as_of: Some(at("2026-04-30T00:00:00Z")), ..civil() };
        let undated = short_file("", &[("00000000T", "Sol", "")]);
        assert_eq!(desk.import(as_of, &undated).await.unwrap().counts.older, 1);
        assert_eq!(desk.import(civil(), &undated).await.unwrap().counts.updated, 1);
        assert_eq!(desk.find("00000000T").await.unwrap().name.given.as_str(), "Sol");
    }

    /// Who left the register is not brought back by a file from before.
    async fn what_was_removed_stays_removed_for_older_data(database: TestDatabase) {
        let desk = Desk::open(&database);
        let columns = ",changed_at,removed";
        let known = short_file(columns, &[("00000000T", "Ana", ",2026-05-01,0")]);
        let gone = "number,changed_at,removed\n00000000T,2026-05-02,1\n";
        desk.import(civil(), &known).await.unwrap();
        assert_eq!(desk.import(civil(), gone).await.unwrap().counts.removed, 1);
        assert_eq!(desk.find("00000000T").await, None);
        assert_eq!(desk.import(civil(), &known).await.unwrap().counts.older, 1);
        assert_eq!(desk.find("00000000T").await, None);
        let back = short_file(columns, &[("00000000T", "Ana", ",2026-05-03,")]);
        desk.import(civil(), &back).await.unwrap();
        assert!(desk.find("00000000T").await.is_some());
        let sealed = sql!("SELECT COUNT(*) FROM civil_record WHERE record IS NOT NULL");
        assert_eq!(desk.count(sealed).await, 1);
    }

    async fn an_import_is_written_down_with_its_file_and_what_became_of_it(
        database: TestDatabase
    ) {
        let desk = Desk::open(&database);
        let text = short_file("", &[("00000000T", "Ana", ""), ("00000001T", "Eva", "")]);
        desk.import(civil(), &text).await.unwrap();
        let id: vocab::AuditEntryId = desk
            .store
            .read::<_, StoreError, _>("test.id", |tx| {
                tx.query_one(sql!("SELECT id FROM register_import"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        let entries = desk
            .store
            .read("test.audit", move |tx| {
                store::repo::audit::list_of_subject(tx, id.as_bytes(), 10)
            })
            .await
            .unwrap();
        let mut records: Vec<String> = entries
            .iter()
            .map(|(_, record)| String::from_utf8(record.clone()).unwrap())
            .collect();
        records.sort_by_key(|record| !record.contains("register_import_begun"));
        assert_eq!(records.len(), 2);
        assert!(records[0].contains("\"from_line\":1"), "{records:?}");
        assert!(records[1].contains("\"event\":\"register_imported\""), "{records:?}");
        assert!(records[1].contains("\"added\":1"), "{records:?}");
        assert!(records[1].contains("\"refused\":1"), "{records:?}");
        assert!(!records.iter().any(|record| record.contains("Ana")));
    }
}
