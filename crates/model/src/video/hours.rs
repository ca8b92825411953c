//! When the service is open: a table of the week, in the zone of the body, without its holidays
//! (R071, defaults D14).

use jiff::{civil::Weekday, tz::TimeZone};
use vocab::{Date, SignedDuration, Timestamp};

/// A stretch of a day, in minutes since its midnight; `until` at most 1,440, the next midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    from: u16,
    until: u16,
}

/// The minutes are no stretch of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stretch of a day goes from 00:00 to 24:00 and ends after it begins")]
pub struct NoSpan;

impl Span {
    /// From one minute of the day until another.
    ///
    /// # Errors
    /// [`NoSpan`] if it does not end after it begins, or beyond midnight.
    pub fn new(from: u16, until: u16) -> Result<Self, NoSpan> {
        if from < until && until <= 1_440 {
            Ok(Self { from, until })
        } else {
            Err(NoSpan)
        }
    }

    /// Reads `09:00-14:00`.
    ///
    /// # Errors
    /// [`NoSpan`].
    pub fn parse(text: &str) -> Result<Self, NoSpan> {
        let (from, until) = text.split_once('-').ok_or(NoSpan)?;
        Self::new(minute(from)?, minute(until)?)
    }

    /// If and only if it ends before the other begins.
    #[must_use]
    pub fn ends_before(&self, other: &Self) -> bool {
        self.until < other.from
    }

    /// When it begins and ends, as `09:00` and `14:00`.
    #[must_use]
    pub fn clock(&self) -> (String, String) {
        let show = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        (show(self.from), show(self.until))
    }
}

fn minute(text: &str) -> Result<u16, NoSpan> {
    let (hours, minutes) = text.trim().split_once(':').ok_or(NoSpan)?;
    if hours.len() != 2 || minutes.len() != 2 {
        return Err(NoSpan);
    }
    let hours: u16 = hours.parse().map_err(|_| NoSpan)?;
    let minutes: u16 = minutes.parse().map_err(|_| NoSpan)?;
    if hours > 24 || minutes > 59 {
        return Err(NoSpan);
    }
    Ok(hours * 60 + minutes)
}

/// The table of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHours {
    /// Monday first; the stretches of each day, in order.
    pub week: [Vec<Span>; 7],
    /// Days on which it stays closed.
    pub holidays: Vec<Date>,
    /// IANA zone in which the table is read.
    pub time_zone: String,
    /// Minutes before closing from which nobody else is let in.
    pub last_admission_min: u16,
}

impl Default for ServiceHours {
    /// Monday to Friday, 09:00–14:00 in Madrid; last admission ten minutes before (D14).
    fn default() -> Self {
        let day = || {
            vec![Span {
                from: 540,
                until: 840,
            }]
        };
        Self {
            week: [day(), day(), day(), day(), day(), Vec::new(), Vec::new()],
            holidays: Vec::new(),
            time_zone: "Europe/Madrid".into(),
            last_admission_min: 10,
        }
    }
}

/// Is the service open?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Yes.
    Open {
        /// When it closes.
        closes_at: Timestamp,
        /// From here on nobody else is let in.
        last_admission_at: Timestamp,
        /// When it opens the next time after closing; `None` if no day of the next year does.
        then_opens_at: Option<Timestamp>,
    },
    /// No.
    Closed {
        /// When it opens; `None` if no day of the next year does.
        opens_at: Option<Timestamp>,
        /// Why it is closed now.
        why: ClosedWhy,
    },
}

/// Why it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedWhy {
    /// Outside of the hours.
    Hours,
    /// A holiday.
    Holiday,
}

impl Opening {
    /// Is somebody who comes at `now` let in?
    #[must_use]
    pub fn admits(&self, now: Timestamp) -> bool {
        match self {
            Self::Open {
                last_admission_at, ..
            } => now < *last_admission_at,
            Self::Closed { .. } => false,
        }
    }

