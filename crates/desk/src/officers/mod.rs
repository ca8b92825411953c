//! Who the officers are.

pub(crate) mod disable_officer;
pub(crate) mod invite;
pub(crate) mod list_officers;

use crate::{AtDesk, Desk, NotAllowed, Task};

/// The person at the command line, in audit entries.
pub(crate) const COMMAND_LINE: &str = "command_line";

/// In whose name officers are invited and disabled.
#[derive(Debug, Clone, Copy)]
pub enum InvitedBy<'a> {
    /// The person at the command line of the machine, who may do everything anyhow.
    CommandLine,
    /// An administrator at the desk.
    Officer(&'a AtDesk),
}

impl InvitedBy<'_> {
    /// How the audit entry names who acted.
    fn actor(self) -> String {
        match self {
            Self::CommandLine => COMMAND_LINE.to_owned(),
            Self::Officer(at_desk) => at_desk.officer().id.to_string(),
        }
    }
}

impl Desk {
    fn check_by(&self, by: InvitedBy<'_>, task: Task) -> Result<(), NotAllowed> {
        match by {
            InvitedBy::CommandLine => Ok(()),
            InvitedBy::Officer(at_desk) => self.check(at_desk, task),
        }
    }
}
