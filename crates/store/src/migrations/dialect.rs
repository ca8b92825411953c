//! Turns a migration of the common subset into SQLite's words: `BIGINT` and `BOOLEAN` become
//! `INTEGER`, `BYTEA` becomes `BLOB`, and every table becomes STRICT, so that SQLite refuses a
//! value of a wrong type as PostgreSQL does. Literals, quoted names and comments stay.

/// The text for SQLite.
pub(super) fn for_sqlite(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut statement = Vec::<String>::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '\'' | '"' => quoted(rest, first),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, tail) = rest.split_at(length);
        rest = tail;
        match token {
            ";" => {
                if statement.starts_with(&["CREATE".to_owned(), "TABLE".to_owned()]) {
                    out.push_str(" STRICT");
                }
                statement.clear();
                out.push(';');
            }
            word if is_word(first) => {
                let upper = word.to_ascii_uppercase();
                out.push_str(match upper.as_str() {
                    "BIGINT" | "BOOLEAN" => "INTEGER",
                    "BYTEA" => "BLOB",
                    _ => word,
                });
                statement.push(upper);
            }
            other => out.push_str(other),
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of a literal or quoted name with its quotes. A doubled quote reads as two of them.
fn quoted(text: &str, quote: char) -> usize {
    let inside = text.get(1..).unwrap_or_default();
    inside.find(quote).map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_types_and_makes_tables_strict() {
        let text = "CREATE TABLE t (a BYTEA NOT NULL, n BIGINT, b BOOLEAN, x TEXT); -- BIGINT\n\
                    CREATE INDEX i ON t (a) WHERE x = 'BIGINT; it''s';";
        assert_eq!(
            for_sqlite(text),
            "CREATE TABLE t (a BLOB NOT NULL, n INTEGER, b INTEGER, x TEXT) STRICT; -- BIGINT\n\
             CREATE INDEX i ON t (a) WHERE x = 'BIGINT; it''s';"
        );
    }
}
