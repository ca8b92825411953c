//! How long people waited, how long calls took and how they ended, as graphs with their tables.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{VideoStatistics, VideoTotals};
use serde::Deserialize;
use vocab::{Date, SignedDuration};
use web_kit::{
    Answer as _, Page, PageError, format,
    ui::{self, Summary, Table},
};

use super::{
    chart::{self, Bar},
    presence::not_shown,
    words,
};
use crate::{
    OfficeState,
    seat::{Frame, Seat, today},
    texts::{self, BoardTexts},
};

#[derive(Template)]
#[template(path = "video/statistics.html")]
struct Statistics {
    page: Page,
    frame: Frame,
    t: &'static BoardTexts,
    lead: String,
    periods: Vec<Period>,
    nothing: bool,
    empty: ui::Empty,
    totals: Summary,
    figures: Vec<Figure>,
}

struct Period {
    word: &'static str,
    label: &'static str,
    current: bool,
}

/// A graph and its table.
struct Figure {
    title: &'static str,
    chart: Option<String>,
    keys: bool,
    table: Table,
}

/// Which days.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
}

/// The word of a period, and how many days before today it begins.
const PERIODS: [(&str, i64); 3] = [("today", 0), ("week", 6), ("month", 29)];

pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let until = today(&seat.page);
    let known = PERIODS.iter().find(|(word, _)| *word == asked.period);
    let (word, days) = known.copied().unwrap_or(("week", 6));
    let from = before(until, days);
    let numbers = state
        .desk
        .video_statistics(&seat.at_desk, from, until)
        .await
        .map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let t = texts::board(page.lang);
    let label = |word| match word {
        "today" => t.period_today,
        "month" => t.period_month,
        _ => t.period_week,
    };
    let periods = PERIODS.map(|(other, _)| Period {
        word: other,
        label: label(other),
        current: other == word,
    });
    let view = Statistics {
        lead: t.statistics_lead(
            page.short_date(numbers.from),
            page.short_date(numbers.until),
        ),
        periods: periods.into(),
        nothing: numbers.totals.entered == 0,
        empty: ui::Empty::new(t.no_calls_title, t.no_calls),
        totals: totals(&page, t, &numbers.totals),
        figures: figures(&page, t, &numbers),
        frame,
        t,
        page,
    };
    Ok(view.answer())
}

fn before(day: Date, days: i64) -> Date {
    day.checked_sub(SignedDuration::from_hours(days * 24))
        .unwrap_or(day)
}

fn totals(page: &Page, t: &'static BoardTexts, sums: &VideoTotals) -> Summary {
    Summary::new()
        .num(t.total_calls, sums.entered.to_string())
        .num(t.total_approved, sums.approved.to_string())
        .num(t.total_refused, sums.refused.to_string())
        .num(t.total_left, left(sums).to_string())
        .num(t.total_wait, duration(page, t, sums.wait_avg))
        .num(t.longest_wait, duration(page, t, sums.wait_max))
        .num(t.total_duration, duration(page, t, sums.talk_avg))
}

/// Those who left, whom the service's end sent away, or who are still there.
fn left(sums: &VideoTotals) -> u32 {
    sums.entered - (sums.approved + sums.refused).min(sums.entered)
}

fn duration(page: &Page, t: &'static BoardTexts, duration: Option<SignedDuration>) -> String {
    match duration {
        Some(time) => format::duration(page.lang, u64::try_from(time.as_secs()).unwrap_or(0)),
        None => t.none.to_owned(),
    }
}

fn figures(page: &Page, t: &'static BoardTexts, numbers: &VideoStatistics) -> Vec<Figure> {
    let hours = by_hour(numbers);
    let mut figures = vec![
        Figure {
            title: t.hours_title,
            chart: Some(chart::upright(&bars_of_hours(&hours), t.hours_chart)),
            keys: true,
            table: table_of_hours(t, &hours),
        },
        Figure {
            title: t.waits_title,
            chart: Some(chart::upright(&bars_of_waits(&hours), t.waits_chart)),
            keys: false,
            table: table_of_waits(page, t, &hours),
        },
        Figure {
            title: t.operators_table_title,
            chart: Some(chart::lying(&bars_of_operators(numbers), t.operators_chart)),
            keys: true,
            table: table_of_operators(page, t, numbers),
        },
    ];
    if !numbers.reasons.is_empty() {
        figures.push(Figure {
            title: t.reasons_title,
            chart: None,
            keys: false,
            table: table_of_reasons(page, t, numbers),
        });
    }
    figures
}

/// An hour of the day over all the days: sums, and the average of waits weighed by who waited.
#[derive(Default, Clone, Copy)]
struct Hour {
    sums: VideoTotals,
    waited: i64,
}

