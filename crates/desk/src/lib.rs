//! Use cases of officers at their desk.
