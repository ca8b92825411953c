//! Which push services are called.

use std::str::FromStr;

use url::Url;

/// The push services of the browsers that people use: Chrome and what is made of it, Firefox,
/// Safari, Edge.
pub const KNOWN_SERVICES: [&str; 4] = [
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
];

/// A host, or with `*.` before it every host below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushService {
    host: String,
    below: bool,
}

/// No name of a host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no host name, nor one after `*.`")]
pub struct PushServiceError(String);

impl FromStr for PushService {
    type Err = PushServiceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (host, below) = match text.strip_prefix("*.") {
            Some(host) => (host, true),
            None => (text, false),
        };
        match url::Host::parse(host) {
            // A whole top-level domain would be everybody.
            Ok(url::Host::Domain(host)) if host.contains('.') => Ok(Self { host, below }),
            _ => Err(PushServiceError(text.to_owned())),
        }
    }
}

impl PushService {
    /// If and only if the address is one of this service, over https.
    pub(super) fn is(&self, url: &Url) -> bool {
        let Some(url::Host::Domain(host)) = url.host() else {
            return false;
        };
        let matches = if self.below {
            host.strip_suffix(&self.host)
                .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        } else {
            host == self.host
        };
        matches && url.scheme() == "https"
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn is(service: &str, address: &str) -> bool {
        let service: PushService = service.parse().unwrap();
        service.is(&Url::parse(address).unwrap())
    }

    #[test]
    fn a_service_is_its_host_and_what_is_below_it_where_that_is_said() {
        assert!(is(
            "fcm.googleapis.com",
            "https://fcm.googleapis.com/fcm/send/x"
        ));
        assert!(is("*.push.apple.com", "https://web.push.apple.com/Q"));
        for (service, address) in [
            ("fcm.googleapis.com", "http://fcm.googleapis.com/"),
            ("fcm.googleapis.com", "https://x.fcm.googleapis.com/"),
            ("*.push.apple.com", "https://push.apple.com/"),
            ("*.push.apple.com", "https://.push.apple.com/"),
            ("*.push.apple.com", "https://evilpush.apple.com/"),
            (
                "*.push.apple.com",
                "https://web.push.apple.com.evil.example/",
            ),
            ("*.push.apple.com", "https://127.0.0.1/"),
        ] {
            assert!(!is(service, address), "{service} {address}");
        }
    }

    #[test]
    fn the_known_ones_are_services_and_a_top_level_domain_is_none() {
        for known in KNOWN_SERVICES {
            assert!(known.parse::<PushService>().is_ok(), "{known}");
        }
        for wrong in ["", "*", "*.com", "com", "127.0.0.1", "https://push.example"] {
            assert!(wrong.parse::<PushService>().is_err(), "{wrong}");
        }
    }
}
