//! The conversation of one session: window, answers, receipts, "are you there?".

use std::{
    collections::{HashMap, VecDeque},
    io,
    time::{Duration, Instant},
};

use ports::messages::DeliveryReport;
use tokio::{
    io::{AsyncWriteExt as _, WriteHalf},
    sync::{OwnedSemaphorePermit, mpsc, watch},
};
use wire_smpp::{
    Body, Pdu, ShortMessage, Status,
    receipt::{MessageState, Receipt},
};

use super::{
    connect::{Bound, Came, Incoming, Stream, wants_nack},
    settings::SmppSettings,
};
use crate::sms_providers::Reports;

/// PDUs that wait to be written: the window, and as many answers to receipts as a provider sends
/// without listening.
const QUEUE: usize = 2_000;

/// PDUs that are written at once.
const BATCH: usize = 64;

/// The highest sequence number (§5.1.4).
const HIGHEST: u32 = 0x7fff_ffff;

/// How long a session that is no longer needed waits for a polite end.
const FAREWELL: Duration = Duration::from_secs(1);

/// What the provider said about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It took it, under this reference.
    Taken(String),
    Refused(Status),
    /// It never left.
    NotSent,
}

/// A message to be submitted, with its place in the window.
pub(super) struct Submit {
    pub(super) message: ShortMessage,
    /// After this moment nobody counts on it being sent any more.
    pub(super) until: Instant,
    pub(super) tell: watch::Sender<Option<Answer>>,
    pub(super) _place: OwnedSemaphorePermit,
}

impl Submit {
    pub(super) fn not_sent(self) {
        self.tell.send_replace(Some(Answer::NotSent));
    }
}

/// Why a session ended.
pub(super) enum Ended {
    /// The gateway was dropped.
    Dropped,
    Lost(String),
}

enum Event {
    Came(io::Result<Came>),
    Submit(Option<Submit>),
    Written(io::Error),
    Tick,
}

/// Talks until the session is lost or no longer needed. Submits whose answer has not come by then
/// stay without one.
pub(super) async fn run(
    bound: Bound,
    settings: &SmppSettings,
    submits: &mut mpsc::Receiver<Submit>,
    reports: &Reports,
) -> Ended {
    let Bound {
        mut incoming,
        write,
    } = bound;
    let (out, queue) = mpsc::channel(QUEUE);
    let writing = write_out(write, queue, settings.timeout);
    tokio::pin!(writing);
    let mut session = Session::new(settings, reports, out);
    loop {
        let event = tokio::select! {
            error = &mut writing => Event::Written(error),
            came = incoming.next() => Event::Came(came),
            submit = submits.recv() => Event::Submit(submit),
            () = wait_until(session.deadline()) => Event::Tick,
        };
        let outcome = match event {
            Event::Submit(Some(submit)) => session.submit(submit),
            Event::Submit(None) => {
                let farewell = session.farewell(&mut incoming);
                let farewell = tokio::time::timeout(FAREWELL, farewell);
                tokio::select! {
                    _ = farewell => {}
                    _ = &mut writing => {}
                }
                return Ended::Dropped;
            }
            Event::Came(Ok(Came::Pdu(pdu))) => session.hear(pdu),
            Event::Came(Ok(Came::Fault(header, error))) => {
                tracing::warn!(provider = settings.name, %error, "a PDU that cannot be read");
                if wants_nack(&header) {
                    let status = error.status();
                    session.say(&Pdu::answer(header.sequence, status, Body::GenericNack))
                } else {
                    Ok(())
                }
            }
            Event::Came(Ok(Came::Nothing)) => Err("the provider closed the connection".into()),
            Event::Came(Err(error)) | Event::Written(error) => {
                Err(format!("the connection broke off: {}", error.kind()))
            }
            Event::Tick => session.tick(),
        };
        if let Err(reason) = outcome {
            return Ended::Lost(reason);
        }
    }
}

