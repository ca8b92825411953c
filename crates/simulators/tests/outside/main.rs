//! The gateways against the simulators, over real sockets and folders.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod inbox_site;
mod outage;
mod print_house;
mod sms;
mod smtp;
mod support;
