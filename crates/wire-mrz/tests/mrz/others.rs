//! The same zones through a parser that others wrote.

use mrz::{MrzData, ParseOptions};
use proptest::prelude::*;
use wire_mrz::mrz::{Checked, Format, Lines, Zone};

use crate::there_and_back::zones;
use crate::{FOREIGNERS_CARD, SPANISH_CARD, TODAY, UTOPIA_TD1, UTOPIA_TD2, UTOPIA_TD3};

fn theirs(lines: &Lines) -> MrzData {
    let options = ParseOptions::default();
    let text: Vec<&str> = lines.iter().collect();
    match text.as_slice() {
        [a, b, c] => mrz::parse_td1_with(a, b, c, &options),
        [a, b] if lines.format() == Format::Td2 => mrz::parse_td2_with(a, b, &options),
        [a, b] => mrz::parse_td3_with(a, b, &options),
        other => panic!("{other:?}"),
    }
    .unwrap()
}

fn wrong_by_theirs(data: &MrzData) -> Vec<Checked> {
    let checks = &data.checks;
    [
        (Checked::DocumentNumber, checks.document_number),
        (Checked::Birth, checks.date_of_birth),
        (Checked::Expiry, checks.date_of_expiry),
        (Checked::OptionalData, checks.personal_number),
        (Checked::Composite, checks.composite),
    ]
    .into_iter()
    .filter(|(_, right)| *right == Some(false))
    .map(|(checked, _)| checked)
    .collect()
}

fn assert_same(lines: &Lines) {
    let zone = Zone::read(lines, TODAY).unwrap();
    let data = theirs(lines);
    assert_eq!(wrong_by_theirs(&data), []);
    assert_eq!(data.full_document_number(), zone.document_number);
    assert_eq!(data.issuing_country, zone.issuing_state.as_str());
    assert_eq!(data.nationality, zone.nationality.as_str());
}

#[test]
fn published_zones_say_the_same_to_both() {
    for text in [
        UTOPIA_TD1,
        UTOPIA_TD2,
        UTOPIA_TD3,
        SPANISH_CARD,
        FOREIGNERS_CARD,
    ] {
        let lines = Lines::parse(text).unwrap();
        assert_same(&lines);
        // Of random names theirs takes some away, because a `K` may be a filler that was misread.
        let (zone, data) = (Zone::read(&lines, TODAY).unwrap(), theirs(&lines));
        assert_eq!(data.surname, zone.names.surnames);
        assert_eq!(data.given_names, zone.names.given);
    }
}

proptest! {
    #[test]
    fn what_we_write_they_read(zone in zones()) {
        assert_same(&zone.write().unwrap());
    }

    #[test]
    fn both_find_the_same_wrong_check_digits(zone in zones(), at in 0..90_usize, digit in b'0'..=b'9') {
        let lines = zone.write().unwrap();
        let mut cells = lines.cells().to_vec();
        let at = at % cells.len();
        let (line, column) = (at / lines.format().width(), at % lines.format().width());
        // Only digits for digits: what they do with letters among digits is their own repair.
        let cell = cells.get_mut(at).unwrap();
        if cell.is_ascii_digit() && lines.format().is_checked(line, column) {
            *cell = digit;
        }
        let changed = Lines::of(lines.format(), cells).unwrap();
        prop_assert_eq!(changed.wrong_check_digits(), wrong_by_theirs(&theirs(&changed)), "{}", changed);
    }
}
