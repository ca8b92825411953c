//! Journeys against the running program.
