//! The whole platform in one process, with a clock moved by hand.
