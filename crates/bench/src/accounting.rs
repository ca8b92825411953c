//! CPU time and memory as Linux accounts them, and medians.

use std::{fs, str::FromStr as _, time::Duration};

use crate::AnyError;

/// `sysconf(_SC_CLK_TCK)` is 100 on every Linux that this runs on (proc(5), `utime`).
const TICKS_PER_SECOND: u64 = 100;

/// CPU time (user and system) of this process so far.
#[must_use]
pub fn own_cpu() -> Duration {
    cpu_of(std::process::id())
}

/// CPU time of all threads of a process so far; nothing if it is gone.
#[must_use]
pub fn cpu_of(process: u32) -> Duration {
    Stat::read(process).map_or(Duration::ZERO, |stat| stat.own)
}

/// CPU time so far of this process's threads of a name.
#[must_use]
pub fn threads_cpu(name: &str) -> Duration {
    let Ok(threads) = fs::read_dir("/proc/self/task") else {
        return Duration::ZERO;
    };
    threads
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("stat")).ok())
        .filter_map(|text| Stat::parse(&text))
        .filter(|stat| stat.name == name)
        .map(|stat| stat.own)
        .sum()
}

/// Memory of a process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// Bytes in memory, those of the binary's own file included (`VmRSS`).
    pub resident: u64,
    /// Bytes that belong to the process alone and to no file (`RssAnon`).
    pub anonymous: u64,
}

/// Memory of a process; zeros if it is gone.
#[must_use]
pub fn memory_of(process: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let of = |name| kilobytes(&status, name).unwrap_or(0) * 1024;
    Memory {
        resident: of("VmRSS:"),
        anonymous: of("RssAnon:"),
    }
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A PostgreSQL server on this machine: its first process and all that it started.
#[derive(Debug, Clone, Copy)]
pub struct PostgresServer {
    first: u32,
}

impl PostgresServer {
    /// The server behind an address.
    ///
    /// # Errors
    /// If it does not answer, or is on another machine, where its CPU cannot be read.
    pub fn at(url: &str) -> Result<Self, AnyError> {
        let config = postgres::Config::from_str(url)?;
        // The driver may not be used on a thread of the runtime.
        let asked = std::thread::spawn(move || -> Result<Option<Stat>, postgres::Error> {
            let mut client = config.connect(postgres::NoTls)?;
            let backend: i32 = client
                .query_one("SELECT pg_backend_pid()", &[])?
                .try_get(0)?;
            // Read while the connection is open: its process ends with it.
            Ok(u32::try_from(backend).ok().and_then(Stat::read))
        });
        let stat = asked.join().map_err(|_| "asking PostgreSQL panicked")??;
        let stat = stat.filter(|stat| stat.name == "postgres");
        let first = stat
            .ok_or("PostgreSQL does not run on this machine")?
            .parent;
        Ok(Self { first })
    }

    /// CPU time of the server so far, that of backends that have ended included.
    #[must_use]
    pub fn cpu(self) -> Duration {
        let Ok(processes) = fs::read_dir("/proc") else {
            return Duration::ZERO;
        };
        processes
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(|process| Some((process, Stat::read(process)?)))
            .filter_map(|(process, stat): (u32, Stat)| {
                let first = process == self.first;
                let child = stat.parent == self.first;
                (first || child).then(|| {
                    if first {
                        stat.own + stat.ended_children
                    } else {
                        stat.own
                    }
                })
            })
            .sum()
    }
}

/// What `/proc/PID/stat` says.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    name: String,
    parent: u32,
    own: Duration,
    ended_children: Duration,
}

impl Stat {
    fn read(process: u32) -> Option<Self> {
        Self::parse(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    /// Fields 2, 4 and 14 to 17, counted after the name in parentheses.
    fn parse(text: &str) -> Option<Self> {
        let (head, tail) = text.rsplit_once(") ")?;
        let (_, name) = head.split_once('(')?;
        let mut fields = tail.split(' ');
        let parent = fields.nth(1)?.parse().ok()?;
        let ticks: Vec<u64> = fields
            .skip(9)
            .take(4)
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let &[user, system, children_user, children_system] = ticks.as_slice() else {
            return None;
        };
        let time = |ticks: u64| Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND);
        Some(Self {
            name: name.to_owned(),
            parent,
            own: time(user + system),
            ended_children: time(children_user + children_system),
        })
    }
}

/// The middle value; of an even number the lower of the two.
#[must_use]
pub fn median(values: Vec<f64>) -> f64 {
    quantile(values, 0.5)
}

/// The value below which the share `part` of all values lies.
#[must_use]
pub fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let place = (last as f64 * part).floor() as usize;
    values.get(place).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_parent_and_times_behind_any_name() {
        let stat = "7 (odd) name) S 3 7 7 0 -1 4 100 0 0 0 250 50 20 10 20 0 1 0 5";
        let expected = Stat {
            name: "odd) name".into(),
            parent: 3,
            own: Duration::from_secs(3),
            ended_children: Duration::from_millis(300),
        };
        assert_eq!(Stat::parse(stat), Some(expected));
    }

    #[test]
    fn reads_kilobytes() {
        let status = "VmPeak:\t  9 kB\nVmRSS:\t  123456 kB\n";
        assert_eq!(kilobytes(status, "VmRSS:"), Some(123_456));
        assert_eq!(kilobytes(status, "RssAnon:"), None);
    }

    #[test]
    fn takes_the_middle_value() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!((median(vec![4.0, 3.0, 2.0, 1.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
