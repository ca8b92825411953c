//! Addresses on paper.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::CountryCode;
use crate::text::{Line, LineError};

/// A postal address, in Spain or abroad.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PostalAddress {
    /// Street, number, floor: one to [`PostalAddress::MAX_LINES`] lines.
    pub lines: Vec<Line>,
    /// Postal code: five digits from 01000 to 52999 in Spain, any line abroad.
    pub postcode: Line,
    /// Town.
    pub town: Line,
    /// Province, or what a foreign country has in its place.
    pub province: Option<Line>,
    /// Country.
    pub country: CountryCode,
}

/// Why parts make no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PostalAddressError {
    /// No line, or more than [`PostalAddress::MAX_LINES`].
    #[error("an address has one to {} lines of street", PostalAddress::MAX_LINES)]
    Lines,
    /// A Spanish postal code is five digits of which the first two name a province.
    #[error("the postal code is not a Spanish one")]
    Postcode,
    /// A part is no line of text.
    #[error("a part of the address")]
    Text(#[from] LineError),
}

impl PostalAddress {
    /// Lines of street that an address may have, so that it fits the window of an envelope.
    pub const MAX_LINES: usize = 4;

    /// Reads the parts. Blank lines are left out; a blank province is none.
    ///
    /// # Errors
    /// See [`PostalAddressError`].
    pub fn parse(
        lines: &[&str],
        postcode: &str,
        town: &str,
        province: Option<&str>,
        country: CountryCode,
    ) -> Result<Self, PostalAddressError> {
        let given = lines.iter().filter(|line| !line.trim().is_empty());
        Self {
            lines: given
                .map(|line| Line::parse(line))
                .collect::<Result<_, _>>()?,
            postcode: Line::parse(postcode)?,
            town: Line::parse(town)?,
            province: province
                .filter(|text| !text.trim().is_empty())
                .map(Line::parse)
                .transpose()?,
            country,
        }
        .checked()
    }

    /// The address, if and only if its parts fit together.
    fn checked(self) -> Result<Self, PostalAddressError> {
        if self.lines.is_empty() || self.lines.len() > Self::MAX_LINES {
            return Err(PostalAddressError::Lines);
        }
        if self.country == CountryCode::SPAIN && !is_spanish_postcode(self.postcode.as_str()) {
            return Err(PostalAddressError::Postcode);
        }
        Ok(self)
    }

    /// Whether a letter leaves the country.
    #[must_use]
    pub fn is_abroad(&self) -> bool {
        self.country != CountryCode::SPAIN
    }

    /// The lines below the name on an envelope: street, `postcode town`, province, and the code
    /// of the country when it is not Spain.
    #[must_use]
    pub fn envelope_lines(&self) -> Vec<String> {
        let street = self.lines.iter().map(ToString::to_string);
        let town = std::iter::once(format!("{} {}", self.postcode, self.town));
        let province = self
            .province
            .iter()
            .filter(|p| **p != self.town)
            .map(ToString::to_string);
        let country = self.is_abroad().then(|| self.country.to_string());
        street.chain(town).chain(province).chain(country).collect()
    }

    /// The same on one line, parted by commas.
    #[must_use]
    pub fn one_line(&self) -> String {
        self.envelope_lines().join(", ")
    }
}

/// The country only.
impl fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostalAddress({})", self.country)
    }
}

/// What serde reads before it is checked.
#[derive(Deserialize)]
struct Unchecked {
    lines: Vec<Line>,
    postcode: Line,
    town: Line,
    province: Option<Line>,
    country: CountryCode,
}

impl TryFrom<Unchecked> for PostalAddress {
    type Error = PostalAddressError;

    fn try_from(read: Unchecked) -> Result<Self, Self::Error> {
        Self {
            lines: read.lines,
            postcode: read.postcode,
            town: read.town,
            province: read.province,
            country: read.country,
        }
        .checked()
    }
}

fn is_spanish_postcode(postcode: &str) -> bool {
    let digits = postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit());
    let province = postcode.get(..2).and_then(|text| text.parse::<u8>().ok());
    digits && province.is_some_and(|number| (1..=52).contains(&number))
}
