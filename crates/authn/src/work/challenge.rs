//! A challenge, which the server does not keep: it travels sealed and comes back.

use model::work::{WORK_PARTS, WorkRules};
use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use vocab::{Entropy, SignedDuration, Timestamp};

use super::{Purpose, Puzzle};

/// Under which purpose challenges are sealed.
const SEALED_AS: &str = "work.challenge";

/// The longest that comes back is a few hundred characters; more is not looked at.
const LONGEST: usize = 1_024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Challenge {
    /// Names the challenge, and begins every text that is hashed.
    pub(super) seed: [u8; 16],
    purpose: String,
    bits: u8,
    /// From here on it is accepted without an answer.
    pub(super) wait_until: Timestamp,
    /// From here on it is not accepted.
    pub(super) valid_until: Timestamp,
}

impl Challenge {
    pub(super) fn draw(
        purpose: Purpose,
        rules: WorkRules,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Self {
        let mut seed = [0; 16];
        entropy.fill(&mut seed);
        // The wait ends before the challenge does, whatever was configured.
        let valid_s = rules.valid_s.max(rules.wait_s.saturating_mul(2));
        Self {
            seed,
            purpose: purpose.step().to_owned(),
            bits: rules.clamped_bits(),
            wait_until: plus(now, rules.wait_s),
            valid_until: plus(now, valid_s),
        }
    }

    pub(super) fn seal(&self, tokens: &dyn TokenSealer) -> String {
        // Cannot fail: a challenge is made of values that serialise to JSON.
        let plain = serde_json::to_vec(self).expect("a challenge serialises");
        tokens.seal_token(SEALED_AS, &plain)
    }

    /// Nothing, unless it was sealed here and is unchanged.
    pub(super) fn open(tokens: &dyn TokenSealer, sealed: &str) -> Option<Self> {
        if sealed.len() > LONGEST {
            return None;
        }
        serde_json::from_slice(&tokens.open_token(SEALED_AS, sealed)?).ok()
    }

    pub(super) fn serves(&self, purpose: Purpose, now: Timestamp) -> bool {
        self.purpose == purpose.step() && now < self.valid_until
    }

    pub(super) fn puzzle(&self) -> Puzzle {
        Puzzle {
            seed: self.seed,
            parts: WORK_PARTS,
            bits: self.bits,
        }
    }
}

fn plus(from: Timestamp, seconds: u32) -> Timestamp {
    from.checked_add(SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}
