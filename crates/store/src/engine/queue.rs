//! Bounded queues in front of the engine's threads: when one is full, the caller is told at once
//! instead of waiting behind everybody (admission control).

use crossbeam_channel::{Receiver, Sender, TrySendError};

use super::job::Job;
use crate::StoreError;

pub(crate) enum Message {
    Job(Box<dyn Job>),
    /// One thread stops; everything queued before is still done.
    Stop,
}

/// The caller's end of a queue.
#[derive(Clone)]
pub(crate) struct Queue {
    sender: Sender<Message>,
    threads: usize,
}

impl Queue {
    /// A queue of at most `length` jobs for `threads` threads.
    pub(crate) fn new(length: usize, threads: usize) -> (Self, Receiver<Message>) {
        let (sender, receiver) = crossbeam_channel::bounded(length.max(1));
        (Self { sender, threads }, receiver)
    }

    pub(crate) fn submit(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        self.sender
            .try_send(Message::Job(job))
            .map_err(|refused| match refused {
                TrySendError::Full(_) => StoreError::Overloaded {
                    waiting: self.sender.len(),
                },
                TrySendError::Disconnected(_) => StoreError::closed(),
            })
    }

    pub(crate) fn len(&self) -> usize {
        self.sender.len()
    }

    /// Asks every thread to stop after what is queued now. May block for as long as the queue is
    /// full.
    pub(crate) fn stop(&self) {
        for _ in 0..self.threads {
            if self.sender.send(Message::Stop).is_err() {
                return;
            }
        }
    }
}
