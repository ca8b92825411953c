//! Sends what waits in the outbox.
