//! The use cases of authentication on both engines, over the invented population.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod alerts;
mod app;
mod attack;
mod begun_before;
mod certificate;
mod hold;
mod limits;
mod neutrality;
mod passkeys;
mod password;
mod password_support;
mod pin;
mod sessions;
mod support;
mod work;
