//! Reads PDF objects (ISO 32000-1 §7.3) from a slice, keeping where each value stood,
//! so that an update can repeat every byte that it does not change.

use std::borrow::Cow;

use crate::error::PdfError;

/// Deepest nesting of arrays and dictionaries. typst needs 5; 32 is generous.
const MAX_DEPTH: usize = 32;
/// Most values in one object: a parent tree of a book stays below this.
const MAX_VALUES: usize = 200_000;

/// Number and generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ObjectId {
    pub(crate) number: u32,
    pub(crate) generation: u16,
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} R", self.number, self.generation)
    }
}

/// A value and the bytes it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    /// Offset of `raw` in the file.
    pub(crate) start: usize,
    pub(crate) raw: &'a [u8],
    pub(crate) kind: Kind<'a>,
}

/// What a value is. Strings stay undecoded: only their bytes are ever repeated.
#[derive(Debug, Clone)]
pub(crate) enum Kind<'a> {
    Null,
    Boolean,
    Integer(i64),
    Real,
    Name(Cow<'a, [u8]>),
    Literal,
    Hex,
    Array(Vec<Value<'a>>),
    Dict(Dict<'a>),
    Reference(ObjectId),
}

/// A dictionary, in the order of the file, without duplicate keys.
#[derive(Debug, Clone)]
pub(crate) struct Dict<'a> {
    start: usize,
    raw: &'a [u8],
    entries: Vec<(Cow<'a, [u8]>, Value<'a>)>,
}

impl<'a> Dict<'a> {
    pub(crate) fn find(&self, key: &str) -> Option<&Value<'a>> {
        let key = key.as_bytes();
        self.entries
            .iter()
            .find_map(|(name, value)| (name.as_ref() == key).then_some(value))
    }

    pub(crate) fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.find(key), Some(Value { kind: Kind::Name(n), .. }) if n.as_ref() == name.as_bytes())
    }

    /// Offset of the dictionary in the file.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The same bytes with some values replaced and the missing ones added at the end.
    pub(crate) fn edited(&self, changes: &[(&str, String)]) -> Vec<u8> {
        let mut replaced: Vec<(&Value<'a>, &str)> = Vec::new();
        let mut added = String::new();
        for (key, text) in changes {
            match self.find(key) {
                Some(value) => replaced.push((value, text)),
                None => {
                    added.push('/');
                    added.push_str(key);
                    if !text.starts_with(['<', '[', '(', '/']) {
                        added.push(' ');
                    }
                    added.push_str(text);
                }
            }
        }
        replaced.sort_by_key(|(value, _)| value.start);
        let mut out = Vec::with_capacity(self.raw.len() + 256);
        let mut at = 0;
        for (value, text) in replaced {
            let from = value.start - self.start;
            out.extend_from_slice(self.raw.get(at..from).unwrap_or_default());
            let joins = |byte: Option<&u8>| byte.is_some_and(|byte| is_regular(*byte));
            if joins(out.last()) && joins(text.as_bytes().first()) {
                out.push(b' ');
            }
            out.extend_from_slice(text.as_bytes());
            at = from + value.raw.len();
        }
        let close = self.raw.len() - 2;
        out.extend_from_slice(self.raw.get(at..close).unwrap_or_default());
        out.extend_from_slice(added.as_bytes());
        out.extend_from_slice(b">>");
        out
    }
}

impl<'a> Value<'a> {
    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self.kind {
            Kind::Integer(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn as_reference(&self) -> Option<ObjectId> {
        match self.kind {
            Kind::Reference(id) => Some(id),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Value<'a>]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The bytes of the value as text; PDF syntax outside strings is ASCII.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.raw).into_owned()
    }

    /// `[a b]` becomes `[a b ITEM]`, anything else `[VALUE ITEM]`.
    pub(crate) fn with_item(&self, item: &str) -> String {
        let text = self.text();
        match (&self.kind, text.strip_suffix(']')) {
            (Kind::Array(_), Some(open)) => format!("{open} {item}]"),
            _ => format!("[{text} {item}]"),
        }
    }
}

/// A position in the file. Every method fails rather than reads past the end.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    values_left: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            values_left: MAX_VALUES,
        }
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(crate) fn missing(&self, expected: &'static str) -> PdfError {
        PdfError::Malformed {
            offset: self.at,
            expected,
        }
    }

    /// Skips white space and comments (§7.2.2, §7.2.3).
    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Consumes `word` if it stands here as a whole token.
    pub(crate) fn keyword(&mut self, word: &'static str) -> Result<(), PdfError> {
        let rest = self.rest();
        let ends = rest.get(word.len()).is_none_or(|b| !is_regular(*b));
        if rest.starts_with(word.as_bytes()) && ends {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.missing(word))
        }
    }

