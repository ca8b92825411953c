//! Video calls on both engines: citizen and operator over one store.

mod closing;
mod decisions;
mod evidence;
mod queue;
mod recordings;
mod registration;
mod reviews;
pub(crate) mod rig;
mod seats;
mod statistics;
mod walk;
