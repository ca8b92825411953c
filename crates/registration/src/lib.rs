//! Use cases of registration: one function each.
