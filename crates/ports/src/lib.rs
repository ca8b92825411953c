//! What the platform needs of the outside, as traits with fakes that remember.
