//! The machine-readable zone: published examples, everything that can be wrong, and there and back.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "mrz/examples.rs"]
mod examples;
#[path = "mrz/faults.rs"]
mod faults;
#[path = "mrz/others.rs"]
mod others;
#[path = "mrz/there_and_back.rs"]
mod there_and_back;

use vocab::Date;
use wire_mrz::mrz::{Lines, Zone, ZoneError};

const TODAY: Date = Date::constant(2026, 11, 22);

fn read(text: &str) -> Result<Zone, ZoneError> {
    Zone::read(&Lines::parse(text).unwrap(), TODAY)
}

/// ICAO 9303-5, appendix B.
const UTOPIA_TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
/// ICAO 9303-6, appendix B.
const UTOPIA_TD2: &str =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
/// ICAO 9303-4, appendix B.
const UTOPIA_TD3: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// A Spanish identity card of an invented person: support number, then the number of the person.
const SPANISH_CARD: &str = "IDESPBAA000589599999999R<<<<<<\n8001014F2506012ESP<<<<<<<<<<<7\nESPANOLA<ESPANOLA<<CARMEN<<<<<";
/// A Spanish card for a foreigner.
const FOREIGNERS_CARD: &str = "IDESPE000001234X0000000T<<<<<<\n7408122F3204153UTO<<<<<<<<<<<0\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
