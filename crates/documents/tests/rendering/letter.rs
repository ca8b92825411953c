//! What the invitation letter says, and where on the paper.

use vocab::Lang;

use crate::{LANGUAGES, rendered, samples, text_of, tool};

#[test]
fn the_letter_says_all_that_is_needed_to_register() {
    let code = samples::letter_code().grouped();
    for (lang, until) in [
        (Lang::Es, "6 de enero de 2027"),
        (Lang::Ca, "6 de gener de 2027"),
        (Lang::CaValencia, "6 de gener de 2027"),
        (Lang::Gl, "6 de xaneiro de 2027"),
        (Lang::Eu, "2027ko urtarrilaren 6a"),
        (Lang::En, "6 January 2027"),
    ] {
        let text = text_of(&rendered(lang, "letter"));
        for needed in [
            &code,
            until,
            "Amara Okoro Díaz",
            "46001 València",
            "identidad.ejemplo.es/register",
            "060",
            "1.",
            "5.",
        ] {
            assert!(text.contains(needed), "{lang:?}: {needed}\n{text}");
        }
        assert!(
            !text.contains("https://"),
            "an address is printed as people type it"
        );
    }
}

#[test]
fn the_letter_to_a_registered_person_carries_no_code() {
    for lang in LANGUAGES {
        let text = text_of(&rendered(lang, "letter-registered"));
        assert!(
            !text.contains(&samples::letter_code().grouped()),
            "{lang:?}"
        );
        assert!(
            !text.contains("XXXX"),
            "{lang:?}: no drawing of a field for a code"
        );
        assert!(text.contains("Amara Okoro Díaz"), "{lang:?}");
    }
}

#[test]
fn the_address_lies_in_the_window_and_the_code_below_the_fold() {
    const MM: f64 = 72.0 / 25.4;
    for name in ["letter", "letter-abroad", "letter-longest"] {
        let pdf = rendered(Lang::Es, name);
        let boxes = tool("pdftotext", &["-bbox", "-f", "1", "-l", "1"], &pdf, &["-"]);
        let words: Vec<(f64, f64, f64, f64, &str)> = boxes.lines().filter_map(word).collect();
        let right: Vec<_> = words
            .iter()
            .filter(|w| w.1 > 45.0 * MM && w.3 < 99.0 * MM && w.0 > 100.0 * MM)
            .collect();
        assert!(!right.is_empty(), "{name}");
        for (x0, y0, x1, y1, text) in right {
            assert!(
                *x0 >= 107.0 * MM && *x1 <= 192.0 * MM && *y0 >= 48.0 * MM && *y1 <= 86.0 * MM,
                "{name}: {text}"
            );
        }
        let code = words
            .iter()
            .find(|w| w.4.contains(&samples::letter_code().grouped()))
            .unwrap();
        assert!(
            code.1 > 99.0 * MM,
            "{name}: the code shows in the envelope's window"
        );
    }
}

/// `<word xMin="…" yMin="…" xMax="…" yMax="…">text</word>`.
fn word(line: &str) -> Option<(f64, f64, f64, f64, &str)> {
    let parts: Vec<&str> = line.trim().strip_prefix("<word ")?.split('"').collect();
    let number = |index: usize| parts[index].parse().ok();
    let text = parts.get(8)?.strip_prefix('>')?.strip_suffix("</word>")?;
    Some((number(1)?, number(3)?, number(5)?, number(7)?, text))
}
