//! The app: devices and requests.

mod activation;
mod calls;
mod device;
mod here;
mod neutrality;
mod password;
pub(crate) mod phone;
mod pin;
mod requests;
pub(crate) mod steps;
