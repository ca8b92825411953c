//! Pages, forms, headers, languages and the design system of every face; knows no use case.
//!
//! `README.md` beside this crate shows a complete page. The map:
//!
//! | module | what it is |
//! |---|---|
//! | [`face`] | what a face is: kind, address, body in charge, links, keys |
//! | [`shell`] | the layers around every handler, and the fallbacks |
//! | [`page`] | [`Page`]: what a template needs; an extractor |
//! | [`form`] | [`Form`]: what was sent, what is wrong with it, and the fields drawn again |
//! | [`ui`] | components as values: notices, steps, countdowns, documents, tables |
//! | [`markup`], [`rich`], [`icons`] | escaped HTML, texts with links inside, drawings |
//! | [`texts`], [`lang`], [`format`](mod@format) | the texts of the frame, the choice of language, dates and durations |
//! | [`error`] | [`PageError`]: one page for everything that goes wrong |
//! | [`cookie`], [`sealed`], [`csrf`], [`headers`], [`once`] | cookies, tokens, security headers, double clicks |
//! | [`client`], [`rate`], [`admission`] | who calls, how often, and how many at a time |
//! | [`work`] | the page that asks a browser for a proof of work |
//! | [`assets`], [`qr`] | embedded files, QR codes |
//! | [`metrics`], [`server`], [`tls`] | numbers for the operator, the HTTP server, TLS that asks for certificates |
//! | [`socket`] | WebSockets of our own pages: limits, replays, the orderly end |
//! | [`events`] | server-sent events: streams with places of their own |
//! | [`gallery`], [`check`] | every component in every state, at `/kit`; what tests check about a page |
//!
//! Architecture Invariant: nothing here knows a use case, a table or a relying party.

pub mod admission;
pub mod assets;
pub mod check;
pub mod client;
pub mod cookie;
pub mod csrf;
pub mod error;
pub mod events;
pub mod face;
pub mod form;
pub mod format;
pub mod gallery;
pub mod headers;
pub mod icons;
pub mod lang;
pub mod markup;
pub mod metrics;
pub mod once;
pub mod page;
pub mod qr;
pub mod rate;
pub mod rich;
pub mod sealed;
pub mod server;
pub mod shell;
pub mod socket;
pub mod texts;
pub mod tls;
pub mod ui;
pub mod work;

pub use error::{ErrorCode, PageError};
pub use face::{Face, FaceKind, FaceSettings, Localised, PublicBody};
pub use form::Form;
pub use headers::{allow_app, allow_form_action, allow_live_media, allow_playback, private};
pub use markup::{Html, Markup};
pub use page::{Answer, Page};
pub use shell::Shell;
