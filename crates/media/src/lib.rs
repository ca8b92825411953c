//! The media server of video calls: takes picture and sound from two browsers, gives them on to
//! each other and records them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`server`] | [`WebRtcServer`]: the sockets, the thread, the port [`ports::media::MediaServer`] |
//! | `engine` | calls and connections, without sockets and without a clock |
//! | `recorder` | frames in, sealed clusters out; the thread that writes |
//! | `webm` | the file that a player opens |
//! | `timeline` | from the time stamps of a stream to the times of a recording |
//! | `framing` | packets over TCP |
//! | `vp8` | the little that is read of a frame |
//! | [`turn`] | credentials for a TURN server |
//! | [`client`] | headless clients, for tests and load (feature `client`) |
//!
//! *Architecture invariants:* nothing of the product is known here, neither who calls nor why; no
//! frame is decoded; no packet that did not prove the password of an answer changes anything; no
//! frame reaches the disk but through `recordings`.

#[cfg(feature = "client")]
pub mod client;
mod engine;
mod framing;
mod recorder;
pub mod server;
mod settings;
mod timeline;
pub mod turn;
mod vp8;
mod webm;

pub use server::{StartError, WebRtcServer};
pub use settings::{Limits, MediaSettings};
pub use turn::{IceServer, TurnServers};
