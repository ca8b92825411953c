//! The day and the year of a date that is written out.
//!
//! Only Basque inflects them: in `2026ko azaroaren 22a` the year is in the genitive and the day
//! has the article (Euskaltzaindia, rule 37, "Data nola adierazi"). The endings follow the sound
//! of the number as it is read aloud, not its figures.

use super::Lang;

impl Lang {
    /// The day of a month as it stands in a date: `22`; in Basque `22a`, but `11` and `31`, whose
    /// words (`hamaika`, `hogeita hamaika`) end in the article already.
    #[must_use]
    pub fn day_in_date(self, day: i8) -> String {
        match (self, day) {
            (Self::Eu, 11 | 31) => day.to_string(),
            (Self::Eu, _) => format!("{day}a"),
            (Self::Es | Self::Ca | Self::CaValencia | Self::Gl | Self::En, _) => day.to_string(),
        }
    }

    /// A year as it stands in a date: `2026`; in Basque `2026ko`, `2025eko`.
    #[must_use]
    pub fn year_in_date(self, year: i16) -> String {
        match self {
            Self::Eu if ends_in_a_consonant(year) => format!("{year}eko"),
            Self::Eu => format!("{year}ko"),
            Self::Es | Self::Ca | Self::CaValencia | Self::Gl | Self::En => year.to_string(),
        }
    }
}

/// Whether the Basque word for a number ends in a consonant. Counting goes by twenties, so what
/// ends the word is the rest of a division by twenty: `bat` 1, `bost` 5, `hamar` 10,
/// `hamabost` 15; a round hundred ends in `ehun`, a round thousand in `mila`.
fn ends_in_a_consonant(number: i16) -> bool {
    match (number % 1000, number % 100) {
        (0, _) => false,
        (_, 0) => true,
        (_, last) => matches!(last % 20, 1 | 5 | 10 | 15),
    }
}
