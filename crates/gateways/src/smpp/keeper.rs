//! Binds, and binds again when a session is lost.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::{mpsc, watch};

use super::{
    connect::{self, BindError, Tls},
    session::{self, Ended, Submit},
    settings::{SmppSecurity, SmppSettings},
};
use crate::sms_providers::Reports;

/// The longest wait before binding again.
const LONGEST: Duration = Duration::from_secs(60);

/// The wait after a refusal of the account: a quick repeat would only lock it.
const REFUSED: Duration = Duration::from_secs(30);

/// Where the session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LinkState {
    /// Not asked for yet, or about to be bound.
    Connecting,
    Bound,
    /// Waiting to bind again, and why.
    Down(String),
}

/// What keeps a session open.
pub(super) struct Keeper {
    pub(super) settings: Arc<SmppSettings>,
    pub(super) tls: Tls,
    pub(super) queue: mpsc::Receiver<Submit>,
    pub(super) tell: watch::Sender<LinkState>,
    pub(super) reports: Reports,
}

impl Keeper {
    /// Runs until the gateway is dropped.
    pub(super) async fn keep_bound(mut self) {
        let settings = Arc::clone(&self.settings);
        let provider = settings.name.as_str();
        if settings.security == SmppSecurity::Plain {
            tracing::warn!(
                provider,
                "text messages travel in the clear: the way to the provider must be a tunnel"
            );
        }
        let mut wait = settings.first_wait;
        loop {
            self.tell.send_replace(LinkState::Connecting);
            let reason = match connect::bind(&settings, &self.tls).await {
                Ok(bound) => {
                    tracing::info!(provider, "bound to the SMS provider");
                    self.tell.send_replace(LinkState::Bound);
                    wait = settings.first_wait;
                    match session::run(bound, &settings, &mut self.queue, &self.reports).await {
                        Ended::Dropped => return,
                        Ended::Lost(reason) => reason,
                    }
                }
                Err(error) => {
                    if error.is_ours_to_mend() {
                        wait = wait.max(REFUSED);
                    }
                    told(&error)
                }
            };
            let seconds = wait.as_secs_f32();
            tracing::warn!(
                provider,
                reason,
                seconds,
                "no session with the SMS provider"
            );
            self.tell.send_replace(LinkState::Down(reason));
            if !self.pause(Instant::now() + wait).await {
                return;
            }
            wait = wait.saturating_mul(2).min(LONGEST);
        }
    }

    /// Waits, and gives back what is handed in meanwhile. `false`: the gateway was dropped.
    async fn pause(&mut self, until: Instant) -> bool {
        loop {
            match tokio::time::timeout_at(until.into(), self.queue.recv()).await {
                Ok(Some(submit)) => submit.not_sent(),
                Ok(None) => return false,
                Err(_) => return true,
            }
        }
    }
}

fn told(error: &BindError) -> String {
    if error.is_ours_to_mend() {
        format!("{error}: are account and password right?")
    } else {
        error.to_string()
    }
}
