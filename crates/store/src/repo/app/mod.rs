//! The app: devices, activations, requests that wait in a browser, PINs that the app shows.

pub mod activation;
pub mod call;
pub mod device;
pub mod hold;
pub mod pin;
pub mod request;

use vocab::SignedDuration;

use crate::{StoreError, repo::person::decode, retention::RetentionRule, sql};

/// Woken when a request moved: browsers that wait look.
pub const REQUESTS: &str = "app.requests";

/// How long rows of the app are kept. Devices that still confirm stay.
pub const RETENTION: &[RetentionRule] = &[
    RetentionRule {
        name: "retention.app_device.ended",
        table: "app_device",
        // As long as a person can see what was done in their name.
        keep: SignedDuration::from_hours(365 * 24),
        delete: sql!(
            "DELETE FROM app_device WHERE id IN (SELECT id FROM app_device \
             WHERE ended_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.app_activation",
        table: "app_activation",
        // A day, so that the helpline can see that a code was asked for.
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM app_activation WHERE id IN (SELECT id FROM app_activation \
             WHERE created_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.app_request",
        table: "app_request",
        // As long as it is worth reporting.
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM app_request WHERE id IN (SELECT id FROM app_request \
             WHERE asked_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.app_call",
        table: "app_call",
        // As the request that it belongs to.
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM app_call WHERE id IN (SELECT id FROM app_call \
             WHERE created_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.client_ping",
        table: "client_ping",
        keep: SignedDuration::from_hours(24),
        delete: sql!(
            "DELETE FROM client_ping WHERE id IN (SELECT id FROM client_ping \
             WHERE created_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.app_pin",
        table: "app_pin",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM app_pin WHERE challenge_id IN (SELECT challenge_id FROM app_pin \
             WHERE expires_at <= $1 LIMIT $2)"
        ),
    },
    RetentionRule {
        name: "retention.app_hold",
        table: "app_hold",
        keep: SignedDuration::ZERO,
        delete: sql!(
            "DELETE FROM app_hold WHERE person_id IN (SELECT person_id FROM app_hold \
             WHERE activation_until <= $1 AND requests_until <= $1 LIMIT $2)"
        ),
    },
];

fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn known<T>(value: Option<T>, column: &'static str) -> Result<T, StoreError> {
    value.ok_or_else(|| decode(column))
}
