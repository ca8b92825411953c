//! Waiting for what sends no event: another process, a file that it writes.

use std::time::{Duration, Instant};

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(40);

/// Looks until there is something, for as long as `most`; `None` when time is up.
pub fn until<T>(most: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if start.elapsed() >= most {
            return None;
        }
        pause();
    }
}

#[expect(clippy::disallowed_methods, reason = "another process sends no events")]
fn pause() {
    std::thread::sleep(PAUSE);
}
