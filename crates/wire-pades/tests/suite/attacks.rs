//! The verifier refuses everything that is not exactly what was issued.

use wire_pades::{Inspected, Refusal, inspect};

use crate::pdfs::{append, find, plain, replace, tagged};
use crate::seals::Seal;

fn check(pdf: &[u8], seal: &Seal) -> Result<Inspected, Refusal> {
    inspect(pdf, std::slice::from_ref(&seal.chain))
}

#[test]
fn refuses_the_file_if_any_single_byte_differs() {
    let seal = Seal::p256();
    let signed = seal.sign(&plain());
    for at in 0..signed.len() {
        for flip in [0x01, 0x20] {
            let mut changed = signed.clone();
            changed[at] ^= flip;
            assert!(
                check(&changed, &seal).is_err(),
                "byte {at} xor {flip} was accepted"
            );
        }
    }
}

#[test]
fn tells_changed_content_from_a_changed_container() {
    let seal = Seal::p256();
    let signed = seal.sign(&tagged());
    let title = replace(&signed, "/Title(Example)", "/Title(Forgery)");
    assert_eq!(check(&title, &seal).unwrap_err(), Refusal::Changed);
    let padding = replace(&signed, "00>/M", "01>/M");
    assert_eq!(check(&padding, &seal).unwrap_err(), Refusal::Container);
    let upper = replace(&signed, "/Contents<3", "/Contents<A");
    assert_eq!(check(&upper, &seal).unwrap_err(), Refusal::Container);
}

#[test]
fn refuses_revisions_after_the_signature() {
    let seal = Seal::p256();
    let signed = seal.sign(&plain());
    // Incremental saving: another page. Shadow: what was hidden is shown.
    let more = append(
        &signed,
        3,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 999 999]>>",
    );
    let trailing = more.len() - signed.len();
    assert_eq!(
        check(&more, &seal).unwrap_err(),
        Refusal::AddedAfterSigning { trailing }
    );
    // The same with a catalog that no longer knows of a form.
    let bare = append(&signed, 1, "<</Type/Catalog/Pages 2 0 R>>");
    assert!(matches!(
        check(&bare, &seal).unwrap_err(),
        Refusal::AddedAfterSigning { .. }
    ));
    // White space only.
    let spaced = [signed.as_slice(), b"\n"].concat();
    assert_eq!(
        check(&spaced, &seal).unwrap_err(),
        Refusal::AddedAfterSigning { trailing: 1 }
    );
    // Anything at all.
    let tail = [signed.as_slice(), b"%%EOF"].concat();
    assert!(check(&tail, &seal).is_err());
}

#[test]
fn refuses_a_signature_that_does_not_cover_the_whole_file() {
    let seal = Seal::p256();
    let signed = seal.sign(&plain());
    let at = find(&signed, "/ByteRange[");
    for (from, to) in [("[0 ", "[1 "), ("/ByteRange", "/byteRange")] {
        let changed = [&signed[..at], &replace(&signed[at..], from, to)[..]].concat();
        assert!(matches!(
            check(&changed, &seal).unwrap_err(),
            Refusal::NotCovered | Refusal::NotSigned
        ));
    }
}

#[test]
fn refuses_a_covered_part_that_was_moved() {
    // Wrapping: new content inside the gap, the old range kept.
    let seal = Seal::p256();
    let signed = seal.sign(&plain());
    let end = find(&signed, ">/M(D:") + 1;
    let wrapped = [
        &signed[..end],
        b"/Extra(content of an attacker)",
        &signed[end..],
    ]
    .concat();
    let refusal = check(&wrapped, &seal).unwrap_err();
    assert!(
        matches!(
            refusal,
            Refusal::Unreadable(_) | Refusal::NotCovered | Refusal::AddedAfterSigning { .. }
        ),
        "{refusal}"
    );
}

#[test]
fn refuses_signatures_of_others() {
    let (ours, theirs) = (Seal::p256(), Seal::p256());
    let signed = theirs.sign(&plain());
    assert_eq!(check(&signed, &ours).unwrap_err(), Refusal::OtherSigner);
    assert_eq!(check(&plain(), &ours).unwrap_err(), Refusal::NotSigned);
}

#[test]
fn refuses_a_container_taken_from_another_document() {
    let seal = Seal::rsa();
    let (one, other) = (seal.sign(&plain()), seal.sign(&tagged()));
    let contents = |pdf: &[u8]| {
        let start = find(pdf, "/Contents<") + 10;
        (
            start,
            start + pdf[start..].iter().position(|b| *b == b'>').unwrap(),
        )
    };
    let ((from, to), (start, end)) = (contents(&one), contents(&other));
    assert_eq!(to - from, end - start);
    let mut mixed = one.clone();
    mixed[from..to].copy_from_slice(&other[start..end]);
    assert_eq!(check(&mixed, &seal).unwrap_err(), Refusal::Changed);
}
