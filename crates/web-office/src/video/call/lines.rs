//! The lines that were just read or typed: how their check digits came out stands in the checklist
//! and beside the data, where it is kept.

/// What was read, and from where.
pub(in crate::video) struct ReadLines {
    pub(in crate::video) source: &'static str,
    pub(in crate::video) lines: String,
}
