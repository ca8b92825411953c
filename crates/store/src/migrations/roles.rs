//! The database role of the electronic office: it may touch its own tables and the shared ones,
//! and nothing of the identity side.

use postgres::{Client, Error, error::SqlState};

/// The role. It cannot log in; the store's own role is made a member and steps into it.
pub(crate) const SEDE: &str = "aldaba_sede";

/// Shared tables and what the electronic office may do there. Audit entries are only added.
const SHARED: [(&str, &str); 9] = [
    ("schema_migration", "SELECT"),
    ("schema_meta", "SELECT"),
    ("data_key", "SELECT, INSERT, UPDATE, DELETE"),
    ("lease", "SELECT, INSERT, UPDATE, DELETE"),
    ("outbox", "SELECT, INSERT, UPDATE, DELETE"),
    ("audit_entry", "SELECT, INSERT"),
    ("body", "SELECT"),
    ("issued_document", "SELECT, INSERT, UPDATE"),
    ("velocity", "SELECT, INSERT, UPDATE, DELETE"),
];

/// Makes the role where it is missing and grants it what the tables of today need.
pub(super) fn renew(client: &mut Client) -> Result<(), Error> {
    if !make(client)? {
        tracing::warn!(
            "the database role {SEDE} is missing and this role may not create it: the electronic \
             office runs with the rights of the whole. Run `CREATE ROLE {SEDE} NOLOGIN; GRANT \
             {SEDE} TO CURRENT_USER` as an administrator and migrate again"
        );
        return Ok(());
    }
    let mut grants = format!("GRANT USAGE ON SCHEMA public TO {SEDE};");
    let tables = client.query(
        "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema()",
        &[],
    )?;
    for row in tables {
        let table: String = row.try_get(0)?;
        let shared = SHARED
            .iter()
            .find(|(name, _)| *name == table)
            .map(|(_, rights)| *rights);
        let own = table
            .starts_with("sede_")
            .then_some("SELECT, INSERT, UPDATE, DELETE");
        if let Some(rights) = shared.or(own) {
            grants.push_str(&format!("GRANT {rights} ON TABLE {table} TO {SEDE};"));
        }
    }
    in_turn(client, &grants)
}

/// `false` if the role is missing and may not be made.
fn make(client: &mut Client) -> Result<bool, Error> {
    let exists = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'aldaba_sede'";
    if client.query_opt(exists, &[])?.is_none() {
        match client.batch_execute(&format!("CREATE ROLE {SEDE} NOLOGIN")) {
            Ok(()) => {}
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                return Ok(false);
            }
            // Another process made it at the same moment.
            Err(error) if was_faster(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let member = "SELECT pg_catalog.pg_has_role(current_user, 'aldaba_sede', 'MEMBER')";
    if client.query_one(member, &[])?.try_get(0)? {
        return Ok(true);
    }
    match in_turn(client, &format!("GRANT {SEDE} TO CURRENT_USER;")) {
        Ok(()) => Ok(true),
        Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Grants change shared catalogue rows: two processes at once would fail with "tuple concurrently
/// updated".
fn in_turn(client: &mut Client, grants: &str) -> Result<(), Error> {
    client.batch_execute(&format!(
        "BEGIN; {}; {grants} COMMIT",
        super::postgres::LOCK
    ))
}

fn was_faster(error: &Error) -> bool {
    [SqlState::DUPLICATE_OBJECT, SqlState::UNIQUE_VIOLATION]
        .iter()
        .any(|code| error.code() == Some(code))
}
