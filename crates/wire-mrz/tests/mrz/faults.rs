//! Everything that can be wrong, and that it is told apart.

use wire_mrz::mrz::{Checked, Field, Format, Lines, LinesError, ZoneError};

use crate::{SPANISH_CARD, UTOPIA_TD1, UTOPIA_TD2, UTOPIA_TD3, read};

/// The text with another character at a place counted from 0.
fn with(text: &str, line: usize, column: usize, c: char) -> String {
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(number, cells)| {
            let changed = |(at, old)| {
                if (number, at) == (line, column) {
                    c
                } else {
                    old
                }
            };
            cells.chars().enumerate().map(changed).collect()
        })
        .collect();
    lines.join("\n")
}

fn wrong(text: &str) -> Vec<Checked> {
    match read(text) {
        Err(ZoneError::CheckDigits(wrong)) => wrong,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_check_digit_tells_its_own_field() {
    use Checked::{Birth, Composite, DocumentNumber, Expiry, OptionalData};
    for (text, line, column, c, expected) in [
        (UTOPIA_TD1, 0, 6, '3', vec![DocumentNumber, Composite]),
        (UTOPIA_TD1, 0, 14, '8', vec![DocumentNumber, Composite]),
        (UTOPIA_TD1, 1, 1, '5', vec![Birth, Composite]),
        (UTOPIA_TD1, 1, 9, '3', vec![Expiry, Composite]),
        (UTOPIA_TD1, 1, 29, '7', vec![Composite]),
        (SPANISH_CARD, 0, 16, '8', vec![Composite]),
        (UTOPIA_TD2, 1, 3, '2', vec![DocumentNumber, Composite]),
        (UTOPIA_TD2, 1, 30, '1', vec![Composite]),
        (UTOPIA_TD3, 1, 29, 'F', vec![OptionalData, Composite]),
        (UTOPIA_TD3, 1, 43, '1', vec![Composite]),
    ] {
        assert_eq!(
            wrong(&with(text, line, column, c)),
            expected,
            "{line} {column}"
        );
    }
}

#[test]
fn a_field_that_no_check_digit_covers_has_its_own_error() {
    for (text, line, column, c, field) in [
        (UTOPIA_TD1, 0, 0, 'P', Field::DocumentCode),
        (UTOPIA_TD3, 0, 0, 'V', Field::DocumentCode),
        (UTOPIA_TD1, 0, 3, '<', Field::IssuingState),
        (UTOPIA_TD1, 1, 15, '0', Field::Nationality),
        (UTOPIA_TD1, 1, 7, '8', Field::Sex),
        (UTOPIA_TD1, 2, 0, '<', Field::Names),
        (UTOPIA_TD1, 2, 1, '2', Field::Names),
    ] {
        let text = with(text, line, column, c);
        assert_eq!(read(&text), Err(ZoneError::Field(field)), "{text}");
    }
}

#[test]
fn a_date_that_does_not_exist_is_refused_though_its_check_digit_is_right() {
    // 30 February 1974 and month 13, with digits that fit.
    let text = "I<UTOD231458907<<<<<<<<<<<<<<<\n7402304F1204159UTO<<<<<<<<<<<";
    for digit in '0'..='9' {
        let text = format!("{text}{digit}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<");
        match read(&text) {
            Err(ZoneError::CheckDigits(_)) => {}
            other => assert_eq!(other, Err(ZoneError::Field(Field::Birth))),
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    for text in [UTOPIA_TD1, UTOPIA_TD2, UTOPIA_TD3] {
        for cut in 0..text.len() {
            assert_eq!(
                Lines::parse(text.get(..cut).unwrap()),
                Err(LinesError::Shape),
                "{cut}"
            );
        }
    }
}

#[test]
fn a_character_outside_the_alphabet_is_told_with_its_place() {
    let text = UTOPIA_TD1.replace("ANNA", "ANÑA");
    let error = LinesError::Character {
        line: 3,
        column: 13,
    };
    assert_eq!(Lines::parse(&text), Err(error));
    assert_eq!(
        error.to_string(),
        "line 3, character 13: not a capital letter, a digit or <"
    );
    assert_eq!(Lines::parse(&"<".repeat(500)), Err(LinesError::Shape));
    assert!(Lines::of(Format::Td1, vec![b'a'; 90]).is_none());
}

#[test]
fn a_wrong_digit_in_any_checked_cell_is_noticed() {
    let lines = Lines::parse(UTOPIA_TD3).unwrap();
    for (at, cell) in lines.cells().iter().enumerate() {
        let (line, column) = (at / 44, at % 44);
        if !Format::Td3.is_checked(line, column) || !cell.is_ascii_digit() {
            continue;
        }
        let other = if *cell == b'9' {
            '0'
        } else {
            char::from(*cell + 1)
        };
        assert!(
            !wrong(&with(UTOPIA_TD3, line, column, other)).is_empty(),
            "{at}"
        );
    }
}

#[test]
fn the_error_names_the_check_digits() {
    let error = read(&with(UTOPIA_TD1, 1, 1, '5')).unwrap_err();
    assert_eq!(
        error.to_string(),
        "wrong check digit: date of birth, whole zone"
    );
}
