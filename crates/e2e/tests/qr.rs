//! The reader of codes in the app, before pictures as a hand takes them.
#![expect(clippy::indexing_slicing, reason = "tests")]

use std::fs;

use e2e::journey;
use fast_qr::{ECL, QRBuilder, Version, convert::svg::SvgBuilder};
use serde_json::{Value, json};

/// What the QR of a log-in says.
const ADDRESS: &str = "https://identidad.example/app/r#K7QMZ2ABWXY3";

/// Bytes that fit into versions 1 to 10 at the highest level (ISO/IEC 18004 table 7).
const FIT: [(Version, usize); 10] = [
    (Version::V01, 7),
    (Version::V02, 14),
    (Version::V03, 24),
    (Version::V04, 34),
    (Version::V05, 44),
    (Version::V06, 58),
    (Version::V07, 64),
    (Version::V08, 84),
    (Version::V09, 98),
    (Version::V10, 119),
];

/// R130: versions 1 to 10 at every level, turned, tilted, blurred and in the dark; numbers and
/// capitals, which lie in fewer bits.
#[test]
fn the_app_reads_codes_as_a_hand_holds_a_phone_before_them() {
    let mut codes = vec![json!({
        "svg": web_kit::qr::Qr::new(ADDRESS, "QR").expect("a code").to_string(),
        "text": ADDRESS,
        "tilts": true,
    })];
    for (version, fit) in FIT {
        for level in [ECL::L, ECL::M, ECL::Q, ECL::H] {
            let text: String = ADDRESS.chars().cycle().take(fit).collect();
            // Version 1 has nothing in its fourth corner that would tell a tilt, and in the largest
            // ones modules are too small from the side.
            let tilts = (14..90).contains(&fit);
            codes.push(drawn(&text, level, version, tilts));
        }
    }
    codes.push(drawn("0123456789012", ECL::M, Version::V01, false));
    codes.push(drawn("ALDABA 10 %:/A", ECL::Q, Version::V02, true));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("codes.json");
    fs::write(&file, Value::from(codes).to_string()).expect("a file");
    let found = journey("qr", &json!({ "codes": file }));
    assert_eq!(found["missed"], json!([]), "{found}");
}

fn drawn(text: &str, level: ECL, version: Version, tilts: bool) -> Value {
    let built = QRBuilder::new(text).ecl(level).version(version).build();
    let code = built.expect("it fits");
    json!({ "svg": SvgBuilder::default().to_str(&code), "text": text, "tilts": tilts })
}
