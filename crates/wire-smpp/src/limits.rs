//! How much of anything is read.

/// Bytes of a whole PDU. The largest that matters here, a `deliver_sm` with its receipt, has about
/// 400; some providers put the text of an incoming message into an option of a few kilobytes.
pub const PDU_BYTES: usize = 16 * 1024;

/// Bytes of a PDU's header (§3.2).
pub const HEADER_BYTES: usize = 16;

/// Octets of `short_message` (§5.2.22).
pub const SHORT_MESSAGE_BYTES: usize = 254;

/// Optional parameters of one PDU; §4 names some thirty for a message.
pub const OPTIONS: usize = 48;

/// Segments of one text: four are already more than anybody reads on a phone.
pub const SEGMENTS: usize = 8;
