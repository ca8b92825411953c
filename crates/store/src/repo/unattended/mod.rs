//! Attempts of unassisted identification, their pictures and the pieces of their films.

pub mod attempt;
pub mod capture;
pub mod piece;
