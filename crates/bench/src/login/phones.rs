//! Where text messages arrive. The server hands them out on a port of its own, a line each, so
//! that handing out costs it next to nothing and nobody has to ask again and again.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use ports::{
    BoxFuture,
    messages::{SendError, Sms, SmsGateway, SmsTaken},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
};
use vocab::MessageId;

use crate::AnyError;

/// A gateway that takes every message and passes it on to whoever listens.
pub(super) struct Board(mpsc::UnboundedSender<String>);

impl Board {
    /// The gateway, and what it was given: number and text, a line each.
    pub(super) fn new() -> (Self, mpsc::UnboundedReceiver<String>) {
        let (write, read) = mpsc::unbounded_channel();
        (Self(write), read)
    }
}

impl SmsGateway for Board {
    fn send<'a>(
        &'a self,
        _: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(async move {
            let line = format!("{} {}\n", sms.to.as_e164(), sms.text);
            self.0
                .send(line)
                .map(|()| SmsTaken::default())
                .map_err(|_| SendError::Retry("nobody listens".into()))
        })
    }
}

/// Hands the lines to the one connection that comes.
pub(super) async fn hand_out(
    listener: TcpListener,
    mut lines: mpsc::UnboundedReceiver<String>,
) -> Result<(), AnyError> {
    let (mut stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    let mut some = Vec::new();
    while lines.recv_many(&mut some, 64).await > 0 {
        stream.write_all(some.concat().as_bytes()).await?;
        some.clear();
    }
    Ok(())
}

/// The phones in people's hands.
#[derive(Clone, Default)]
pub(super) struct Phones(Arc<Mutex<HashMap<String, oneshot::Sender<String>>>>);

impl Phones {
    /// Listens to the server's messages.
    pub(super) async fn connect(server: SocketAddr) -> Result<Self, AnyError> {
        let stream = TcpStream::connect(server).await?;
        let phones = Self::default();
        let listening = phones.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(stream).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                listening.ring(&line);
            }
            // Whoever still waits is told by the end of the channel.
            listening.lock().clear();
        });
        Ok(phones)
    }

    /// The PIN that arrives next at a phone.
    pub(super) fn expect(&self, phone: &str) -> oneshot::Receiver<String> {
        let (ring, waiting) = oneshot::channel();
        self.lock().insert(phone.to_owned(), ring);
        waiting
    }

    fn ring(&self, line: &str) {
        let Some((phone, text)) = line.split_once(' ') else {
            return;
        };
        let waiting = self.lock().remove(phone);
        if let (Some(waiting), Some(pin)) = (waiting, pin_of(text)) {
            // Nobody waits any more when the benchmark ends.
            let _ = waiting.send(pin.to_owned());
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The PIN is the word before the first full stop of the Spanish text.
fn pin_of(text: &str) -> Option<&str> {
    let (sentence, _) = text.split_once(". ")?;
    sentence.rsplit_once(' ').map(|(_, pin)| pin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_pin_from_the_message() {
        let text =
            "ALDABA: su PIN para Ayuntamiento de Ejemplo es A2B. Vale 10 min. No lo comparta.";
        assert_eq!(pin_of(text), Some("A2B"));
    }
}
