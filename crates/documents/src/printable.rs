//! Which characters can be printed. One glyph that no font has makes the export of the whole file
//! fail, so the data are checked first and the caller is told which character it was.

use std::collections::BTreeSet;

use ports::documents::RenderError;
use serde_json::Value;
use typst::text::Font;

use crate::fonts::{MAIN_FAMILY, MONO_FAMILY};

/// The longest content of one document, in characters of data. A page holds about 4,000; the
/// margin is for convictions and terms. It bounds the time of a render before it starts.
const MAX_CHARACTERS: usize = 60_000;

/// Characters of a page full of text, to say how many pages a refused content would have had.
const CHARACTERS_A_PAGE: usize = 4_000;

/// What the embedded fonts can draw.
#[derive(Debug)]
pub(crate) struct Printable {
    main: BTreeSet<char>,
    fallback: BTreeSet<char>,
}

impl Printable {
    /// A character counts if and only if every face (regular and bold) of a family has it.
    pub(crate) fn of(fonts: &[Font]) -> Self {
        let mut printable = Self {
            main: BTreeSet::new(),
            fallback: BTreeSet::new(),
        };
        let families: BTreeSet<&str> = fonts
            .iter()
            .map(|font| font.info().family.as_str())
            .collect();
        for family in families.into_iter().filter(|family| *family != MONO_FAMILY) {
            let faces: Vec<&Font> = fonts
                .iter()
                .filter(|font| font.info().family.as_str() == family)
                .collect();
            let Some((first, others)) = faces.split_first() else {
                continue;
            };
            let drawn = first
                .info()
                .coverage
                .iter()
                .filter(|code| {
                    others
                        .iter()
                        .all(|face| face.info().coverage.contains(*code))
                })
                .filter_map(char::from_u32);
            if family == MAIN_FAMILY {
                printable.main.extend(drawn);
            } else {
                printable.fallback.extend(drawn);
            }
        }
        printable
    }

    /// Checks all strings of `data`, turns line ends and tabulators into spaces, and gives the
    /// strings that must be set in the fallback.
    ///
    /// # Errors
    /// [`RenderError::Unprintable`] for the first character without a glyph or with a power
    /// over others (controls, bidirectional and zero-width characters);
    /// [`RenderError::TooLong`] above [`MAX_CHARACTERS`].
    pub(crate) fn check(&self, data: &mut Value) -> Result<BTreeSet<String>, RenderError> {
        let mut seen = Seen::default();
        self.visit(data, &mut seen)?;
        if seen.characters > MAX_CHARACTERS {
            return Err(RenderError::TooLong(
                seen.characters.div_ceil(CHARACTERS_A_PAGE),
            ));
        }
        Ok(seen.fallback)
    }

    fn visit(&self, value: &mut Value, seen: &mut Seen) -> Result<(), RenderError> {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
            Value::String(text) => self.read(text, seen),
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.visit(item, seen)),
            Value::Object(fields) => fields
                .values_mut()
                .try_for_each(|field| self.visit(field, seen)),
        }
    }

    fn read(&self, text: &mut String, seen: &mut Seen) -> Result<(), RenderError> {
        if text.contains(LINE_SPACE) {
            *text = text.replace(LINE_SPACE, " ");
        }
        let mut needs_fallback = false;
        for c in text.chars() {
            seen.characters += 1;
            if c.is_control() || rearranges(c) {
                return Err(RenderError::Unprintable(c));
            }
            if !self.main.contains(&c) {
                if !self.fallback.contains(&c) {
                    return Err(RenderError::Unprintable(c));
                }
                needs_fallback = true;
            }
        }
        if needs_fallback {
            seen.fallback.insert(text.clone());
        }
        Ok(())
    }
}

/// White space that means nothing inside a value.
const LINE_SPACE: [char; 3] = ['\n', '\r', '\t'];

/// What was found in the strings so far.
#[derive(Debug, Default)]
struct Seen {
    characters: usize,
    fallback: BTreeSet<String>,
}

/// Characters that are invisible or change the order of others. Fonts have glyphs for some of
/// them; on an official document they are a way to make a name read like something else.
fn rearranges(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFD}'
        | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fonts;

    fn printable() -> Printable {
        Printable::of(&fonts::embedded())
    }

    #[test]
    fn prints_every_latin_greek_and_cyrillic_letter_of_europe() {
        let letters = "ÁÇÑŁŚŻĐĞİŞȘȚŐŰČĆÞÐØÆŒẞĦĠĻŅŪĖŠŽ áçñłśżđğışșțőűčćþðøæœßħġļņūėšž l·l ŀ \
                       ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ άέήίόύώϊϋΐΰς АБВГҐДЂЃЕЀЁЄЖЗЅИЍІЇЙЈКЛЉМНЊОПРСТЋЌУЎФХЦЧЏШЩЪЫЬЭЮЯ \
                       ÅÄÖåäö ŴŶŵŷ Ạạ Ễễ ԱԲԳ աբգ აბგ 0123456789 ’'-.,()/ªº";
        let fallback = printable().check(&mut json!([letters, "Ana"]));
        assert_eq!(fallback.ok(), Some(BTreeSet::from([letters.to_owned()])));
    }

    #[test]
    fn spanish_and_catalan_names_stay_in_the_main_family() {
        let mut data = json!([
            "Gal·la Íñiguez de Ibargüengoitia",
            "Łucja Šimůnková",
            "Öykü Işık"
        ]);
        assert_eq!(printable().check(&mut data).ok(), Some(BTreeSet::new()));
    }

    #[test]
    fn names_the_character_that_cannot_be_printed() {
        for (text, culprit) in [
            ("李小龙", '李'),
            ("Ana 😀", '😀'),
            ("Ana\u{202E}", '\u{202E}'),
            ("Ana\u{0}", '\u{0}'),
            ("Ana\u{7F}", '\u{7F}'),
            ("Ana\u{200B}", '\u{200B}'),
            ("Ana\u{E000}", '\u{E000}'),
            ("Ana\u{FFFF}", '\u{FFFF}'),
        ] {
            let refusal = printable().check(&mut json!({ "list": [{ "name": text }] }));
            assert!(
                matches!(refusal, Err(RenderError::Unprintable(c)) if c == culprit),
                "{text:?}"
            );
        }
    }

    #[test]
    fn line_ends_in_data_become_spaces() {
        let mut data = json!("one\ntwo\tthree");
        assert!(printable().check(&mut data).is_ok());
        assert_eq!(data, json!("one two three"));
    }

    #[test]
    fn refuses_content_beyond_the_bound() {
        let refusal = printable().check(&mut json!("a".repeat(MAX_CHARACTERS + 1)));
        assert!(matches!(refusal, Err(RenderError::TooLong(16))));
    }
}
