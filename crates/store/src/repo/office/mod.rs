//! The desk: officers with their roles, invitations, passkeys, ceremonies, sessions, and whom they
//! look at.

pub mod ceremony;
pub mod credential;
pub mod inquiry;
pub mod invitation;
pub mod officer;
pub mod session;

use vocab::SignedDuration;

use crate::{retention::RetentionRule, sql};

/// How long rows of the desk are kept. Officers and their roles stay: decisions name them.
pub const RETENTION: &[RetentionRule] = &[
    RetentionRule {
        name: "retention.office_session.old",
        table: "office_session",
        keep: SignedDuration::from_hours(30 * 24),
        delete: sql!(
            "DELETE FROM office_session WHERE id IN (SELECT id FROM office_session \
             WHERE started_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.office_ceremony.unanswered",
        table: "office_ceremony",
        keep: SignedDuration::from_hours(1),
        delete: sql!(
            "DELETE FROM office_ceremony WHERE secret_hash IN (SELECT secret_hash \
             FROM office_ceremony WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.office_inquiry.over",
        table: "office_inquiry",
        // Who looked at whom and what for is in the audit entry.
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM office_inquiry WHERE id IN (SELECT id FROM office_inquiry \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.office_invitation.unused",
        table: "office_invitation",
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM office_invitation WHERE officer_id IN (SELECT officer_id \
             FROM office_invitation WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
];
