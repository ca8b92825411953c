//! Text strings and dates as PDF writes them (ISO 32000-1 §7.9).

use std::fmt::Write as _;

use vocab::Timestamp;

/// A text string: literal while it is plain ASCII, otherwise UTF-16BE in hexadecimal.
pub(crate) fn text_string(text: &str) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('(');
        for c in text.chars() {
            if matches!(c, '(' | ')' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push(')');
        return out;
    }
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        // Cannot fail: writing to a String does not.
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}

/// A date in UTC, to the second (§7.9.4).
pub(crate) fn date(at: Timestamp) -> String {
    at.strftime("(D:%Y%m%d%H%M%SZ)").to_string()
}

/// Reads back what [`date`] writes.
pub(crate) fn parse_date(raw: &str) -> Option<Timestamp> {
    let digits = raw.strip_prefix("(D:")?.strip_suffix("Z)")?;
    if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let civil = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?;
    civil
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            // Cannot fail: writing to a String does not.
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn escapes_plain_text_and_encodes_the_rest() {
        assert_eq!(text_string(r"a(b)\"), r"(a\(b\)\\)");
        assert_eq!(text_string("ñ"), "<FEFF00F1>");
    }

    #[test]
    fn reads_back_the_dates_that_it_writes() {
        let at: Timestamp = "2026-11-05T08:09:10Z".parse().unwrap();
        assert_eq!(date(at), "(D:20261105080910Z)");
        assert_eq!(parse_date(&date(at)), Some(at));
        assert_eq!(parse_date("(D:20261305080910Z)"), None);
    }
}
