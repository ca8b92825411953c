//! Who the officers are.

pub(crate) mod disable_officer;
pub(crate) mod invite;
pub(crate) mod list_officers;

use crate::{AtDesk, Desk, NotAllowed, Task};

/// In whose name officers are invited and disabled.
#[derive(Debug, Clone, Copy)]
pub enum InvitedBy<'a> {
    /// The person at the command line of the machine, who may do everything anyhow.
    CommandLine,
    /// An administrator at the desk.
    Officer(&'a AtDesk),
}

impl Desk {
    fn check_by(&self, by: InvitedBy<'_>, task: Task) -> Result<(), NotAllowed> {
        match by {
            InvitedBy::CommandLine => Ok(()),
            InvitedBy::Officer(at_desk) => self.check(at_desk, task),
        }
    }
}
