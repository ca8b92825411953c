//! Photographs of the specimen: which are read, which are not, and that none is read wrongly.
#![expect(clippy::unwrap_used, reason = "tests")]

use vocab::{Date, PartialDate, Sex};
use wire_mrz::mrz::{DocumentCode, Format, Names, StateCode, Zone};
use wire_mrz::picture::{Grey, Limits, Picture};
use wire_mrz::read::{NotReadable, Reading, read};
use wire_mrz::specimen::{Shot, Specimen, face};

/// A card whose characters are confused most easily.
fn difficult() -> Specimen {
    let state = StateCode::parse("ESP").unwrap();
    Specimen::new(Zone {
        format: Format::Td1,
        document_code: DocumentCode::parse("ID").unwrap(),
        issuing_state: state,
        document_number: "B0O8S5I12".to_owned(),
        optional: "00580612Z".to_owned(),
        optional2: String::new(),
        birth: PartialDate::new(1988, Some(10), Some(20)).ok(),
        sex: Sex::Male,
        expiry: Date::new(2028, 6, 8).ok(),
        nationality: state,
        names: Names {
            surnames: "OQUISDO BALLUVIZ".to_owned(),
            given: "IGO".to_owned(),
            full_field: false,
        },
    })
    .unwrap()
}

fn reading(card: &Specimen, shot: &Shot) -> Result<Reading, NotReadable> {
    read(&shot.take(&card.back()).grey())
}

/// A camera of 640 × 480 that the card nearly fills.
fn small() -> Shot {
    Shot {
        width: 640,
        height: 480,
        filled: 0.85,
        blur: 0.4,
        ..Shot::default()
    }
}

/// An ordinary card is read; one whose characters are confused most easily may be refused.
fn assert_read(name: &str, shot: &Shot) {
    let card = Specimen::invented();
    match reading(&card, shot) {
        Ok(reading) => assert_eq!(&reading.lines, card.lines(), "{name}"),
        Err(error) => panic!("{name}: {error}"),
    }
    let card = difficult();
    if let Ok(reading) = reading(&card, shot) {
        assert_eq!(&reading.lines, card.lines(), "{name}");
    }
}

fn assert_not_read(name: &str, shot: &Shot) {
    for card in [Specimen::invented(), difficult()] {
        if let Ok(reading) = reading(&card, shot) {
            panic!("{name}: {}", reading.lines);
        }
    }
}

#[test]
fn a_good_photograph_is_read_with_confidence() {
    let card = Specimen::invented();
    // As a telephone would send it.
    let file = Shot::default().take(&card.back()).to_jpeg(80);
    let picture = Picture::decode(&file, &Limits::PHOTOGRAPH).unwrap();
    let reading = read(&picture.grey()).unwrap();
    assert_eq!(&reading.lines, card.lines());
    assert_eq!(reading.corrections, []);
    assert_eq!(reading.confidence.len(), 3);
    assert!(
        reading.confidence.iter().all(|line| *line > 0.8),
        "{reading:?}"
    );
    let today = Date::constant(2026, 11, 22);
    assert_eq!(&Zone::read(&reading.lines, today).unwrap(), card.zone());
}

#[test]
fn turned_by_ten_degrees_or_upside_down_or_on_its_side_it_is_read() {
    for turned in [-10.0, -5.0, 5.0, 10.0, 180.0, 175.0] {
        assert_read(&format!("{turned}°"), &Shot { turned, ..small() });
    }
    let upright = Shot {
        width: 480,
        height: 640,
        filled: 1.13,
        turned: 90.0,
        ..small()
    };
    assert_read("on its side", &upright);
    assert_read(
        "on its other side",
        &Shot {
            turned: 268.0,
            ..upright
        },
    );
}

#[test]
fn seen_askew_it_is_read() {
    for tilt in [
        (0.15, 0.0),
        (-0.15, 0.0),
        (0.0, 0.15),
        (0.0, -0.15),
        (0.1, 0.1),
    ] {
        assert_read(&format!("{tilt:?}"), &Shot { tilt, ..small() });
    }
}

