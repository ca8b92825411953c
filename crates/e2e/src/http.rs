//! One request, one answer, over a connection of its own: enough for journeys, and nothing else.
//! Redirects are answers, not something to follow; [`crate::Visitor`] follows them.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

/// How long an answer may take. Debug builds render PDF files in seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers as they came, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name (lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every header of that name (lower case).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {} {}", self.status, self.text()))
    }
}

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    method: &'a str,
    url: &'a str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl<'a> Request<'a> {
    /// A request without body.
    #[must_use]
    pub fn new(method: &'a str, url: &'a str) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut request = self.header("content-type", kind);
        request.body = body.into();
        request
    }

    /// With a form.
    #[must_use]
    pub fn form(self, fields: &[(String, String)]) -> Self {
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
            .collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    /// Sends it and reads the answer.
    ///
    /// # Errors
    /// Nobody listens, or the connection broke: nothing is known about what was sent.
    pub fn try_send(&self) -> io::Result<Answer> {
        let mut stream = connect(self.url)?;
        stream.write_all(&self.bytes())?;
        read(&mut BufReader::new(stream))
    }

    /// Sends it and reads the answer.
    ///
    /// # Panics
    /// If there is no answer.
    #[must_use]
    pub fn send(&self) -> Answer {
        self.try_send()
            .unwrap_or_else(|error| panic!("{} {}: {error}", self.method, self.url))
    }

    /// The request as it travels, for tests that send it by hand.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let (host, path) = split(self.url);
        let mut head = format!(
            "{} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n",
            self.method
        );
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", self.body.len());
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// GET.
///
/// # Panics
/// If there is no answer.
#[must_use]
pub fn get(url: &str) -> Answer {
    Request::new("GET", url).send()
}

/// GET, and the answer must be 200 with JSON.
///
/// # Panics
/// If it is anything else.
#[must_use]
pub fn get_json(url: &str) -> Value {
    let answer = get(url);
    assert_eq!(answer.status, 200, "{url}: {}", answer.text());
    answer.json()
}

/// POST of JSON.
///
/// # Panics
/// If there is no answer.
#[must_use]
pub fn post_json(url: &str, value: &Value) -> Answer {
    Request::new("POST", url)
        .body("application/json", value.to_string())
        .send()
}

/// Opens a connection to the server of an address.
///
/// # Errors
/// Nobody listens.
pub fn connect(url: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(split(url).0)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Host with port, and path with query.
fn split(url: &str) -> (&str, &str) {
    let rest = url
        .strip_prefix("http://")
        .unwrap_or_else(|| panic!("no http address: {url}"));
    match rest.find(['/', '?']) {
        Some(at) => rest.split_at(at),
        None => (rest, "/"),
    }
}

/// Reads one answer.
///
/// # Errors
/// The connection broke before its end.
pub fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let mut answer = Answer {
        status: status.ok_or_else(|| broken("no status"))?,
        ..Answer::default()
    };
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        answer
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if answer.header("transfer-encoding") == Some("chunked") {
        read_chunks(stream, &mut answer.body)?;
    } else if let Some(length) = answer.header("content-length") {
        let length = length.parse().map_err(|_| broken("no length"))?;
        answer.body = exactly(stream, length)?;
    } else if !matches!(answer.status, 100..=199 | 204 | 304) {
        stream.read_to_end(&mut answer.body)?;
    }
    Ok(answer)
}

fn read_chunks(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let size = line(stream)?;
        let size = usize::from_str_radix(&size, 16).map_err(|_| broken("no size of a chunk"))?;
        body.extend(exactly(stream, size)?);
        line(stream)?;
        if size == 0 {
            return Ok(());
        }
    }
}

fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// As `application/x-www-form-urlencoded` wants it.
#[must_use]
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_host_and_path() {
        assert_eq!(split("http://localhost:8080"), ("localhost:8080", "/"));
        assert_eq!(
            split("http://localhost:8080/a?b=c"),
            ("localhost:8080", "/a?b=c")
        );
    }

    #[test]
    fn what_a_form_carries_is_escaped() {
        assert_eq!(escape("a b+c=ñ"), "a%20b%2Bc%3D%C3%B1");
    }
}
