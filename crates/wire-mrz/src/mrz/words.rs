//! Document codes and codes of states.

use std::fmt;

use thiserror::Error;

use super::format::Format;

/// A text that is not such a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not such a code")]
pub struct WordError;

/// One or two letters that say what kind of document it is: `I`, `ID`, `P`, `AC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentCode([u8; 2]);

/// One to three letters for a state or an organisation: `ESP`, `D`, `UTO` (ICAO 9303-3 §5).
///
/// Whether there is such a state is not looked up: the list changes, and documents outlive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StateCode([u8; 3]);

/// Letters, at least one, then fillers to the width.
fn letters<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let mut cells = [b'<'; N];
    let used = text.iter().take_while(|cell| **cell != b'<').count();
    let (word, rest) = text.split_at_checked(used)?;
    let fits = (1..=N).contains(&used)
        && word.iter().all(u8::is_ascii_uppercase)
        && rest.iter().all(|cell| *cell == b'<');
    cells.get_mut(..used)?.copy_from_slice(word);
    fits.then_some(cells)
}

fn shown(cells: &[u8]) -> &str {
    std::str::from_utf8(cells)
        .unwrap_or_default()
        .trim_end_matches('<')
}

impl DocumentCode {
    /// Reads one or two capital letters, with or without fillers behind.
    ///
    /// # Errors
    /// [`WordError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, WordError> {
        letters(text.as_bytes()).map(Self).ok_or(WordError)
    }

    /// The letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        shown(&self.0)
    }

    /// Whether a document of this format may have the code: cards begin with `A`, `C` or `I`,
    /// passports with `P` (ICAO 9303-4, -5, -6 §4.2.2). Visas are not read.
    #[must_use]
    pub fn fits(&self, format: Format) -> bool {
        let [first, _] = self.0;
        match format {
            Format::Td1 | Format::Td2 => matches!(first, b'A' | b'C' | b'I'),
            Format::Td3 => first == b'P',
        }
    }
}

impl StateCode {
    /// Reads one to three capital letters, with or without fillers behind.
    ///
    /// # Errors
    /// [`WordError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, WordError> {
        letters(text.as_bytes()).map(Self).ok_or(WordError)
    }

    /// The letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        shown(&self.0)
    }
}

impl fmt::Display for DocumentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_with_and_without_fillers() {
        for (text, read) in [("D", "D"), ("D<<", "D"), ("ESP", "ESP")] {
            assert_eq!(
                StateCode::parse(text).as_ref().map(StateCode::as_str),
                Ok(read)
            );
        }
        for text in ["", "<<<", "E<P", "ESPA", "es", "E5P", "Ñ"] {
            assert_eq!(StateCode::parse(text), Err(WordError), "{text}");
        }
    }

    #[test]
    fn a_passport_is_no_card_and_a_visa_is_neither() {
        let fits = |code, format| DocumentCode::parse(code).is_ok_and(|code| code.fits(format));
        assert!(fits("ID", Format::Td1) && fits("P<", Format::Td3) && fits("AC", Format::Td2));
        assert!(!fits("P", Format::Td1) && !fits("ID", Format::Td3));
        assert!(Format::ALL.into_iter().all(|format| !fits("V", format)));
    }
}
