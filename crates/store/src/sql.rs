//! SQL text that both engines read alike.
//!
//! SQLite takes `$1` as a *name* and numbers parameters by first appearance, PostgreSQL takes it
//! as a position. `UPDATE t SET e = $2 WHERE a = $1` therefore changes the wrong row on SQLite
//! without any error. [`sql!`](macro@crate::sql) refuses such a text when it is compiled, and a
//! transaction accepts nothing else than a [`Sql`].

/// One statement whose parameters `$1, $2, …` first appear in that order.
///
/// Made only by [`sql!`](macro@crate::sql).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql {
    text: &'static str,
    parameters: usize,
}

impl Sql {
    /// Checks a text. Use [`sql!`](macro@crate::sql), which does it while compiling.
    ///
    /// # Panics
    /// If the parameters do not first appear as `$1, $2, …`, if the text has a `?` parameter, or
    /// more than one statement. Inside `sql!` the panic is a compile error.
    #[doc(hidden)]
    #[must_use]
    pub const fn checked(text: &'static str) -> Self {
        Self {
            text,
            parameters: count_parameters(text.as_bytes()),
        }
    }

    /// The statement.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// How many values it takes.
    #[must_use]
    pub const fn parameters(self) -> usize {
        self.parameters
    }

    /// Identifies the statement in a cache. Two copies of one text may differ, which costs a
    /// second preparation and nothing else.
    pub(crate) fn key(self) -> (usize, usize) {
        (self.text.as_ptr().addr(), self.text.len())
    }
}

/// Turns a literal into a [`Sql`], checked while compiling.
///
/// ```
/// let find = store::sql!("SELECT name FROM person WHERE id = $1 AND state = $2");
/// assert_eq!(find.parameters(), 2);
/// ```
///
/// Parameters out of order do not compile:
///
/// ```compile_fail
/// let wrong = store::sql!("UPDATE person SET name = $2 WHERE id = $1");
/// ```
///
/// Nor does a parameter left out, SQLite's own `?`, or a second statement:
///
/// ```compile_fail
/// let wrong = store::sql!("SELECT name FROM person WHERE id = $1 AND state = $3");
/// ```
/// ```compile_fail
/// let wrong = store::sql!("SELECT name FROM person WHERE id = ?");
/// ```
/// ```compile_fail
/// let wrong = store::sql!("DELETE FROM person; DELETE FROM session");
/// ```
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        const CHECKED: $crate::Sql = $crate::Sql::checked($text);
        CHECKED
    }};
}

const fn count_parameters(text: &[u8]) -> usize {
    let mut rest = text;
    let mut highest = 0;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match *byte {
            // A doubled quote inside a literal reads as two literals: the same end.
            b'\'' => rest = after(rest, b'\''),
            b'"' => rest = after(rest, b'"'),
            b'-' if matches!(rest, [b'-', ..]) => rest = after(rest, b'\n'),
            b'$' => {
                let (number, tail) = leading_number(rest);
                assert!(
                    number >= 1 && number <= highest + 1,
                    "parameters must first appear in order: $1, $2, …"
                );
                if number > highest {
                    highest = number;
                }
                rest = tail;
            }
            b'?' => panic!("write parameters as $1, $2, …"),
            b';' => panic!("one statement at a time, without semicolon"),
            _ => {}
        }
    }
    highest
}

const fn after(text: &[u8], end: u8) -> &[u8] {
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        if *byte == end {
            break;
        }
    }
    rest
}

const fn leading_number(text: &[u8]) -> (usize, &[u8]) {
    let mut rest = text;
    let mut number = 0;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        number = number * 10 + (*digit - b'0') as usize;
        rest = tail;
    }
    (number, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_parameter_once() {
        assert_eq!(sql!("SELECT 1").parameters(), 0);
        assert_eq!(
            sql!("SELECT a FROM t WHERE a = $1 OR b = $1 AND c = $2").parameters(),
            2
        );
        let eleven = sql!("SELECT $1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$1");
        assert_eq!(eleven.parameters(), 11);
    }

    #[test]
    fn skips_literals_names_and_comments() {
        let text = sql!("SELECT '$7 it''s ?;', \"odd;$9\" -- what? $8;\n FROM t WHERE a = $1");
        assert_eq!(text.parameters(), 1);
    }

    #[test]
    #[should_panic(expected = "parameters must first appear in order")]
    fn refuses_parameters_out_of_order() {
        let _ = Sql::checked("UPDATE t SET e = $2 WHERE a = $1");
    }

    #[test]
    #[should_panic(expected = "parameters must first appear in order")]
    fn refuses_a_dollar_without_number() {
        let _ = Sql::checked("SELECT $name");
    }

    #[test]
    #[should_panic(expected = "one statement at a time")]
    fn refuses_two_statements() {
        let _ = Sql::checked("SELECT 1; SELECT 2");
    }
}
