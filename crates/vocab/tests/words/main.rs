//! Properties and official examples of the words, seen from outside as every other crate does.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod codes;
mod contact;
mod iban;
mod identity_numbers;
mod ids_and_time;
mod levels_and_languages;
mod names_and_text;
mod secrecy;

use proptest::prelude::*;

/// A text as people retype it: case changed, spaces and hyphens strewn in.
fn retyped(text: String) -> impl Strategy<Value = String> {
    let length = text.len();
    prop::collection::vec((any::<bool>(), 0..8_usize), length).prop_map(move |whims| {
        let mut out = String::new();
        for (c, (lower, noise)) in text.chars().zip(whims) {
            out.push_str(["", "", "", "", " ", "-", "\u{a0}", "–"][noise]);
            out.push(if lower { c.to_ascii_lowercase() } else { c });
        }
        out
    })
}
