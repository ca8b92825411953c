//! Wake-ups between processes: NOTIFY after the commit, on a connection of its own and coalesced
//! (inside a transaction NOTIFY would make all commits of the server queue up behind one lock),
//! and LISTEN on a direct connection.

use std::{
    collections::BTreeSet,
    hash::{BuildHasher as _, RandomState},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crossbeam_channel::Receiver;
use postgres::{Client, fallible_iterator::FallibleIterator as _};

use super::PostgresAddress;
use crate::{
    StoreError,
    engine::shared::Shared,
    store::Threads,
    wake::{Hint, Hub},
};

/// The channel of the whole platform; the payload is `node topic topic…`.
const LISTEN: &str = "LISTEN aldaba";
const NOTIFY: &str = "SELECT pg_notify('aldaba', $1)";

/// How often the listener looks whether the store is being closed.
const LOOK: Duration = Duration::from_millis(100);

/// Pause before connecting again.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) fn start(
    address: &PostgresAddress,
    listen: PostgresAddress,
    shared: &Arc<Shared>,
    threads: &mut Threads,
) -> Result<(), StoreError> {
    // Names this process among the listeners; it need not be secret.
    let node = format!("{:016x}", RandomState::new().hash_one("node"));
    let (abroad, topics) = crossbeam_channel::bounded(1024);
    shared.hub.tell_abroad(abroad);

    let (speaker, address) = (node.clone(), address.clone());
    threads.spawn("store-notify", move || speak(&address, &speaker, &topics))?;

    let (shared, stopped) = (Arc::clone(shared), Arc::clone(&threads.stopped));
    threads.spawn("store-listen", move || {
        while !stopped.load(Ordering::Relaxed) {
            if let Err(error) = hear(&listen, &node, &shared.hub, &stopped) {
                tracing::warn!(%error, "LISTEN was interrupted; polling goes on");
                shared.hub.hint(Hint::Missed);
                let _ = crossbeam_channel::after(PAUSE).recv();
            }
        }
    })
}

fn speak(address: &PostgresAddress, node: &str, topics: &Receiver<&'static str>) {
    let mut client: Option<Client> = None;
    while let Ok(first) = topics.recv() {
        // Whatever came while the last NOTIFY was under way goes out together.
        let waiting: BTreeSet<_> = topics.try_iter().chain([first]).collect();
        let payload = waiting
            .iter()
            .fold(node.to_owned(), |text, topic| text + " " + topic);
        let spoken = match client.take() {
            Some(open) => Ok(open),
            None => address.connect(),
        };
        let spoken = spoken.and_then(|mut open| {
            open.execute(NOTIFY, &[&payload])?;
            Ok(open)
        });
        match spoken {
            Ok(open) => client = Some(open),
            Err(error) => tracing::warn!(%error, "NOTIFY failed; the other processes poll"),
        }
    }
}

fn hear(
    address: &PostgresAddress,
    node: &str,
    hub: &Hub,
    stopped: &AtomicBool,
) -> Result<(), postgres::Error> {
    let mut client = address.connect()?;
    client.batch_execute(LISTEN)?;
    // What was said before LISTEN was not heard.
    hub.hint(Hint::Missed);
    while !stopped.load(Ordering::Relaxed) {
        while let Some(notification) = client.notifications().timeout_iter(LOOK).next()? {
            let mut words = notification.payload().split(' ');
            if words.next() != Some(node) {
                words.for_each(|topic| hub.hint(Hint::Topic(topic.to_owned())));
            }
        }
        if client.is_closed() {
            // Asks once more, to learn why.
            return client.batch_execute("SELECT 1");
        }
    }
    Ok(())
}
