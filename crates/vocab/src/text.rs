//! One line of text that is safe to print, and the form of a name that two registers compare.

mod normalised_name;

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use normalised_name::normalised_name;

/// One line of text by a person or a register, at most [`Line::MAX_CHARS`] characters.
///
/// In NFC, without white space at the ends, single spaces inside, and without any character that
/// is invisible or changes the order of others: bidirectional controls, controls, zero-width,
/// private-use and non-characters. A document prints such text next to what the administration
/// says, so a name must not be able to rearrange the page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(String);

/// Why a text is no [`Line`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LineError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More than [`Line::MAX_CHARS`] characters.
    #[error("the text is longer than {} characters", Line::MAX_CHARS)]
    TooLong,
    /// A character that may not be printed, or too many marks on one letter.
    #[error("the text has the character U+{:04X}, which is not accepted", u32::from(*.0))]
    Forbidden(char),
}

impl Line {
    /// The longest line, in characters after normalisation. Longer than any name or address line
    /// in a European register (ICAO 9303 foresees 39), short enough to bound a page's cost.
    pub const MAX_CHARS: usize = 100;

    /// Marks that one letter may carry after NFC; no European script needs more than two.
    const MAX_MARKS: usize = 3;

    /// Normalises and checks.
    ///
    /// # Errors
    /// See [`LineError`]; the first fault from the left is told.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        // Four bytes a character and the marks it may carry; what is longer need not be normalised.
        if text.len() > Self::MAX_CHARS * 4 * (1 + Self::MAX_MARKS) {
            return Err(LineError::TooLong);
        }
        let mut line = String::with_capacity(text.len());
        let mut marks = 0;
        for c in text.trim_matches(is_space).nfc() {
            if is_space(c) {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
                marks = 0;
                continue;
            }
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            let stray_mark = marks > 0 && (line.is_empty() || line.ends_with(' '));
            if is_forbidden(c) || stray_mark || marks > Self::MAX_MARKS {
                return Err(LineError::Forbidden(c));
            }
            line.push(c);
        }
        if line.is_empty() {
            return Err(LineError::Empty);
        }
        if line.chars().count() > Self::MAX_CHARS {
            return Err(LineError::TooLong);
        }
        Ok(Self(line))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({:?})", self.0)
    }
}

impl AsRef<str> for Line {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

word!(Line, LineError);
shown!(Line);

/// The spaces of Unicode (category Zs), all of which become U+0020. Tabulators and line ends are
/// controls and are refused.
fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Whether a character may not stand in a line: category Cc, Cf, Zl, Zp, Co, Cs and Cn as far as
/// they are fixed by stability policy, and the blanks that look like nothing.
fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    let non_character = code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF);
    let private_use = matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x10_FFFF);
    let bidirectional =
        matches!(code, 0x061C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    let zero_width = matches!(
        code,
        0x00AD | 0x034F | 0x180B..=0x180F | 0x200B..=0x200D | 0x2060..=0x2065 | 0x206A..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
    );
    let other_format = matches!(
        code,
        0x0600..=0x0605 | 0x06DD | 0x070F | 0x0890..=0x0891 | 0x08E2 | 0xFFF0..=0xFFFD | 0x110BD | 0x110CD
            | 0x13430..=0x1345F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
    );
    let separators = matches!(code, 0x2028 | 0x2029);
    let blank = matches!(
        code,
        0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x2800 | 0x3164 | 0xFFA0
    );
    c.is_control()
        || non_character
        || private_use
        || bidirectional
        || zero_width
        || other_format
        || separators
        || blank
}
