//! Small real servers of the outside, and the invented population.

pub mod population;
