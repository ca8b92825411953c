//! The binary as an administrator meets it: its command line, what it refuses, how it starts.
//!
//! | module | what |
//! |---|---|
//! | `doctor` | what the doctor says of an installation, well and ill |
//! | `installation` | an installation for production, made from nothing |
//! | `backup` | a lost machine comes back from a backup |
//! | `command_line` | help and the reference of the configuration |
//! | `keys` | keys that are listed, replaced and lost while a server runs |
//! | `monitoring` | the example boards ask for numbers that exist |
//! | `outages` | SMS, mail and print house down for a while |
//! | `production` | what `serve` refuses, and that it serves what is right |
//! | `relying_parties` | relying parties from the command line |
//! | `two_processes` | a browser at one process, the phone of its person at the other |
//! | `demonstration` | what `demo` refuses and ignores |

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod audit_log;
mod backup;
mod command_line;
mod demonstration;
mod doctor;
mod installation;
mod keys;
mod monitoring;
mod outages;
mod production;
mod relying_parties;
mod two_processes;
