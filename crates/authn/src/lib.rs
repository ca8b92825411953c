//! Who is at the door, and how sure we are.
