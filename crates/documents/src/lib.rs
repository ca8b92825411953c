//! Letters, receipts and certificates as tagged PDF/A-2a with PDF/UA-1, made from templates.
//!
//! | module | what it does |
//! |---|---|
//! | [`RenderPool`] (`pool`) | the port `DocumentRenderer`: a bounded queue in front of a few threads |
//! | [`Typesetter`] (`typesetter`) | one document, here and now: data, checks, compile, export |
//! | `content` | a document as the data of its template: strings only |
//! | `printable` | which characters can be printed, and in which family |
//! | `wording` | texts, dates and names of countries of a language |
//! | `world` | what a template can reach: itself, the kit, three files of data, fonts |
//! | `fonts` | the embedded fonts |
//!
//! The templates are `templates/*.typ`, the texts `texts/<language>.toml`. A new language is a new
//! file there and a line in `wording`; a test compares its keys and placeholders with the
//! Spanish ones. A new document is a template, a section of texts, and an arm in `content`.
//!
//! What is promised of the output: the same document gives the same bytes; the identifier of the
//! file comes from the verification code; the time inside is the time of issue.
//!
//! *Architecture invariant:* nothing that a person or a register wrote is ever markup. Data reach
//! a template only as strings of a JSON file, and no template evaluates a string.
//!
//! *Architecture invariant:* a template reads no file but the embedded ones and its own data, and
//! knows neither date nor network.
//!
//! *Architecture invariant:* only the binary depends on this crate, so that daily work never
//! compiles the typesetting library.

mod content;
mod fonts;
mod pool;
mod printable;
mod typesetter;
mod wording;
mod world;

pub use pool::{RenderPool, StartError};
pub use typesetter::Typesetter;
