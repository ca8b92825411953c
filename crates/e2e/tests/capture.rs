//! Guided capture in a browser whose camera plays a film of the specimen card.
#![expect(clippy::indexing_slicing, reason = "tests")]

use std::fs::{self, File};
use std::io::BufWriter;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use e2e::journey;
use serde_json::{Value, json};
use wire_mrz::picture::{Framing, Grey, Limits, Measures, Picture};
use wire_mrz::read::read;
use wire_mrz::specimen::{Film, Scene, Shot, Specimen, write_mjpeg};

/// A face, the card out of focus, with a lamp on it, and as it should be, for a second and a half
/// each.
fn film() -> Film {
    Film {
        pictures: 45,
        scenes: vec![
            Scene::Face,
            Scene::BackBlurred,
            Scene::BackWithGlare,
            Scene::Back,
        ],
        ..Film::default()
    }
}

/// Pictures of 640 × 480 that page and server measure.
fn pictures(card: &Specimen) -> Vec<Grey> {
    let small = || Shot {
        width: 640,
        height: 480,
        filled: 0.85,
        ..Shot::default()
    };
    let shots = [
        small(),
        Shot {
            blur: 3.0,
            ..small()
        },
        Shot {
            lamp: Some(((0.5, 0.6), 0.06)),
            noise: 8.0,
            ..small()
        },
        Shot {
            light: 0.2,
            ..small()
        },
        Shot {
            shift: (0.25, 0.0),
            ..small()
        },
    ];
    let back = card.back();
    shots.iter().map(|shot| shot.take(&back).grey()).collect()
}

fn assert_measures_agree(page: &Value, server: &Measures) {
    for (name, value) in [
        ("sharpness", server.sharpness),
        ("glare", server.glare),
        ("brightness", server.brightness),
        ("filled", server.filled),
    ] {
        let value = f64::from(value);
        let theirs = page[name].as_f64().expect("a number");
        let off = (theirs - value).abs();
        assert!(off <= 0.001 + value * 0.01, "{name}: {theirs}, {value}");
    }
    let framing = match server.framing {
        Framing::Card(_) => "card",
        Framing::CutOff => "cutOff",
        Framing::Nothing => "nothing",
        Framing::Unclear => "unclear",
    };
    assert_eq!(page["framing"], framing);
}

#[test]
fn a_telephone_is_guided_to_a_photograph_that_the_server_can_read() {
    let card = Specimen::invented();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mjpeg");
    let mut file = BufWriter::new(File::create(&path).expect("a file"));
    write_mjpeg(&film(), &card, &mut file).expect("the film is written");
    drop(file);
    let pictures = pictures(&card);
    let mut greys = Vec::new();
    for (number, grey) in pictures.iter().enumerate() {
        let file = folder.path().join(format!("{number}.grey"));
        fs::write(&file, grey.pixels()).expect("a picture is written");
        greys.push(json!({ "file": file, "width": grey.width(), "height": grey.height() }));
    }

    let found = journey("capture", &json!({ "film": path, "greys": greys }));

    // One photograph by hand, at once, and one that took itself when it was good.
    let seen = &found["seen"];
    let hints: Vec<&str> = seen["hints"]
        .as_array()
        .expect("hints")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(hints.last(), Some(&"hold"), "{hints:?}");
    for fault in ["tooBlurred", "glare"] {
        assert!(hints.contains(&fault), "{fault} is missing: {hints:?}");
    }
    let said = seen["said"].as_array().expect("what was said");
    assert!(!said.is_empty() && said.len() <= hints.len(), "{said:?}");
    let automatic: Vec<bool> = seen["shots"]
        .as_array()
        .expect("shots")
        .iter()
        .filter_map(|shot| shot["automatic"].as_bool())
        .collect();
    assert_eq!(automatic, [false, true]);

    // What arrived is the photograph, and the zone in it is that of the card.
    let photograph = found["photograph"].as_str().expect("a photograph");
    let photograph = BASE64_STANDARD.decode(photograph).expect("base64");
    assert_eq!(seen["sent"]["bytes"], photograph.len());
    let picture = Picture::decode(&photograph, &Limits::PHOTOGRAPH).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (1280, 720));
    let reading = read(&picture.grey()).expect("a readable zone");
    assert_eq!(&reading.lines, card.lines());

    // Chunks 0, 1, 2 failed once each; the answer to 3 got lost, and its repetition was refused.
    let tried = found["tried"].as_array().expect("tries");
    let times: Vec<u64> = tried.iter().filter_map(|entry| entry[1].as_u64()).collect();
    assert_eq!(times.get(..4), Some(&[2, 2, 2, 2][..]), "{times:?}");
    assert!(times.iter().skip(4).all(|times| *times == 1), "{times:?}");
    assert_eq!(seen["refused"], json!({ "why": "refused", "status": 410 }));
    assert_eq!(seen["silent"], json!({ "why": "silent" }));

    for (page, grey) in found["measured"]
        .as_array()
        .expect("measures")
        .iter()
        .zip(&pictures)
    {
        assert_measures_agree(page, &Measures::of(grey));
    }
}
