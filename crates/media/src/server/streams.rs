//! TCP connections, for networks that let no UDP through.

use std::{collections::HashMap, future::pending, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
    task::AbortHandle,
    time::timeout,
};

use crate::framing::{MAX_PACKET, frame, take_packet};

/// How long a connection may take to its first packet.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections whose first packet did not come yet.
const MOST_UNKNOWN: usize = 64;

/// Connections for each call that is taken: two browsers, each with a few addresses to try.
const FOR_A_CALL: usize = 8;

/// Packets that wait for a slow connection; further ones are lost, as networks lose them.
const MOST_WAITING: usize = 256;

type Read = (SocketAddr, Vec<u8>);

#[derive(Debug)]
struct Stream {
    packets: mpsc::Sender<Vec<u8>>,
    reader: AbortHandle,
    known: bool,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// All TCP connections.
#[derive(Debug)]
pub(super) struct Streams {
    listener: Option<TcpListener>,
    most: usize,
    open: HashMap<SocketAddr, Stream>,
    read: mpsc::Receiver<Read>,
    reader: mpsc::Sender<Read>,
}

impl Streams {
    pub(super) fn new(listener: Option<TcpListener>, calls: usize) -> Self {
        let (reader, read) = mpsc::channel(1024);
        Self {
            listener,
            most: calls * FOR_A_CALL,
            open: HashMap::new(),
            read,
            reader,
        }
    }

    /// Accepts connections until one of them has a packet. An empty packet says that the
    /// connection is over.
    pub(super) async fn next(&mut self) -> Read {
        loop {
            let accept = async {
                match &self.listener {
                    Some(listener) => listener.accept().await,
                    None => pending().await,
                }
            };
            tokio::select! {
                accepted = accept => match accepted {
                    Ok((stream, source)) => self.take(stream, source),
                    Err(error) => {
                        // Out of file handles, most likely: the others go on.
                        tracing::warn!(%error, "a TCP connection was not taken");
                        tokio::task::yield_now().await;
                    }
                },
                Some(read) = self.read.recv() => return read,
            }
        }
    }

    fn take(&mut self, stream: TcpStream, source: SocketAddr) {
        let unknown = self.open.values().filter(|stream| !stream.known).count();
        if unknown >= MOST_UNKNOWN || self.open.len() >= self.most {
            return;
        }
        // Speech waits for nothing.
        _ = stream.set_nodelay(true);
        let (from, to) = stream.into_split();
        let (packets, waiting) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write(to, waiting));
        let reader = tokio::spawn(read(from, source, self.reader.clone()));
        let stream = Stream {
            packets,
            reader: reader.abort_handle(),
            known: false,
        };
        self.open.insert(source, stream);
    }

    /// The first packet proved whose it is.
    pub(super) fn admit(&mut self, source: SocketAddr) {
        if let Some(stream) = self.open.get_mut(&source) {
            stream.known = true;
        }
    }

    /// A packet was nobody's: a connection that never had any other ends.
    pub(super) fn refuse(&mut self, source: SocketAddr) {
        if self.open.get(&source).is_some_and(|stream| !stream.known) {
            self.open.remove(&source);
        }
    }

    pub(super) fn hang_up(&mut self, source: SocketAddr) {
        self.open.remove(&source);
    }

    pub(super) fn send(&self, to: SocketAddr, packet: &[u8]) {
        if let (Some(stream), Some(framed)) = (self.open.get(&to), frame(packet)) {
            // Full or gone: lost.
            _ = stream.packets.try_send(framed);
        }
    }
}

/// Reads packets until the connection ends, says nonsense or does not say anything at first.
async fn read(mut from: OwnedReadHalf, source: SocketAddr, read: mpsc::Sender<Read>) {
    let mut bytes = Vec::with_capacity(2 * MAX_PACKET);
    let mut first = true;
    loop {
        let more = from.read_buf(&mut bytes);
        let more = if first {
            timeout(PATIENCE, more).await.unwrap_or(Ok(0))
        } else {
            more.await
        };
        if !matches!(more, Ok(1..)) {
            break;
        }
        while let Ok(Some(packet)) = take_packet(&mut bytes) {
            first = false;
            if packet.is_empty() {
                continue;
            }
            if read.send((source, packet)).await.is_err() {
                return;
            }
        }
        // What is left is the beginning of a packet; more than one packet's bytes is nonsense.
        if bytes.len() > MAX_PACKET + 2 || take_packet(&mut bytes).is_err() {
            break;
        }
    }
    _ = read.send((source, Vec::new())).await;
}

async fn write(mut to: OwnedWriteHalf, mut packets: mpsc::Receiver<Vec<u8>>) {
    while let Some(packet) = packets.recv().await {
        if to.write_all(&packet).await.is_err() {
            return;
        }
    }
}
