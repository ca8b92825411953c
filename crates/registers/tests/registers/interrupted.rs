//! An import that was interrupted goes on where it was.

use std::io::{self, Read, Seek, SeekFrom};

use crate::*;

/// Two batches and a half.
const ROWS: u32 = 1_250;

fn long_file() -> String {
    let numbers: Vec<String> = (0..ROWS).map(dni).collect();
    let rows: Vec<(&str, &str, &str)> = numbers
        .iter()
        .map(|number| (number.as_str(), "Ana", ""))
        .collect();
    short_file("", &rows)
}

/// A disk that fails behind a byte, once the header and the whole were read for the digest.
struct Failing {
    file: Cursor<Vec<u8>>,
    behind: u64,
    passes: u32,
}

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passes > 2 && self.file.position() >= self.behind {
            return Err(io::Error::other("the disk is gone"));
        }
        // Small pieces, so that it fails near that byte.
        let most = buffer.len().min(4_096);
        self.file.read(&mut buffer[..most])
    }
}

impl Seek for Failing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to == SeekFrom::Start(0) {
            self.passes += 1;
        }
        self.file.seek(to)
    }
}

fn failing(text: &str) -> Failing {
    let bytes = text.as_bytes().to_vec();
    Failing {
        behind: u64::try_from(bytes.len()).unwrap() * 9 / 10,
        file: Cursor::new(bytes),
        passes: 0,
    }
}

on_both_engines! {
    async fn it_goes_on_behind_the_last_batch_and_counts_nothing_twice(database: TestDatabase) {
        let desk = Desk::open(&database);
        let text = long_file();
        let broken = desk.import_from(civil(), failing(&text)).await.unwrap_err();
        assert!(matches!(broken, ImportError::File(_)), "{broken}");
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM civil_record")).await, 1_000);
        // Days later, as another process would.
        desk.clock.advance_seconds(200_000);
        let outcome = desk.import(civil(), &text).await.unwrap();
        assert_eq!(desk.told(), ["from line 1002"]);
        assert_eq!(outcome.counts.added, u64::from(ROWS));
        assert_eq!(outcome.counts.updated, 0);
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM civil_record")).await, i64::from(ROWS));
        assert!(desk.find(&dni(ROWS - 1)).await.is_some());
        let again = desk.import(civil(), &text).await.unwrap();
        assert_eq!(again.counts.updated, u64::from(ROWS), "a new import of the same file");
    }

    /// The rows of the interrupted file stay as new as it said.
    async fn another_file_waits_until_the_first_is_done_or_given_up(database: TestDatabase) {
        let desk = Desk::open(&database);
        let text = long_file();
        desk.import_from(civil(), failing(&text)).await.unwrap_err();
        let other = short_file("", &[("00000000T", "Eva", "")]);
        let refused = desk.import(civil(), &other).await.unwrap_err();
        assert!(matches!(refused, ImportError::AnotherFile { line: 1_002 }), "{refused}");
        let entries = population::offences();
        let rows: Vec<_> = entries.iter().map(offence_row).collect();
        let offences_file = file(Register::Offences.columns(), &rows);
        desk.import(offences(), &offences_file).await.unwrap();
        let order = Order { abandon: true, ..civil() };
        assert_eq!(desk.import(order, &other).await.unwrap().counts.updated, 1);
        let states = sql!("SELECT COUNT(*) FROM register_import WHERE state = 'abandoned'");
        assert_eq!(desk.count(states).await, 1);
    }

    /// Two at once: the second is told, and what the first does stays whole.
    async fn two_processes_do_not_import_the_same_rows(database: TestDatabase) {
        let desk = Desk::open(&database);
        let text = long_file();
        let (mut ignore, mut silent) = (|_: Told<'_>| {}, |_: Told<'_>| {});
        let file = || Cursor::new(text.as_bytes().to_vec());
        let (one, other) = tokio::join!(
            desk.importer.import(civil(), file(), &mut ignore),
            desk.importer.import(civil(), file(), &mut silent),
        );
        let outcomes = [one, other];
        let done = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok());
        for outcome in done {
            let counts = outcome.counts;
            assert_eq!(counts.added + counts.updated, u64::from(ROWS));
        }
        let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
        for error in refused {
            assert!(matches!(error, ImportError::Raced), "{error}");
        }
        assert_eq!(desk.count(sql!("SELECT COUNT(*) FROM civil_record")).await, i64::from(ROWS));
    }
}
