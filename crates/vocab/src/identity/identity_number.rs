//! DNI, NIE and the K, L and M numbers: eight places and a check letter.

use thiserror::Error;

/// The check letter of `n` is the letter at `n mod 23` (Orden INT/2058/2008 for the NIE). Letters
/// that are taken for others (I, Ñ, O, U) do not occur.
const CHECK_LETTERS: [char; 23] = [
    'T', 'R', 'W', 'A', 'G', 'M', 'Y', 'F', 'P', 'D', 'X', 'B', 'N', 'J', 'Z', 'S', 'Q', 'V', 'H',
    'L', 'C', 'K', 'E',
];

/// Why a text is no identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentityNumberError {
    /// Nothing was given.
    #[error("the number is empty")]
    Empty,
    /// Neither eight digits and a letter, nor one of X, Y, Z, K, L, M, seven digits and a letter.
    #[error("the number does not have the shape of a DNI or NIE")]
    Shape,
    /// The shape is right and the check letter is not that of the digits. The right letter is
    /// not told: it would turn a wrong number into somebody else's.
    #[error("the check letter does not fit the digits")]
    CheckLetter,
}

/// A number of the national identity card: eight digits and a check letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dni(String);

/// A foreigner's identity number: X, Y or Z, seven digits and a check letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nie(String);

/// A tax number of somebody who has neither DNI nor NIE: K, L or M, seven digits, check letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpecialNumber(String);

/// Who has a [`SpecialNumber`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpecialNumberKind {
    /// `K`: a Spaniard under 14 who lives in Spain and has no DNI.
    SpanishMinor,
    /// `L`: a Spaniard who lives abroad and has no DNI.
    SpaniardAbroad,
    /// `M`: a foreigner without NIE.
    ForeignerWithoutNie,
}

/// Which of the three numbers it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityNumberKind {
    /// [`Dni`].
    Dni,
    /// [`Nie`].
    Nie,
    /// [`SpecialNumber`].
    Special,
}

/// A number that names one natural person before the administration.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityNumber {
    /// Of a national identity card.
    Dni(Dni),
    /// Of a foreigner.
    Nie(Nie),
    /// Of somebody with neither.
    Special(SpecialNumber),
}

impl Dni {
    /// Reads a DNI and nothing else.
    ///
    /// # Errors
    /// See [`IdentityNumberError`].
    pub fn parse(text: &str) -> Result<Self, IdentityNumberError> {
        match IdentityNumber::parse(text)? {
            IdentityNumber::Dni(dni) => Ok(dni),
            IdentityNumber::Nie(_) | IdentityNumber::Special(_) => Err(IdentityNumberError::Shape),
        }
    }

    /// The DNI with these digits and its check letter; `None` from 100,000,000 on.
    #[must_use]
    pub fn from_digits(digits: u32) -> Option<Self> {
        (digits < 100_000_000).then(|| Self(format!("{digits:08}{}", check_letter(digits))))
    }

    /// The canonical text, `12345678Z`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// See [`IdentityNumber::masked`].
    #[must_use]
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl Nie {
    /// Reads a NIE and nothing else.
    ///
    /// # Errors
    /// See [`IdentityNumberError`].
    pub fn parse(text: &str) -> Result<Self, IdentityNumberError> {
        match IdentityNumber::parse(text)? {
            IdentityNumber::Nie(nie) => Ok(nie),
            IdentityNumber::Dni(_) | IdentityNumber::Special(_) => Err(IdentityNumberError::Shape),
        }
    }

    /// The NIE with these digits and its check letter, where the leading digit 0, 1, 2 is written
    /// X, Y, Z; `None` from 30,000,000 on.
    #[must_use]
    pub fn from_digits(digits: u32) -> Option<Self> {
        let letter = ['X', 'Y', 'Z'].get(usize::try_from(digits / 10_000_000).ok()?)?;
        let rest = digits % 10_000_000;
        Some(Self(format!("{letter}{rest:07}{}", check_letter(digits))))
    }

    /// The canonical text, `X1234567L`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// See [`IdentityNumber::masked`].
    #[must_use]
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl SpecialNumber {
    /// Reads a K, L or M number and nothing else.
    ///
    /// # Errors
    /// See [`IdentityNumberError`].
    pub fn parse(text: &str) -> Result<Self, IdentityNumberError> {
        match IdentityNumber::parse(text)? {
            IdentityNumber::Special(special) => Ok(special),
            IdentityNumber::Dni(_) | IdentityNumber::Nie(_) => Err(IdentityNumberError::Shape),
        }
    }

    /// The number of that kind with these seven digits; `None` from 10,000,000 on.
    #[must_use]
    pub fn from_digits(kind: SpecialNumberKind, digits: u32) -> Option<Self> {
        let letter = match kind {
            SpecialNumberKind::SpanishMinor => 'K',
            SpecialNumberKind::SpaniardAbroad => 'L',
            SpecialNumberKind::ForeignerWithoutNie => 'M',
        };
        (digits < 10_000_000).then(|| Self(format!("{letter}{digits:07}{}", check_letter(digits))))
    }

    /// Who has such a number.
    #[must_use]
    pub fn kind(&self) -> SpecialNumberKind {
        match self.0.chars().next() {
            Some('K') => SpecialNumberKind::SpanishMinor,
            Some('L') => SpecialNumberKind::SpaniardAbroad,
            // Only K, L and M pass the parser.
            Some(_) | None => SpecialNumberKind::ForeignerWithoutNie,
        }
    }

    /// The canonical text, `M1234567L`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// See [`IdentityNumber::masked`].
    #[must_use]
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl IdentityNumber {
    /// Reads a number as people type it: case, spaces, full stops and hyphens do not matter
    /// (`12.345.678-z`). Missing leading zeros are not filled in.
    ///
    /// # Errors
    /// See [`IdentityNumberError`].
    pub fn parse(text: &str) -> Result<Self, IdentityNumberError> {
        let number: String = crate::codes::squeezed(text)
            .chars()
            .filter(|c| *c != '.')
            .collect();
        if number.is_empty() {
            return Err(IdentityNumberError::Empty);
        }
        let parts = Parts::of(&number).ok_or(IdentityNumberError::Shape)?;
        if check_letter(parts.checked_digits) != parts.letter {
            return Err(IdentityNumberError::CheckLetter);
        }
        Ok(match parts.kind {
            IdentityNumberKind::Dni => Self::Dni(Dni(number)),
            IdentityNumberKind::Nie => Self::Nie(Nie(number)),
            IdentityNumberKind::Special => Self::Special(SpecialNumber(number)),
        })
    }

    /// The canonical text: nine characters, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Dni(Dni(text)) | Self::Nie(Nie(text)) | Self::Special(SpecialNumber(text)) => {
                text
            }
        }
    }

