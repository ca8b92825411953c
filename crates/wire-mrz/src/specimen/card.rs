//! The card itself, front and back.

use vocab::{Date, PartialDate, Sex};

use super::canvas::{Canvas, Colour};
use super::scene;
use crate::mrz::{DocumentCode, Format, Lines, Names, StateCode, WriteError, Zone};
use crate::picture::Picture;

/// Pixels of a card, 85.6 × 54 mm at 300 to the inch.
const WIDTH: usize = 1011;
const HEIGHT: usize = 638;
/// Pixels of a millimetre.
const MM: f32 = 1011.0 / 85.6;
/// Distance of two characters of a zone: 2.54 mm (ICAO 9303-3 §4.4).
const PITCH: f32 = 2.54 * MM;
/// Distance of two lines of a zone on a card.
const LINE: f32 = 4.4 * MM;

const INK: Colour = [28, 30, 44];
const FAINT: Colour = [96, 104, 128];
const WARNING: Colour = [196, 40, 60];

/// An invented card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specimen {
    zone: Zone,
    lines: Lines,
}

impl Specimen {
    /// A card of three lines with this zone.
    ///
    /// # Errors
    /// [`WriteError`] if the zone cannot be written. A zone of two lines, which belongs on larger
    /// documents, is printed smaller so that it fits.
    pub fn new(zone: Zone) -> Result<Self, WriteError> {
        let lines = zone.write()?;
        Ok(Self { zone, lines })
    }

    /// The card of an invented person: number `99999999R`, valid until 2031.
    #[must_use]
    pub fn invented() -> Self {
        let code = |text| StateCode::parse(text).ok();
        let zone = code("ESP")
            .zip(DocumentCode::parse("ID").ok())
            .map(|(state, document_code)| Zone {
                format: Format::Td1,
                document_code,
                issuing_state: state,
                document_number: "BAA000589".to_owned(),
                optional: "99999999R".to_owned(),
                optional2: String::new(),
                birth: PartialDate::new(1980, Some(1), Some(1)).ok(),
                sex: Sex::Female,
                expiry: Date::new(2031, 6, 30).ok(),
                nationality: state,
                names: Names {
                    surnames: "ESPECIMEN INVENTADA".to_owned(),
                    given: "ROSA".to_owned(),
                    full_field: false,
                },
            });
        // Cannot fail: the words above are constants, and a test writes them.
        zone.and_then(|zone| Self::new(zone).ok())
            .unwrap_or_else(|| unreachable!("the invented zone can be written"))
    }

    /// What the zone says.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The lines of the zone.
    #[must_use]
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The side with the face, the names and the dates.
    #[must_use]
    pub fn front(&self) -> Picture {
        let mut canvas = ground();
        canvas.text("DOCUMENTO DE MUESTRA", (48.0, 64.0), 24.0, FAINT);
        scene::portrait(&mut canvas, (170.0, 330.0), 150.0);
        let date = |date: Date| format!("{:02} {:02} {}", date.day(), date.month(), date.year());
        let birth = self.zone.birth.map(PartialDate::earliest).map(date);
        let rows = [
            ("APELLIDOS", self.zone.names.surnames.clone()),
            ("NOMBRE", self.zone.names.given.clone()),
            (
                "SEXO   NACIMIENTO",
                format!(
                    "{}      {}",
                    self.zone.sex.as_str(),
                    birth.unwrap_or_default()
                ),
            ),
            ("VALIDEZ", self.zone.expiry.map(date).unwrap_or_default()),
            ("NUM SOPORTE", self.zone.document_number.clone()),
        ];
        for (number, (label, value)) in rows.into_iter().enumerate() {
            let y = 140.0 + number as f32 * 84.0;
            canvas.text(label, (350.0, y), 15.0, FAINT);
            canvas.text(&value, (350.0, y + 38.0), 26.0, INK);
        }
        canvas.text(&self.zone.optional, (350.0, 590.0), 34.0, INK);
        mark(&mut canvas);
        canvas.picture()
    }

    /// The side with the zone.
    #[must_use]
    pub fn back(&self) -> Picture {
        let mut canvas = ground();
        let rows = [
            ("DOMICILIO", "C/ DEL EJEMPLO, 1"),
            ("LUGAR DE NACIMIENTO", "VILLA INVENTADA"),
            ("EQUIPO", "000000000"),
        ];
        for (number, (label, value)) in rows.into_iter().enumerate() {
            let y = 60.0 + number as f32 * 84.0;
            canvas.text(label, (48.0, y), 15.0, FAINT);
            canvas.text(value, (48.0, y + 38.0), 24.0, INK);
        }
        mark(&mut canvas);
        let characters = self.lines.format().width() as f32;
        let pitch = PITCH.min((WIDTH as f32 - 24.0) / characters);
        let left = (WIDTH as f32 - characters * pitch) / 2.0;
        for (number, line) in self.lines.iter().enumerate() {
            let from_below = self.lines.format().lines() - 1 - number;
            let y = HEIGHT as f32 - 4.6 * MM - from_below as f32 * LINE;
            canvas.text(line, (left, y), pitch, INK);
        }
        canvas.picture()
    }
}

/// Paper with waves, lighter where the zone stands.
fn ground() -> Canvas {
    Canvas::new(WIDTH, HEIGHT, |x, y| {
        let wave = (x / 23.0 + (y / 31.0).sin() * 2.0).sin() * (y / 17.0 + (x / 41.0).cos()).sin();
        let depth = if y > HEIGHT as f32 * 0.62 { 3.0 } else { 9.0 };
        let tone = |base: f32, share: f32| crate::picture::rounded(base + wave * depth * share);
        [tone(206.0, 1.0), tone(218.0, 0.6), tone(214.0, -0.8)]
    })
}

/// "ESPÉCIMEN" from corner to corner, above the zone.
fn mark(canvas: &mut Canvas) {
    let (along, up) = (0.118, 0.118);
    let (cos, sin) = (0.956, 0.292);
    let by = (along * cos, -along * sin, up * sin, up * cos);
    canvas.slanted("ESPÉCIMEN", (150.0, 440.0), by, WARNING, 0.35);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invented_zone_is_a_right_one() {
        let specimen = Specimen::invented();
        let today = Date::constant(2026, 11, 22);
        assert_eq!(
            Zone::read(specimen.lines(), today).as_ref(),
            Ok(specimen.zone())
        );
    }
}
