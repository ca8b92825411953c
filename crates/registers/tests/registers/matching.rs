//! The imported register of offences finds the same people as the entries in clear.

use model::{matching::decide, offence::Subject};
use ports::offence_register::OffenceRegister as _;
use registers::OffenceTable;
use simulators::population::TableOffenceRegister;

use crate::*;

fn subject(record: &CivilRecord) -> Subject {
    Subject {
        number: record.number.clone(),
        name: record.name.clone(),
        birth_date: record.birth_date,
        birth_place: record.birth_place.clone(),
        sex: record.sex,
        nationality: record.nationality,
        father: record.father.clone(),
        mother: record.mother.clone(),
    }
}

fn offences_file() -> String {
    let entries = population::offences();
    let rows: Vec<_> = entries.iter().map(offence_row).collect();
    file(Register::Offences.columns(), &rows)
}

on_both_engines! {
    /// Homonyms by name and by parents, partial dates, cancelled entries: everybody of the
    /// population, compared with the register in memory.
    async fn the_sealed_register_finds_whom_the_open_one_finds(database: TestDatabase) {
        let desk = Desk::open(&database);
        let entries = population::offences();
        let outcome = desk.import(offences(), &offences_file()).await.unwrap();
        assert_eq!(desk.told(), Vec::<String>::new());
        assert_eq!(outcome.counts.added, u64::try_from(entries.len()).unwrap());
        let (sealed, open) =
            (OffenceTable::new(desk.store.clone()), TableOffenceRegister::demonstration());
        let mut found_somebody = 0;
        for person in population::people() {
            let subject = subject(&person.record);
            let mut expected = open.candidates(&subject).await.unwrap();
            expected.sort_by_key(|entry| entry.id);
            let found = sealed.candidates(&subject).await.unwrap();
            assert_eq!(found, expected, "{}", person.shows);
            assert_eq!(decide(&subject, &found), decide(&subject, &expected));
            found_somebody += usize::from(!found.is_empty());
        }
        assert!(found_somebody > 3, "the population has matches: {found_somebody}");
        for entry in &entries {
            assert_eq!(sealed.entry(entry.id).await.unwrap().as_ref(), Some(entry));
        }
    }

    /// An entry that was cancelled at the source and removed is found by nobody, and its own
    /// reference leads to the same id every time.
    async fn an_entry_is_replaced_and_removed_by_its_reference(database: TestDatabase) {
        let desk = Desk::open(&database);
        let row = |given: &str, rest: &str| {
            format!(
                "entry,number,given,surname1,birth_date,court,final_on,offence,penalty,changed_at,\
                 removed\nCRS/2019-41,00000000T,{given},Ejemplo,1990,Juzgado,2019-02-01,Agresión,\
                 Prisión,{rest}\n"
            )
        };
        desk.import(offences(), &row("Ana", "2026-05-01,")).await.unwrap();
        let replaced = desk.import(offences(), &row("Eva", "2026-05-02,")).await.unwrap();
        assert_eq!(replaced.counts.updated, 1);
        let table = OffenceTable::new(desk.store.clone());
        let population = population::people();
        let who = Subject {
            number: IdentityNumber::parse("00000000T").unwrap(),
            ..subject(&population[0].record)
        };
        let found = table.candidates(&who).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name.given.as_str(), "Eva");
        assert_eq!(found[0].id.as_uuid().get_version_num(), 8);
        let removed = "entry,changed_at,removed\nCRS/2019-41,2026-05-03,1\n";
        assert_eq!(desk.import(offences(), removed).await.unwrap().counts.removed, 1);
        assert_eq!(table.candidates(&who).await.unwrap(), []);
        assert_eq!(table.entry(found[0].id).await.unwrap(), None);
        let indexed = sql!("SELECT COUNT(*) FROM offence_entry WHERE number_index IS NOT NULL");
        assert_eq!(desk.count(indexed).await, 0, "nothing of it can be asked for any more");
    }

    /// A copy of the database names nobody.
    async fn the_tables_hold_no_word_of_the_files(database: TestDatabase) {
        let desk = Desk::open(&database);
        desk.import(civil(), &population_file()).await.unwrap();
        desk.import(offences(), &offences_file()).await.unwrap();
        let stored: Vec<Vec<u8>> = desk
            .store
            .read::<_, StoreError, _>("test.scan", |tx| {
                let records = sql!("SELECT record FROM civil_record");
                let mut all = tx.query_all(records, &[], |row| row.get(0))?;
                let entries = sql!("SELECT content FROM offence_entry");
                all.extend(tx.query_all(entries, &[], |row| row.get::<Vec<u8>>(0))?);
                Ok(all)
            })
            .await
            .unwrap();
        assert!(stored.len() > 200);
        for word in ["number", "surname1", "Marta", "Gallego", "court"] {
            let is_there = |bytes: &Vec<u8>| {
                bytes.windows(word.len()).any(|window| window == word.as_bytes())
            };
            assert!(!stored.iter().any(is_there), "{word}");
        }
    }
}
