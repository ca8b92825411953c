//! The officers' desk through its router, with browsers and authenticators in software.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod browser;
mod decide;
mod entrance;
mod officers;
mod pages;
mod people;
mod review;
mod rig;
mod roles;
mod self_reviews;
mod socket;
mod telephone;
mod video;

/// The desk behind the face, as its own tests have it.
#[path = "../../../desk/tests/desk/office.rs"]
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod office;

/// A phone with the app.
#[path = "../../../federation/tests/use_cases/phone.rs"]
mod phone;

/// The electronic office behind the desk, as its own tests have it.
#[path = "../../../procedures/tests/procedures/world.rs"]
#[expect(dead_code, reason = "the tests of the electronic office use the rest")]
mod world;

/// People who call, as the desk's own tests have them.
#[path = "../../../desk/tests/desk/video/rig.rs"]
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod calls;

/// People at the desk, as the desk's own tests have them.
#[path = "../../../desk/tests/desk/people/rig.rs"]
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod attendance;

/// People who identify themselves alone, as the desk's own tests have them.
#[path = "../../../desk/tests/desk/unattended/rig.rs"]
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod booth;
