//! PEM (RFC 7468), as much as key and certificate files need.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// A block of a PEM text.
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Zeroizing<Vec<u8>>,
}

/// Every block in the text, in order; text between blocks is skipped. `None` if a block is cut
/// or is not base64.
pub(crate) fn blocks(text: &str) -> Option<Vec<Block>> {
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(label) = line
            .strip_prefix("-----BEGIN ")
            .and_then(|l| l.strip_suffix("-----"))
        else {
            continue;
        };
        let end = format!("-----END {label}-----");
        let mut body = Zeroizing::new(String::new());
        loop {
            match lines.next()? {
                line if line == end => break,
                line => body.push_str(line),
            }
        }
        let der = Zeroizing::new(STANDARD.decode(body.as_bytes()).ok()?);
        found.push(Block {
            label: label.to_owned(),
            der,
        });
    }
    Some(found)
}

/// The certificates of a PEM text, each in DER, in order; other blocks are skipped. Nothing if a
/// block is cut.
#[must_use]
pub fn certificates(text: &str) -> Option<Vec<Vec<u8>>> {
    let blocks = blocks(text)?.into_iter();
    let certificates = blocks.filter(|block| block.label == "CERTIFICATE");
    Some(certificates.map(|block| block.der.to_vec()).collect())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn encode(label: &str, der: &[u8]) -> String {
        let body = STANDARD.encode(der);
        let lines = body.as_bytes().chunks(64).map(String::from_utf8_lossy);
        let lines: Vec<_> = lines.collect();
        format!(
            "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
            lines.join("\n")
        )
    }

    #[test]
    fn reads_what_it_writes_and_skips_what_is_between() {
        let text = format!(
            "a comment\n{}\n{}",
            encode("ONE", &[7; 100]),
            encode("TWO", b"")
        );
        let blocks = blocks(&text).unwrap();
        let labels: Vec<_> = blocks.iter().map(|block| block.label.as_str()).collect();
        assert_eq!(labels, ["ONE", "TWO"]);
        assert_eq!(blocks.first().unwrap().der.as_slice(), [7; 100]);
    }

    #[test]
    fn refuses_blocks_that_are_cut_or_no_base64() {
        let text = encode("ONE", &[7; 100]);
        assert!(blocks(text.get(..60).unwrap()).is_none());
        assert!(blocks(&text.replace("Bw", "!!")).is_none());
    }
}
