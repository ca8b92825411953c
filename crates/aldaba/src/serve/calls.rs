//! The settings of video calls, read into rules.

use model::{
    body::Body,
    video::{ServiceHours, Span, VideoRules},
};
use vocab::Date;

use crate::config::Calls;

/// Everything in the section that stands in the way.
pub(crate) fn faults(calls: &Calls) -> Vec<String> {
    let mut faults = Vec::new();
    for (day, spans) in days(calls) {
        if read_spans(spans).is_none() {
            faults.push(format!(
                "calls.{day} must be stretches like 09:00-14:00, 16:00-18:30, in order and apart"
            ));
        }
    }
    let wrong = |text: &&String| text.parse::<Date>().is_err();
    for day in calls.closed_days.iter().filter(wrong) {
        faults.push(format!("calls.closed_days has `{day}`, which is no day"));
    }
    if !(1..=10).contains(&calls.return_minutes) {
        faults.push("calls.return_minutes must be 1 to 10".into());
    }
    if !(30..=600).contains(&calls.join_seconds) {
        faults.push("calls.join_seconds must be 30 to 600".into());
    }
    // Signs of life are written every ten seconds.
    if !(1..=120).contains(&calls.absent_minutes) {
        faults.push("calls.absent_minutes must be 1 to 120".into());
    }
    // Orden ETD/465/2021 art. 11.3.
    if !(3..=20).contains(&calls.register_tries) {
        faults.push("calls.register_tries must be 3 to 20".into());
    }
    if calls.waiting_most == 0 {
        faults.push("calls.waiting_most must be 1 at least".into());
    }
    faults
}

/// The rules, with the zone and the holidays of the body. What [`faults`] refuses counts as
/// closed.
pub(crate) fn rules(calls: &Calls, body: &Body) -> VideoRules {
    let mut holidays = body.holidays.clone();
    holidays.extend(
        calls
            .closed_days
            .iter()
            .filter_map(|day| day.parse::<Date>().ok()),
    );
    VideoRules {
        offered: calls.offered,
        hours: ServiceHours {
            week: days(calls).map(|(_, spans)| read_spans(spans).unwrap_or_default()),
            holidays,
            time_zone: body.time_zone.clone(),
            last_admission_min: calls.last_admission_min,
        },
        return_minutes: calls.return_minutes,
        join_seconds: calls.join_seconds,
        absent_minutes: calls.absent_minutes,
        advanced_by_four_eyes: calls.advanced_by_four_eyes,
        operator_camera: calls.operator_camera,
        register_tries: calls.register_tries,
        waiting_most: calls.waiting_most,
        keep_years: calls.keep_years,
        keep_suspicion_years: calls.keep_suspicion_years,
        keep_unfinished_days: calls.keep_unfinished_days,
    }
}

fn days(calls: &Calls) -> [(&'static str, &str); 7] {
    [
        ("monday", calls.monday.as_str()),
        ("tuesday", calls.tuesday.as_str()),
        ("wednesday", calls.wednesday.as_str()),
        ("thursday", calls.thursday.as_str()),
        ("friday", calls.friday.as_str()),
        ("saturday", calls.saturday.as_str()),
        ("sunday", calls.sunday.as_str()),
    ]
}

/// The stretches of a day, if each is one and they follow one another.
fn read_spans(text: &str) -> Option<Vec<Span>> {
    let stretches = text.split(',').map(str::trim);
    let spans: Option<Vec<Span>> = stretches
        .filter(|stretch| !stretch.is_empty())
        .map(|stretch| Span::parse(stretch).ok())
        .collect();
    let spans = spans?;
    let in_order = spans
        .iter()
        .zip(spans.iter().skip(1))
        .all(|(first, second)| first.ends_before(second));
    in_order.then_some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_served() {
        assert_eq!(faults(&Calls::default()), Vec::<String>::new());
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        for wrong in ["9-14", "14:00-09:00", "09:00-25:00", "soon"] {
            let calls = Calls {
                tuesday: wrong.into(),
                ..Calls::default()
            };
            assert_eq!(faults(&calls).len(), 1, "{wrong}");
        }
        let twice = Calls {
            friday: "09:00-14:00, 13:00-18:00".into(),
            closed_days: vec!["Christmas".into()],
            ..Calls::default()
        };
        assert_eq!(faults(&twice).len(), 2);
    }
}
