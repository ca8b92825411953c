//! CPU time as Linux accounts it, and medians.

use std::{fs, time::Duration};

/// `sysconf(_SC_CLK_TCK)` is 100 on every Linux that this runs on (proc(5), `utime`).
const TICKS_PER_SECOND: u64 = 100;

/// CPU time (user and system) of this process so far.
#[must_use]
pub fn own_cpu() -> Duration {
    fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|stat| cpu_of(&stat))
        .unwrap_or_default()
}

/// CPU time of all living processes called `name` so far.
#[must_use]
pub fn cpu_of_processes(name: &str) -> Duration {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Duration::ZERO;
    };
    let wanted = format!("({name})");
    processes
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
        .filter(|stat| stat.contains(&wanted))
        .filter_map(|stat| cpu_of(&stat))
        .sum()
}

/// Fields 14 and 15 of `/proc/PID/stat`, counted after the name in parentheses.
fn cpu_of(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// The middle value; of an even number the lower of the two.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len().saturating_sub(1) / 2;
    values.get(middle).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_user_and_system_time_behind_any_name() {
        let stat = "7 (odd) name) S 1 7 7 0 -1 4 100 0 0 0 250 50 0 0 20 0 1 0 5";
        assert_eq!(cpu_of(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn takes_the_middle_value() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
