//! How long the rows of every table that grows are kept (facts B.12: PIN and phone codes minutes,
//! authentication events two years, registrations for life).

use store::{
    repo,
    retention::{INFRASTRUCTURE, RetentionRule},
    sql,
};
use vocab::SignedDuration;

const HOUR: i64 = 1;
const DAY: i64 = 24 * HOUR;

/// How long a letter is kept after it was used, replaced, blocked or has expired: who finds an old
/// letter in a drawer is told why its code no longer works. With the last of them goes whoever
/// asked for a letter and never registered ([`repo::letter::forget_settled`]).
pub const LETTERS: SignedDuration = SignedDuration::from_hours(365 * DAY);

/// Letters that one transaction removes.
pub(crate) const LETTERS_AT_ONCE: u32 = 100;

/// The rules of the identity side and of the shared counters.
pub const IDENTITY: &[RetentionRule] = &[
    RetentionRule {
        name: "retention.registration_flow",
        table: "registration_flow",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM registration_flow WHERE id IN (SELECT id FROM registration_flow \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.password_flow",
        table: "password_flow",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM password_flow WHERE id IN (SELECT id FROM password_flow \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.known_browser",
        table: "known_browser",
        // As long as browsers keep the cookie (RFC 6265bis §5.5: 400 days).
        keep: SignedDuration::from_hours(400 * DAY),
        delete: sql!(
            "DELETE FROM known_browser WHERE (person_id, browser_hash) IN (SELECT person_id, \
             browser_hash FROM known_browser WHERE last_used_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.pin_challenge",
        table: "pin_challenge",
        // A day, so that the helpline can see that a PIN was asked for.
        keep: SignedDuration::from_hours(DAY),
        delete: sql!(
            "DELETE FROM pin_challenge WHERE id IN (SELECT id FROM pin_challenge \
             WHERE created_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.passkey_ceremony",
        table: "passkey_ceremony",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM passkey_ceremony WHERE secret_hash IN (SELECT secret_hash \
             FROM passkey_ceremony WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.authorization_code",
        table: "authorization_code",
        // As long as a replay is worth noticing.
        keep: SignedDuration::from_hours(DAY),
        delete: sql!(
            "DELETE FROM authorization_code WHERE id IN (SELECT id FROM authorization_code \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.pushed_request",
        table: "pushed_request",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM pushed_request WHERE reference_hash IN (SELECT reference_hash \
             FROM pushed_request WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.consent",
        table: "consent",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM consent WHERE (person_id, client_id) IN (SELECT person_id, client_id \
             FROM consent WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.person_client",
        table: "person_client",
        // As events of authentication (facts B.12).
        keep: SignedDuration::from_hours(2 * 365 * DAY),
        delete: sql!(
            "DELETE FROM person_client WHERE (person_id, client_id) IN (SELECT person_id, \
             client_id FROM person_client WHERE last_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.client_log_out",
        table: "client_log_out",
        // As the messages of the outbox: the helpline can see for a month who was told.
        keep: SignedDuration::from_hours(30 * DAY),
        delete: sql!(
            "DELETE FROM client_log_out WHERE (session_id, client_id) IN (SELECT session_id, \
             client_id FROM client_log_out WHERE state <> 'queued' AND updated_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.access_token",
        table: "access_token",
        keep: SignedDuration::from_hours(DAY),
        delete: sql!(
            "DELETE FROM access_token WHERE id IN (SELECT id FROM access_token \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.refresh_token",
        table: "refresh_token",
        // Used or not: as long as a replay is worth noticing. Tokens first, then their families.
        keep: SignedDuration::from_hours(DAY),
        delete: sql!(
            "DELETE FROM refresh_token WHERE id IN (SELECT id FROM refresh_token \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.refresh_family",
        table: "refresh_family",
        keep: SignedDuration::from_hours(DAY),
        delete: sql!(
            "DELETE FROM refresh_family WHERE id IN (SELECT f.id FROM refresh_family f \
             WHERE f.expires_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM refresh_token t WHERE t.family_id = f.id) LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.spent_identifier",
        table: "spent_identifier",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM spent_identifier WHERE id_hash IN (SELECT id_hash FROM spent_identifier \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.velocity",
        table: "velocity",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM velocity WHERE bucket IN (SELECT bucket FROM velocity \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.session_client",
        table: "session_client",
        keep: SignedDuration::from_hours(30 * DAY),
        delete: sql!(
            // Only sessions that still have such rows: the batches would otherwise look at the same
            // sessions again and stop.
            "DELETE FROM session_client WHERE session_id IN (SELECT s.id FROM session s \
             WHERE s.authenticated_at <= $1 \
             AND EXISTS (SELECT 1 FROM session_client c WHERE c.session_id = s.id) LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.session",
        table: "session",
        // A month longer than any session lasts; what was done in it is in the audit entries.
        keep: SignedDuration::from_hours(30 * DAY),
        delete: sql!(
            "DELETE FROM session WHERE id IN (SELECT s.id FROM session s \
             WHERE s.authenticated_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM session_client c WHERE c.session_id = s.id) LIMIT $2)"
        ),
    },
];

/// Every rule, in the order in which they run.
pub fn all() -> impl Iterator<Item = &'static RetentionRule> {
    IDENTITY
        .iter()
        .chain(INFRASTRUCTURE)
        .chain(repo::sede::RETENTION)
        .chain(repo::office::RETENTION)
        .chain(repo::video::RETENTION)
        .chain(repo::app::RETENTION)
        .chain(repo::alert_report::RETENTION)
}
