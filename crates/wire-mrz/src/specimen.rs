//! An invented identity card as a picture, photographs of it, and a film for a browser's camera.
//!
//! For tests, the demonstration and the documentation; only with the feature `specimen`. The card
//! copies no real one: no coat of arms, no state's layout, "ESPÉCIMEN" across it, a face that is
//! a drawing. Its zone is a right one of an invented person.

mod canvas;
mod card;
mod chance;
mod film;
mod scene;
mod shot;

pub use card::Specimen;
pub use film::{Film, Scene, write_mjpeg, write_y4m};
pub use scene::face;
pub use shot::Shot;
