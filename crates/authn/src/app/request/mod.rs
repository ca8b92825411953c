//! Requests that wait in a browser until their person confirms them in the app.

pub(crate) mod ask;
pub(crate) mod ask_by_number;
pub(crate) mod code;
pub(crate) mod confirm;
pub(crate) mod go_on;
pub(crate) mod look;
pub(crate) mod open;
pub(crate) mod reject;
pub(crate) mod report;
pub(crate) mod ticket;
pub(crate) mod unlocking;
pub(crate) mod view;
