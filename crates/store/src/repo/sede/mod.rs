//! The electronic office: applicants, their visits, their applications. On PostgreSQL these
//! tables and the shared ones are all that the role of the electronic office may touch.

pub mod applicant;
pub mod application;
pub mod visit;

use vocab::SignedDuration;

use crate::{retention::RetentionRule, sql};

/// How long rows of the electronic office are kept, to be applied in this order. Applications
/// that were sent stay.
pub const RETENTION: &[RetentionRule] = &[
    RetentionRule {
        name: "retention.sede_session.unused",
        table: "sede_session",
        // Past every limit; a week lets the helpline answer what happened.
        keep: SignedDuration::from_hours(7 * 24),
        delete: sql!(
            "DELETE FROM sede_session WHERE id IN (SELECT id FROM sede_session \
             WHERE last_used_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.sede_log_out_token",
        table: "sede_log_out_token",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM sede_log_out_token WHERE id_hash IN (SELECT id_hash \
             FROM sede_log_out_token WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.sede_application.abandoned",
        table: "sede_application",
        // "Leave it for later" means today or tomorrow.
        keep: SignedDuration::from_hours(48),
        delete: sql!(
            "DELETE FROM sede_application WHERE id IN (SELECT id FROM sede_application \
             WHERE state = 'draft' AND updated_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.sede_applicant.never_applied",
        table: "sede_applicant",
        // Came, looked, and sent nothing: nothing of theirs is needed once the visits are gone.
        keep: SignedDuration::from_hours(7 * 24),
        delete: sql!(
            "DELETE FROM sede_applicant WHERE id IN (SELECT p.id FROM sede_applicant p \
             WHERE p.updated_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM sede_application a WHERE a.applicant_id = p.id) \
             AND NOT EXISTS (SELECT 1 FROM sede_session s WHERE s.applicant_id = p.id) \
             LIMIT $2)"
        ),
    },
];
