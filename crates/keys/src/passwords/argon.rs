//! Argon2id, and the form in which a hash is kept: a PHC string, as every other program writes it.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use model::password::PasswordHash;
use ports::passwords::HashError;

use crate::random;

/// What hashing one password costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    memory_kib: u32,
    passes: u32,
}

impl HashCost {
    /// Memory that one password takes, in KiB, and how often it is gone over. One lane: threads are
    /// better spent on other people's passwords. Nothing if it is below what OWASP calls enough
    /// (7 MiB and 5 passes, or more memory and fewer) or above 1 GiB or 32 passes.
    #[must_use]
    pub fn new(memory_kib: u32, passes: u32) -> Option<Self> {
        let enough = memory_kib >= 7_168 && (1..=32).contains(&passes);
        let worth = u64::from(memory_kib) * u64::from(passes);
        (enough && memory_kib <= 1_048_576 && worth >= 7_168 * 5)
            .then_some(Self { memory_kib, passes })
    }

    fn params(self) -> Option<Params> {
        Params::new(self.memory_kib, self.passes, 1, Some(TAG)).ok()
    }
}

impl Default for HashCost {
    /// OWASP's first choice for Argon2id: 19 MiB, 2 passes.
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
        }
    }
}

const SALT: usize = 16;
const TAG: usize = 32;

/// The memory of one thread, kept from one password to the next: giving 19 MiB back and taking
/// them again costs more than clearing them.
#[derive(Default)]
pub(super) struct Furnace {
    blocks: Vec<Block>,
}

impl Furnace {
    /// Hashes with a fresh salt.
    pub(super) fn hash(&mut self, secret: &[u8; 32], cost: HashCost) -> PasswordHash {
        let salt = random::bytes::<SALT>();
        // Cannot fail: a `HashCost` is within what Argon2 takes.
        let tag = self.tag(secret, &salt, cost).expect("the cost is in range");
        let (salt, tag) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(tag));
        let HashCost { memory_kib, passes } = cost;
        PasswordHash::new(format!(
            "$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${tag}"
        ))
    }

    /// Whether the secret is the one of this hash, and what the hash had cost.
    pub(super) fn verify(
        &mut self,
        secret: &[u8; 32],
        kept: &PasswordHash,
    ) -> Result<(bool, HashCost), HashError> {
        let (cost, salt, tag) = read(kept.as_str()).ok_or(HashError::Damaged)?;
        let found = self.tag(secret, &salt, cost).ok_or(HashError::Damaged)?;
        Ok((vocab::constant_time_eq(&found, &tag), cost))
    }

    fn tag(&mut self, secret: &[u8; 32], salt: &[u8], cost: HashCost) -> Option<[u8; TAG]> {
        let params = cost.params()?;
        let needed = params.block_count();
        if self.blocks.len() < needed {
            self.blocks.resize(needed, Block::default());
        }
        let memory = self.blocks.get_mut(..needed)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut tag = [0; TAG];
        argon
            .hash_password_into_with_memory(secret, salt, &mut tag, memory)
            .ok()?;
        Some(tag)
    }
}

/// The parts of a string that [`Furnace::hash`] wrote, and no other.
fn read(text: &str) -> Option<(HashCost, Vec<u8>, [u8; TAG])> {
    let rest = text.strip_prefix("$argon2id$v=19$m=")?;
    let (memory, rest) = rest.split_once(",t=")?;
    let (passes, rest) = rest.split_once(",p=1$")?;
    let (salt, tag) = rest.split_once('$')?;
    let cost = HashCost::new(memory.parse().ok()?, passes.parse().ok()?)?;
    let salt = STANDARD_NO_PAD.decode(salt).ok()?;
    let tag = STANDARD_NO_PAD.decode(tag).ok()?.try_into().ok()?;
    (salt.len() == SALT).then_some((cost, salt, tag))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// Computed with argon2-cffi 25.1 (the reference implementation in C): secret 32 bytes of 1, salt
    /// 16 bytes of 2, 19 MiB, 2 passes, 1 lane.
    const REFERENCE: &str = "$argon2id$v=19$m=19456,t=2,p=1$AgICAgICAgICAgICAgICAg$VR0rUWo9kpY7LNHo/cFyUSnhWCTftsjZu4pZn/yr/Bw";

    #[test]
    fn the_reference_implementation_hashes_alike() {
        let mut furnace = Furnace::default();
        let kept = PasswordHash::new(REFERENCE.to_owned());
        assert_eq!(
            furnace.verify(&[1; 32], &kept).unwrap(),
            (true, HashCost::default())
        );
        assert!(!furnace.verify(&[3; 32], &kept).unwrap().0);
    }

    #[test]
    fn memory_of_a_dear_hash_serves_a_cheap_one() {
        let mut furnace = Furnace::default();
        let dear = HashCost::new(24_000, 2).unwrap();
        let first = furnace.hash(&[1; 32], dear);
        let second = furnace.hash(&[1; 32], HashCost::default());
        assert_eq!(furnace.verify(&[1; 32], &first).unwrap(), (true, dear));
        assert!(furnace.verify(&[1; 32], &second).unwrap().0);
        assert!(!furnace.verify(&[2; 32], &second).unwrap().0);
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        let mut furnace = Furnace::default();
        let cost = HashCost::default();
        assert_ne!(furnace.hash(&[1; 32], cost), furnace.hash(&[1; 32], cost));
    }

    #[test]
    fn what_is_no_hash_of_ours_is_damaged() {
        let mut furnace = Furnace::default();
        for text in [
            "",
            "secret",
            "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aaaa",
            "$argon2id$v=19$m=8,t=1,p=1$AgICAgICAgICAgICAgICAg$AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI",
            "$argon2id$v=19$m=19456,t=2,p=1$AgIC$AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI",
            "$argon2id$v=19$m=4294967295,t=2,p=1$AgICAgICAgICAgICAgICAg$AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI",
        ] {
            let kept = PasswordHash::new(text.to_owned());
            assert_eq!(
                furnace.verify(&[1; 32], &kept),
                Err(HashError::Damaged),
                "{text}"
            );
        }
    }

    #[test]
    fn a_cost_below_what_is_enough_is_none() {
        assert!(HashCost::new(19_456, 2).is_some());
        assert!(HashCost::new(7_168, 5).is_some());
        assert!(HashCost::new(7_168, 2).is_none());
        assert!(HashCost::new(1_024, 32).is_none());
        assert!(HashCost::new(19_456, 0).is_none());
        assert!(HashCost::new(2_000_000, 2).is_none());
    }
}
