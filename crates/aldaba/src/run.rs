//! Listens, serves and stops gracefully.

use std::{future::Future, net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use axum::Router;
use platform::Platform;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use web_kit::{
    server::{Limits, serve, serve_tls},
    tls::Tls,
};

/// A router and where it listens.
pub(crate) struct Listener {
    pub(crate) name: &'static str,
    pub(crate) listener: TcpListener,
    pub(crate) router: Router,
    /// If TLS ends here.
    pub(crate) tls: Option<Tls>,
}

impl Listener {
    /// Takes the address, so that a port in use is told before anything starts.
    pub(crate) async fn bind(
        name: &'static str,
        address: SocketAddr,
        router: Router,
    ) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("{name} cannot listen on {address}"))?;
        Ok(Self {
            name,
            listener,
            router,
            tls: None,
        })
    }

    /// The same inside TLS that ends here.
    pub(crate) fn with_tls(self, tls: Tls) -> Self {
        Self {
            tls: Some(tls),
            ..self
        }
    }

    async fn serve(self, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
        let limits = Limits::default();
        let served = match self.tls {
            None => serve(self.listener, self.router, limits, stop).await,
            Some(tls) => serve_tls(self.listener, tls, self.router, limits, stop).await,
        };
        served.with_context(|| format!("{} stopped listening", self.name))
    }
}

/// Serves everything until a signal asks to stop; then lets what runs finish.
pub(crate) async fn until_stopped(
    platform: Arc<Platform>,
    listeners: Vec<Listener>,
    clockwork: bool,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let (over, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for listener in listeners {
        let stop = stop_of(stopped.clone());
        tasks.spawn(listener.serve(stop));
    }
    if clockwork {
        let (platform, stop) = (platform.clone(), stop_of(stopped.clone()));
        tasks.spawn(async move {
            platform.run_clockwork(stop).await;
            Ok(())
        });
    }
    if platform.parts.video.server.is_some() {
        let (platform, stop) = (platform.clone(), stop_of(stopped.clone()));
        tasks.spawn(async move {
            platform.run_calls(stop).await;
            Ok(())
        });
    }
    let mut outcome = Ok(());
    tokio::select! {
        () = stop => tracing::info!("stopping: what runs may finish"),
        Some(ended) = tasks.join_next() => outcome = ended.map_err(Into::into).and_then(|r| r),
    }
    // Nobody listening any more is fine.
    let _ = over.send(true);
    while let Some(ended) = tasks.join_next().await {
        let ended = ended.map_err(anyhow::Error::from).and_then(|result| result);
        outcome = outcome.and(ended);
    }
    platform.parts.store.close().await;
    outcome
}

async fn stop_of(mut stopped: watch::Receiver<bool>) {
    // A closed channel means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|over| *over).await;
}

/// Ready when the process is asked to stop (SIGTERM, or Ctrl-C at a terminal).
pub(crate) fn signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
