//! What is wrong with a picture, in the person's words; the same words guide while the camera
//! looks.

use crate::texts::UnattendedTexts;

/// The sentence for a flaw, in words of `wire-mrz`.
pub(super) fn flaw(t: &'static UnattendedTexts, word: &str) -> &'static str {
    match word {
        "too_blurred" => t.hint_too_blurred,
        "glare" => t.hint_glare,
        "too_dark" => t.hint_too_dark,
        "too_bright" => t.hint_too_bright,
        "too_small" => t.hint_too_small,
        "cut_off" => t.hint_cut_off,
        _ => t.hint_no_document,
    }
}
