//! What a media server is told when it starts.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// Settings of a media server.
#[derive(Debug, Clone)]
pub struct MediaSettings {
    /// Where the one UDP port is bound, and the TCP port of the same number.
    pub listen: SocketAddr,
    /// The addresses under which browsers reach that port; those of `listen` if there are none.
    pub public_addresses: Vec<IpAddr>,
    /// Whether TCP is listened on for networks that let no UDP through.
    pub tcp: bool,
    /// Folder of the recordings.
    pub recordings: PathBuf,
    /// What is taken at most.
    pub limits: Limits,
}

/// What a media server takes at most, and how long it waits.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Calls at a time; further ones are told that the server is full.
    pub calls: usize,
    /// Test calls at a time.
    pub echoes: usize,
    /// How long a test call lasts.
    pub echo: Duration,
    /// How long an answered offer may take to connect.
    pub connect: Duration,
    /// After how long without a packet a connection counts as lost.
    pub silence: Duration,
    /// After how long without a packet it is given up.
    pub idle: Duration,
}

impl Default for Limits {
    /// Fifty calls are what two cores were measured with; ten more than that fit.
    fn default() -> Self {
        Self {
            calls: 60,
            echoes: 20,
            echo: Duration::from_secs(60),
            connect: Duration::from_secs(20),
            silence: Duration::from_secs(5),
            idle: Duration::from_secs(150),
        }
    }
}

/// Bytes of the largest offer that is read.
pub(crate) const MAX_OFFER: usize = 64 << 10;

/// Media sections of an offer: sound, picture, and two that are refused.
pub(crate) const MAX_SECTIONS: usize = 4;

/// Lines of an offer. Chromium's have about 150.
pub(crate) const MAX_LINES: usize = 1_000;
