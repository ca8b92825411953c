//! Blocks of free ports, as the demonstration wants them.

use std::net::{Ipv4Addr, TcpListener};

/// Ports of a block that the demonstration takes.
pub const TAKEN: u16 = 7;

/// Distance between two blocks: the ports of the demonstration and the one that marks the owner.
const STEP: u16 = TAKEN + 1;

/// The first block. Between what services use and where the system draws ports for clients.
const FIRST: u16 = 20_000;

/// How many blocks there are below 32,768.
const BLOCKS: u16 = (32_767 - FIRST) / STEP;

/// A block of free ports that belongs to this value: other tests, also of other processes, stay
/// away from it for as long as it lives.
#[derive(Debug)]
pub struct Block {
    base: u16,
    _mark: TcpListener,
}

impl Block {
    /// The next free block.
    ///
    /// # Panics
    /// If every block is taken.
    #[must_use]
    pub fn take() -> Self {
        // Where to begin differs by process, so that tests that start together rarely meet.
        let start = u16::try_from(std::process::id() % u32::from(BLOCKS)).unwrap_or(0);
        (0..BLOCKS)
            .map(|step| FIRST + (start + step) % BLOCKS * STEP)
            .find_map(Self::at)
            .expect("a block of free ports")
    }

    fn at(base: u16) -> Option<Self> {
        // Whoever holds the last port owns the block: the system lets nobody else bind it.
        let mark = bind(base + TAKEN)?;
        (base..base + TAKEN)
            .map(bind)
            .all(|port| port.is_some())
            .then_some(Self { base, _mark: mark })
    }

    /// The first port.
    #[must_use]
    pub fn base(&self) -> u16 {
        self.base
    }
}

fn bind(port: u16) -> Option<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_blocks_never_share_a_port() {
        let (one, other) = (Block::take(), Block::take());
        assert!(one.base().abs_diff(other.base()) > TAKEN);
    }
}
