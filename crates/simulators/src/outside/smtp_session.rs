//! One SMTP session without input and output: command lines in, replies out (RFC 5321 §4.1).

/// Bytes of the largest message; announced by `SIZE` (RFC 1870).
pub(super) const MAX_MESSAGE: usize = 1024 * 1024;

/// Recipients of one message (RFC 5321 §4.5.3.1.8 demands at least 100).
const MAX_RECIPIENTS: usize = 100;

/// What the server does next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Say this and read the next command.
    Reply(String),
    /// Say 354 and read the message up to the line with the single full stop.
    ReadMessage,
    /// Say this and hang up.
    HangUp(String),
}

/// Where the session is.
#[derive(Debug, Default)]
pub(super) struct Session {
    greeted: bool,
    envelope: Option<Envelope>,
    /// Refuse every recipient.
    pub(super) refusing: bool,
}

/// Sender and recipients of the message that is being sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Envelope {
    /// Recipients, in the order given.
    pub(super) recipients: Vec<String>,
}

impl Session {
    /// Answers one command line, without its line end.
    pub(super) fn command(&mut self, line: &str) -> Step {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.greet(&format!(
                "250-sink.localhost greets you\r\n250-SIZE {MAX_MESSAGE}\r\n250-8BITMIME\r\n250 SMTPUTF8"
            )),
            "HELO" => self.greet("250 sink.localhost greets you"),
            "MAIL" => self.mail(rest),
            "RCPT" => self.rcpt(rest),
            "DATA" => self.data(),
            "RSET" => {
                self.envelope = None;
                reply("250 2.0.0 forgotten")
            }
            "NOOP" => reply("250 2.0.0 still here"),
            "VRFY" => reply("252 2.1.5 try and see"),
            "QUIT" => Step::HangUp("221 2.0.0 bye".into()),
            "STARTTLS" | "AUTH" | "EXPN" | "HELP" | "BDAT" => reply("502 5.5.1 not here"),
            _ => reply("500 5.5.2 unknown command"),
        }
    }

    /// The envelope of the message that has just been read.
    pub(super) fn take_envelope(&mut self) -> Envelope {
        self.envelope.take().unwrap_or_default()
    }

    fn greet(&mut self, greeting: &str) -> Step {
        self.greeted = true;
        self.envelope = None;
        reply(greeting)
    }

    fn mail(&mut self, rest: &str) -> Step {
        if !self.greeted || self.envelope.is_some() {
            return reply("503 5.5.1 not now");
        }
        let Some((_, parameters)) = path(rest, "FROM:") else {
            return reply("501 5.5.4 MAIL FROM:<address> expected");
        };
        let size = parameters.split_ascii_whitespace().find_map(|p| {
            p.to_ascii_uppercase()
                .strip_prefix("SIZE=")?
                .parse::<usize>()
                .ok()
        });
        if size.is_some_and(|size| size > MAX_MESSAGE) {
            return reply("552 5.3.4 too large");
        }
        self.envelope = Some(Envelope::default());
        reply("250 2.1.0 go on")
    }

    fn rcpt(&mut self, rest: &str) -> Step {
        let Some(envelope) = &mut self.envelope else {
            return reply("503 5.5.1 MAIL first");
        };
        let Some((recipient, _)) = path(rest, "TO:").filter(|(address, _)| !address.is_empty())
        else {
            return reply("501 5.5.4 RCPT TO:<address> expected");
        };
        if self.refusing {
            return reply("550 5.1.1 no such mailbox");
        }
        if envelope.recipients.len() >= MAX_RECIPIENTS {
            return reply("452 4.5.3 too many recipients");
        }
        envelope.recipients.push(recipient.to_owned());
        reply("250 2.1.5 go on")
    }

    fn data(&self) -> Step {
        match &self.envelope {
            None => reply("503 5.5.1 MAIL first"),
            Some(envelope) if envelope.recipients.is_empty() => reply("554 5.5.1 no recipients"),
            Some(_) => Step::ReadMessage,
        }
    }
}

fn reply(text: &str) -> Step {
    Step::Reply(text.to_owned())
}

/// `FROM:<address> PARAMETERS`: the address without brackets, and the parameters.
fn path<'a>(text: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = text.get(..keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    text.get(keyword.len()..)?
        .trim_start()
        .strip_prefix('<')?
        .split_once('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(session: &mut Session, line: &str) -> String {
        match session.command(line) {
            Step::Reply(text) | Step::HangUp(text) => text.chars().take(3).collect(),
            Step::ReadMessage => "354".into(),
        }
    }

    #[test]
    fn takes_a_message_step_by_step() {
        let mut session = Session::default();
        let lines = [
            ("EHLO client.example", "250"),
            ("mail from:<a@x.example> SIZE=100 BODY=8BITMIME", "250"),
            ("RCPT TO:<b@y.example>", "250"),
            ("RCPT TO:<c@y.example>", "250"),
            ("DATA", "354"),
        ];
        for (line, expected) in lines {
            assert_eq!(code(&mut session, line), expected, "{line}");
        }
        assert_eq!(
            session.take_envelope().recipients,
            ["b@y.example", "c@y.example"]
        );
        assert_eq!(code(&mut session, "QUIT"), "221");
    }

    #[test]
    fn keeps_the_order_of_commands() {
        let mut session = Session::default();
        for (line, expected) in [
            ("MAIL FROM:<a@x.example>", "503"),
            ("HELO client.example", "250"),
            ("RCPT TO:<b@y.example>", "503"),
            ("DATA", "503"),
            ("MAIL FROM:<>", "250"),
            ("MAIL FROM:<a@x.example>", "503"),
            ("DATA", "554"),
            ("RSET", "250"),
            ("RCPT TO:<b@y.example>", "503"),
        ] {
            assert_eq!(code(&mut session, line), expected, "{line}");
        }
    }

    #[test]
    fn refuses_what_is_malformed_too_large_or_not_offered() {
        let mut session = Session::default();
        code(&mut session, "EHLO x");
        for (line, expected) in [
            ("", "500"),
            ("ÑOÑO", "500"),
            ("MAIL a@x.example", "501"),
            ("MAIL FROM:a@x.example", "501"),
            ("MAIL FROM:<a@x.example> SIZE=9999999", "552"),
            ("STARTTLS", "502"),
            ("AUTH PLAIN x", "502"),
            ("MAIL FROM:<a@x.example>", "250"),
            ("RCPT TO:<>", "501"),
            ("RCPT TÖ:<b@y.example>", "501"),
        ] {
            assert_eq!(code(&mut session, line), expected, "{line}");
        }
    }

    #[test]
    fn bounds_the_recipients() {
        let mut session = Session::default();
        code(&mut session, "EHLO x");
        code(&mut session, "MAIL FROM:<a@x.example>");
        for _ in 0..MAX_RECIPIENTS {
            assert_eq!(code(&mut session, "RCPT TO:<b@y.example>"), "250");
        }
        assert_eq!(code(&mut session, "RCPT TO:<b@y.example>"), "452");
    }
}
