//! Plays an SMS provider over SMPP 3.4, on loopback: an SMSC with one account.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use tokio::{
    net::TcpListener,
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use wire_smpp::{Bind, ShortMessage, Status, receipt::MessageState, segments::Concatenation, text};

use super::{Behaviour, Switch, smsc_session};
use crate::inbox::{Arrival, Inbox, MessageChannel};

/// Texts of which some segments have come and others not.
const UNFINISHED: usize = 1_000;

/// The running SMSC. Dropping it stops it.
#[derive(Debug)]
pub struct Smsc {
    address: SocketAddr,
    center: Arc<Center>,
    serving: JoinHandle<()>,
}

impl Smsc {
    /// Serves on `listener` the account `system_id` with `password`, and shows what it takes in
    /// `inbox`. Every message that asks for it gets a receipt: delivered.
    ///
    /// # Errors
    /// The listener has no address: it is closed.
    pub fn start(
        listener: TcpListener,
        system_id: &str,
        password: &str,
        inbox: Inbox,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let center = Arc::new(Center {
            account: Bind::transceiver(system_id, password, ""),
            inbox: Some(inbox),
            ..Center::default()
        });
        Ok(Self::serve(listener, address, center))
    }

    /// As [`Smsc::start`], but keeps nothing of what it takes: for measuring.
    ///
    /// # Errors
    /// As [`Smsc::start`].
    pub fn start_forgetful(
        listener: TcpListener,
        system_id: &str,
        password: &str,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let center = Arc::new(Center {
            account: Bind::transceiver(system_id, password, ""),
            ..Center::default()
        });
        Ok(Self::serve(listener, address, center))
    }

