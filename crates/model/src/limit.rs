//! Velocity limits: how often something may happen, and for how long the door closes then.
//!
//! A window opens with the first count. When it ends used up and the next one opens soon after,
//! that one is longer, up to a ceiling: whoever mistyped waits a quarter of an hour, whoever goes
//! on guessing waits longer every time. A pause as long as the window puts the length back.
//!
//! Counting is the store's part; what is counted for whom is each use case's.

use vocab::{SignedDuration, Timestamp};

/// How windows grow. A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// Length of the window after one that was used up, in hundredths of its length. 100 and less
    /// keep the length.
    pub percent: u16,
    /// No window grows beyond so many seconds.
    pub at_most_s: u32,
}

impl Growth {
    /// Every window is as long as the first.
    pub const NONE: Self = Self {
        percent: 100,
        at_most_s: 0,
    };
}

impl Default for Growth {
    /// A tenth longer each time, a day at most: 10 guesses in the first quarter of an hour are
    /// some 330 in a day instead of 960, and nobody is shut out for longer than a day.
    fn default() -> Self {
        Self {
            percent: 110,
            at_most_s: 86_400,
        }
    }
}

/// What may happen how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Names the limit in the counters and in the metrics: `pin.wrong.pair`. Stable.
    pub name: &'static str,
    /// So many are let through in a window.
    pub most: u64,
    /// Seconds of the first window.
    pub window_s: u32,
    /// How the windows after it grow.
    pub growth: Growth,
}

impl Limit {
    /// The ceiling of its windows in seconds: never below the first window.
    #[must_use]
    pub fn longest_s(&self) -> u32 {
        self.growth.at_most_s.max(self.window_s)
    }
}

/// How a limit stands for one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many there are in the window, those refused included if they were counted.
    pub count: u64,
    /// How many are let through.
    pub most: u64,
    /// When the window ends; the moment that was asked about if none is open.
    pub ends_at: Timestamp,
}

impl Standing {
    /// Before counting: is there no room for one more?
    #[must_use]
    pub fn used_up(&self) -> bool {
        self.count >= self.most
    }

    /// After counting: was it one too many?
    #[must_use]
    pub fn exceeded(&self) -> bool {
        self.count > self.most
    }
}

/// The later end of those that have no room for one more; nothing if all have.
#[must_use]
pub fn closed_until(standings: &[Standing]) -> Option<Timestamp> {
    let closed = standings.iter().filter(|standing| standing.used_up());
    closed.map(|standing| standing.ends_at).max()
}

/// How long until a moment, at least a second: what a page tells.
#[must_use]
pub fn wait_until(moment: Timestamp, now: Timestamp) -> std::time::Duration {
    let left = moment.duration_since(now).max(SignedDuration::from_secs(1));
    // Cannot fail: it is a second at least.
    std::time::Duration::try_from(left).unwrap_or(std::time::Duration::from_secs(1))
}

/// Limits on wrong contrast data, one account for registration and identification: whoever
/// guesses the date of a number does not get twice the tries by using both doors (R238). All are
/// settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContrastLimits {
    /// Wrong data for one number in a quarter of an hour.
    pub per_number: u64,
    /// Wrong data from one origin in a quarter of an hour.
    pub per_origin: u64,
    /// Wrong data on the whole platform in an hour, above which it is under stress.
    pub on_platform: u64,
    /// How the windows of an origin grow.
    pub growth: Growth,
}

/// Long enough to stop guessing 11 bits of date, short enough that a person who mistyped is back
/// after a coffee.
const CONTRAST_WINDOW_S: u32 = 900;

impl Default for ContrastLimits {
    fn default() -> Self {
        Self {
            per_number: 10,
            per_origin: 30,
            on_platform: 2_000,
            growth: Growth::default(),
        }
    }
}

impl ContrastLimits {
    /// Counted for a number. Its windows never grow: anybody can use one up, and whoever the number
    /// belongs to gets in again after it.
    #[must_use]
    pub fn number(&self) -> Limit {
        Limit {
            growth: Growth::NONE,
            ..self.limit("contrast.wrong.number", self.per_number, CONTRAST_WINDOW_S)
        }
    }

    /// Counted for an origin.
    #[must_use]
    pub fn origin(&self) -> Limit {
        self.limit("contrast.wrong.origin", self.per_origin, CONTRAST_WINDOW_S)
    }

    /// Counted for everybody. Its windows never grow: it is a thermometer, not a door.
    #[must_use]
    pub fn platform(&self) -> Limit {
        Limit {
            growth: Growth::NONE,
            ..self.limit("contrast.wrong.platform", self.on_platform, 3_600)
        }
    }

    fn limit(&self, name: &'static str, most: u64, window_s: u32) -> Limit {
        Limit {
            name,
            most,
            window_s,
            growth: self.growth,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn standing(count: u64, ends: i64) -> Standing {
        Standing {
            count,
            most: 3,
            ends_at: at(ends),
        }
    }

    #[test]
    fn the_third_of_three_is_let_through_and_leaves_no_room() {
        assert!(!standing(2, 9).used_up());
        assert!(standing(3, 9).used_up());
        assert!(!standing(3, 9).exceeded());
        assert!(standing(4, 9).exceeded());
    }

    #[test]
    fn the_latest_of_the_closed_doors_is_told() {
        assert_eq!(closed_until(&[standing(2, 9), standing(0, 5)]), None);
        let closed = closed_until(&[standing(3, 9), standing(2, 99), standing(7, 30)]);
        assert_eq!(closed, Some(at(30)));
    }

    #[test]
    fn nobody_is_told_to_wait_no_time_at_all() {
        assert_eq!(wait_until(at(30), at(10)).as_secs(), 20);
        assert_eq!(wait_until(at(10), at(30)).as_secs(), 1);
    }

    #[test]
    fn a_ceiling_below_the_first_window_shortens_nothing() {
        let limit = ContrastLimits::default().origin();
        let flat = Limit {
            growth: Growth::NONE,
            ..limit
        };
        assert_eq!(flat.longest_s(), 900);
        assert_eq!(limit.longest_s(), 86_400);
    }

    #[test]
    fn the_account_of_a_number_opens_again_after_its_window_however_often_it_was_used_up() {
        let limit = ContrastLimits::default().number();
        assert_eq!(limit.longest_s(), limit.window_s);
        assert!(limit.growth.percent <= 100);
    }
}
