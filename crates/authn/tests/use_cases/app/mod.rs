//! The app: devices and requests.

mod activation;
mod calls;
mod device;
mod neutrality;
pub(crate) mod phone;
mod pin;
mod requests;
pub(crate) mod steps;
