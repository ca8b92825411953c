//! Signed notes, checkpoints and proofs as texts.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use wire_tlog::{
    Checkpoint, ProofFile, SignedNote, VerifierKey,
    checkpoint::CheckpointError,
    hash::leaf_hash,
    note::{NoteError, VerifierKeyError},
};

/// A key whose private half is known to every reader of this file.
pub(crate) struct Pen {
    pair: Ed25519KeyPair,
    pub(crate) key: VerifierKey,
}

impl Pen {
    pub(crate) fn of(name: &str, seed: u8) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        let public = pair.public_key().as_ref().try_into().unwrap();
        let key = VerifierKey::ed25519(name, public).unwrap();
        Self { pair, key }
    }

    pub(crate) fn sign(&self, text: &str) -> SignedNote {
        let signature = self.pair.sign(text.as_bytes()).as_ref().to_vec();
        SignedNote::new(text.to_owned(), &self.key, signature)
    }
}

pub(crate) fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "log.example/audit".into(),
        size: 20_852_163,
        root: leaf_hash(b"a root"),
        extensions: Vec::new(),
    }
}

/// Key and note of the tests of `golang.org/x/mod/sumdb/note`, the first implementation.
#[test]
fn verifies_the_note_of_the_first_implementation() {
    let key: VerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    let note = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n\
                \n\
                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let read = SignedNote::parse(note.as_bytes()).unwrap();
    assert_eq!(read.to_string(), note);
    let trusted = [key];
    assert_eq!(read.verified_by(&trusted).unwrap().name(), "PeterNeumann");
    let changed = note.replace("cryptography", "cryptograph1");
    let changed = SignedNote::parse(changed.as_bytes()).unwrap();
    assert_eq!(
        changed.verified_by(&trusted),
        Err(NoteError::FalseSignature("PeterNeumann".into()))
    );
}

/// The key of Go's checksum database, as its documentation publishes it.
#[test]
fn reads_a_published_key_and_refuses_what_is_none() {
    let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let key: VerifierKey = text.parse().unwrap();
    assert_eq!((key.name(), key.id()), ("sum.golang.org", 0x033d_e0ae));
    assert_eq!(key.to_string(), text);
    for cut in 0..text.len() {
        assert!(text[..cut].parse::<VerifierKey>().is_err(), "{cut}");
    }
    let cases = [
        (text.replace("033de0ae", "033de0af"), VerifierKeyError::Id),
        (text.replace("033de0ae", "033DE0AE"), VerifierKeyError::Id),
        (text.replace("+Ac4z", "+As4z"), VerifierKeyError::Kind),
        (
            text.replace("sum.golang.org", "sum golang"),
            VerifierKeyError::Name,
        ),
        (text.replace("sum.golang.org", ""), VerifierKeyError::Name),
    ];
    for (text, why) in cases {
        let read = text.parse::<VerifierKey>();
        // A changed first byte may change the kind or, with it, the id.
        assert!(
            read == Err(why) || read == Err(VerifierKeyError::Id),
            "{text}: {read:?}"
        );
    }
}

#[test]
fn a_checkpoint_is_opened_by_its_own_key_only() {
    let pen = Pen::of("log.example/audit", 1);
    let note = pen.sign(&checkpoint().to_string()).to_string();
    let open = |note: &str, key: &VerifierKey| {
        Checkpoint::open(note.as_bytes(), std::slice::from_ref(key))
    };
    assert_eq!(open(&note, &pen.key), Ok(checkpoint()));
    // A key of the same name whose id differs is an unknown one.
    let stranger = Pen::of("log.example/audit", 2);
    assert_eq!(
        open(&note, &stranger.key),
        Err(CheckpointError::Note(NoteError::NoTrustedSignature))
    );
    let larger = note.replace("20852163", "20852164");
    assert!(matches!(
        open(&larger, &pen.key),
        Err(CheckpointError::Note(NoteError::FalseSignature(_)))
    ));
    let elsewhere = Pen::of("other.example/audit", 1);
    let moved = elsewhere.sign(&checkpoint().to_string()).to_string();
    assert!(matches!(
        open(&moved, &elsewhere.key),
        Err(CheckpointError::OtherOrigin { .. })
    ));
}

/// Witnesses add their lines below the log's; who does not know them reads on.
#[test]
fn signatures_by_strangers_are_ignored_and_false_ones_are_not() {
    let (pen, witness) = (
        Pen::of("log.example/audit", 1),
        Pen::of("witness.example", 3),
    );
    let text = checkpoint().to_string();
    let (own, theirs) = (pen.sign(&text).to_string(), witness.sign(&text).to_string());
    let line = |note: &str| note[note.rfind('—').unwrap()..].to_owned();
    let both = format!("{}{}", theirs, line(&own));
    let note = SignedNote::parse(both.as_bytes()).unwrap();
    let keys = [pen.key.clone(), witness.key.clone()];
    assert_eq!(note.verified_by(&keys[..1]).unwrap(), &pen.key);
    assert_eq!(note.verified_by(&keys).unwrap(), &witness.key);
    let other = witness.sign("another text\n").to_string();
    let spoiled = format!("{own}{}", line(&other));
    let spoiled = SignedNote::parse(spoiled.as_bytes()).unwrap();
    assert!(spoiled.verified_by(&keys[..1]).is_ok());
    assert_eq!(
        spoiled.verified_by(&keys),
        Err(NoteError::FalseSignature("witness.example".into()))
    );
}

#[test]
fn a_text_that_is_no_checkpoint_is_refused_whoever_signed_it() {
    let root = leaf_hash(b"a root");
    let texts = [
        format!("\n1\n{root}\n"),
        format!("log.example\n01\n{root}\n"),
        format!("log.example\n+1\n{root}\n"),
        format!("log.example\n-1\n{root}\n"),
        format!("log.example\n\n{root}\n"),
        format!("log.example\n18446744073709551616\n{root}\n"),
        format!("log.example\n1\n{root}\n\n"),
        format!("log.example\n1\n{root}\nmore\n\n"),
        "log.example\n1\nAAAA\n".to_owned(),
        "log.example\n1\n".to_owned(),
        format!("log.example\n1\n{root}"),
    ];
    for text in texts {
        assert_eq!(
            Checkpoint::parse(&text),
            Err(CheckpointError::Syntax),
            "{text:?}"
        );
    }
    let more = format!("log.example\n0\n{root}\nmore\n");
    assert_eq!(Checkpoint::parse(&more).unwrap().extensions, ["more"]);
    assert_eq!(Checkpoint::parse(&more).unwrap().to_string(), more);
}

#[test]
fn a_proof_survives_as_text() {
    let note = Pen::of("log.example/audit", 1).sign(&checkpoint().to_string());
    for (extra, hashes) in [
        (None, Vec::new()),
        (
            Some(b"something".to_vec()),
            vec![leaf_hash(b"1"), leaf_hash(b"2")],
        ),
    ] {
        let proof = ProofFile {
            extra,
            index: 73_894,
            hashes,
            checkpoint: note.clone(),
        };
        let text = proof.to_string();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\n"), "{text}");
        assert_eq!(ProofFile::parse(&text), Ok(proof));
    }
}