/// Writes what is to be said, as much of it at once as there is. Ends with an error.
async fn write_out(
    mut write: WriteHalf<Box<dyn Stream>>,
    mut queue: mpsc::Receiver<Vec<u8>>,
    timeout: Duration,
) -> io::Error {
    let mut some = Vec::new();
    while queue.recv_many(&mut some, BATCH).await > 0 {
        let octets = some.concat();
        some.clear();
        let writing = async {
            write.write_all(&octets).await?;
            write.flush().await
        };
        match tokio::time::timeout(timeout, writing).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return error,
            Err(_) => return io::ErrorKind::TimedOut.into(),
        }
    }
    io::ErrorKind::BrokenPipe.into()
}

/// Waits for a moment.
#[expect(clippy::disallowed_methods, reason = "the timers of a session")]
pub(super) async fn wait_until(at: Instant) {
    tokio::time::sleep_until(at.into()).await;
}

type Outcome = Result<(), String>;

struct Session<'a> {
    settings: &'a SmppSettings,
    reports: &'a Reports,
    out: mpsc::Sender<Vec<u8>>,
    /// The number of the last request; the bind was 1.
    sequence: u32,
    /// Submits without an answer, each with its place in the window.
    open: HashMap<u32, Submit>,
    /// The same in the order in which they were said; answered ones are passed over.
    said: VecDeque<(Instant, u32)>,
    /// When something came in last.
    heard: Instant,
    /// When the other side was asked whether it is there, if it has not answered.
    enquired: Option<Instant>,
}

impl<'a> Session<'a> {
    fn new(settings: &'a SmppSettings, reports: &'a Reports, out: mpsc::Sender<Vec<u8>>) -> Self {
        Self {
            settings,
            reports,
            out,
            sequence: 1,
            open: HashMap::new(),
            said: VecDeque::new(),
            heard: Instant::now(),
            enquired: None,
        }
    }

    /// When something is to be done if nothing happens.
    fn deadline(&mut self) -> Instant {
        while self
            .said
            .front()
            .is_some_and(|(_, number)| !self.open.contains_key(number))
        {
            self.said.pop_front();
        }
        let timeout = self.settings.timeout;
        let oldest = self.said.front().map(|(at, _)| *at);
        let enquiry = match (self.enquired, oldest) {
            (Some(at), _) => at + timeout,
            // Nothing at all has come since the oldest submit: is anybody there?
            (None, Some(at)) if self.heard < at => {
                (at + timeout).min(self.heard + self.settings.enquire)
            }
            (None, _) => self.heard + self.settings.enquire,
        };
        match oldest {
            Some(at) => enquiry.min(at + timeout * 2),
            None => enquiry,
        }
    }

    fn tick(&mut self) -> Outcome {
        let now = Instant::now();
        let timeout = self.settings.timeout;
        while let Some((at, number)) = self.said.front().copied() {
            if at + timeout * 2 > now {
                break;
            }
            self.said.pop_front();
            // Its place in the window becomes free; whoever waits learns that nobody knows.
            self.open.remove(&number);
        }
        match self.enquired {
            Some(at) if at + timeout <= now => Err("the provider does not answer".into()),
            Some(_) => Ok(()),
            None if self.is_doubtful(now) => {
                self.enquired = Some(now);
                self.request(Body::EnquireLink).map(drop)
            }
            None => Ok(()),
        }
    }

    /// Whether it has been silent for too long.
    fn is_doubtful(&self, now: Instant) -> bool {
        let unanswered = self
            .said
            .front()
            .is_some_and(|(at, _)| self.heard < *at && *at + self.settings.timeout <= now);
        unanswered || self.heard + self.settings.enquire <= now
    }

    fn submit(&mut self, mut submit: Submit) -> Outcome {
        if submit.until <= Instant::now() {
            submit.not_sent();
            return Ok(());
        }
        let message = std::mem::take(&mut submit.message);
        match self.request(Body::SubmitSm(message)) {
            Ok(Some(number)) => {
                self.open.insert(number, submit);
                self.said.push_back((Instant::now(), number));
                Ok(())
            }
            Ok(None) => {
                tracing::error!("a text message that SMPP cannot carry");
                submit.not_sent();
                Ok(())
            }
            Err(reason) => {
                submit.not_sent();
                Err(reason)
            }
        }
    }

