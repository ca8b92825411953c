//! The use cases of registration on both engines, over the invented population.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod codes;
mod completion;
mod displacement;
mod document;
mod letters;
mod phones;
mod privacy;
mod proving_again;
mod receipt;
mod support;
