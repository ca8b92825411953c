//! A list of breached passwords in a file: one line each, the SHA-1 of the password in hexadecimal
//! and perhaps a colon and how often it was seen, ordered by hash. That is the form in which
//! Pwned Passwords is published (`haveibeenpwned.com/Passwords`, "ordered by hash"); the whole of
//! it, some forty gigabytes, is searched in thirty-odd small readings and never loaded.

use std::{
    cmp::Ordering,
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use vocab::Password;

/// Characters of a SHA-1 in hexadecimal.
const HASH: usize = 40;

/// The longest line: a hash, a colon, a count of twenty digits, CR and LF.
const LINE: usize = 64;

/// Why a file is no such list.
#[derive(Debug, thiserror::Error)]
pub enum BreachedFileError {
    /// It cannot be read.
    #[error("{0} cannot be read")]
    Read(PathBuf, #[source] io::Error),
    /// Its first or last line is no hash.
    #[error("{0} does not consist of lines with a SHA-1 in hexadecimal")]
    NotHashes(PathBuf),
    /// Its first line comes after its last.
    #[error("{0} is not ordered by hash")]
    NotOrdered(PathBuf),
}

/// The file, open.
#[derive(Debug)]
pub struct BreachedFile {
    file: File,
    length: u64,
}

/// A line and where it lies.
struct Line {
    begins: u64,
    ends: u64,
    hash: [u8; HASH],
}

impl BreachedFile {
    /// Opens a list and looks at both of its ends.
    ///
    /// # Errors
    /// [`BreachedFileError`].
    pub fn open(path: &Path) -> Result<Self, BreachedFileError> {
        let unread = |error| BreachedFileError::Read(path.to_owned(), error);
        let file = File::open(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        let list = Self { file, length };
        let first = list.line_at(0);
        let last = list.line_at(length.saturating_sub(1));
        match (first.map_err(unread)?, last.map_err(unread)?) {
            (Some(first), Some(last)) if first.hash <= last.hash => Ok(list),
            (Some(_), Some(_)) => Err(BreachedFileError::NotOrdered(path.to_owned())),
            _ => Err(BreachedFileError::NotHashes(path.to_owned())),
        }
    }

    /// Is this password on the list?
    ///
    /// # Errors
    /// If the file cannot be read any more, or a line in the middle is no hash.
    pub(super) fn contains(&self, password: &Password) -> io::Result<bool> {
        let wanted = fingerprint(password);
        let (mut low, mut high) = (0, self.length);
        while low < high {
            let line = self.line_at(low + (high - low) / 2)?;
            let line = line.ok_or_else(|| io::Error::other("a line of the list is no hash"))?;
            match line.hash.cmp(&wanted) {
                Ordering::Equal => return Ok(true),
                Ordering::Less => low = line.ends,
                Ordering::Greater => high = line.begins,
            }
        }
        Ok(false)
    }

    /// The line that the byte at `offset` belongs to; nothing if it is no hash.
    fn line_at(&self, offset: u64) -> io::Result<Option<Line>> {
        let from = offset.saturating_sub(LINE as u64);
        let mut window = [0; 2 * LINE];
        let read = self.read(&mut window, from)?;
        let around = window.get(..read).unwrap_or_default();
        let at = usize::try_from(offset - from).unwrap_or(usize::MAX);
        let (Some(before), Some(after)) = (around.get(..at), around.get(at..)) else {
            return Ok(None);
        };
        let ended = before.iter().rposition(|byte| *byte == b'\n');
        let begins = match ended {
            Some(end) => end + 1,
            None if from == 0 => 0,
            None => return Ok(None),
        };
        let ends = after.iter().position(|byte| *byte == b'\n');
        let ends = ends.map_or(read, |end| at + end + 1);
        let text = around.get(begins..ends).unwrap_or_default();
        Ok(hash_of(text).map(|hash| Line {
            begins: from + begins as u64,
            ends: from + ends as u64,
            hash,
        }))
    }

    fn read(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        let mut read = 0;
        while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, from + read as u64) {
                Ok(0) => break,
                Ok(some) => read += some,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(read)
    }
}

/// The hash at the beginning of a line, in capitals.
fn hash_of(line: &[u8]) -> Option<[u8; HASH]> {
    let (hash, rest) = line.split_first_chunk::<HASH>()?;
    let ends = matches!(rest.first(), None | Some(b':' | b'\r' | b'\n'));
    let whole = ends && hash.iter().all(u8::is_ascii_hexdigit);
    whole.then(|| hash.map(|byte| byte.to_ascii_uppercase()))
}

fn fingerprint(password: &Password) -> [u8; HASH] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let sum = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.expose().as_bytes());
    let mut hash = [b'0'; HASH];
    for (pair, byte) in hash.chunks_exact_mut(2).zip(sum.as_ref()) {
        let digits = [byte >> 4, byte & 15].map(|half| DIGITS.get(usize::from(half)));
        for (place, digit) in pair.iter_mut().zip(digits.into_iter().flatten()) {
            *place = *digit;
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::{fmt::Write as _, fs};

    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text).unwrap()
    }

    fn listed(words: &[&str], end: &str) -> String {
        let mut lines: Vec<String> = words
            .iter()
            .map(|word| String::from_utf8(fingerprint(&password(word)).to_vec()).unwrap())
            .collect();
        lines.sort();
        let mut text = String::new();
        for (count, line) in lines.iter().enumerate() {
            write!(text, "{line}:{count}{end}").unwrap();
        }
        text
    }

    fn open(text: &str) -> Result<BreachedFile, BreachedFileError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        fs::write(&path, text).unwrap();
        BreachedFile::open(&path)
    }

    #[test]
    fn a_hash_is_the_one_that_everybody_publishes() {
        // The example of RFC 3174, §7.3.
        assert_eq!(
            &fingerprint(&password("abc")),
            b"A9993E364706816ABA3E25717850C26C9CD0D89D"
        );
    }

    #[test]
    fn finds_each_line_of_a_list_and_no_other_whatever_ends_its_lines() {
        let words: Vec<String> = (0..1_000)
            .map(|number| format!("palabra {number}"))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for end in ["\n", "\r\n"] {
            for text in [
                listed(&words, end),
                listed(&words, end).trim_end().to_owned(),
                listed(&words, end).to_lowercase(),
            ] {
                let list = open(&text).unwrap();
                for word in &words {
                    assert!(list.contains(&password(word)).unwrap(), "{word}");
                }
                for word in ["palabra 1000", "palabra", "otra cosa"] {
                    assert!(!list.contains(&password(word)).unwrap(), "{word}");
                }
            }
        }
        let one = open(&listed(&["sola"], "\n")).unwrap();
        assert!(one.contains(&password("sola")).unwrap());
        assert!(!one.contains(&password("otra")).unwrap());
    }

    #[test]
    fn refuses_what_is_no_list() {
        for text in ["", "\n", "contraseña\n", &"A".repeat(500), &"A".repeat(41)] {
            let refused = open(text).unwrap_err();
            assert!(
                matches!(refused, BreachedFileError::NotHashes(_)),
                "{text}: {refused}"
            );
        }
        let ordered = listed(&["uno", "dos", "tres"], "\n");
        let reversed: Vec<&str> = ordered.lines().rev().collect();
        let refused = open(&reversed.join("\n")).unwrap_err();
        assert!(
            matches!(refused, BreachedFileError::NotOrdered(_)),
            "{refused}"
        );
        let missing = BreachedFile::open(Path::new("/nonexistent/list")).unwrap_err();
        assert!(matches!(missing, BreachedFileError::Read(..)), "{missing}");
    }

    #[test]
    fn a_line_in_the_middle_that_is_no_hash_is_told() {
        let text = listed(&["uno", "dos", "tres"], "\n");
        let (first, rest) = text.split_once('\n').unwrap();
        let (_, last) = rest.split_once('\n').unwrap();
        let list = open(&format!(
            "{first}\nno hash at all, but as long as one would be\n{last}"
        ));
        assert!(list.unwrap().contains(&password("cuatro")).is_err());
    }
}
