//! A closure on its way through a queue, and the caller who waits for its answer.

use std::{sync::Arc, time::Instant};

use tokio::sync::oneshot;

use crate::{
    StoreError, Tx,
    metrics::{Outcome, Series},
};

/// What a closure made of its transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// Returned `Ok`: commit.
    Done,
    /// Returned `Err`: roll back, and the caller gets that error.
    Refused,
}

/// A queued closure. Each job is answered exactly once; a dropped job tells the caller that the
/// store is closed.
pub(crate) trait Job: Send {
    fn name(&self) -> &'static str;
    fn span(&self) -> &tracing::Span;
    /// The caller has gone away.
    fn abandoned(&self) -> bool;
    /// Runs the closure once more; only the last result counts.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran;
    /// The engine has to run it again.
    fn retried(&self);
    /// Gives the caller the closure's result, or the engine's error instead.
    fn answer(self: Box<Self>, verdict: Result<(), StoreError>);
}

pub(crate) struct Work<F, T, E> {
    closure: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    name: &'static str,
    span: tracing::Span,
    series: Arc<Series>,
    since: Instant,
}

impl<F, T, E> Work<F, T, E>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    pub(crate) fn queued(
        name: &'static str,
        series: Arc<Series>,
        span: tracing::Span,
        closure: F,
    ) -> (Box<dyn Job>, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        let since = Instant::now();
        let work = Self {
            closure,
            result: None,
            reply,
            name,
            span,
            series,
            since,
        };
        (Box::new(work), answer)
    }
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn span(&self) -> &tracing::Span {
        &self.span
    }

    fn abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> Ran {
        self.result = None;
        let result = (self.closure)(tx);
        let ran = if result.is_ok() {
            Ran::Done
        } else {
            Ran::Refused
        };
        self.result = Some(result);
        ran
    }

    fn retried(&self) {
        self.series.retried();
    }

    fn answer(self: Box<Self>, verdict: Result<(), StoreError>) {
        let Self {
            result,
            reply,
            name,
            series,
            since,
            ..
        } = *self;
        let (outcome, answer) = match (verdict, result) {
            (Ok(()), Some(Ok(value))) => (Outcome::Committed, Ok(value)),
            (Ok(()), Some(Err(error))) => (Outcome::Refused, Err(error)),
            (Ok(()), None) => {
                let what = "it was answered before it ran".into();
                let bug = StoreError::Bug {
                    transaction: name,
                    what,
                };
                (Outcome::Failed, Err(E::from(bug)))
            }
            (Err(error), _) => (Outcome::Failed, Err(E::from(error))),
        };
        series.finished(outcome, since.elapsed());
        // Cannot matter: a caller who has gone away needs no answer.
        let _ = reply.send(answer);
    }
}
