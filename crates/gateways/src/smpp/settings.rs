//! How to reach a provider over SMPP.

use std::time::Duration;

use vocab::Secret;
use wire_smpp::{Bind, Body, EncodeError, Pdu, ShortMessage, gsm7};

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmppSecurity {
    /// TLS from the first byte.
    Tls,
    /// In the clear: only inside a tunnel of the provider's, or on this machine. Phones and codes
    /// can be read on the way.
    Plain,
}

/// How to reach a provider, and what was agreed with it. `Debug` does not show the password.
#[derive(Clone)]
pub struct SmppSettings {
    /// Name of the provider in logs and counters.
    pub name: String,
    /// Name or address of its SMSC.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmppSecurity,
    /// A certification authority (PEM) to trust beside those of the system.
    pub extra_authority: Option<Vec<u8>>,
    /// The account (`system_id`), at most 15 characters.
    pub system_id: String,
    /// Its password, at most 8 characters (SMPP 3.4 §4.1.1).
    pub password: Secret<String>,
    /// `system_type`; usually empty.
    pub system_type: String,
    /// Sender as the recipient sees it: an alias of the public register (at most 11 characters) or
    /// a number.
    pub sender: String,
    /// Submits that may wait for their answers at the same time.
    pub window: u16,
    /// Messages a second at most; 0 for no limit of ours.
    pub per_second: u32,
    /// Longest wait for connecting, binding, and for each answer.
    pub timeout: Duration,
    /// Silence after which the other side is asked whether it is still there.
    pub enquire: Duration,
    /// First wait before binding again, and before the next message after "too many"; both double,
    /// up to a minute and to half of it.
    pub first_wait: Duration,
}

impl SmppSettings {
    /// An account with the usual times: 10 seconds for an answer, `enquire_link` after 30 seconds
    /// of silence, a window of 10, and no limit a second.
    #[must_use]
    pub fn new(name: &str, host: &str, port: u16, system_id: &str, password: &str) -> Self {
        Self {
            name: name.to_owned(),
            host: host.to_owned(),
            port,
            security: SmppSecurity::Tls,
            extra_authority: None,
            system_id: system_id.to_owned(),
            password: Secret::new(password.to_owned()),
            system_type: String::new(),
            sender: String::new(),
            window: 10,
            per_second: 0,
            timeout: Duration::from_secs(10),
            enquire: Duration::from_secs(30),
            first_wait: Duration::from_secs(1),
        }
    }

    /// Whether bind and sender fit their fields.
    pub(super) fn check(&self) -> Result<(), SmppSettingsError> {
        let bind = Pdu::request(1, Body::Bind(self.bind()));
        bind.encode().map_err(SmppSettingsError::Bind)?;
        // What is not in the GSM alphabet cannot be shown as sender (3GPP TS 23.040 §9.1.2.5).
        let fits = gsm7::encode(&self.sender).is_some();
        let sender = ShortMessage {
            source: wire_smpp::Address::sender(&self.sender),
            ..ShortMessage::default()
        };
        let encoded = Pdu::request(1, Body::SubmitSm(sender)).encode();
        if self.sender.is_empty() || !fits || encoded.is_err() {
            return Err(SmppSettingsError::Sender);
        }
        Ok(())
    }

    pub(super) fn bind(&self) -> Bind {
        Bind::transceiver(&self.system_id, self.password.expose(), &self.system_type)
    }
}

impl std::fmt::Debug for SmppSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmppSettings")
            .field("name", &self.name)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("system_id", &self.system_id)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot work.
#[derive(Debug, thiserror::Error)]
pub enum SmppSettingsError {
    /// Account, password or system type does not fit the protocol.
    #[error("the account of the SMS provider does not fit SMPP 3.4")]
    Bind(#[source] EncodeError),
    /// The sender is no alias and no number.
    #[error("the sender of text messages must be an alias or a number")]
    Sender,
    /// The authority is no PEM certificate.
    #[error("the certification authority of the SMS provider cannot be read")]
    Authority,
    /// The host is no name for a certificate.
    #[error("the host of the SMS provider cannot be certified")]
    Host,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> SmppSettings {
        SmppSettings {
            sender: "ALDABA".into(),
            ..SmppSettings::new("first", "sms.example", 2775, "aldaba", "secret08")
        }
    }

    #[test]
    fn what_the_protocol_cannot_carry_is_refused_at_the_start() {
        assert!(settings().check().is_ok());
        let long = SmppSettings {
            password: Secret::new("secret089".into()),
            ..settings()
        };
        assert!(matches!(long.check(), Err(SmppSettingsError::Bind(_))));
        for sender in ["", "ALDÁBA", "ALDABA PLATAFORMA DE EJEMPLO"] {
            let wrong = SmppSettings {
                sender: sender.into(),
                ..settings()
            };
            assert!(matches!(wrong.check(), Err(SmppSettingsError::Sender)));
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        assert!(!format!("{:?}", settings()).contains("secret08"));
    }
}
