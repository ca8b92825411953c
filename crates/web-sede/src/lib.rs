//! The face of the electronic office.
