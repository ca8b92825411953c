//! The gateways against the simulators and against servers that nobody here wrote, over real
//! sockets and folders.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod authority;
mod inbox_site;
mod outage;
mod peer;
mod print_house;
mod push;
mod smpp;
mod smpp_peer;
mod sms;
mod smtp;
mod smtp_peer;
mod support;