    /// When somebody who is not let in now may come again.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        match self {
            Self::Open { then_opens_at, .. } => *then_opens_at,
            Self::Closed { opens_at, .. } => *opens_at,
        }
    }
}

impl ServiceHours {
    /// Every day, all day.
    #[must_use]
    pub fn always() -> Self {
        let day = || {
            vec![Span {
                from: 0,
                until: 1_440,
            }]
        };
        Self {
            week: [day(), day(), day(), day(), day(), day(), day()],
            holidays: Vec::new(),
            time_zone: "Europe/Madrid".into(),
            last_admission_min: 0,
        }
    }

    /// How the service stands at `now`.
    #[must_use]
    pub fn opening(&self, now: Timestamp) -> Opening {
        let zone = TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC);
        let today = now.to_zoned(zone.clone()).date();
        let spans = self.on(today, &zone);
        if let Some((_, until)) = spans
            .iter()
            .find(|(from, until)| *from <= now && now < *until)
        {
            // A day that goes on after midnight is one stretch: nobody is sent away at midnight.
            let closes_at = self.end_of_stretch(today, *until, &zone);
            let before = SignedDuration::from_mins(i64::from(self.last_admission_min));
            return Opening::Open {
                closes_at,
                last_admission_at: closes_at.checked_sub(before).unwrap_or(closes_at),
                then_opens_at: self.next_beginning(closes_at, &zone),
            };
        }
        let why = if self.holidays.contains(&today) {
            ClosedWhy::Holiday
        } else {
            ClosedWhy::Hours
        };
        Opening::Closed {
            opens_at: self.next_beginning(now, &zone),
            why,
        }
    }

    /// The stretches of a day as moments.
    fn on(&self, day: Date, zone: &TimeZone) -> Vec<(Timestamp, Timestamp)> {
        if self.holidays.contains(&day) {
            return Vec::new();
        }
        let place = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        let spans = self.week.get(place).map(Vec::as_slice).unwrap_or_default();
        spans
            .iter()
            .filter_map(|span| {
                Some((
                    moment(day, span.from, zone)?,
                    moment(day, span.until, zone)?,
                ))
            })
            .collect()
    }

    fn end_of_stretch(&self, day: Date, until: Timestamp, zone: &TimeZone) -> Timestamp {
        let (mut day, mut until) = (day, until);
        // Open around the clock: a week ahead is as good as for ever.
        for _ in 0..7 {
            let Ok(next) = day.tomorrow() else { break };
            let follows = self
                .on(next, zone)
                .into_iter()
                .find(|(from, _)| *from == until);
            match follows {
                Some((_, later)) => (day, until) = (next, later),
                None => break,
            }
        }
        until
    }

    /// The first beginning at or after a moment, within a year.
    fn next_beginning(&self, from: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut day = from.to_zoned(zone.clone()).date();
        for _ in 0..=366 {
            let beginning = self.on(day, zone).into_iter().map(|(begin, _)| begin);
            if let Some(begin) = beginning.filter(|begin| *begin >= from).min() {
                return Some(begin);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// The table as lines for people: each weekday with its stretches.
    pub fn lines(&self) -> impl Iterator<Item = (Weekday, &[Span])> {
        let days = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ];
        days.into_iter().zip(self.week.iter().map(Vec::as_slice))
    }
}

fn moment(day: Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let (day, minute) = if minute == 1_440 {
        (day.tomorrow().ok()?, 0)
    } else {
        (day, minute)
    };
    let hour = i8::try_from(minute / 60).ok()?;
    let rest = i8::try_from(minute % 60).ok()?;
    let zoned = day.at(hour, rest, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn closes(hours: &ServiceHours, now: &str) -> Option<Timestamp> {
        match hours.opening(at(now)) {
            Opening::Open { closes_at, .. } => Some(closes_at),
            Opening::Closed { .. } => None,
        }
    }

    #[test]
    fn the_default_is_monday_to_friday_nine_to_two_in_madrid() {
        let hours = ServiceHours::default();
        assert_eq!(closes(&hours, "2026-11-23T07:59:59Z"), None);
        let two = Some(at("2026-11-23T13:00:00Z"));
        assert_eq!(closes(&hours, "2026-11-23T08:00:00Z"), two);
        assert_eq!(closes(&hours, "2026-11-23T12:59:59Z"), two);
        assert_eq!(closes(&hours, "2026-11-23T13:00:00Z"), None);
        // Summer time is an hour earlier in UTC.
        assert_eq!(
            closes(&hours, "2026-07-20T07:00:00Z"),
            Some(at("2026-07-20T12:00:00Z"))
        );
        // From Friday afternoon on, Monday is next.
        let friday = hours.opening(at("2026-11-27T14:00:00Z"));
        assert_eq!(friday.next(), Some(at("2026-11-30T08:00:00Z")));
    }

    #[test]
    fn the_last_admission_is_ten_minutes_before_closing() {
        let opening = ServiceHours::default().opening(at("2026-11-23T12:00:00Z"));
        assert!(opening.admits(at("2026-11-23T12:49:59Z")));
        assert!(!opening.admits(at("2026-11-23T12:50:00Z")));
    }

    #[test]
    fn two_stretches_of_a_day_have_a_pause_between_them() {
        let mut hours = ServiceHours::default();
        hours.week[0].push(Span::parse("16:00-18:30").unwrap());
        let noon = hours.opening(at("2026-11-23T13:30:00Z"));
        assert_eq!(noon.next(), Some(at("2026-11-23T15:00:00Z")));
        assert_eq!(
            closes(&hours, "2026-11-23T15:00:00Z"),
            Some(at("2026-11-23T17:30:00Z"))
        );
    }

    #[test]
    fn who_is_open_around_the_clock_sends_nobody_away_at_midnight() {
        let opening = ServiceHours::always().opening(at("2026-11-23T22:59:59Z"));
        assert!(opening.admits(at("2026-11-24T12:00:00Z")));
    }

    #[test]
    fn a_day_without_an_hour_and_one_with_an_hour_twice_are_days() {
        // Summer time begins on 29 March and ends on 25 October 2026, both Sundays at 01:00 UTC.
        let mut hours = ServiceHours::default();
        hours.week[6].push(Span::parse("01:00-04:00").unwrap());
        assert_eq!(
            closes(&hours, "2026-03-29T00:30:00Z"),
            Some(at("2026-03-29T02:00:00Z"))
        );
        assert_eq!(
            closes(&hours, "2026-10-25T01:30:00Z"),
            Some(at("2026-10-25T03:00:00Z"))
        );
    }

    #[test]
    fn a_holiday_is_named_as_the_reason() {
        let hours = ServiceHours {
            holidays: vec!["2026-11-23".parse().unwrap()],
            ..ServiceHours::default()
        };
        let Opening::Closed { opens_at, why } = hours.opening(at("2026-11-23T09:00:00Z")) else {
            panic!("open on a holiday");
        };
        assert_eq!(why, ClosedWhy::Holiday);
        assert_eq!(opens_at, Some(at("2026-11-24T08:00:00Z")));
        let never = ServiceHours {
            week: std::array::from_fn(|_| Vec::new()),
            ..ServiceHours::default()
        };
        assert_eq!(never.opening(at("2026-11-23T09:00:00Z")).next(), None);
    }

    #[test]
    fn stretches_are_read_strictly() {
        assert_eq!(Span::parse("09:00-14:00"), Span::new(540, 840));
        assert!(Span::parse("00:00-24:00").is_ok());
        for wrong in [
            "9:00-14:00",
            "14:00-09:00",
            "09:00-24:01",
            "09:60-10:00",
            "all day",
            "",
        ] {
            assert!(Span::parse(wrong).is_err(), "{wrong}");
        }
    }
}
