//! The app: devices and requests.

mod activation;
mod device;
mod neutrality;
mod phone;
mod pin;
mod requests;
mod steps;
