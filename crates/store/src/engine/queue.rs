//! Bounded queues in front of the engine's threads: when one is full, the caller is told at once
//! instead of waiting behind everybody (admission control).
//!
//! A thread that waits sleeps until it is woken. A channel that spins first is faster on idle cores
//! only: on two busy ones its spinning took a twentieth of the server's CPU.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use super::job::Job;
use crate::StoreError;

pub(crate) enum Message {
    Job(Box<dyn Job>),
    /// One thread stops; everything queued before is still done.
    Stop,
}

/// The callers' end of a queue. When the last one is dropped, the threads stop after what waits.
pub(crate) struct Queue {
    line: Arc<Line>,
    threads: usize,
}

/// The threads' end of a queue. When the last one is dropped, what waits is dropped with it, and
/// nothing more is taken.
pub(crate) struct Jobs {
    line: Arc<Line>,
}

struct Line {
    state: Mutex<State>,
    filled: Condvar,
    length: usize,
}

struct State {
    waiting: VecDeque<Message>,
    /// Callers' ends that are alive.
    callers: usize,
    /// Threads' ends that are alive.
    takers: usize,
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// A queue of at most `length` jobs for `threads` threads.
    pub(crate) fn new(length: usize, threads: usize) -> (Self, Jobs) {
        let state = State {
            waiting: VecDeque::new(),
            callers: 1,
            takers: 1,
        };
        let line = Arc::new(Line {
            state: Mutex::new(state),
            filled: Condvar::new(),
            length: length.max(1),
        });
        let jobs = Jobs {
            line: Arc::clone(&line),
        };
        (Self { line, threads }, jobs)
    }

    pub(crate) fn submit(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let mut state = self.line.state();
        if state.takers == 0 {
            return Err(StoreError::closed());
        }
        let waiting = state.waiting.len();
        if waiting >= self.line.length {
            return Err(StoreError::Overloaded { waiting });
        }
        state.waiting.push_back(Message::Job(job));
        drop(state);
        self.line.filled.notify_one();
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.line.state().waiting.len()
    }

    /// Asks every thread to stop after what is queued now.
    pub(crate) fn stop(&self) {
        let mut state = self.line.state();
        if state.takers > 0 {
            let stops = std::iter::repeat_with(|| Message::Stop).take(self.threads);
            state.waiting.extend(stops);
        }
        drop(state);
        self.line.filled.notify_all();
    }
}

impl Jobs {
    /// The next message, as soon as there is one; nothing when none can come any more.
    pub(crate) fn next(&self) -> Option<Message> {
        let mut state = self.line.state();
        loop {
            if let Some(message) = state.waiting.pop_front() {
                return Some(message);
            }
            if state.callers == 0 {
                return None;
            }
            state = self
                .line
                .filled
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next message, if there is one now.
    pub(crate) fn next_now(&self) -> Option<Message> {
        self.line.state().waiting.pop_front()
    }
}

impl Clone for Queue {
    fn clone(&self) -> Self {
        self.line.state().callers += 1;
        Self {
            line: Arc::clone(&self.line),
            threads: self.threads,
        }
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let mut state = self.line.state();
        state.callers -= 1;
        if state.callers == 0 {
            drop(state);
            self.line.filled.notify_all();
        }
    }
}

impl Clone for Jobs {
    fn clone(&self) -> Self {
        self.line.state().takers += 1;
        Self {
            line: Arc::clone(&self.line),
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        let mut state = self.line.state();
        state.takers -= 1;
        let rest = if state.takers == 0 {
            std::mem::take(&mut state.waiting)
        } else {
            VecDeque::new()
        };
        // A dropped job answers its caller: not under the lock.
        drop(state);
        drop(rest);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::{Tx, engine::job::Ran};

    /// Counts how many were dropped, as a caller would be answered then.
    struct Counted(Arc<AtomicUsize>);

    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Job for Counted {
        fn name(&self) -> &'static str {
            "test"
        }
        fn span(&self) -> &tracing::Span {
            unreachable!("nothing runs here")
        }
        fn abandoned(&self) -> bool {
            false
        }
        fn run(&mut self, _: &mut Tx<'_>) -> Ran {
            Ran::Done
        }
        fn retried(&self) {}
        fn answer(self: Box<Self>, _: Result<(), StoreError>) {}
    }

    fn job(dropped: &Arc<AtomicUsize>) -> Box<dyn Job> {
        Box::new(Counted(Arc::clone(dropped)))
    }

    #[test]
    fn tells_a_caller_at_once_that_it_is_full() {
        let dropped = Arc::default();
        let (queue, jobs) = Queue::new(2, 1);
        assert!(queue.submit(job(&dropped)).is_ok() && queue.submit(job(&dropped)).is_ok());
        let refused = queue.submit(job(&dropped));
        assert!(matches!(
            refused,
            Err(StoreError::Overloaded { waiting: 2 })
        ));
        assert!(matches!(jobs.next_now(), Some(Message::Job(_))));
        assert!(queue.submit(job(&dropped)).is_ok());
    }

    #[test]
    fn stops_every_thread_after_what_is_queued() {
        let dropped = Arc::default();
        let (queue, jobs) = Queue::new(1, 2);
        assert!(queue.submit(job(&dropped)).is_ok());
        queue.stop();
        assert!(matches!(jobs.next(), Some(Message::Job(_))));
        assert!(matches!(jobs.next(), Some(Message::Stop)));
        assert!(matches!(jobs.next(), Some(Message::Stop)));
    }

    #[test]
    fn threads_end_after_the_last_caller_has_gone() {
        let dropped = Arc::default();
        let (queue, jobs) = Queue::new(4, 1);
        let again = queue.clone();
        drop(queue);
        assert!(again.submit(job(&dropped)).is_ok());
        drop(again);
        assert!(matches!(jobs.next(), Some(Message::Job(_))));
        assert!(jobs.next().is_none());
    }

    #[test]
    fn callers_are_answered_when_the_last_thread_has_gone() {
        let dropped = Arc::new(AtomicUsize::new(0));
        let (queue, jobs) = Queue::new(4, 2);
        let again = jobs.clone();
        assert!(queue.submit(job(&dropped)).is_ok());
        drop(jobs);
        assert_eq!(dropped.load(Ordering::Relaxed), 0);
        drop(again);
        assert_eq!(dropped.load(Ordering::Relaxed), 1);
        assert!(queue.submit(job(&dropped)).is_err());
    }
}
