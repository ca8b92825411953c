//! How a simulator behaves, changed while it runs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How a simulator answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes everything.
    #[default]
    Up,
    /// Answers that it is out of order.
    Down,
    /// Takes everything, this much later.
    Slow(Duration),
    /// Refuses every recipient for good.
    Refuse,
}

/// The switch of a simulator. Clones are the same switch.
#[derive(Debug, Clone, Default)]
pub struct Switch(Arc<Mutex<Behaviour>>);

impl Switch {
    /// From the next message on the simulator behaves like this.
    pub fn set(&self, behaviour: Behaviour) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = behaviour;
    }

    /// How the simulator behaves.
    #[must_use]
    pub fn behaviour(&self) -> Behaviour {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits as long as a slow server would.
    #[expect(clippy::disallowed_methods, reason = "being slow is what it simulates")]
    pub(super) async fn dawdle(&self) {
        if let Behaviour::Slow(time) = self.behaviour() {
            tokio::time::sleep(time).await;
        }
    }
}
