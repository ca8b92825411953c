//! Proof of work: what an anonymous step costs whoever takes it, so that a flood of them costs a
//! flood (defaults D16). Never a puzzle for a person: the browser calculates for a second, and
//! whoever has no script waits.

use std::str::FromStr;

/// When anonymous steps ask for a proof. A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkLane {
    /// Never.
    Off,
    /// While a budget of the whole platform is used up.
    #[default]
    UnderStress,
    /// Always.
    Always,
}

/// No lane has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is none of `off`, `under-stress`, `always`")]
pub struct UnknownLane;

impl FromStr for WorkLane {
    type Err = UnknownLane;

    fn from_str(text: &str) -> Result<Self, UnknownLane> {
        match text {
            "off" => Ok(Self::Off),
            "under-stress" => Ok(Self::UnderStress),
            "always" => Ok(Self::Always),
            _ => Err(UnknownLane),
        }
    }
}

/// How much is asked for. All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkRules {
    /// When.
    pub lane: WorkLane,
    /// Zero bits that each of the [`WORK_PARTS`] answers must begin with: one more doubles the
    /// work. See [`WorkRules::clamped_bits`].
    pub bits: u8,
    /// Seconds after which a challenge is accepted without an answer: the way without a script.
    pub wait_s: u32,
    /// Seconds during which a challenge is accepted at all.
    pub valid_s: u32,
    /// Challenges that one origin may wait for in an hour. Waiting costs a machine nothing, so it
    /// is counted.
    pub waits_per_origin_an_hour: u64,
}

/// Answers that one challenge asks for. Many small ones instead of a large one: the time they
/// take together hardly varies, and progress can be told truthfully.
pub const WORK_PARTS: u8 = 16;

/// More would keep an old phone busy for minutes.
const MOST_BITS: u8 = 20;

impl WorkRules {
    /// The bits within what a browser can be asked for.
    #[must_use]
    pub fn clamped_bits(&self) -> u8 {
        self.bits.clamp(1, MOST_BITS)
    }
}

impl Default for WorkRules {
    /// A million hashes: half a second on a laptop, a few seconds on an old phone. The wait is what
    /// a person without a script can bear; the life is long enough to be interrupted.
    fn default() -> Self {
        Self {
            lane: WorkLane::default(),
            bits: 16,
            wait_s: 20,
            valid_s: 600,
            waits_per_origin_an_hour: 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_named_or_refused() {
        assert_eq!("off".parse(), Ok(WorkLane::Off));
        assert_eq!("under-stress".parse(), Ok(WorkLane::UnderStress));
        assert_eq!("always".parse(), Ok(WorkLane::Always));
        assert_eq!("Always".parse::<WorkLane>(), Err(UnknownLane));
    }

    #[test]
    fn no_setting_asks_for_nothing_or_for_the_impossible() {
        let with = |bits| WorkRules {
            bits,
            ..WorkRules::default()
        };
        assert_eq!(with(0).clamped_bits(), 1);
        assert_eq!(with(15).clamped_bits(), 15);
        assert_eq!(with(255).clamped_bits(), 20);
    }
}
