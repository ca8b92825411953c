//! Staff: officers are not citizens.
