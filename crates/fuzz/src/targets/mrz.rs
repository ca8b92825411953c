//! Zones of documents, as text that somebody types or a reader found.

use vocab::Date;
use wire_mrz::mrz::{Lines, Zone};

use super::texts;
use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "mrz",
    seeds,
    run,
};

/// The specimens of ICAO 9303-5, -6 and -4, a long number, and a Spanish card.
fn seeds() -> Vec<Vec<u8>> {
    texts(&[
        "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        "IDESPBAA000589599999999R<<<<<<\n8001014F2506012ESP<<<<<<<<<<<7\nESPANOLA<ESPANOLA<<CARMEN<<<<<",
    ])
}

fn run(bytes: &[u8]) -> bool {
    let Some(lines) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| Lines::parse(text).ok())
    else {
        return false;
    };
    assert_eq!(Lines::parse(&lines.to_string()), Ok(lines.clone()));
    let today = Date::constant(2026, 11, 22);
    let Ok(zone) = Zone::read(&lines, today) else {
        return false;
    };
    assert!(lines.wrong_check_digits().is_empty());
    // What was read can be written unless a gap stands where none is written; then it reads the same.
    if let Ok(written) = zone.write() {
        assert_eq!(Zone::read(&written, today), Ok(zone));
    }
    true
}
