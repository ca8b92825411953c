//! What the invented camera of a browser sees: a person and their invented card.
#![expect(dead_code, reason = "each test sees a part of it")]

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use e2e::people::Person;
use vocab::{Date, PartialDate, Sex, normalised_name};
use wire_mrz::{
    mrz::{DocumentCode, Format, Names, StateCode, Zone},
    specimen::{Film, Scene, Shot, Specimen, write_mjpeg},
};

/// The DNI of somebody whose contrast datum is its last day in force.
pub(crate) fn card_of(person: &Person) -> Specimen {
    let state = StateCode::parse("ESP").expect("a state");
    let surnames = [Some(&person.surname1), person.surname2.as_ref()];
    let surnames: Vec<&str> = surnames.into_iter().flatten().map(String::as_str).collect();
    let birth: Date = person.birth_date.parse().expect("a birth date");
    let zone = Zone {
        format: Format::Td1,
        document_code: DocumentCode::parse("ID").expect("a code"),
        issuing_state: state,
        document_number: "BAA000589".to_owned(),
        optional: person.number.clone(),
        optional2: String::new(),
        birth: PartialDate::new(birth.year(), Some(birth.month()), Some(birth.day())).ok(),
        sex: Sex::Unspecified,
        expiry: Some(person.contrast.parse::<Date>().expect("a last day")),
        nationality: state,
        names: Names {
            surnames: normalised_name(&surnames.join(" ")),
            given: normalised_name(&person.given_name),
            full_field: false,
        },
    };
    Specimen::new(zone).expect("a card")
}

/// These scenes, for as many pictures each; Chromium plays thirty a second, over and over.
pub(crate) fn write_film(card: &Specimen, scenes: &[Scene], pictures: usize, to: &Path) {
    let film = Film {
        pictures,
        scenes: scenes.to_vec(),
        ..Film::default()
    };
    let mut file = BufWriter::new(File::create(to).expect("a file"));
    write_mjpeg(&film, card, &mut file).expect("the film is written");
    file.flush().expect("the film is written");
}

/// A photograph of each side, front and back.
pub(crate) fn write_photographs(card: &Specimen, front: &Path, back: &Path) {
    for (side, to) in [(card.front(), front), (card.back(), back)] {
        let photograph = Shot::default().take(&side).to_jpeg(90);
        std::fs::write(to, photograph).expect("a photograph is written");
    }
}
