//! The face of identity.
