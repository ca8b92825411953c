//! Queues, not collapse: how many requests may do something expensive at a time.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

use crate::error::PageError;

/// Places in front of an expensive part, such as password hashing, and a short queue before them.
///
/// Use it on single routes: `.route_layer(from_fn_with_state(admission, admission::admit))`.
/// Whoever finds no place in time gets a page with status 503 that tries again by itself.
#[derive(Debug, Clone)]
pub struct Admission {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    patience: Duration,
    retry_after: Duration,
}

impl Admission {
    /// `places` at a time, `queue` waiting, each for at most `patience`.
    #[must_use]
    pub fn new(places: usize, queue: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            queue: Arc::new(Semaphore::new(queue + places)),
            patience,
            retry_after: Duration::from_secs(10),
        }
    }

    /// How long those who find no place are asked to wait. Default: 10 s.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = wait;
        self
    }

    /// Runs `work` in a place.
    ///
    /// # Errors
    /// The 503 page if the queue is full or no place is free in time.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, PageError> {
        let busy = || PageError::busy(self.retry_after);
        let _waiting = self.queue.try_acquire().map_err(|_| busy())?;
        let place = tokio::time::timeout(self.patience, self.places.acquire()).await;
        let Ok(Ok(_place)) = place else {
            return Err(busy());
        };
        Ok(work.await)
    }
}

/// The middleware of [`Admission`].
///
/// # Errors
/// The 503 page, see [`Admission::run`].
pub async fn admit(
    State(admission): State<Admission>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    admission.run(next.run(request)).await
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn the_one_who_finds_the_queue_full_is_sent_away_at_once() {
        let admission = Admission::new(1, 0, Duration::from_secs(60));
        let (release, held) = oneshot::channel::<()>();
        let (entered, inside) = oneshot::channel::<()>();
        let other = admission.clone();
        let first = tokio::spawn(async move {
            other
                .run(async {
                    entered.send(()).unwrap();
                    held.await.unwrap();
                    1
                })
                .await
        });
        inside.await.unwrap();
        let refused = admission.run(async { 2 }).await.unwrap_err();
        assert_eq!(refused.status(), 503);
        release.send(()).unwrap();
        assert_eq!(first.await.unwrap().unwrap(), 1);
        assert_eq!(admission.run(async { 3 }).await.unwrap(), 3);
    }
}
