//! Components as values: made in code or in a template, written into a page with `{{ … }}`.
//!
//! Text is escaped; where a component takes `impl Markup`, another component, a [`crate::rich`]
//! text or a drawing can stand in it too. When to use which: the table in `README.md`.

mod asked;
mod document;
mod facts;
mod form_parts;
mod message;
mod progress;
mod table;

pub use asked::Asked;
pub use document::{CodeBox, CodeShow, CopyButton, DocCard};
pub use facts::{Summary, Tasks, Tile, Tiles};
pub use form_parts::{ErrorSummary, FormToken, Hidden};
pub use message::{Door, Empty, Level, Medal, Notice, Tag, Tone};
pub use progress::{Countdown, Steps, Timeline, Waiting};
pub use table::{Link, Table};
