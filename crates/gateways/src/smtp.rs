//! E-mail over SMTP (RFC 5321), by `lettre`.
//!
//! SMTP has no idempotency: a message that is sent again after a crash carries the same
//! `Message-ID`, by which mail programs show it once; nothing more can be promised.
//!
//! Each message has a connection of its own. `lettre` could keep connections, but it would also
//! keep one whose conversation was cut short by a time limit, and then take the late answer to one
//! message for the answer to the next.

use std::{net::IpAddr, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
        response::Code,
    },
};
use ports::{
    BoxFuture,
    messages::{Email, Mailer, SendError},
};
use vocab::MessageId;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte (RFC 8314, usually port 465).
    Tls,
    /// STARTTLS, without which nothing is sent (usually port 587).
    StartTls,
    /// In the clear: only to a mail server on this machine.
    PlainOnLoopback,
}

/// How to reach the mail server. `Debug` does not show the password.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Name or address of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// User and password, where the server asks for them.
    pub credentials: Option<(String, String)>,
    /// Sender, for example `Identidad de Ejemplo <no-reply@identidad.example>`.
    pub from: String,
    /// Domain on the right of our message ids, for example `identidad.example`.
    pub message_id_domain: String,
    /// A certification authority (PEM) to trust beside those of the system.
    pub extra_authority: Option<Vec<u8>>,
    /// Longest time for one message, from connecting to the last answer.
    pub timeout: Duration,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("from", &self.from)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot work.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSettingsError {
    /// Without protection only a server on this machine may be used.
    #[error("mail may go in the clear only to a server on this machine, not to {0}")]
    PlainBeyondLoopback(String),
    /// The sender is no mailbox.
    #[error("the sender of e-mails is no mailbox")]
    Sender(#[source] lettre::address::AddressError),
    /// The authority is no PEM certificate, or TLS cannot be set up.
    #[error("TLS to the mail server cannot be set up")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// Hands e-mails to a mail server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    message_id_domain: String,
    timeout: Duration,
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

impl SmtpMailer {
    /// A mailer for one server. Connections are opened when the first message goes.
    ///
    /// # Errors
    /// [`SmtpSettingsError`]: the settings cannot work.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpSettingsError> {
        let from = settings.from.parse().map_err(SmtpSettingsError::Sender)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(settings.timeout))
            .hello_name(ClientId::Domain(settings.message_id_domain.clone()))
            .tls(protection(settings)?);
        if let Some((user, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let message_id_domain = settings.message_id_domain.clone();
        Ok(Self {
            transport: builder.build(),
            from,
            message_id_domain,
            timeout: settings.timeout,
        })
    }

    /// Greets the server as for a message, with TLS and our name and password, and takes leave.
    ///
    /// # Errors
    /// What went wrong, in words for the operator.
    pub async fn greet(&self) -> Result<(), String> {
        match tokio::time::timeout(self.timeout, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("it greets and then refuses to talk".into()),
            // No message is under way, so that its words repeat nobody's address.
            Ok(Err(error)) => Err(match std::error::Error::source(&error) {
                Some(cause) => format!("{error}: {cause}"),
                None => error.to_string(),
            }),
            Err(_) => Err("no answer in time".into()),
        }
    }

    async fn deliver(&self, id: MessageId, email: &Email) -> Result<(), SendError> {
        let message = self.message(id, email)?;
        // `lettre` limits the time of connecting only; a server may fall silent later.
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(sort(&error)),
            Err(_) => Err(SendError::Retry("mail server: no answer in time".into())),
        }
    }

    fn message(&self, id: MessageId, email: &Email) -> Result<Message, SendError> {
        let to: Mailbox = email
            .to
            .as_str()
            .parse()
            .map_err(|_| SendError::Refused("the recipient is no mailbox".into()))?;
        Message::builder()
            .message_id(Some(format!("<{id}@{}>", self.message_id_domain)))
            .from(self.from.clone())
            .to(to)
            .subject(email.subject.clone())
            // RFC 3834 §5: answering machines stay quiet.
            .raw_header(lettre::message::header::HeaderValue::new(
                lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(email.text.clone())
            .map_err(|_| SendError::Refused("the message cannot be put together".into()))
    }
}

fn protection(settings: &SmtpSettings) -> Result<Tls, SmtpSettingsError> {
    let parameters = || {
        let mut builder = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.extra_authority {
            builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
        }
        builder.build_rustls()
    };
    match settings.security {
        SmtpSecurity::Tls => Ok(Tls::Wrapper(parameters().map_err(SmtpSettingsError::Tls)?)),
        SmtpSecurity::StartTls => Ok(Tls::Required(parameters().map_err(SmtpSettingsError::Tls)?)),
        SmtpSecurity::PlainOnLoopback if is_loopback(&settings.host) => Ok(Tls::None),
        SmtpSecurity::PlainOnLoopback => Err(SmtpSettingsError::PlainBeyondLoopback(
            settings.host.clone(),
        )),
    }
}

/// Written as a loopback address, or `localhost`. A name that merely resolves to this machine
/// today is not enough.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Sorts a failure (RFC 5321 §4.2.1). The server's words are never quoted: they often repeat the
/// recipient's address.
fn sort(error: &lettre::transport::smtp::Error) -> SendError {
    match error.status() {
        Some(code) if error.is_permanent() && !is_ours_to_mend(code) => {
            SendError::Refused(format!("mail server: {code}"))
        }
        Some(code) => SendError::Retry(format!("mail server: {code}")),
        None if error.is_timeout() => SendError::Retry("mail server: no answer in time".into()),
        None if error.is_tls() => SendError::Retry("mail server: no trusted TLS connection".into()),
        None => SendError::Retry("mail server: no connection, or it broke off".into()),
    }
}

/// Permanent answers that say nothing about the recipient: authentication and encryption demanded
/// or failed (RFC 4954 §6), and a server that takes no mail at all (RFC 7504). The message waits
/// until the settings are right.
fn is_ours_to_mend(code: Code) -> bool {
    matches!(u16::from(code), 521 | 523 | 530 | 534 | 535 | 538)
}

impl Mailer for SmtpMailer {
    fn send<'a>(&'a self, id: MessageId, email: &'a Email) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(self.deliver(id, email))
    }
}
