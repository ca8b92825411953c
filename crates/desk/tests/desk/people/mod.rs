//! People who are found, looked at, intervened for and opened again; reports "this was not me".

mod alerts;
mod finding;
mod intervening;
mod lifting;
pub(crate) mod rig;
