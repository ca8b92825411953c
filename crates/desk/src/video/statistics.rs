//! How long people waited, how long calls took and how they ended, by hour and by operator.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use model::video::RefusalReason;
use store::{
    StoreError, Tx,
    repo::{
        office::officer,
        video::{
            operator,
            statistics::{self, CallNumbers},
        },
    },
};
use vocab::{Date, OfficerId, SignedDuration, Timestamp};

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Days that one look covers at most.
const DAYS: i32 = 92;

/// Sums of some calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VideoTotals {
    /// People who entered the waiting room.
    pub entered: u32,
    /// Of these, who were taken by an operator.
    pub attended: u32,
    /// Registered.
    pub approved: u32,
    /// Refused.
    pub refused: u32,
    /// Left, or did not come back.
    pub abandoned: u32,
    /// Told that the service closed.
    pub closed: u32,
    /// Average of the waits of who was taken.
    pub wait_avg: Option<SignedDuration>,
    /// The longest of them.
    pub wait_max: Option<SignedDuration>,
    /// Average time with the operator of calls that were decided.
    pub talk_avg: Option<SignedDuration>,
}

/// An hour of a day, where the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourLine {
    /// Day.
    pub day: Date,
    /// 0 to 23.
    pub hour: u8,
    /// Of the people who entered in it.
    pub totals: VideoTotals,
}

/// An operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorLine {
    /// Who.
    pub officer: OfficerId,
    /// Name.
    pub name: String,
    /// Four digits.
    pub badge: String,
    /// Of the calls that they attended last.
    pub totals: VideoTotals,
}

/// The numbers of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoStatistics {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// All together.
    pub totals: VideoTotals,
    /// Hours in which somebody entered, in order.
    pub hours: Vec<HourLine>,
    /// Operators, most calls first.
    pub operators: Vec<OperatorLine>,
    /// Reasons of refusals, most frequent first.
    pub reasons: Vec<(RefusalReason, u32)>,
}

impl Desk {
    /// The numbers of the days from `from` until `until`, both included; at most a quarter.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_statistics(
        &self,
        at_desk: &AtDesk,
        from: Date,
        until: Date,
    ) -> Result<VideoStatistics, VideoError> {
        self.check(at_desk, Task::SeeVideoStatistics)?;
        let (from, until) = (from.min(until), from.max(until));
        let earliest = until
            .checked_sub(SignedDuration::from_hours(i64::from(DAYS) * 24))
            .unwrap_or(from);
        let from = from.max(earliest);
        let zone = TimeZone::get(&self.body.time_zone).unwrap_or(TimeZone::UTC);
        let (begin, end) = (midnight(from, &zone), midnight(after(until), &zone));
        let body = self.body.id;
        self.store
            .read("desk.video_statistics", move |tx| {
                let calls = statistics::list(tx, body, begin, end)?;
                Ok(VideoStatistics {
                    from,
                    until,
                    totals: totals(&calls),
                    hours: hours(&calls, &zone),
                    operators: operators(tx, &calls)?,
                    reasons: reasons(&calls),
                })
            })
            .await
    }
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn midnight(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

fn totals<'a>(calls: impl IntoIterator<Item = &'a CallNumbers>) -> VideoTotals {
    let mut sums = VideoTotals::default();
    let (mut waits, mut talks) = (Vec::new(), Vec::new());
    for call in calls {
        sums.entered += 1;
        if let Some(assigned) = call.assigned_at {
            sums.attended += 1;
            waits.push(assigned.duration_since(call.queued_at));
        }
        match call.state.as_str() {
            "approved" => sums.approved += 1,
            "refused" => sums.refused += 1,
            "abandoned" => sums.abandoned += 1,
            "service_closed" => sums.closed += 1,
            _ => {}
        }
        let decided = matches!(call.state.as_str(), "approved" | "refused");
        if let (true, Some(began), Some(ended)) = (decided, call.began_at, call.ended_at) {
            talks.push(ended.duration_since(began));
        }
    }
    sums.wait_avg = average(&waits);
    sums.wait_max = waits.into_iter().max();
    sums.talk_avg = average(&talks);
    sums
}

fn average(all: &[SignedDuration]) -> Option<SignedDuration> {
    let count = i64::try_from(all.len()).ok().filter(|count| *count > 0)?;
    let total: i64 = all.iter().map(SignedDuration::as_secs).sum();
    Some(SignedDuration::from_secs(total / count))
}

fn hours(calls: &[CallNumbers], zone: &TimeZone) -> Vec<HourLine> {
    let mut by_hour: BTreeMap<(Date, u8), Vec<&CallNumbers>> = BTreeMap::new();
    for call in calls {
        let local = call.queued_at.to_zoned(zone.clone());
        let hour = u8::try_from(local.hour()).unwrap_or(0);
        by_hour.entry((local.date(), hour)).or_default().push(call);
    }
    by_hour
        .into_iter()
        .map(|((day, hour), calls)| HourLine {
            day,
            hour,
            totals: totals(calls),
        })
        .collect()
}

fn operators(tx: &mut Tx<'_>, calls: &[CallNumbers]) -> Result<Vec<OperatorLine>, StoreError> {
    let mut by_operator: BTreeMap<OfficerId, Vec<&CallNumbers>> = BTreeMap::new();
    for call in calls {
        if let Some(operator) = call.operator {
            by_operator.entry(operator).or_default().push(call);
        }
    }
    let mut lines = Vec::with_capacity(by_operator.len());
    for (id, calls) in by_operator {
        let stored = officer::find(tx, id)?;
        let operator = operator::find(tx, id)?;
        lines.push(OperatorLine {
            officer: id,
            name: stored.map(|stored| stored.officer.name).unwrap_or_default(),
            badge: operator.map(|operator| operator.badge).unwrap_or_default(),
            totals: totals(calls),
        });
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.totals.entered));
    Ok(lines)
}

fn reasons(calls: &[CallNumbers]) -> Vec<(RefusalReason, u32)> {
    let mut counts: BTreeMap<RefusalReason, u32> = BTreeMap::new();
    for reason in calls.iter().filter_map(|call| call.reason) {
        *counts.entry(reason).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
