//! Video calls: calls, the line of a live one, its mailbox, its evidence and pictures, operators.

pub mod call;
pub mod capture;
pub mod echo;
pub mod evidence;
pub mod line;
pub mod message;
pub mod operator;
pub mod recording;
pub mod room;
pub mod statistics;
pub mod viewing;

use vocab::SignedDuration;

use crate::{retention::RetentionRule, sql};

/// Wakes who looks at calls ([`crate::Tx::wake`]).
pub const TOPIC: &str = "video";

/// Offers, answers and other words of the lines go an hour after they were said: nothing in them
/// is evidence, and they hold addresses. What was written in a call stays with its evidence, which
/// goes call by call ([`call::forget`]); operators stay: decisions name their numbers.
pub const RETENTION: &[RetentionRule] = &[
    RetentionRule {
        name: "retention.video_message.signalling",
        table: "video_message",
        keep: SignedDuration::from_hours(1),
        delete: sql!(
            "DELETE FROM video_message WHERE (call_id, seq) IN (SELECT call_id, seq \
             FROM video_message WHERE kind NOT IN ('chat', 'caption') AND created_at <= $1 \
             LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.video_viewing",
        table: "video_viewing",
        // That somebody watched, and what for, is evidence of the call.
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM video_viewing WHERE (officer_id, recording_id) IN (SELECT officer_id, \
             recording_id FROM video_viewing WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.video_echo",
        table: "video_echo",
        // Whoever asked has gone; an answer that was fetched is gone already.
        keep: SignedDuration::from_mins(10),
        delete: sql!(
            "DELETE FROM video_echo WHERE id IN (SELECT id FROM video_echo \
             WHERE created_at <= $1 LIMIT $2)"
        ),
    },
];
