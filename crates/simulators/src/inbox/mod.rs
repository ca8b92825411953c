//! The developer inbox: everything that the platform sent into the invented world, newest first.
//!
//! | module | what |
//! |---|---|
//! | [`Inbox`] | the messages, in memory |
//! | [`clock`] | the demonstration's clock, which can be moved forward |
//! | [`site`] | the page and the JSON interface |

pub mod clock;
mod labels;
pub mod site;

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;
use tokio::sync::watch;
use vocab::{Clock, Timestamp};

pub use clock::DemoClock;
pub use site::{FaceLink, InboxSite, PersonalCertificates};

/// Messages kept: a long afternoon of trying things out.
const CAPACITY: usize = 500;

/// How a message travelled. The words are a stable surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageChannel {
    /// Text message.
    Sms,
    /// E-mail.
    Email,
    /// Letter on paper.
    Letter,
    /// Push message to the app.
    Push,
}

impl MessageChannel {
    /// All channels, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Sms, Self::Email, Self::Letter, Self::Push];

    /// The word of the channel.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Push => "push",
        }
    }
}

/// A message that has just come.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Id that the platform gave it.
    pub id: String,
    /// How it travelled.
    pub channel: MessageChannel,
    /// Phone, e-mail address or name.
    pub to: String,
    /// Who it says it is from.
    pub from: String,
    /// Subject; empty where the channel has none.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// Files that came with it.
    pub attachments: Vec<AttachedFile>,
}

/// A file that came with a message.
#[derive(Debug, Clone)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Where it lies.
    pub path: PathBuf,
}

/// A message as `/messages.json` shows it (a stable surface).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxMessage {
    /// Id that the platform gave it.
    pub id: String,
    /// How it travelled.
    pub channel: MessageChannel,
    /// Phone in E.164, e-mail address, or name on the envelope.
    pub to: String,
    /// Subject; empty where the channel has none.
    pub subject: String,
    /// What it says. Empty for a letter whose words nobody told.
    pub text: String,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// When it came, by the demonstration's clock.
    pub created_at: Timestamp,
}

/// Where a file of a message can be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Path on the inbox's origin.
    pub url: String,
}

/// Which messages to list; everything by default.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only messages over this channel.
    pub channel: Option<String>,
    /// Only messages to this phone, address or name.
    pub to: Option<String>,
}

/// The messages. Clones are the same inbox.
#[derive(Clone)]
pub struct Inbox {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Arc<dyn Clock>,
    kept: Mutex<VecDeque<Kept>>,
    arrivals: watch::Sender<u64>,
}

struct Kept {
    message: InboxMessage,
    from: String,
    files: Vec<AttachedFile>,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    /// An empty inbox; `clock` stamps what comes.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let arrivals = watch::Sender::new(0);
        Self {
            inner: Arc::new(Inner {
                clock,
                kept: Mutex::default(),
                arrivals,
            }),
        }
    }

    /// Keeps a message that has just come.
    pub fn add(&self, arrival: Arrival) {
        self.add_at(arrival, self.inner.clock.now());
    }

    /// Keeps a message that came at `created_at`. Beyond [`CAPACITY`] the oldest is forgotten.
    pub(crate) fn add_at(&self, arrival: Arrival, created_at: Timestamp) {
        let attachments = arrival.attachments.iter().map(|file| Attachment {
            name: file.name.clone(),
            url: format!("/messages/{}/{}", arrival.id, file.name),
        });
        let message = InboxMessage {
            attachments: attachments.collect(),
            id: arrival.id,
            channel: arrival.channel,
            to: arrival.to,
            subject: arrival.subject,
            text: arrival.text,
            created_at,
        };
        self.change(|kept| {
            kept.push_front(Kept {
                message,
                from: arrival.from,
                files: arrival.attachments,
            });
            kept.truncate(CAPACITY);
        });
    }

    /// Gives a message the words that it was missing.
    pub(crate) fn reword(&self, id: &str, subject: &str, text: &str) {
        self.change(|kept| {
            for one in kept.iter_mut().filter(|one| one.message.id == id) {
                subject.clone_into(&mut one.message.subject);
                text.clone_into(&mut one.message.text);
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut VecDeque<Kept>)) {
        change(
            &mut self
                .inner
                .kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        self.inner.arrivals.send_modify(|changes| *changes += 1);
    }

    /// The messages that pass `filter`, newest first.
    #[must_use]
    pub fn messages(&self, filter: &Filter) -> Vec<InboxMessage> {
        let kept = self
            .inner
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .map(|one| &one.message)
            .filter(|one| filter.admits(one))
            .cloned()
            .collect()
    }

    /// Waits until a message is there that `wanted` accepts, and gives the newest such.
    pub async fn wait_for(&self, wanted: impl Fn(&InboxMessage) -> bool) -> InboxMessage {
        let mut arrivals = self.inner.arrivals.subscribe();
        loop {
            arrivals.mark_unchanged();
            let found = self.messages(&Filter::default()).into_iter().find(&wanted);
            match found {
                Some(message) => return message,
                // Cannot end early: the sender lives as long as this inbox.
                None => _ = arrivals.changed().await,
            }
        }
    }

    /// Who a message says it is from.
    pub(crate) fn sender(&self, id: &str) -> Option<String> {
        let kept = self
            .inner
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|one| one.message.id == id)
            .map(|one| one.from.clone())
    }

    /// A file of a message, if both are there.
    pub(crate) fn file(&self, id: &str, name: &str) -> Option<AttachedFile> {
        let kept = self
            .inner
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let message = kept.iter().find(|one| one.message.id == id)?;
        message.files.iter().find(|file| file.name == name).cloned()
    }
}

impl Filter {
    fn admits(&self, message: &InboxMessage) -> bool {
        let channel = self
            .channel
            .as_deref()
            .filter(|channel| !channel.is_empty());
        let to = self
            .to
            .as_deref()
            .map(str::trim)
            .filter(|to| !to.is_empty());
        channel.is_none_or(|channel| channel == message.channel.as_str())
            && to.is_none_or(|to| reaches(to, message))
    }
}

/// Whether `to` names the recipient. Phones compare by their digits from the right, because a `+`
/// in an address often arrives as a space and national numbers have no prefix; e-mail addresses
/// without case; names of letters by a part of them.
fn reaches(to: &str, message: &InboxMessage) -> bool {
    match message.channel {
        MessageChannel::Sms => {
            let digits = |text: &str| {
                text.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
            };
            let wanted = digits(to);
            wanted.len() >= 6 && digits(&message.to).ends_with(&wanted)
        }
        MessageChannel::Email | MessageChannel::Push => to.eq_ignore_ascii_case(&message.to),
        MessageChannel::Letter => {
            vocab::normalised_name(&message.to).contains(&vocab::normalised_name(to))
        }
    }
}
