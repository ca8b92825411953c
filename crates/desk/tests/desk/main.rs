//! The use cases of the desk on both engines, with an authenticator in software.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod audit_trail;
mod decide;
mod enrol;
mod office;
mod officers;
mod people;
mod review;
mod roles;
mod sign_in;
mod telephone;
mod unattended;
mod verify_again;
mod video;

/// A phone with the app.
#[path = "../../../federation/tests/use_cases/phone.rs"]
#[expect(dead_code, reason = "the tests of the relying parties use the rest")]
mod phone;

/// The electronic office behind the desk, as its own tests have it.
#[path = "../../../procedures/tests/procedures/world.rs"]
#[expect(dead_code, reason = "the tests of the electronic office use the rest")]
mod world;
