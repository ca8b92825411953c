//! Small real servers of the outside, and the invented population.

pub mod inbox;
pub mod outside;
pub mod population;
pub mod seed;
