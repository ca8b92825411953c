//! PostgreSQL's errors in the store's words, by SQLSTATE
//! (<https://www.postgresql.org/docs/15/errcodes-appendix.html>).

use postgres::{
    Error,
    error::{DbError, SqlState},
};

use crate::{
    StoreError,
    error::{Cure, Fault, Source, unique_on},
    tx::bug,
};

pub(crate) fn fault(transaction: &'static str, error: Error) -> Fault {
    let Some(server) = error.as_db_error() else {
        return without_answer(transaction, error);
    };
    let state = server.code().clone();
    let cure = cure(&state, server);
    let error = match state.code().get(..2) {
        _ if state == SqlState::UNIQUE_VIOLATION || state == SqlState::EXCLUSION_VIOLATION => {
            StoreError::UniqueViolation {
                on: unique_columns(server),
            }
        }
        _ if state == SqlState::FOREIGN_KEY_VIOLATION => StoreError::ForeignKey {
            on: server.constraint().unwrap_or_default().to_owned(),
        },
        // Integrity constraints: NOT NULL and CHECK are left.
        Some("23") => StoreError::Check { rule: rule(server) },
        _ if state == SqlState::DISK_FULL => StoreError::Full,
        // Connection, resources, operator intervention, system: the server cannot now.
        Some("08" | "53" | "57" | "58") => unavailable(server.message().to_owned(), error),
        // Invalid authorization, unknown database, a transaction begun on a standby.
        Some("28" | "3D") => unavailable(server.message().to_owned(), error),
        _ => bug(
            transaction,
            format!("{} (SQLSTATE {})", server.message(), state.code()),
        ),
    };
    Fault { error, cure }
}

fn cure(state: &SqlState, server: &DbError) -> Cure {
    // Serialization failure and deadlock: the probe measured them, and only them, as lost races.
    if [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ]
    .contains(state)
    {
        return Cure::Retry;
    }
    // The table changed under a prepared statement, or a pooler gave us another connection.
    let stale =
        *state == SqlState::FEATURE_NOT_SUPPORTED && server.message().contains("cached plan");
    if stale || *state == SqlState::INVALID_SQL_STATEMENT_NAME {
        return Cure::Prepare;
    }
    let going = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_SESSION_TIMEOUT,
    ];
    if going.contains(state) {
        Cure::Reconnect
    } else {
        Cure::None
    }
}

/// The driver failed before the server answered, or refused to ask.
fn without_answer(transaction: &'static str, error: Error) -> Fault {
    use std::error::Error as _;
    let network = error
        .source()
        .and_then(<dyn std::error::Error>::downcast_ref::<std::io::Error>);
    let distrust = network
        .and_then(std::io::Error::get_ref)
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(distrust) = distrust {
        let reason = format!("no protected connection to PostgreSQL: {distrust}");
        return unavailable(reason, error).into();
    }
    let from_network = network.is_some();
    if error.is_closed() || from_network {
        return Fault {
            error: unavailable("the connection to PostgreSQL is lost".into(), error),
            cure: Cure::Reconnect,
        };
    }
    let text = match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    if text.starts_with("error connecting") || text.starts_with("error performing TLS") {
        return Fault {
            error: unavailable(text, error),
            cure: Cure::None,
        };
    }
    bug(transaction, text).into()
}

fn unavailable(reason: String, error: Error) -> StoreError {
    StoreError::Unavailable {
        reason,
        source: Some(Source::new(error)),
    }
}

fn rule(server: &DbError) -> String {
    let parts = [server.table(), server.column().or(server.constraint())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// `person(a, b)` from the table and "Key (a, b)=(…) already exists." of the detail, in whichever
/// language the server writes it. The values stay out: they may be personal.
fn unique_columns(server: &DbError) -> String {
    let table = server.table().unwrap_or_default();
    let detail = server.detail().unwrap_or_default();
    let columns = detail
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(")=("))
        .map(|(columns, _)| columns.split(", ").collect::<Vec<_>>());
    match columns {
        Some(columns) => unique_on(table, &columns),
        None => server.constraint().unwrap_or(table).to_owned(),
    }
}
