//! Web Push on the wire: bytes in, values out.
//!
//! | module | standard |
//! |---|---|
//! | [`content`] | encrypted content coding `aes128gcm` (RFC 8188) |
//! | [`message`] | messages that only one browser can read (RFC 8291) |
//! | [`vapid`] | who sends them: a signed statement for one push service (RFC 8292) |
//! | [`delivery`] | how urgent, and which message replaces which (RFC 8030 §5.3, §5.4) |
//!
//! A push service carries messages for browsers. It sees who sends (by a key), to which
//! subscription, when, how urgent and how long; never what. Our messages are padded to the same
//! length, so that it does not learn the language either.
//!
//! What other senders got wrong, and where it is answered here: a message under a key that was
//! used before ([`message::encrypt`] draws key and salt for each message); a statement that any
//! push service could use at another one ([`vapid::Statement`] names its audience); a point that
//! is not on the curve ([`message::Reader::new`] refuses it before anything is agreed upon).
//!
//! *Architecture invariant:* no IO, no clock, no signing key. The key that is made for one message
//! lives for that message; statements are signed by whoever holds the key.

pub mod content;
pub mod delivery;
mod encoding;
pub mod message;
pub mod vapid;

pub use delivery::{Topic, Urgency};
pub use message::{Reader, ReadingKey};
pub use vapid::Statement;