    fn hear(&mut self, pdu: Pdu) -> Outcome {
        self.heard = Instant::now();
        self.enquired = None;
        let Pdu {
            status,
            sequence,
            body,
        } = pdu;
        match body {
            Body::SubmitSmResp { message_id } if status.is_ok() => {
                self.answer(sequence, Answer::Taken(message_id));
                Ok(())
            }
            Body::SubmitSmResp { .. } | Body::GenericNack => {
                self.answer(sequence, Answer::Refused(status));
                Ok(())
            }
            Body::DeliverSm(message) => {
                let status = self.receive(&message);
                self.say(&Pdu::answer(sequence, status, Body::DeliverSmResp))
            }
            Body::EnquireLink => self.say(&Pdu::request(sequence, Body::EnquireLinkResp)),
            Body::Unbind => {
                // The connection ends with this session, the answer perhaps unread.
                _ = self.say(&Pdu::request(sequence, Body::UnbindResp));
                Err("the provider ended the session".into())
            }
            Body::Bind(_) | Body::SubmitSm(_) => {
                let status = Status::INVALID_BIND_STATUS;
                self.say(&Pdu::answer(sequence, status, Body::GenericNack))
            }
            Body::BindResp { .. }
            | Body::DeliverSmResp
            | Body::UnbindResp
            | Body::EnquireLinkResp => Ok(()),
        }
    }

    fn answer(&mut self, number: u32, answer: Answer) {
        if let Some(submit) = self.open.remove(&number) {
            submit.tell.send_replace(Some(answer));
        }
    }

    /// Takes a receipt in, and says what to answer.
    fn receive(&self, message: &ShortMessage) -> Status {
        let provider = self.settings.name.as_str();
        let Some(receipt) = Receipt::read(message) else {
            tracing::info!(provider, "a message that is no receipt was dropped");
            return Status::OK;
        };
        let delivered = match receipt.state {
            MessageState::Delivered => true,
            MessageState::Expired
            | MessageState::Deleted
            | MessageState::Undeliverable
            | MessageState::Rejected => false,
            // Another receipt follows, or none that says more.
            MessageState::Enroute | MessageState::Accepted | MessageState::Unknown => {
                return Status::OK;
            }
        };
        let report = DeliveryReport {
            provider: provider.to_owned(),
            reference: receipt.message_id,
            delivered,
            detail: detail(receipt.state, receipt.error.as_deref()),
        };
        match self.reports.try_send(report) {
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Status::OK,
            Err(mpsc::error::TrySendError::Full(_)) => Status::RECEIVER_TEMPORARY,
        }
    }

    /// Says a request and gives its number; `None`: its values fit no PDU.
    fn request(&mut self, body: Body) -> Result<Option<u32>, String> {
        self.sequence = match self.sequence {
            HIGHEST.. => 1,
            number => number + 1,
        };
        match Pdu::request(self.sequence, body).encode() {
            Ok(octets) => self.write(octets).map(|()| Some(self.sequence)),
            Err(_) => Ok(None),
        }
    }

    fn say(&self, pdu: &Pdu) -> Outcome {
        // Cannot fail: our answers have no values of anybody's.
        match pdu.encode() {
            Ok(octets) => self.write(octets),
            Err(_) => Ok(()),
        }
    }

    fn write(&self, octets: Vec<u8>) -> Outcome {
        let full = |_| "the provider does not read what it is told".to_owned();
        self.out.try_send(octets).map_err(full)
    }

    /// Ends the session politely; answers that still come are heard.
    async fn farewell(&mut self, incoming: &mut Incoming) {
        if self.request(Body::Unbind).is_err() {
            return;
        }
        while let Ok(Came::Pdu(pdu)) = incoming.next().await {
            if pdu.body == Body::UnbindResp || self.hear(pdu).is_err() {
                return;
            }
        }
    }
}

/// The state, and the network's reason as far as it is a word.
fn detail(state: MessageState, error: Option<&str>) -> String {
    let reason = error.unwrap_or_default();
    let plain = reason.len() <= 8 && reason.bytes().all(|octet| octet.is_ascii_alphanumeric());
    match reason {
        "" => state.word().to_owned(),
        _ if plain => format!("{} {reason}", state.word()),
        _ => state.word().to_owned(),
    }
}
