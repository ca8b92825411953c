//! Parts of a file (RFC 9110 §14): a player asks for what it shows next, and for the end.

use http::{HeaderMap, header::RANGE};

/// What of a file was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// From the first byte to the last, both included.
    Part { first: u64, last: u64 },
    /// Nothing that is there.
    Beyond,
}

/// Reads the header. One range of bytes is understood; whatever else stands there counts as if
/// nothing stood there, as §14.2 allows.
pub(super) fn wanted(headers: &HeaderMap, size: u64) -> Wanted {
    let text = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let Some((first, last)) = text
        .and_then(|text| text.strip_prefix("bytes="))
        .and_then(|range| range.split_once('-'))
    else {
        return Wanted::Whole;
    };
    let end = size.saturating_sub(1);
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match (first.trim(), last.trim()) {
        // The last so many bytes.
        ("", last) => match number(last) {
            Some(0) => return Wanted::Beyond,
            Some(count) => (size.saturating_sub(count), end),
            None => return Wanted::Whole,
        },
        (first, "") => match number(first) {
            Some(first) => (first, end),
            None => return Wanted::Whole,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => (first, last.min(end)),
            _ => return Wanted::Whole,
        },
    };
    if first < size {
        Wanted::Part { first, last }
    } else {
        Wanted::Beyond
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn asked(range: &str) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, range.parse().unwrap());
        wanted(&headers, 1_000)
    }

    #[test]
    fn reads_the_ranges_of_players() {
        for (range, first, last) in [
            ("bytes=0-", 0, 999),
            ("bytes=0-99", 0, 99),
            ("bytes=900-", 900, 999),
            ("bytes=-100", 900, 999),
            ("bytes=-5000", 0, 999),
            ("bytes=990-5000", 990, 999),
        ] {
            assert_eq!(asked(range), Wanted::Part { first, last }, "{range}");
        }
    }

    #[test]
    fn what_is_not_one_range_is_the_whole_and_what_is_not_there_is_told() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=a-b",
            "bytes=9-1",
            "bytes=0-1,5-9",
            "lines=1-2",
        ] {
            assert_eq!(asked(range), Wanted::Whole, "{range}");
        }
        for range in ["bytes=1000-", "bytes=-0", "bytes=5000-6000"] {
            assert_eq!(asked(range), Wanted::Beyond, "{range}");
        }
        assert_eq!(wanted(&HeaderMap::new(), 0), Wanted::Whole);
    }
}
