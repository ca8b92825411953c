//! The face of identity through its router: journeys, refusals, neutrality, every page in every
//! language.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod app;
mod app_phone;
mod app_shell;
mod attacks;
mod audit_log;
mod browser;
mod certificates;
mod ciba;
mod consent;
mod hold;
mod html;
mod identification;
mod journey;
mod languages;
mod letters;
mod line;
mod machines;
mod mine;
mod neutrality;
mod pages;
mod party;
mod permanent;
mod phones;
mod refusals;
mod relying_party;
mod rig;
mod steps;
mod token_keys;
mod unattended;
mod video;
mod walks;
mod withdrawn_app;
mod work;