#[test]
fn in_little_light_with_noise_and_out_of_focus_it_is_read() {
    let shots = [
        (
            "dark",
            Shot {
                light: 0.25,
                ..small()
            },
        ),
        (
            "bright",
            Shot {
                light: 1.2,
                ..small()
            },
        ),
        (
            "noise",
            Shot {
                noise: 14.0,
                ..small()
            },
        ),
        (
            "blurred",
            Shot {
                blur: 1.2,
                ..small()
            },
        ),
        (
            "far",
            Shot {
                filled: 0.6,
                ..small()
            },
        ),
        (
            "white table",
            Shot {
                table: [235, 235, 230],
                ..small()
            },
        ),
        (
            "lamp beside the zone",
            Shot {
                lamp: Some(((0.5, 0.35), 0.1)),
                ..small()
            },
        ),
    ];
    for (name, shot) in shots {
        assert_read(name, &shot);
    }
}

#[test]
fn what_cannot_be_read_is_not_guessed() {
    let shots = [
        (
            "far out of focus",
            Shot {
                blur: 4.0,
                ..small()
            },
        ),
        (
            "too far away",
            Shot {
                filled: 0.2,
                ..small()
            },
        ),
        (
            "lamp on the zone",
            Shot {
                lamp: Some(((0.4, 0.72), 0.06)),
                ..small()
            },
        ),
        (
            "night",
            Shot {
                light: 0.03,
                noise: 6.0,
                ..small()
            },
        ),
        (
            "cut off",
            Shot {
                shift: (0.25, 0.0),
                ..small()
            },
        ),
        (
            "half a turn",
            Shot {
                turned: 45.0,
                ..small()
            },
        ),
        (
            "nothing but noise",
            Shot {
                noise: 400.0,
                ..small()
            },
        ),
    ];
    for (name, shot) in shots {
        assert_not_read(name, &shot);
    }
}

/// On the way from sharp to blurred, from near to far and from quiet to noisy there is a point
/// where it is not read any more, and nowhere a wrong reading.
#[test]
fn on_the_way_to_unreadable_nothing_is_read_wrongly() {
    let card = difficult();
    let (mut right, mut refused) = (0, 0);
    let steps = (0..8_u8).map(|step| (u64::from(step), f32::from(step)));
    let shots = steps.flat_map(|(seed, step)| {
        let blur = Shot {
            blur: 0.8 + step * 0.3,
            seed,
            ..small()
        };
        let far = Shot {
            filled: 0.75 - step * 0.07,
            seed,
            ..small()
        };
        let noise = Shot {
            noise: 10.0 + step * 8.0,
            blur: 0.9,
            seed,
            ..small()
        };
        [blur, far, noise]
    });
    for shot in shots {
        match reading(&card, &shot) {
            Ok(reading) => {
                right += 1;
                assert_eq!(&reading.lines, card.lines(), "{shot:?}");
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        right >= 6 && refused >= 4,
        "{right} read, {refused} refused"
    );
}

#[test]
fn passports_and_larger_cards_are_read() {
    let utopia = |format, code: &str| {
        let state = StateCode::parse("UTO").unwrap();
        Specimen::new(Zone {
            format,
            document_code: DocumentCode::parse(code).unwrap(),
            issuing_state: state,
            document_number: "L898902C3".to_owned(),
            optional: if format == Format::Td3 {
                "ZE184226B"
            } else {
                ""
            }
            .to_owned(),
            optional2: String::new(),
            birth: PartialDate::new(1974, Some(8), Some(12)).ok(),
            sex: Sex::Unspecified,
            expiry: Date::new(2032, 4, 15).ok(),
            nationality: state,
            names: Names {
                surnames: "ERIKSSON".to_owned(),
                given: "ANNA MARIA".to_owned(),
                full_field: false,
            },
        })
        .unwrap()
    };
    for card in [utopia(Format::Td2, "I"), utopia(Format::Td3, "P")] {
        let shot = Shot {
            filled: 0.7,
            turned: 2.0,
            ..Shot::default()
        };
        assert_eq!(&reading(&card, &shot).unwrap().lines, card.lines());
    }
}

#[test]
fn a_card_whose_digits_do_not_fit_is_not_read() {
    // The front, whose number is printed in the same typeface, and a face, have no zone.
    let front = Shot::default().take(&Specimen::invented().front()).grey();
    assert_eq!(read(&front), Err(NotReadable::NoZone));
    assert_eq!(read(&face(640, 480, 0.0).grey()), Err(NotReadable::NoZone));
}

#[test]
fn any_size_of_picture_is_answered() {
    for (width, height) in [(1, 1), (1, 400), (400, 1), (17, 3), (3000, 2)] {
        let pixels = (0..width * height)
            .map(|at| u8::try_from(at * 7 % 256).unwrap())
            .collect();
        assert_eq!(
            read(&Grey::new(width, height, pixels)),
            Err(NotReadable::NoZone)
        );
    }
}
