//! Backups: from each engine into each, beside writers, refused when anything is wrong.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::io::Cursor;

use model::{
    officer::OfficerHandle,
    session::{AuthenticationMethod, Session},
};
use store::{
    Store, StoreError, Tx,
    backup::{Attachment, BackupError, Contents, Sample, TableSum, verify},
    on_both_engines,
    repo::{self, office::credential::Passkey},
    sql,
    testing::{Engine, TestDatabase, TestSealer, run},
};
use vocab::{
    CredentialId, IdentityNumber, Lang, PartialDate, PersonId, PersonName, RegistrationLevel,
    SeededEntropy, SessionId, Timestamp,
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// The first numbers with their letters.
const NUMBERS: [&str; 4] = ["00000000T", "00000001R", "00000002W", "00000003A"];

fn add_person(tx: &mut Tx<'_>, number: &str, seed: u64) -> Result<PersonId, StoreError> {
    let person = repo::person::add(
        tx,
        &IdentityNumber::parse(number).unwrap(),
        &PersonName::parse("Nadie", "Ejemplo", Some("Ñandú")).unwrap(),
        PartialDate::parse("1990-02").unwrap(),
        Lang::Ca,
        at(0),
        &SeededEntropy::new(seed),
    )?;
    Ok(person.id)
}

/// People, an open session, an officer with a passkey (a truth value), an erased person.
fn fill(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for (number, seed) in NUMBERS.into_iter().zip(1..) {
        let id = add_person(tx, number, seed)?;
        let session = Session {
            id: SessionId::new(at(0), &SeededEntropy::new(100 + seed)),
            person: id,
            registration_level: RegistrationLevel::Advanced,
            method: AuthenticationMethod::PinSms,
            authenticated_at: at(0),
            last_used_at: at(0),
            ended_at: None,
        };
        repo::session::add(tx, &session, [seed.to_le_bytes()[0]; 32])?;
        if seed == 4 {
            let key = repo::person::data_key_of(tx, id)?.unwrap();
            tx.erase_data_key(key, at(1))?;
        }
    }
    let handle = OfficerHandle::parse("julia").unwrap();
    let chance = SeededEntropy::new(50);
    let officer = repo::office::officer::add(tx, &handle, "Julia Inventada", at(0), &chance)?;
    for (backup_eligible, seed) in [(true, 60), (false, 61)] {
        let passkey = Passkey {
            id: CredentialId::new(at(0), &SeededEntropy::new(seed)),
            officer: officer.officer.id,
            credential_id: seed.to_le_bytes().to_vec(),
            public_key: vec![0, 255],
            sign_count: 7,
            backup_eligible,
            transports: vec!["usb".into()],
        };
        assert!(repo::office::credential::add(tx, &passkey, at(0))?);
    }
    Ok(())
}

fn keys() -> Vec<Attachment> {
    vec![Attachment {
        name: "keys.json".into(),
        bytes: b"{wrapped}".to_vec(),
    }]
}

async fn back_up(store: &Store) -> (Vec<u8>, Contents) {
    store
        .back_up("0.0.0", at(9), keys(), Vec::new())
        .await
        .unwrap()
}

async fn filled(engine: Engine) -> TestDatabase {
    let database = TestDatabase::migrated(engine).await;
    database.store().transact("test.fill", fill).await.unwrap();
    database
}

/// The sums without the table in which a restore ends sessions.
fn but_sessions(contents: &Contents) -> Vec<TableSum> {
    let mut tables = contents.tables.clone();
    tables.retain(|table| table.name != "session");
    tables
}

fn rows_of(contents: &Contents, table: &str) -> u64 {
    contents
        .tables
        .iter()
        .find(|sum| sum.name == table)
        .unwrap()
        .rows
}

async fn open_sessions(store: &Store) -> i64 {
    let question = sql!("SELECT COUNT(*) FROM session WHERE ended_at IS NULL");
    store
        .read::<_, StoreError, _>("test.count", move |tx| {
            tx.query_one(question, &[], |row| row.get(0))
        })
        .await
        .unwrap()
}

async fn from_one_into_another(from: Engine, into: Engine) {
    let source = filled(from).await;
    let (bytes, written) = back_up(source.store()).await;
    assert_eq!(rows_of(&written, "person"), 4);
    assert_eq!(rows_of(&written, "office_credential"), 2);
    assert!(written.tables.iter().all(|table| table.name != "lease"));
    assert_eq!(
        verify(bytes.as_slice(), &TestSealer::default()).unwrap(),
        written
    );

    let target = TestDatabase::empty(into).await;
    target.store().check_takes(&written).await.unwrap();
    let restored = target
        .store()
        .restore(Cursor::new(bytes), at(10))
        .await
        .unwrap();
    assert_eq!(restored.contents, written);
    assert_eq!(
        restored.contents.attachment("keys.json"),
        Some(&b"{wrapped}"[..])
    );
    assert_eq!(restored.sessions_ended, 4);
    assert_eq!(open_sessions(target.store()).await, 0);

    target.store().check_schema().await.unwrap();
    let (_, again) = back_up(target.store()).await;
    assert_eq!(
        but_sessions(&again),
        but_sessions(&written),
        "the same on both engines"
    );
    let sample = target.store().open_a_sample().await.unwrap();
    // Few rows are looked at from either end; the erased person opens no more.
    assert_eq!(
        sample,
        Sample {
            data_keys: 8,
            people: 6
        }
    );
    assert_eq!(
        open_sessions(source.store()).await,
        4,
        "the source is as it was"
    );
}

#[test]
fn restores_each_engine_into_each() {
    for from in [Engine::Sqlite, Engine::Postgres] {
        for into in [Engine::Sqlite, Engine::Postgres] {
            if from.is_wanted() && into.is_wanted() {
                run(from, move |_| from_one_into_another(from, into));
            }
        }
    }
}

on_both_engines! {
    /// Each transaction adds a person and their number: no backup sees one without the other.
    async fn a_backup_is_one_moment_while_others_write(database: TestDatabase) {
        let store = database.store().clone();
        let writer = tokio::spawn(async move {
            for number in 1_000..1_200_u32 {
                let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[(number % 23) as usize];
                let text = format!("{number:08}{}", char::from(letter));
                store
                    .transact::<_, StoreError, _>("test.add", move |tx| {
                        add_person(tx, &text, u64::from(number))
                    })
                    .await
                    .unwrap();
            }
        });
        let mut seen = Vec::new();
        while !writer.is_finished() {
            let (bytes, contents) = back_up(database.store()).await;
            assert_eq!(rows_of(&contents, "person"), rows_of(&contents, "person_number"));
            assert_eq!(rows_of(&contents, "person"), rows_of(&contents, "data_key"));
            verify(bytes.as_slice(), &TestSealer::default()).unwrap();
            seen.push(rows_of(&contents, "person"));
        }
        writer.await.unwrap();
        assert!(seen.is_sorted(), "{seen:?}");
        let (_, contents) = back_up(database.store()).await;
        assert_eq!(rows_of(&contents, "person"), 200);
    }

    async fn a_database_with_rows_is_refused_and_stays_as_it_is(database: TestDatabase) {
        database.store().transact("test.fill", fill).await.unwrap();
        let (bytes, before) = back_up(database.store()).await;
        let refused = database.store().check_takes(&before).await.unwrap_err();
        assert!(matches!(refused, BackupError::NotEmpty { .. }), "{refused}");
        let refused = database.store().restore(Cursor::new(bytes), at(10)).await.unwrap_err();
        assert!(refused.to_string().contains("never overwrites"), "{refused}");
        let (_, after) = back_up(database.store()).await;
        assert_eq!(after.tables, before.tables);
    }

    /// What a stream without its seal would not show: a row that was changed is found before the
    /// commit, and a second try with the right backup succeeds.
    async fn a_restore_that_fails_leaves_no_row(database: TestDatabase) {
        let source = filled(Engine::Sqlite).await;
        let (bytes, written) = back_up(source.store()).await;
        let mut changed = bytes.clone();
        let place = bytes.windows(3).rposition(|word| word == b"usb").unwrap();
        changed[place] = b'U';
        let refused = database.store().restore(Cursor::new(changed), at(10)).await.unwrap_err();
        assert!(refused.to_string().contains("office_credential"), "{refused}");
        let (_, empty) = back_up(database.store()).await;
        assert_eq!(empty.rows(), 0);
        let restored = database.store().restore(Cursor::new(bytes), at(10)).await.unwrap();
        assert_eq!(restored.contents, written);
    }

    async fn a_schema_that_is_not_the_backups_is_refused(database: TestDatabase) {
        let (bytes, plain) = back_up(database.store()).await;
        database
            .run_text("INSERT INTO schema_migration VALUES (9000, 'later', 'x', 1, 'then')")
            .await;
        let ahead = database.store().check_takes(&plain).await.unwrap_err();
        assert!(matches!(ahead, BackupError::SchemaAhead { found: 9000, .. }), "{ahead}");
        let refused = database.store().restore(Cursor::new(bytes), at(10)).await.unwrap_err();
        assert!(matches!(refused, BackupError::SchemaAhead { .. }), "{refused}");

        let (bytes, newer) = back_up(database.store()).await;
        let other = TestDatabase::empty(Engine::Sqlite).await;
        let unknown = other.store().check_takes(&newer).await.unwrap_err();
        assert!(
            matches!(unknown, BackupError::UnknownMigration { number: 9000, .. }),
            "{unknown}"
        );
        let refused = other.store().restore(Cursor::new(bytes), at(10)).await.unwrap_err();
        assert!(refused.to_string().contains("(later)"), "{refused}");
    }

    async fn a_person_who_is_not_found_by_their_number_is_told(database: TestDatabase) {
        database.store().transact("test.fill", fill).await.unwrap();
        database.run_text("UPDATE person_number SET number_index = id").await;
        let refused = database.store().open_a_sample().await.unwrap_err();
        assert!(refused.to_string().contains("keys.json"), "{refused}");
    }
}

#[test]
fn every_cut_is_refused() {
    run(Engine::Sqlite, |_| async move {
        let source = filled(Engine::Sqlite).await;
        let (bytes, _) = back_up(source.store()).await;
        for end in 0..bytes.len() {
            assert!(
                verify(&bytes[..end], &TestSealer::default()).is_err(),
                "cut at {end}"
            );
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        let refused = verify(longer.as_slice(), &TestSealer::default()).unwrap_err();
        assert!(refused.to_string().contains("follows its end"), "{refused}");
    });
}

#[test]
fn a_form_of_the_future_is_told() {
    run(Engine::Sqlite, |database| async move {
        let (bytes, _) = back_up(database.store()).await;
        let place = bytes
            .windows(11)
            .position(|word| word == b"\"version\":1")
            .unwrap();
        let mut newer = bytes;
        newer[place + 10] = b'2';
        let refused = verify(newer.as_slice(), &TestSealer::default()).unwrap_err();
        assert!(matches!(refused, BackupError::NewerForm(2)), "{refused}");
    });
}
