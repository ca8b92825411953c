//! Both ceremonies from outside: the vectors of the specification, an authenticator in
//! software, and everything that must be refused.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod authentication;
mod authenticator;
mod registration;
mod vectors;
