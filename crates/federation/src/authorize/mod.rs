//! From the request of a relying party to the code that answers it.

pub(crate) mod begin;
pub(crate) mod decide;
pub(crate) mod grant;
pub(crate) mod pending;
pub(crate) mod push;
