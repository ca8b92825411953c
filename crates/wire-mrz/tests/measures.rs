//! What photographs of the specimen measure, good ones and bad ones.

use wire_mrz::picture::{Framing, Grey, Measures, Thresholds, Verdict};
use wire_mrz::specimen::{Shot, Specimen, face};

fn measures(shot: &Shot) -> Measures {
    Measures::of(&shot.take(&Specimen::invented().back()).grey())
}

fn verdicts(shot: &Shot) -> Vec<Verdict> {
    measures(shot).verdicts(&Thresholds::DOCUMENT)
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

#[test]
fn a_good_photograph_has_nothing_wrong() {
    for shot in [
        Shot::default(),
        small(),
        Shot {
            turned: 6.0,
            tilt: (0.1, 0.05),
            ..Shot::default()
        },
        Shot {
            table: [30, 60, 30],
            noise: 6.0,
            ..small()
        },
    ] {
        assert_eq!(verdicts(&shot), [], "{:?}", measures(&shot));
    }
}

#[test]
fn the_card_is_found_where_it_is() {
    let shot = Shot {
        filled: 0.6,
        shift: (0.08, -0.03),
        ..Shot::default()
    };
    let Framing::Card(found) = measures(&shot).framing else {
        panic!("not found");
    };
    // 0.6 of 1280 wide, and as high as a card is to that; the middle 102 right, 38 up.
    for (got, expected) in [
        (found.left, 358),
        (found.top, 79),
        (found.width, 768),
        (found.height, 485),
    ] {
        assert!(got.abs_diff(expected) <= 18, "{found:?}");
    }
}

#[test]
fn each_fault_has_its_verdict() {
    for (expected, shot) in [
        (
            Verdict::TooBlurred,
            Shot {
                blur: 5.0,
                ..Shot::default()
            },
        ),
        (
            Verdict::TooBlurred,
            Shot {
                blur: 3.0,
                ..small()
            },
        ),
        (
            Verdict::TooBlurred,
            Shot {
                blur: 5.0,
                noise: 10.0,
                ..Shot::default()
            },
        ),
        (
            Verdict::Glare,
            Shot {
                lamp: Some(((0.5, 0.6), 0.06)),
                ..Shot::default()
            },
        ),
        (
            Verdict::TooDark,
            Shot {
                light: 0.2,
                ..Shot::default()
            },
        ),
        (
            Verdict::TooBright,
            Shot {
                light: 1.3,
                ..Shot::default()
            },
        ),
        (
            Verdict::TooSmall,
            Shot {
                filled: 0.3,
                ..Shot::default()
            },
        ),
        (
            Verdict::CutOff,
            Shot {
                shift: (0.25, 0.0),
                ..Shot::default()
            },
        ),
    ] {
        let found = verdicts(&shot);
        assert!(
            found.contains(&expected),
            "{expected:?} {found:?} {:?}",
            measures(&shot)
        );
    }
}

#[test]
fn an_empty_table_has_no_document() {
    let table = Measures::of(&Grey::new(640, 480, vec![120; 640 * 480]));
    assert_eq!(table.framing, Framing::Nothing);
    let found = table.verdicts(&Thresholds::DOCUMENT);
    assert_eq!(found.first(), Some(&Verdict::NoDocument));
}

#[test]
fn a_face_is_not_taken_for_a_card() {
    let face = Measures::of(&face(1280, 720, 0.0).grey());
    assert!(!matches!(face.framing, Framing::Card(_)), "{face:?}");
}

#[test]
fn before_a_lively_background_nothing_is_claimed() {
    let lively = |at: usize| {
        let block = (at % 640 / 20) + (at / 640 / 20) * 32;
        u8::try_from(block * 7919 % 251).unwrap_or(0)
    };
    let picture = Grey::new(640, 480, (0..640 * 480).map(lively).collect());
    assert_eq!(Measures::of(&picture).framing, Framing::Unclear);
}

#[test]
fn the_smallest_pictures_are_measured_too() {
    for (width, height) in [(1, 1), (2, 1), (1, 9), (8, 8)] {
        let measures = Measures::of(&Grey::new(width, height, vec![9; width * height]));
        assert!(measures.sharpness.abs() < 1e-6 && measures.glare.abs() < 1e-6);
    }
}
