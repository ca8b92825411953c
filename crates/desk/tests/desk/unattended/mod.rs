//! Unassisted identification on both engines: the person's steps and the reviewers' decisions.

mod keeping;
mod reviews;
mod rig;
mod steps;
mod uploads;
