//! Each target on its seeds, on what fuzzing ever found, and on changes of both.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{fs, path::Path};

use fuzz::{Mutations, TARGETS, Target};

/// Changed inputs a target; some seconds for all targets together in a debug build.
const CHANGES: usize = 3_000;

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target.name);
    let mut inputs = (target.seeds)();
    if let Ok(files) = fs::read_dir(folder) {
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        inputs.extend(paths.iter().map(|path| fs::read(path).unwrap()));
    }
    inputs
}

#[test]
fn nothing_that_comes_breaks_what_must_hold() {
    for target in TARGETS {
        let inputs = corpus(target);
        // The first seed gets through: otherwise only refusals would be tried.
        assert!((target.run)(&inputs[0]), "{}", target.name);
        for input in &inputs {
            (target.run)(input);
        }
        let changed = Mutations::of(inputs).take(CHANGES);
        let accepted = changed.filter(|input| (target.run)(input)).count();
        assert!(accepted < CHANGES, "{} accepts anything", target.name);
    }
}

#[test]
fn every_corpus_belongs_to_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(fuzz::target(&name).is_some(), "no target is called {name}");
    }
}

#[test]
fn changes_are_the_same_each_time_and_differ_from_their_seed() {
    let seeds = || vec![b"client_id=rp&state=s".to_vec()];
    let first: Vec<_> = Mutations::of(seeds()).take(50).collect();
    assert_eq!(first, Mutations::of(seeds()).take(50).collect::<Vec<_>>());
    let changed = first.iter().filter(|input| **input != seeds()[0]).count();
    assert!(changed > 40, "{changed}");
}
