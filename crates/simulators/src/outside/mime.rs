//! Reads the little of a message (RFC 5322, RFC 2045, RFC 2047) that the inbox shows: subject,
//! sender, id and a single text part in UTF-8. Whatever is stranger is shown as it came.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// What the inbox shows of an e-mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mail {
    /// The part of the `Message-ID` before the `@`.
    pub(super) id: Option<String>,
    /// The `From` header, decoded.
    pub(super) from: String,
    /// The `Subject` header, decoded.
    pub(super) subject: String,
    /// The text, decoded, lines parted by `\n`.
    pub(super) text: String,
}

/// Reads a message with line ends of CR LF.
pub(super) fn read(message: &[u8]) -> Mail {
    let message = String::from_utf8_lossy(message);
    let (head, body) = message.split_once("\r\n\r\n").unwrap_or((&message, ""));
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.trim())
    };
    let id = header("Message-ID").trim_start_matches('<').split_once('@');
    let text = match header("Content-Transfer-Encoding")
        .to_ascii_lowercase()
        .as_str()
    {
        "base64" => base64_text(body),
        "quoted-printable" => String::from_utf8_lossy(&quoted_printable(body)).into_owned(),
        _ => body.to_owned(),
    };
    Mail {
        id: id
            .map(|(local, _)| local.to_owned())
            .filter(|local| !local.is_empty()),
        from: decoded(header("From")),
        subject: decoded(header("Subject")),
        text: text.replace("\r\n", "\n").trim_end().to_owned(),
    }
}

fn base64_text(body: &str) -> String {
    let squeezed: String = body.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(squeezed);
    bytes.map_or_else(
        |_| body.to_owned(),
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}

/// RFC 2045 §6.7. What is no valid escape stays as it is.
fn quoted_printable(body: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'=', [b'\r', b'\n', after @ ..]) => rest = after,
            (b'=', [high, low, after @ ..]) if hex(*high, *low).is_some() => {
                out.extend(hex(*high, *low));
                rest = after;
            }
            _ => out.push(*byte),
        }
    }
    out
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte| {
        char::from(byte)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    Some(digit(high)? << 4 | digit(low)?)
}

/// A header with its encoded words (RFC 2047 §2) in UTF-8 decoded. White space between two encoded
/// words does not count (§6.2).
fn decoded(header: &str) -> String {
    let mut out = String::new();
    let mut after_word = false;
    for piece in header.split_inclusive(' ') {
        let word = piece.trim();
        match encoded_word(word) {
            Some(text) => {
                if after_word {
                    out.truncate(out.trim_end().len());
                }
                out.push_str(&text);
                out.push_str(&" ".repeat(piece.len() - word.len()));
                after_word = true;
            }
            None => {
                out.push_str(piece);
                after_word = after_word && word.is_empty();
            }
        }
    }
    out.trim().to_owned()
}

fn encoded_word(word: &str) -> Option<String> {
    let mut parts = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
    let (charset, encoding, text) = (parts.next()?, parts.next()?, parts.next()?);
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let bytes = match encoding {
        "B" | "b" => STANDARD.decode(text).ok()?,
        "Q" | "q" => quoted_printable(&text.replace('_', " ")),
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_plain_message() {
        let mail = read(b"Message-ID: <0199-ab@id.example>\r\nFrom: Identidad <no@id.example>\r\nSubject: Hola\r\n\r\nUno\r\nDos\r\n");
        assert_eq!(
            mail,
            Mail {
                id: Some("0199-ab".into()),
                from: "Identidad <no@id.example>".into(),
                subject: "Hola".into(),
                text: "Uno\nDos".into()
            }
        );
    }

    #[test]
    fn decodes_quoted_printable_with_soft_breaks_and_stray_signs() {
        assert_eq!(
            quoted_printable("est=C3=A1 1=\r\n2 =ZZ ="),
            "está 12 =ZZ =".as_bytes()
        );
    }

    #[test]
    fn decodes_base64_bodies() {
        let mail = read(b"Content-Transfer-Encoding: BASE64\r\n\r\nZXN0\r\nw6E=\r\n");
        assert_eq!(mail.text, "está");
    }

    #[test]
    fn decodes_folded_subjects_and_joins_encoded_words() {
        let mail =
            read(b"Subject: Re: =?utf-8?b?ZXN0w6E=?=\r\n =?UTF-8?Q?_l=C3=ADsto?= ya\r\n\r\n");
        assert_eq!(mail.subject, "Re: está lísto ya");
    }

    #[test]
    fn shows_what_it_does_not_understand_as_it_came() {
        assert_eq!(
            decoded("=?iso-2022-jp?b?xx?= =?utf-8?x?y?= =?utf-8?b?!?="),
            "=?iso-2022-jp?b?xx?= =?utf-8?x?y?= =?utf-8?b?!?="
        );
        assert_eq!(read(b"no head at all").id, None);
        assert_eq!(read(&[0xff, 0xfe]).text, "");
    }
}
