//! The binary at rest: how long until it is ready, how much memory it holds, what it does when
//! nobody asks anything.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::{
    AnyError,
    accounting::{Memory, cpu_of, memory_of},
};

/// Ports that the demonstration takes from its base.
const PORTS: u16 = 7;
/// Where among them operations are.
const OPERATIONS: u16 = 5;
/// A start that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(120);

/// What one start gave.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// From the start of the process until `/readyz` said yes.
    pub ready: Duration,
    /// Memory at that moment.
    pub at_ready: Memory,
    /// Memory after the rest.
    pub at_rest: Memory,
    /// CPU until it was ready.
    pub start_cpu: Duration,
    /// CPU while it rested.
    pub rest_cpu: Duration,
    /// From asking it to stop until it had.
    pub stop: Duration,
}

/// Starts `binary demo` in an empty folder, waits until it is ready, lets it rest, and stops it.
///
/// # Errors
/// If it does not start, is never ready, or ends with a failure.
pub fn measure(binary: &Path, rest: Duration) -> Result<Measured, AnyError> {
    let folder = TempDir::with_prefix("aldaba-rest-")?;
    let base = free_base()?;
    let since = Instant::now();
    let mut running = Running(
        Command::new(binary)
            .arg("demo")
            .arg("--data")
            .arg(folder.path().join("data"))
            .args(["--port-base", &base.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?,
    );
    let id = running.0.id();
    let operations = SocketAddr::from((Ipv4Addr::LOCALHOST, base + OPERATIONS));
    while !is_ready(operations) {
        if let Some(status) = running.0.try_wait()? {
            return Err(format!("it ended instead of serving: {status}").into());
        }
        if since.elapsed() > LONGEST {
            return Err("it was never ready".into());
        }
        pass(Duration::from_millis(2));
    }
    let ready = since.elapsed();
    let (at_ready, start_cpu) = (memory_of(id), cpu_of(id));
    pass(rest);
    let (at_rest, rest_cpu) = (memory_of(id), cpu_of(id).saturating_sub(start_cpu));
    let stop = running.stop()?;
    Ok(Measured {
        ready,
        at_ready,
        at_rest,
        start_cpu,
        rest_cpu,
        stop,
    })
}

/// A process that does not outlive the benchmark.
struct Running(Child);

impl Running {
    fn stop(&mut self) -> Result<Duration, AnyError> {
        let since = Instant::now();
        let id = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        kill_process(id.ok_or("no process id")?, Signal::TERM)?;
        let status = self.0.wait()?;
        if status.success() {
            Ok(since.elapsed())
        } else {
            Err(format!("it did not stop in order: {status}").into())
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both do nothing to a process that has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A base whose ports are all free now.
fn free_base() -> Result<u16, AnyError> {
    (20_000..60_000)
        .step_by(10)
        .find(|base| {
            (*base..base + PORTS).all(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        })
        .ok_or_else(|| "no free ports".into())
}

fn is_ready(operations: SocketAddr) -> bool {
    let asked = TcpStream::connect(operations).and_then(|mut stream| {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    });
    asked.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the process is watched from outside, by the clock"
)]
fn pass(time: Duration) {
    std::thread::sleep(time);
}
