//! The writer and the verifier against each other, against attacks, and against tools that
//! nobody here wrote.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod attacks;
mod bounds;
mod oracles;
mod pdfs;
mod seals;
mod signing;
