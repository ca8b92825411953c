//! The use cases of authentication on both engines, over the invented population.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod certificate;
mod limits;
mod neutrality;
mod passkeys;
mod pin;
mod sessions;
mod support;
mod work;
