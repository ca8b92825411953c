//! Where PostgreSQL is, and how a connection to it is protected.
//!
//! `sslmode` knows two words here. `verify-full`: TLS, with the server's certificate checked
//! against its name and against authorities (`sslrootcert=FILE`, or those of the system).
//! `disable`: none. What libpq calls `prefer`, `require` and `verify-ca` protects from somebody
//! who listens and not from somebody who answers; it is refused rather than taken for protection.
//! Without `sslmode` only a server on this machine is spoken to.

use std::{net::IpAddr, path::Path};

use postgres::{
    Client, NoTls,
    config::{Config, Host, SslMode},
};

use super::tls::Tls;
use crate::StoreError;

/// An address that was read and can be connected to, as often as needed.
#[derive(Clone)]
pub(crate) struct PostgresAddress {
    config: Config,
    tls: Option<Tls>,
}

impl PostgresAddress {
    /// Reads `postgres://…`; the error names no password.
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        let (url, protection) = Protection::take_from(url)?;
        let mut config: Config = url
            .parse()
            .map_err(|error| wrong(format!("the PostgreSQL address: {error}")))?;
        if config.get_application_name().is_none() {
            config.application_name("aldaba");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(std::time::Duration::from_secs(5));
        }
        let tls = match protection {
            Protection::Unsaid if is_on_this_machine(&config) => None,
            Protection::Unsaid => {
                return Err(wrong(
                    "the PostgreSQL server is another machine: add ?sslmode=verify-full to its \
                     address (and sslrootcert=FILE, if its authority is your own), or \
                     ?sslmode=disable where nobody else can reach the network between",
                ));
            }
            Protection::None => None,
            Protection::Full { roots } => Some(Tls::new(roots.as_deref().map(Path::new))?),
        };
        config.ssl_mode(if tls.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        Ok(Self { config, tls })
    }

    /// A new connection. On plain threads only: the driver may not be used on a thread of an
    /// async runtime.
    pub(crate) fn connect(&self) -> Result<Client, postgres::Error> {
        match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        }
    }
}

impl std::fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address may hold a password.
        f.debug_struct("PostgresAddress")
            .field("tls", &self.tls.is_some())
            .finish_non_exhaustive()
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Protection {
    Unsaid,
    None,
    Full { roots: Option<String> },
}

impl Protection {
    /// Takes what the driver does not know out of the address.
    fn take_from(url: &str) -> Result<(String, Self), StoreError> {
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut roots, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", word)) => mode = Some(word),
                Some(("sslrootcert", path)) => roots = Some(decoded(path)?),
                _ => rest.push(pair),
            }
        }
        let url = if rest.is_empty() {
            address.to_owned()
        } else {
            format!("{address}?{}", rest.join("&"))
        };
        let protection = match (mode, roots) {
            (Some("verify-full"), roots) => Self::Full { roots },
            (Some("disable"), None) => Self::None,
            (None, None) => Self::Unsaid,
            (Some("disable") | None, Some(_)) => {
                return Err(wrong("sslrootcert goes with sslmode=verify-full"));
            }
            (Some(word), _) => {
                return Err(wrong(format!(
                    "sslmode={word} is not known: it is verify-full or disable (other modes of \
                     libpq do not check who answers)"
                )));
            }
        };
        Ok((url, protection))
    }
}

fn is_on_this_machine(config: &Config) -> bool {
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        Host::Unix(_) => true,
    });
    hosts && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

/// `%XX` as in every part of an address.
fn decoded(text: &str) -> Result<String, StoreError> {
    let bad = || wrong("sslrootcert is not a path as an address writes it");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).ok_or_else(bad)?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| bad())?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).map_err(|_| bad())
}

fn wrong(what: impl Into<String>) -> StoreError {
    StoreError::Settings(what.into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn refusal(url: &str) -> String {
        PostgresAddress::parse(url).unwrap_err().to_string()
    }

    #[test]
    fn only_this_machine_is_spoken_to_without_a_word_about_protection() {
        for url in [
            "postgres://me@localhost/db",
            "postgres://me@127.0.0.1:5433/db",
            "postgres://me@[::1]/db",
            "postgres://me@%2Fvar%2Frun%2Fpostgresql/db",
        ] {
            assert!(PostgresAddress::parse(url).unwrap().tls.is_none(), "{url}");
        }
        for url in [
            "postgres://me:secret@db.example/db",
            "postgres://me:secret@10.0.0.7/db?application_name=x",
            "postgres://me:secret@localhost,db.example/db",
        ] {
            let text = refusal(url);
            assert!(text.contains("sslmode=verify-full"), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
        let said = PostgresAddress::parse("postgres://me@db.example/db?sslmode=disable").unwrap();
        assert!(said.tls.is_none());
    }

    #[test]
    fn half_a_protection_is_refused() {
        for mode in ["prefer", "require", "allow", "verify-ca", "yes"] {
            let text = refusal(&format!("postgres://me@localhost/db?sslmode={mode}"));
            assert!(text.contains("do not check who answers"), "{text}");
        }
        assert!(refusal("postgres://me@localhost/db?sslrootcert=/a").contains("goes with"));
    }

    #[test]
    fn an_authority_that_cannot_be_read_is_named() {
        let url = "postgres://me@db/db?sslmode=verify-full&sslrootcert=%2Fno%2Fsuch%20file.pem";
        let text = refusal(url);
        assert!(text.contains("/no/such file.pem"), "{text}");
    }

    #[test]
    fn the_other_words_of_an_address_stay() {
        let url = "postgres://db/db?sslmode=disable&application_name=x&connect_timeout=9";
        let (rest, protection) = Protection::take_from(url).unwrap();
        assert_eq!(
            rest,
            "postgres://db/db?application_name=x&connect_timeout=9"
        );
        assert_eq!(protection, Protection::None);
    }
}