    /// The number with all but four digits hidden, in the way that the data protection agency
    /// lays down for published lists: `***4567**` for a DNI, `****4567*` for the others.
    #[must_use]
    pub fn masked(&self) -> String {
        masked(self.as_str())
    }

    /// Which of the three numbers it is.
    #[must_use]
    pub fn kind(&self) -> IdentityNumberKind {
        match self {
            Self::Dni(_) => IdentityNumberKind::Dni,
            Self::Nie(_) => IdentityNumberKind::Nie,
            Self::Special(_) => IdentityNumberKind::Special,
        }
    }
}

impl From<Dni> for IdentityNumber {
    fn from(dni: Dni) -> Self {
        Self::Dni(dni)
    }
}

impl From<Nie> for IdentityNumber {
    fn from(nie: Nie) -> Self {
        Self::Nie(nie)
    }
}

impl From<SpecialNumber> for IdentityNumber {
    fn from(special: SpecialNumber) -> Self {
        Self::Special(special)
    }
}

word!(Dni, IdentityNumberError);
shown!(Dni);
masked_debug!(Dni);
word!(Nie, IdentityNumberError);
shown!(Nie);
masked_debug!(Nie);
word!(SpecialNumber, IdentityNumberError);
shown!(SpecialNumber);
masked_debug!(SpecialNumber);
word!(IdentityNumber, IdentityNumberError);
shown!(IdentityNumber);
masked_debug!(IdentityNumber);

/// A number taken apart; `checked_digits` is what the check letter is computed on.
struct Parts {
    kind: IdentityNumberKind,
    checked_digits: u32,
    letter: char,
}

impl Parts {
    /// Takes apart nine characters; `None` when the shape is wrong.
    fn of(number: &str) -> Option<Self> {
        if number.len() != 9 || !number.is_ascii() {
            return None;
        }
        let (first, middle, last) = (number.get(..1)?, number.get(1..8)?, number.get(8..)?);
        let (kind, leading) = match first {
            "X" => (IdentityNumberKind::Nie, 0),
            "Y" => (IdentityNumberKind::Nie, 1),
            "Z" => (IdentityNumberKind::Nie, 2),
            "K" | "L" | "M" => (IdentityNumberKind::Special, 0),
            digit => (IdentityNumberKind::Dni, digits(digit)?),
        };
        let letter = last.chars().next().filter(char::is_ascii_uppercase)?;
        Some(Self {
            kind,
            checked_digits: leading * 10_000_000 + digits(middle)?,
            letter,
        })
    }
}

/// The value of a text of ASCII digits only (`u32::from_str` alone would take a plus sign).
fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn check_letter(digits: u32) -> char {
    let place = usize::try_from(digits % 23).unwrap_or(0);
    CHECK_LETTERS.get(place).copied().unwrap_or('T')
}

fn masked(number: &str) -> String {
    // A DNI shows its digits 4 to 7, the others theirs, which stand one place to the right.
    let shown = if number.starts_with(|c: char| c.is_ascii_digit()) {
        3..7
    } else {
        4..8
    };
    number
        .chars()
        .enumerate()
        .map(|(place, c)| if shown.contains(&place) { c } else { '*' })
        .collect()
}
