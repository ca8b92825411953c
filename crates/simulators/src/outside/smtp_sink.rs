//! Plays the mail server: SMTP (RFC 5321) on loopback, every message into the inbox.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use super::{
    Behaviour, Switch, mime,
    smtp_session::{MAX_MESSAGE, Session, Step},
};
use crate::inbox::{Arrival, Inbox, MessageChannel};

/// Bytes of a line, its end included (RFC 5321 §4.5.3.1.6).
const MAX_LINE: usize = 1000;

/// The running sink. Dropping it stops it.
#[derive(Debug)]
pub struct SmtpSink {
    address: SocketAddr,
    switch: Switch,
    serving: JoinHandle<()>,
}

impl SmtpSink {
    /// Serves on `listener` and shows what it takes in `inbox`.
    ///
    /// # Errors
    /// The listener has no address: it is closed.
    pub fn start(listener: TcpListener, inbox: Inbox) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let switch = Switch::default();
        let sink = Arc::new(Sink {
            inbox,
            switch: switch.clone(),
            number: AtomicU64::new(0),
        });
        let serving = tokio::spawn(sink.serve(listener));
        Ok(Self {
            address,
            switch,
            serving,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes how it behaves.
    #[must_use]
    pub fn switch(&self) -> &Switch {
        &self.switch
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct Sink {
    inbox: Inbox,
    switch: Switch,
    number: AtomicU64,
}

impl Sink {
    async fn serve(self: Arc<Self>, listener: TcpListener) {
        // Sessions end with the sink: dropping the set stops them.
        let mut sessions = JoinSet::new();
        loop {
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => return tracing::error!(%error, "the SMTP sink stopped"),
            };
            while sessions.try_join_next().is_some() {}
            let sink = Arc::clone(&self);
            sessions.spawn(async move {
                if let Err(error) = sink.session(stream).await {
                    tracing::debug!(%error, "an SMTP session broke off");
                }
            });
        }
    }

    async fn session(&self, stream: TcpStream) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        if self.switch.behaviour() == Behaviour::Down {
            return say(&mut stream, "421 4.3.2 out of order").await;
        }
        say(&mut stream, "220 sink.localhost ESMTP").await?;
        let mut session = Session::default();
        while let Some(line) = read_line(&mut stream).await? {
            self.switch.dawdle().await;
            if self.switch.behaviour() == Behaviour::Down {
                return say(&mut stream, "421 4.3.2 out of order").await;
            }
            session.refusing = self.switch.behaviour() == Behaviour::Refuse;
            match session.command(&String::from_utf8_lossy(&line)) {
                Step::Reply(text) => say(&mut stream, &text).await?,
                Step::HangUp(text) => return say(&mut stream, &text).await,
                Step::ReadMessage => {
                    say(&mut stream, "354 go on, end with a full stop").await?;
                    let Some(message) = read_message(&mut stream).await? else {
                        session.take_envelope();
                        say(&mut stream, "552 5.3.4 too large").await?;
                        continue;
                    };
                    for recipient in session.take_envelope().recipients {
                        self.keep(&message, recipient);
                    }
                    say(&mut stream, "250 2.0.0 taken").await?;
                }
            }
        }
        Ok(())
    }

    fn keep(&self, message: &[u8], to: String) {
        let mail = mime::read(message);
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        self.inbox.add(Arrival {
            id: mail.id.unwrap_or_else(|| format!("mail-{number}")),
            channel: MessageChannel::Email,
            to,
            from: mail.from,
            subject: mail.subject,
            text: mail.text,
            attachments: Vec::new(),
        });
    }
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> io::Result<()> {
    stream.write_all(format!("{text}\r\n").as_bytes()).await
}

/// One line without its end; `None` when the client has hung up.
async fn read_line(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    (&mut *stream)
        .take(limit)
        .read_until(b'\n', &mut line)
        .await?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.pop() != Some(b'\n') {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a line is too long or cut off",
        ));
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(line))
}

/// The message up to the line with the single full stop, stuffed full stops removed (RFC 5321
/// §4.5.2). `None`: too large; it was read to its end all the same.
async fn read_message(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    let mut fits = true;
    loop {
        let line = read_line(stream)
            .await?
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        if line == b"." {
            return Ok(fits.then_some(message));
        }
        let line = line.strip_prefix(b".").unwrap_or(&line);
        fits = fits && message.len() + line.len() + 2 <= MAX_MESSAGE;
        if fits {
            message.extend_from_slice(line);
            message.extend_from_slice(b"\r\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(wire: &[u8]) -> io::Result<Option<Vec<u8>>> {
        read_message(&mut BufReader::new(wire)).await
    }

    #[tokio::test]
    async fn takes_stuffed_full_stops_away() {
        let message = read(b"a\r\n..\r\n..b\r\n.c\r\n.\r\nQUIT\r\n").await;
        assert!(message.is_ok_and(|m| m.as_deref() == Some(b"a\r\n.\r\n.b\r\nc\r\n")));
    }

    #[tokio::test]
    async fn reads_a_message_that_is_too_large_to_its_end_and_drops_it() {
        let mut wire =
            b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n".repeat(17_000);
        wire.extend(b".\r\n");
        assert!(read(&wire).await.is_ok_and(|message| message.is_none()));
    }

    #[tokio::test]
    async fn breaks_off_at_an_endless_line_and_at_a_message_without_end() {
        assert!(read(&[b'a'; 5000]).await.is_err());
        assert!(read(b"a\r\n").await.is_err());
    }
}
