//! QR codes as inline SVG: dark on white in both themes, with words for who cannot see them.

use std::fmt::Write as _;

use askama::Template;
use fast_qr::qr::{QRBuilder, QRCodeError};
use fast_qr::{ECL, Module, QRCode};

use crate::markup::{Html, Markup, component};

/// Quiet zone around the code, in modules (ISO/IEC 18004 §9.1).
const QUIET: usize = 4;

/// A QR code on its white plate.
#[derive(Debug, Clone, Template)]
#[template(
    source = r##"<div class="qr-plate"><svg viewBox="0 0 {{ size }} {{ size }}" role="img" aria-label="{{ label }}" shape-rendering="crispEdges"><rect width="{{ size }}" height="{{ size }}" fill="#fff"/><path fill="#000" d="{{ path }}"/></svg></div>"##,
    ext = "html"
)]
pub struct Qr {
    size: usize,
    path: String,
    label: Html,
}

component!(Qr);

impl Qr {
    /// The code of `content`, with the words that say what it is for. Error correction M: a
    /// screen or a clean print, kept as small as can be.
    ///
    /// # Errors
    /// If the content is longer than a QR code can hold (2,331 bytes).
    pub fn new(content: &str, label: impl Markup) -> Result<Self, QRCodeError> {
        let code = QRBuilder::new(content).ecl(ECL::M).build()?;
        Ok(Self {
            size: code.size + 2 * QUIET,
            path: path(&code),
            label: label.html(),
        })
    }
}

/// One stroke of the path for each run of dark modules.
fn path(code: &QRCode) -> String {
    let mut out = String::new();
    for row in 0..code.size {
        let line: &[Module] = code
            .data
            .get(row * code.size..(row + 1) * code.size)
            .unwrap_or_default();
        let mut column = 0;
        while column < line.len() {
            let run = line
                .iter()
                .skip(column)
                .take_while(|module| module.value())
                .count();
            if run > 0 {
                _ = write!(out, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_its_words() {
        let qr = Qr::new("https://sede.example.es/csv/A7KM", "Código \"QR\"")
            .unwrap()
            .to_string();
        assert!(qr.contains("viewBox=\"0 0 37 37\""), "{qr}");
        assert!(qr.contains("aria-label=\"Código &#34;QR&#34;\""), "{qr}");
        assert!(qr.contains("M4 4h7v1h-7z"), "{qr}");
    }

    #[test]
    fn too_much_content_is_an_error() {
        assert!(Qr::new(&"x".repeat(3000), "QR").is_err());
    }
}
