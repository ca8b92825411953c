//! What an auditor is handed: signed checkpoints, proofs, tiles and bundles of a log.

use wire_tlog::{Checkpoint, ProofFile, SignedNote, bundle::parse_bundle, tile::parse_hashes};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "tlog",
    seeds,
    run,
};

/// Base64 of so many zero bytes.
fn zeros(bytes: usize) -> String {
    let mut text = "A".repeat((bytes * 8).div_ceil(6));
    text.extend(std::iter::repeat_n('=', (3 - bytes % 3) % 3));
    text
}

fn seeds() -> Vec<Vec<u8>> {
    let (root, signature) = (zeros(32), zeros(68));
    let note = format!("audit.example/log\n2\n{root}\n\n— audit.example/log {signature}\n");
    let proof = format!("c2sp.org/tlog-proof@v1\nindex 1\n{root}\n\n{note}");
    vec![
        note.into_bytes(),
        proof.into_bytes(),
        vec![0; 64],
        b"\0\x03abc\0\0".to_vec(),
    ]
}

fn run(bytes: &[u8]) -> bool {
    let _ = parse_hashes(bytes);
    let _ = parse_bundle(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if let Ok(proof) = ProofFile::parse(text) {
        let said = proof.to_string();
        assert_eq!(ProofFile::parse(&said), Ok(proof), "{said:?}");
    }
    let Ok(note) = SignedNote::parse(bytes) else {
        return false;
    };
    let said = note.to_string();
    match SignedNote::parse(said.as_bytes()) {
        Ok(again) => assert_eq!(again.to_string(), said),
        Err(error) => panic!("a note that was read cannot be read again: {error}"),
    }
    // Nobody's key is trusted here.
    assert!(Checkpoint::open(bytes, &[]).is_err());
    Checkpoint::parse(note.text()).is_ok()
}
