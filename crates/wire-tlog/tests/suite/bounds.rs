//! Whatever comes in: every truncation, limits, and noise.

use proptest::prelude::*;
use wire_tlog::{
    Checkpoint, ProofFile, SignedNote, TilePath, VerifierKey,
    bundle::{first_entries, parse_bundle},
    hash::leaf_hash,
    note::{MAX_NOTE, MAX_SIGNATURES},
    tile::parse_hashes,
};

use crate::notes::{Pen, checkpoint};

fn proof() -> String {
    let note = Pen::of("log.example/audit", 1).sign(&checkpoint().to_string());
    let hashes = vec![leaf_hash(b"1"), leaf_hash(b"2")];
    ProofFile {
        extra: Some(b"x".to_vec()),
        index: 7,
        hashes,
        checkpoint: note,
    }
    .to_string()
}

#[test]
fn no_truncated_note_is_believed() {
    let pen = Pen::of("log.example/audit", 1);
    let note = pen.sign(&checkpoint().to_string()).to_string();
    for cut in 0..note.len() {
        let opened = Checkpoint::open(&note.as_bytes()[..cut], std::slice::from_ref(&pen.key));
        assert!(opened.is_err(), "{cut}");
    }
}

#[test]
fn no_truncated_proof_is_one() {
    let whole = proof();
    ProofFile::parse(&whole).unwrap();
    for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
        assert!(ProofFile::parse(&whole[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn notes_are_bounded() {
    let pen = Pen::of("log.example/audit", 1);
    let note = pen.sign("text\n").to_string();
    let line = note[note.find('—').unwrap()..].to_owned();
    let many = |count: usize| format!("text\n\n{}", line.repeat(count));
    assert!(SignedNote::parse(many(MAX_SIGNATURES).as_bytes()).is_ok());
    assert!(SignedNote::parse(many(MAX_SIGNATURES + 1).as_bytes()).is_err());
    let long = pen.sign(&format!("{}\n", "x".repeat(MAX_NOTE))).to_string();
    assert!(SignedNote::parse(long.as_bytes()).is_err());
    for forbidden in ["te\u{7}xt\n", "te\rxt\n", "te\txt\n"] {
        let note = pen.sign(forbidden).to_string();
        assert!(SignedNote::parse(note.as_bytes()).is_err(), "{forbidden:?}");
    }
}

#[test]
fn proofs_are_bounded() {
    let whole = proof();
    let hash = format!("{}\n", leaf_hash(b"1"));
    let longer = |count: usize| whole.replacen(&hash, &hash.repeat(count), 1);
    // One more hash follows those.
    assert!(ProofFile::parse(&longer(63)).is_ok());
    assert!(ProofFile::parse(&longer(64)).is_err());
}

proptest! {
    #[test]
    fn noise_does_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        // What it gives does not matter, that it ends does.
        _ = SignedNote::parse(&bytes);
        _ = parse_bundle(&bytes);
        _ = parse_hashes(&bytes);
        _ = first_entries(&bytes, 256);
        let text = String::from_utf8_lossy(&bytes);
        _ = Checkpoint::parse(&text);
        _ = ProofFile::parse(&text);
        _ = text.parse::<VerifierKey>();
        _ = text.parse::<TilePath>();
    }

    /// One character exchanged anywhere: never another checkpoint that is believed.
    #[test]
    fn a_changed_checkpoint_is_not_believed(at in 0_usize..1_000, to in 32_u8..127) {
        let pen = Pen::of("log.example/audit", 1);
        let note = pen.sign(&checkpoint().to_string()).to_string();
        let mut bytes = note.into_bytes();
        let at = at % bytes.len();
        bytes[at] = to;
        if let Ok(opened) = Checkpoint::open(&bytes, std::slice::from_ref(&pen.key)) {
            prop_assert_eq!(opened, checkpoint());
        }
    }
}
