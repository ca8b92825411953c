//! What a zone says, once its check digits are right.

use std::fmt;

use thiserror::Error;
use vocab::{Date, IdentityNumber, PartialDate, Sex};

use super::check_digit::Checked;
use super::format::{Field, Format};
use super::lines::Lines;
use super::names::Names;
use super::words::{DocumentCode, StateCode};
use super::{check_digit, dates};

/// A zone that was read. Debug shows the format and the issuing state only.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    /// Card or passport.
    pub format: Format,
    /// What kind of document: `ID`, `P`.
    pub document_code: DocumentCode,
    /// Who issued it.
    pub issuing_state: StateCode,
    /// The number of the document, without fillers at its ends. In Spanish cards the support
    /// number (`IDESP`), not the number of the person.
    pub document_number: String,
    /// Optional data, without fillers at its ends; often empty. A `<` inside is a gap.
    pub optional: String,
    /// The second optional data of a card of three lines.
    pub optional2: String,
    /// Date of birth; parts, or all of it, may be unknown.
    pub birth: Option<PartialDate>,
    /// `<` is [`Sex::Unspecified`].
    pub sex: Sex,
    /// Last day of validity; `None` if the document says that it has none.
    pub expiry: Option<Date>,
    /// Nationality of the holder.
    pub nationality: StateCode,
    /// Names of the holder.
    pub names: Names,
}

/// Why lines are not the zone of a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ZoneError {
    /// Check digits that do not fit: a character was misread, or the document is not what it
    /// seems. At least one.
    #[error("wrong check digit: {}", listed(.0))]
    CheckDigits(Vec<Checked>),
    /// The check digits fit, but a field is not written as ICAO 9303 asks.
    #[error("the field is not as it has to be: {0}")]
    Field(Field),
}

fn listed(wrong: &[Checked]) -> String {
    let names: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    names.join(", ")
}

impl Zone {
    /// Reads lines; `today` decides the centuries (see [`crate::mrz`]).
    ///
    /// # Errors
    /// [`ZoneError::CheckDigits`] with every one that is wrong; otherwise [`ZoneError::Field`]
    /// with the first field that cannot be.
    pub fn read(lines: &Lines, today: Date) -> Result<Self, ZoneError> {
        let wrong = lines.wrong_check_digits();
        if !wrong.is_empty() {
            return Err(ZoneError::CheckDigits(wrong));
        }
        let (document_number, optional) = numbers(lines)?;
        let state =
            |field| StateCode::parse(&text(lines, field)).map_err(|_| ZoneError::Field(field));
        let at = |field| move |()| ZoneError::Field(field);
        Ok(Self {
            format: lines.format(),
            document_code: document_code(lines)?,
            issuing_state: state(Field::IssuingState)?,
            document_number,
            optional,
            optional2: trimmed(&text(lines, Field::SecondOptionalData)),
            birth: dates::birth(lines.field(Field::Birth), today).map_err(at(Field::Birth))?,
            sex: sex(lines)?,
            expiry: dates::expiry(lines.field(Field::Expiry), today).map_err(at(Field::Expiry))?,
            nationality: state(Field::Nationality)?,
            names: Names::read(lines.field(Field::Names)).ok_or(ZoneError::Field(Field::Names))?,
        })
    }

    /// The number of the person on a Spanish card: in the identity card (DNI) and the foreigner's
    /// card (TIE) it is the optional data of the first line, because the number of the document is
    /// the support number. Cards from before 2006 have no support number, and the number of the
    /// person in its place. `None` on other documents, and where there is no such number.
    #[must_use]
    pub fn spanish_identity_number(&self) -> Option<IdentityNumber> {
        if self.format != Format::Td1 || self.issuing_state.as_str() != "ESP" {
            return None;
        }
        [&self.optional, &self.document_number]
            .into_iter()
            .find_map(|text| IdentityNumber::parse(text).ok())
    }
}

fn text(lines: &Lines, field: Field) -> String {
    String::from_utf8_lossy(lines.field(field)).into_owned()
}

fn trimmed(text: &str) -> String {
    text.trim_matches('<').to_owned()
}

fn document_code(lines: &Lines) -> Result<DocumentCode, ZoneError> {
    DocumentCode::parse(&text(lines, Field::DocumentCode))
        .ok()
        .filter(|code| code.fits(lines.format()))
        .ok_or(ZoneError::Field(Field::DocumentCode))
}

/// The number of the document and the optional data; a long number takes some of these.
fn numbers(lines: &Lines) -> Result<(String, String), ZoneError> {
    let optional = text(lines, Field::OptionalData);
    let (number, optional) = match lines.long_number() {
        Some((number, digit)) if check_digit(number.iter().copied()) == digit => {
            let taken = number.len() + 1 - lines.field(Field::DocumentNumber).len();
            let rest = optional.get(taken..).unwrap_or_default().to_owned();
            (String::from_utf8_lossy(&number).into_owned(), rest)
        }
        _ => (text(lines, Field::DocumentNumber), optional),
    };
    let number = trimmed(&number);
    if number.is_empty() {
        return Err(ZoneError::Field(Field::DocumentNumber));
    }
    Ok((number, trimmed(&optional)))
}

fn sex(lines: &Lines) -> Result<Sex, ZoneError> {
    match lines.field(Field::Sex) {
        b"F" => Ok(Sex::Female),
        b"M" => Ok(Sex::Male),
        b"X" | b"<" => Ok(Sex::Unspecified),
        _ => Err(ZoneError::Field(Field::Sex)),
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({:?}, {})", self.format, self.issuing_state)
    }
}
