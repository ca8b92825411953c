//! The settings of identification by pictures and a film, read into rules.

use model::unattended::UnattendedRules;

use crate::config::{Config, Unattended};

/// Everything in the section that stands in the way.
pub(super) fn faults(config: &Config) -> Vec<String> {
    let wanted = &config.unattended;
    let mut faults = Vec::new();
    let bounds = [
        (
            "attempt_minutes",
            u64::from(wanted.attempt_minutes),
            15,
            240,
        ),
        ("attempts_a_day", wanted.attempts_a_day, 1, 20),
        (
            "pictures_of_a_side",
            u64::from(wanted.pictures_of_a_side),
            2,
            50,
        ),
        ("films", u64::from(wanted.films), 1, 10),
        ("film_seconds", u64::from(wanted.film_seconds), 60, 900),
        // A minute of a telephone's film takes some eight.
        ("film_mebibytes", u64::from(wanted.film_mebibytes), 8, 256),
        ("target_hours", u64::from(wanted.target_hours), 1, 720),
    ];
    for (key, value, least, most) in bounds {
        if !(least..=most).contains(&value) {
            faults.push(format!("unattended.{key} must be {least} to {most}"));
        }
    }
    if wanted.offered && config.video.recordings.is_empty() {
        faults.push("video.recordings is missing: unattended.offered needs it for films".into());
    }
    faults
}

/// The rules. How long evidence is kept is no setting: the consent that people read says it.
pub(super) fn rules(wanted: &Unattended) -> UnattendedRules {
    UnattendedRules {
        offered: wanted.offered,
        basic_at_once: wanted.basic_at_once,
        attempt_minutes: wanted.attempt_minutes,
        attempts_a_day: wanted.attempts_a_day,
        side_tries: wanted.pictures_of_a_side,
        film_tries: wanted.films,
        film_seconds: wanted.film_seconds,
        film_bytes: u64::from(wanted.film_mebibytes) << 20,
        target_hours: wanted.target_hours,
        ..UnattendedRules::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_served_and_are_those_of_the_rules() {
        let config = Config::default();
        assert_eq!(faults(&config), Vec::<String>::new());
        assert_eq!(rules(&config.unattended), UnattendedRules::default());
    }

    #[test]
    fn every_bound_is_told_and_films_need_a_folder() {
        let mut config = Config {
            unattended: Unattended {
                offered: true,
                basic_at_once: true,
                attempt_minutes: 0,
                attempts_a_day: 0,
                pictures_of_a_side: 0,
                films: 0,
                film_seconds: 0,
                film_mebibytes: 0,
                target_hours: 0,
            },
            ..Config::default()
        };
        config.video.recordings = String::new();
        assert_eq!(faults(&config).len(), 8, "{:?}", faults(&config));
    }
}
