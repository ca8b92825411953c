//! The face of the officers' desk.
