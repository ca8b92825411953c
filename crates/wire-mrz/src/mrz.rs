//! The machine-readable zone as text: cards (TD1, TD2) and passports (TD3), ICAO 9303.
//!
//! [`Lines`] is text of the right shape and alphabet; [`Lines::wrong_check_digits`] tells every
//! check digit that does not fit. [`Zone`] is what the lines say, and can only be read from lines
//! whose check digits are all right. [`Zone::write`] goes the other way.
//!
//! # Years
//!
//! A zone has two digits of a year. A birth lies in the hundred years that end today; an expiry
//! in the hundred years that begin [`EXPIRED_YEARS`] years ago. So a person of more than a hundred
//! years is read as younger by a hundred, and a Spanish card that never expires (`01-01-9999`,
//! written `990101`) as one that is in force until 2099. Whoever knows the whole date, because a
//! register has it, compares with [`same_two_digit_date`].

mod check_digit;
mod dates;
mod format;
mod lines;
mod name_match;
mod names;
mod transliteration;
mod words;
mod write;
mod zone;

pub use check_digit::{Checked, check_digit};
pub use dates::{EXPIRED_YEARS, same_two_digit_date};
pub use format::{Alphabet, Field, Format};
pub use lines::{Lines, LinesError};
pub use name_match::{NameMatch, compare_name};
pub use names::Names;
pub use transliteration::transliterate;
pub use words::{DocumentCode, StateCode, WordError};
pub use write::WriteError;
pub use zone::{Zone, ZoneError};
