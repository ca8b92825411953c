//! Which addresses may be called.

use std::{net::SocketAddr, str::FromStr};

use url::{Host, Url};

use super::OutboundError;

/// An origin that the operator vouches for: plain HTTP and private addresses are in order there.
///
/// Written `host` (any port) or `host:port`, for example `localhost`, `sms.interna.example:8443`
/// or `[::1]:9000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedOrigin {
    host: Host<String>,
    port: Option<u16>,
}

impl AllowedOrigin {
    /// If and only if the address is one of this origin.
    #[must_use]
    pub fn covers(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        url.host().is_some_and(|host| host.to_owned() == self.host)
            && (self.port.is_none() || self.port == port)
    }
}

/// An allow-list entry that is no `host` or `host:port`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no host or host:port")]
pub struct AllowedOriginError(String);

impl FromStr for AllowedOrigin {
    type Err = AllowedOriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || AllowedOriginError(text.to_owned());
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                (host, Some(port.parse::<u16>().map_err(|_| wrong())?))
            }
            _ => (text, None),
        };
        Ok(Self {
            host: Host::parse(host).map_err(|_| wrong())?,
            port,
        })
    }
}

/// Which addresses may be called.
#[derive(Debug, Clone)]
pub struct OutboundPolicy {
    public: bool,
    clear: bool,
    listed: Vec<AllowedOrigin>,
}

impl OutboundPolicy {
    /// For addresses that strangers can influence: `https` and public network addresses only.
    #[must_use]
    pub fn public() -> Self {
        Self {
            public: true,
            clear: false,
            listed: Vec::new(),
        }
    }

    /// The same, in the clear as well: for what is signed and worth nothing otherwise, such as the
    /// status of certificates, which authorities tell over plain HTTP (RFC 5280 §8).
    #[must_use]
    pub fn public_in_the_clear() -> Self {
        Self {
            clear: true,
            ..Self::public()
        }
    }

    /// For a gateway that the operator configured: the origin of its address and no other.
    ///
    /// # Errors
    /// [`OutboundError::Refused`] if the address has no host.
    pub fn only(url: &Url) -> Result<Self, OutboundError> {
        let host = url
            .host()
            .ok_or(OutboundError::Refused("it has no host"))?
            .to_owned();
        let port = url.port_or_known_default();
        Ok(Self {
            public: false,
            clear: false,
            listed: vec![AllowedOrigin { host, port }],
        })
    }

    /// Also admits an origin that the operator vouches for (tests, the demonstration, relying
    /// parties in the same building).
    #[must_use]
    pub fn allowing(mut self, origin: AllowedOrigin) -> Self {
        self.listed.push(origin);
        self
    }

    /// Judges an address before anything is resolved.
    pub(super) fn judge(&self, url: &Url) -> Result<Target, OutboundError> {
        let host = url
            .host()
            .ok_or(OutboundError::Refused("it has no host"))?
            .to_owned();
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(OutboundError::Refused("it is neither https nor http")),
        };
        let port = url
            .port_or_known_default()
            .ok_or(OutboundError::Refused("it has no port"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OutboundError::Refused("it carries user information"));
        }
        let listed = self
            .listed
            .iter()
            .any(|o| o.host == host && o.port.is_none_or(|p| p == port));
        if !listed && !self.public {
            return Err(OutboundError::Refused("it is not the configured origin"));
        }
        if !listed && !tls && !self.clear {
            return Err(OutboundError::Refused("it is not https"));
        }
        Ok(Target {
            name: host.to_string(),
            host,
            port,
            tls,
            listed,
        })
    }
}

/// An address that passed the judgement: where to connect, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    host: Host<String>,
    name: String,
    port: u16,
    tls: bool,
    listed: bool,
}

impl Target {
    /// The host as text, IPv6 in brackets.
    pub(super) fn host(&self) -> &str {
        &self.name
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn tls(&self) -> bool {
        self.tls
    }

    /// The operator vouches for this origin.
    pub(super) fn listed(&self) -> bool {
        self.listed
    }

    /// The network address, if the host is written as one.
    pub(super) fn literal(&self) -> Option<SocketAddr> {
        match self.host {
            Host::Domain(_) => None,
            Host::Ipv4(ip) => Some((ip, self.port).into()),
            Host::Ipv6(ip) => Some((ip, self.port).into()),
        }
    }

    /// For the `Host` header; the port only where it is not the scheme's own.
    pub(super) fn authority(&self) -> String {
        let own = if self.tls { 443 } else { 80 };
        if self.port == own {
            self.name.clone()
        } else {
            format!("{}:{}", self.name, self.port)
        }
    }

    /// For the certificate check.
    pub(super) fn server_name(&self) -> Option<rustls::pki_types::ServerName<'static>> {
        match &self.host {
            Host::Domain(name) => name.clone().try_into().ok(),
            Host::Ipv4(ip) => Some(std::net::IpAddr::from(*ip).into()),
            Host::Ipv6(ip) => Some(std::net::IpAddr::from(*ip).into()),
        }
    }
}
