//! Lines out of a zone, with the right check digits.

use thiserror::Error;

use super::check_digit::{Checked, check_digit};
use super::dates;
use super::format::{Field, Format, Span};
use super::lines::Lines;
use super::zone::Zone;

/// Why a zone cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The field is too long, empty where it must not be, or has characters that a zone has not.
    #[error("this cannot be written: {0}")]
    Field(Field),
}

impl Zone {
    /// The lines, with the right check digits. Reading them on the same day gives this zone.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn write(&self) -> Result<Lines, WriteError> {
        let mut cells = vec![b'<'; self.format.lines() * self.format.width()];
        let layout = self.format.layout();
        let (number, behind, optional) = self.number_cells()?;
        for (field, at) in layout.fields {
            let text = match field {
                Field::DocumentNumber => number.clone(),
                Field::OptionalData => optional.clone(),
                other => self.text(*other, at.length)?,
            };
            put(&mut cells, self.format, *at, &text).ok_or(WriteError::Field(*field))?;
        }
        for (checked, at) in layout.checks {
            let digit = match (checked, behind) {
                (Checked::DocumentNumber, Some(filler)) => filler,
                _ => check_digit(cells_at(&cells, self.format, *at).iter().copied()),
            };
            let behind = Span {
                start: at.start + at.length,
                length: 1,
                ..*at
            };
            put(
                &mut cells,
                self.format,
                behind,
                &char::from(digit).to_string(),
            );
        }
        // Cannot fail: every cell was written above, or is a filler.
        let unfinished = Lines::of(self.format, cells.clone());
        let digit = unfinished.ok_or(WriteError::Field(Field::OptionalData))?;
        let digit = char::from(digit.composite_digit()).to_string();
        put(&mut cells, self.format, layout.composite_at, &digit);
        Lines::of(self.format, cells).ok_or(WriteError::Field(Field::OptionalData))
    }

    fn text(&self, field: Field, width: usize) -> Result<String, WriteError> {
        let code_fits = self.document_code.fits(self.format);
        let text = match field {
            Field::DocumentCode => code_fits.then(|| self.document_code.to_string()),
            Field::IssuingState => Some(self.issuing_state.to_string()),
            Field::Nationality => Some(self.nationality.to_string()),
            Field::SecondOptionalData => data(&self.optional2),
            Field::Birth => Some(dates::write_birth(self.birth)),
            Field::Expiry => Some(dates::write_expiry(self.expiry)),
            Field::Sex => Some(self.sex.as_str().replace('X', "<")),
            Field::Names => self.names.write(width),
            Field::DocumentNumber | Field::OptionalData => None,
        };
        text.ok_or(WriteError::Field(field))
    }

    /// Number, what stands behind it if that is no digit, and the optional data. A number that is
    /// too long for its field goes on in the optional data.
    fn number_cells(&self) -> Result<(String, Option<u8>, String), WriteError> {
        let wrong = |field| WriteError::Field(field);
        let number = data(&self.document_number)
            .filter(|number| !number.is_empty())
            .ok_or(wrong(Field::DocumentNumber))?;
        let optional = data(&self.optional).ok_or(wrong(Field::OptionalData))?;
        // A card of two lines has no room for a filler behind its optional data and the digit.
        let Some((first, rest)) = number
            .split_at_checked(9)
            .filter(|(_, rest)| !rest.is_empty())
        else {
            return Ok((number, None, optional));
        };
        if self.format == Format::Td3 || rest.contains('<') {
            return Err(wrong(Field::DocumentNumber));
        }
        let digit = char::from(check_digit(number.bytes()));
        let gap = if optional.is_empty() { "" } else { "<" };
        Ok((
            first.to_owned(),
            Some(b'<'),
            format!("{rest}{digit}{gap}{optional}"),
        ))
    }
}

/// Letters, digits and gaps, without gaps at the ends: what reads back as it was written.
fn data(text: &str) -> Option<String> {
    let in_alphabet = |c: u8| matches!(c, b'A'..=b'Z' | b'0'..=b'9' | b'<');
    let fits = text.bytes().all(in_alphabet) && text.trim_matches('<') == text;
    fits.then(|| text.to_owned())
}

fn cells_at(cells: &[u8], format: Format, at: Span) -> &[u8] {
    let start = at.line * format.width() + at.start;
    cells.get(start..start + at.length).unwrap_or_default()
}

/// Writes text from the left of the span; `None` if it is too long.
fn put(cells: &mut [u8], format: Format, at: Span, text: &str) -> Option<()> {
    let start = at.line * format.width() + at.start;
    let length = (text.len() <= at.length).then_some(text.len())?;
    let target = cells.get_mut(start..start + length)?;
    target.copy_from_slice(text.as_bytes());
    Some(())
}