    /// An unsigned integer of at most ten digits.
    pub(crate) fn unsigned(&mut self) -> Result<u64, PdfError> {
        let digits = self
            .rest()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 || digits > 10 {
            return Err(self.missing("number"));
        }
        let value = self
            .rest()
            .iter()
            .take(digits)
            .fold(0, |sum, b| sum * 10 + u64::from(b - b'0'));
        self.at += digits;
        Ok(value)
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, PdfError> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Value<'a>, PdfError> {
        self.skip_space();
        if depth > MAX_DEPTH || self.values_left == 0 {
            return Err(PdfError::TooComplex { offset: self.at });
        }
        self.values_left -= 1;
        let start = self.at;
        let next = self.bytes.get(start + 1).copied();
        let kind = match (self.peek(), next) {
            (Some(b'<'), Some(b'<')) => Kind::Dict(self.dict(depth)?),
            (Some(b'<'), _) => self.hex()?,
            (Some(b'('), _) => self.literal()?,
            (Some(b'['), _) => Kind::Array(self.array(depth)?),
            (Some(b'/'), _) => Kind::Name(self.name()?),
            (Some(b'0'..=b'9' | b'+' | b'-' | b'.'), _) => self.number()?,
            (Some(b't'), _) => self.keyword("true").map(|()| Kind::Boolean)?,
            (Some(b'f'), _) => self.keyword("false").map(|()| Kind::Boolean)?,
            (Some(b'n'), _) => self.keyword("null").map(|()| Kind::Null)?,
            _ => return Err(self.missing("object")),
        };
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        Ok(Value { start, raw, kind })
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value<'a>>, PdfError> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(items);
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict<'a>, PdfError> {
        let start = self.at;
        self.at += 2;
        let mut entries: Vec<(Cow<'a, [u8]>, Value<'a>)> = Vec::new();
        loop {
            self.skip_space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                let raw = self.bytes.get(start..self.at).unwrap_or_default();
                return Ok(Dict {
                    start,
                    raw,
                    entries,
                });
            }
            let key = self.name()?;
            // Readers disagree about which of two equal keys counts: an attacker's tool.
            // The dictionaries read here have few keys, so the quadratic search is cheap.
            if entries.len() > 1000 || entries.iter().any(|(name, _)| *name == key) {
                return Err(self.missing("dictionary with few, distinct keys"));
            }
            let value = self.nested(depth + 1)?;
            entries.push((key, value));
        }
    }

    fn name(&mut self) -> Result<Cow<'a, [u8]>, PdfError> {
        if self.peek() != Some(b'/') {
            return Err(self.missing("name"));
        }
        self.at += 1;
        let rest = self.rest();
        let length = rest.iter().take_while(|b| is_regular(**b)).count();
        let raw = rest.get(..length).unwrap_or_default();
        self.at += length;
        if !raw.contains(&b'#') {
            return Ok(Cow::Borrowed(raw));
        }
        let mut decoded = Vec::with_capacity(raw.len());
        let mut bytes = raw.iter();
        while let Some(&byte) = bytes.next() {
            if byte != b'#' {
                decoded.push(byte);
                continue;
            }
            match (
                bytes.next().and_then(|b| hex_digit(*b)),
                bytes.next().and_then(|b| hex_digit(*b)),
            ) {
                (Some(high), Some(low)) => decoded.push(high << 4 | low),
                _ => return Err(self.missing("name with valid # escapes")),
            }
        }
        Ok(Cow::Owned(decoded))
    }

    fn hex(&mut self) -> Result<Kind<'a>, PdfError> {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                return Ok(Kind::Hex);
            }
            if hex_digit(byte).is_none() && !is_space(byte) {
                break;
            }
        }
        Err(self.missing("end of a hexadecimal string"))
    }

    fn literal(&mut self) -> Result<Kind<'a>, PdfError> {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' if open == 1 => return Ok(Kind::Literal),
                b')' => open -= 1,
                _ => {}
            }
        }
        Err(self.missing("end of a string"))
    }

    fn number(&mut self) -> Result<Kind<'a>, PdfError> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.iter().take_while(|b| is_regular(**b)).count();
        let token = rest
            .get(..length)
            .and_then(|t| std::str::from_utf8(t).ok())
            .unwrap_or_default();
        let plain = token.bytes().all(|b| b.is_ascii_digit());
        if plain && let Some(id) = self.reference(length) {
            return Ok(Kind::Reference(id));
        }
        self.at = start + length;
        if let Ok(value) = token.parse::<i64>() {
            return Ok(Kind::Integer(value));
        }
        let unsigned = token.strip_prefix(['+', '-']).unwrap_or(token);
        let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
        let dots = unsigned.bytes().filter(|b| *b == b'.').count();
        if digits > 0 && dots <= 1 && digits + dots == unsigned.len() {
            return Ok(Kind::Real);
        }
        self.at = start;
        Err(self.missing("number"))
    }

    /// `12 0 R`, if that is what stands here; otherwise nothing is consumed.
    fn reference(&mut self, digits: usize) -> Option<ObjectId> {
        if digits > 10 {
            return None;
        }
        let mut ahead = Reader::new(self.bytes, self.at);
        let number = u32::try_from(ahead.unsigned().ok()?).ok()?;
        ahead.skip_space();
        let generation = u16::try_from(ahead.unsigned().ok()?).ok()?;
        ahead.skip_space();
        ahead.keyword("R").ok()?;
        self.at = ahead.at;
        Some(ObjectId { number, generation })
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn dict(text: &str) -> Dict<'_> {
        match read(text).unwrap().kind {
            Kind::Dict(dict) => dict,
            other => panic!("{other:?}"),
        }
    }

    fn read(text: &str) -> Result<Value<'_>, PdfError> {
        Reader::new(text.as_bytes(), 0).value()
    }

    #[test]
    fn tells_references_from_integers() {
        let value = read("[1 2 0 R 3 4 5 0 R]").unwrap();
        let items = value.as_array().unwrap();
        assert_eq!(items.len(), 5);
        assert_eq!(
            items.iter().filter(|v| v.as_reference().is_some()).count(),
            2
        );
    }

    #[test]
    fn decodes_escaped_names_so_that_a_key_cannot_hide() {
        assert!(dict("<</Acro#46orm 1 0 R>>").find("AcroForm").is_some());
    }

    #[test]
    fn refuses_a_key_given_twice() {
        assert!(read("<</A 1/#41 2>>").is_err());
    }

    #[test]
    fn keeps_every_byte_that_it_does_not_change() {
        let value = dict("<< /A (x\\)) /B 5/C<</D[1]>> >>");
        let edited = value.edited(&[("B", "6 0 R".into()), ("E", "[1]".into())]);
        assert_eq!(edited, b"<< /A (x\\)) /B 6 0 R/C<</D[1]>> /E[1]>>");
    }

    #[test]
    fn refuses_depth_without_recursing_to_death() {
        let deep = "[".repeat(100_000);
        assert!(matches!(read(&deep), Err(PdfError::TooComplex { .. })));
        let wide = format!("[{}]", "0 ".repeat(MAX_VALUES + 1));
        assert!(matches!(read(&wide), Err(PdfError::TooComplex { .. })));
    }

    #[test]
    fn refuses_numbers_and_strings_that_are_none() {
        for text in ["--1", "1.2.3", "(open", "<zz>", "<12", "/A#4", "nul", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