    fn serve(listener: TcpListener, address: SocketAddr, center: Arc<Center>) -> Self {
        let serving = tokio::spawn(Arc::clone(&center).serve(listener));
        Self {
            address,
            center,
            serving,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes how it behaves: `Down` refuses binds and messages, `Slow` answers late, `Refuse`
    /// knows no recipient.
    #[must_use]
    pub fn switch(&self) -> &Switch {
        &self.center.switch
    }

    /// The next `count` messages are too many for now (`ESME_RTHROTTLED`).
    pub fn throttle(&self, count: u32) {
        self.center.throttle.store(count, Ordering::SeqCst);
    }

    /// The next `count` messages are taken and never answered.
    pub fn say_nothing(&self, count: u32) {
        self.center.silent.store(count, Ordering::SeqCst);
    }

    /// What receipts say from now on.
    pub fn report(&self, state: MessageState) {
        *self
            .center
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Cuts every connection, as a restart of the provider does.
    pub fn hang_up(&self) {
        self.center.hang_up.send_modify(|times| *times += 1);
    }

    /// Binds that were granted so far.
    #[must_use]
    pub fn binds(&self) -> u64 {
        self.center.binds.load(Ordering::SeqCst)
    }

    /// Messages that were submitted so far, whatever was answered.
    #[must_use]
    pub fn submits(&self) -> u64 {
        self.center.submits.load(Ordering::SeqCst)
    }

    /// The most messages that waited for their answers at the same time.
    #[must_use]
    pub fn widest(&self) -> u64 {
        self.center.widest.load(Ordering::SeqCst)
    }

    /// `enquire_link` that were answered so far.
    #[must_use]
    pub fn enquiries(&self) -> u64 {
        self.center.enquiries.load(Ordering::SeqCst)
    }

    /// Sessions that were ended politely so far.
    #[must_use]
    pub fn farewells(&self) -> u64 {
        self.center.farewells.load(Ordering::SeqCst)
    }
}

impl Drop for Smsc {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// What all sessions share.
#[derive(Debug)]
pub(super) struct Center {
    pub(super) account: Bind,
    inbox: Option<Inbox>,
    pub(super) switch: Switch,
    state: Mutex<MessageState>,
    throttle: AtomicU32,
    silent: AtomicU32,
    pub(super) hang_up: watch::Sender<u64>,
    pub(super) binds: AtomicU64,
    submits: AtomicU64,
    pub(super) widest: AtomicU64,
    pub(super) enquiries: AtomicU64,
    pub(super) farewells: AtomicU64,
    number: AtomicU64,
    unfinished: Mutex<HashMap<Whole, Vec<Option<String>>>>,
}

impl Default for Center {
    fn default() -> Self {
        Self {
            account: Bind::transceiver("", "", ""),
            inbox: None,
            switch: Switch::default(),
            state: Mutex::new(MessageState::Delivered),
            throttle: AtomicU32::default(),
            silent: AtomicU32::default(),
            hang_up: watch::Sender::default(),
            binds: AtomicU64::default(),
            submits: AtomicU64::default(),
            widest: AtomicU64::default(),
            enquiries: AtomicU64::default(),
            farewells: AtomicU64::default(),
            number: AtomicU64::default(),
            unfinished: Mutex::default(),
        }
    }
}

/// A text of several segments: recipient, number, count of segments.
type Whole = (String, u8, u8);

/// What becomes of a submitted message.
pub(super) enum Verdict {
    /// Taken under this id, with the state for its receipt.
    Taken(String, MessageState),
    /// Taken, and never answered.
    Silence,
    Refused(Status),
}

impl Center {
    async fn serve(self: Arc<Self>, listener: TcpListener) {
        // Sessions end with the SMSC: dropping the set stops them.
        let mut sessions = JoinSet::new();
        loop {
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => return tracing::error!(%error, "the SMSC stopped"),
            };
            while sessions.try_join_next().is_some() {}
            let center = Arc::clone(&self);
            sessions.spawn(async move {
                if let Err(error) = smsc_session::run(&center, stream).await {
                    tracing::debug!(%error, "an SMPP session broke off");
                }
            });
        }
    }

    /// Whether the account may bind.
    pub(super) fn admit(&self, bind: &Bind) -> Status {
        let right =
            vocab::constant_time_eq(bind.password.as_bytes(), self.account.password.as_bytes());
        if self.switch.behaviour() == Behaviour::Down {
            Status::SYSTEM_ERROR
        } else if bind.system_id != self.account.system_id {
            Status::INVALID_SYSTEM_ID
        } else if !right {
            Status::INVALID_PASSWORD
        } else {
            Status::OK
        }
    }

    pub(super) fn submit(&self, message: &ShortMessage) -> Verdict {
        self.submits.fetch_add(1, Ordering::SeqCst);
        match self.switch.behaviour() {
            Behaviour::Down => return Verdict::Refused(Status::SYSTEM_ERROR),
            Behaviour::Refuse => return Verdict::Refused(Status::INVALID_DESTINATION),
            Behaviour::Up | Behaviour::Slow(_) => {}
        }
        if one_less(&self.throttle) {
            return Verdict::Refused(Status::THROTTLED);
        }
        let number = self.number.fetch_add(1, Ordering::SeqCst) + 1;
        let id = format!("sms-{number:06x}");
        if self.keep(&id, message).is_none() {
            return Verdict::Refused(Status::INVALID_ESM_CLASS);
        }
        if one_less(&self.silent) {
            return Verdict::Silence;
        }
        let state = *self.state.lock().unwrap_or_else(PoisonError::into_inner);
        Verdict::Taken(id, state)
    }

    /// Shows a message, or puts a segment to those of its text. `None`: it is no text.
    fn keep(&self, id: &str, message: &ShortMessage) -> Option<()> {
        let Some(inbox) = &self.inbox else {
            return Some(());
        };
        let words = text::read(message)?;
        let to = format!("+{}", message.destination.digits);
        let text = match words.part {
            None => words.text,
            Some(part) => match self.whole(&to, part, words.text) {
                Some(text) => text,
                None => return Some(()),
            },
        };
        inbox.add(Arrival {
            id: id.to_owned(),
            channel: MessageChannel::Sms,
            to,
            from: message.source.digits.clone(),
            subject: String::new(),
            text,
            attachments: Vec::new(),
        });
        Some(())
    }

    /// The whole text, when its last missing segment has come.
    fn whole(&self, to: &str, part: Concatenation, words: String) -> Option<String> {
        let mut unfinished = self
            .unfinished
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if unfinished.len() >= UNFINISHED {
            unfinished.clear();
        }
        let key = (to.to_owned(), part.reference, part.total);
        let segments = unfinished
            .entry(key.clone())
            .or_insert_with(|| vec![None; usize::from(part.total)]);
        if let Some(place) = segments.get_mut(usize::from(part.number).saturating_sub(1)) {
            *place = Some(words);
        }
        let text = segments.iter().cloned().collect::<Option<String>>()?;
        unfinished.remove(&key);
        Some(text)
    }
}

/// Takes one off a counter, if there is one.
fn one_less(counter: &AtomicU32) -> bool {
    counter
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
            count.checked_sub(1)
        })
        .is_ok()
}