/// From the first hour in which somebody entered to the last.
fn by_hour(numbers: &VideoStatistics) -> Vec<(u8, Hour)> {
    let first = numbers
        .hours
        .iter()
        .map(|line| line.hour)
        .min()
        .unwrap_or(0);
    let last = numbers
        .hours
        .iter()
        .map(|line| line.hour)
        .max()
        .unwrap_or(0);
    let sum = |hour: u8| {
        let lines = numbers.hours.iter().filter(|line| line.hour == hour);
        lines.fold(Hour::default(), |mut all, line| {
            let one = &line.totals;
            all.sums.entered += one.entered;
            all.sums.attended += one.attended;
            all.sums.approved += one.approved;
            all.sums.refused += one.refused;
            let average = one.wait_avg.map_or(0, |wait| wait.as_secs());
            all.waited += average * i64::from(one.attended);
            all
        })
    };
    (first..=last)
        .map(|hour| {
            let mut all = sum(hour);
            let people = i64::from(all.sums.attended);
            all.sums.wait_avg =
                (people > 0).then(|| SignedDuration::from_secs(all.waited / people.max(1)));
            (hour, all)
        })
        .collect()
}

fn parts(sums: &VideoTotals) -> Vec<u64> {
    [sums.approved, sums.refused, left(sums)]
        .map(u64::from)
        .into()
}

fn bars_of_hours(hours: &[(u8, Hour)]) -> Vec<Bar> {
    let bar = |(hour, all): &(u8, Hour)| Bar {
        name: hour.to_string(),
        parts: parts(&all.sums),
    };
    hours.iter().map(bar).collect()
}

fn bars_of_waits(hours: &[(u8, Hour)]) -> Vec<Bar> {
    let minutes = |all: &Hour| {
        let seconds = all.sums.wait_avg.map_or(0, |wait| wait.as_secs());
        u64::try_from(seconds).unwrap_or(0).div_ceil(60)
    };
    let bar = |(hour, all): &(u8, Hour)| Bar {
        name: hour.to_string(),
        parts: vec![0, 0, minutes(all)],
    };
    hours.iter().map(bar).collect()
}

fn bars_of_operators(numbers: &VideoStatistics) -> Vec<Bar> {
    let bar = |line: &desk::OperatorLine| Bar {
        name: format!("{} ({})", line.name, line.badge),
        parts: parts(&line.totals),
    };
    numbers.operators.iter().map(bar).collect()
}

fn table_of_hours(t: &'static BoardTexts, hours: &[(u8, Hour)]) -> Table {
    let columns = [
        t.col_hour,
        t.col_calls,
        t.col_approved,
        t.col_refused,
        t.col_left,
    ];
    hours.iter().fold(
        Table::new(t.hours_title, &columns).quiet_caption(),
        |table, (hour, all)| {
            let sums = &all.sums;
            table.row(&[
                &t.hour(hour),
                &sums.entered.to_string(),
                &sums.approved.to_string(),
                &sums.refused.to_string(),
                &left(sums).to_string(),
            ])
        },
    )
}

fn table_of_waits(page: &Page, t: &'static BoardTexts, hours: &[(u8, Hour)]) -> Table {
    let columns = [t.col_hour, t.col_calls, t.col_wait];
    hours.iter().fold(
        Table::new(t.waits_title, &columns).quiet_caption(),
        |table, (hour, all)| {
            let wait = duration(page, t, all.sums.wait_avg);
            table.row(&[&t.hour(hour), &all.sums.attended.to_string(), &wait])
        },
    )
}

fn table_of_operators(page: &Page, t: &'static BoardTexts, numbers: &VideoStatistics) -> Table {
    let columns = [
        t.col_operator,
        t.col_code,
        t.col_calls,
        t.col_approved,
        t.col_refused,
        t.col_duration,
    ];
    numbers.operators.iter().fold(
        Table::new(t.operators_table_title, &columns).quiet_caption(),
        |table, line| {
            let sums = &line.totals;
            table.row(&[
                &line.name,
                &line.badge,
                &sums.entered.to_string(),
                &sums.approved.to_string(),
                &sums.refused.to_string(),
                &duration(page, t, sums.talk_avg),
            ])
        },
    )
}

fn table_of_reasons(page: &Page, t: &'static BoardTexts, numbers: &VideoStatistics) -> Table {
    let c = texts::call(page.lang);
    numbers.reasons.iter().fold(
        Table::new(t.reasons_title, &[t.col_reason, t.col_count]).quiet_caption(),
        |table, (reason, count)| table.row(&[&words::reason(c, *reason), &count.to_string()]),
    )
}
