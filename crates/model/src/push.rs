//! Where a device with the app is told that something waits, and what it is told.

use serde::{Deserialize, Serialize};
use vocab::{AppDeviceId, PersonId, PushSubscriptionId};

/// Longer than the addresses that push services give (some 200 characters; the longest seen have
/// 500).
const LONGEST_ENDPOINT: usize = 1024;

/// What a browser gave of itself when it subscribed (Push API, `PushSubscription`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAddress {
    endpoint: String,
    point: Vec<u8>,
    auth: Vec<u8>,
}

impl std::fmt::Debug for PushAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PushAddress(…)")
    }
}

/// Why a subscription is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushAddressError {
    /// The endpoint is too long, or no web address.
    #[error("the endpoint is no web address of at most {LONGEST_ENDPOINT} characters")]
    Endpoint,
    /// The public key has not the length of an uncompressed point on P-256.
    #[error("the public key of the subscription has not 65 bytes")]
    Point,
    /// The secret has another length.
    #[error("the secret of the subscription has not 16 bytes")]
    Auth,
}

impl PushAddress {
    /// An address of the right shape. Whether its host may be called is judged when it is called,
    /// by whoever connects: a name can point elsewhere tomorrow.
    ///
    /// # Errors
    /// [`PushAddressError`].
    pub fn new(endpoint: &str, point: &[u8], auth: &[u8]) -> Result<Self, PushAddressError> {
        let web = endpoint.starts_with("https://") || endpoint.starts_with("http://");
        let plain = endpoint.bytes().all(|byte| byte.is_ascii_graphic());
        if !web || !plain || endpoint.len() > LONGEST_ENDPOINT {
            return Err(PushAddressError::Endpoint);
        }
        // 0x04 says that both coordinates follow (SEC 1 §2.3.3).
        if point.len() != 65 || point.first() != Some(&4) {
            return Err(PushAddressError::Point);
        }
        if auth.len() != 16 {
            return Err(PushAddressError::Auth);
        }
        Ok(Self {
            endpoint: endpoint.to_owned(),
            point: point.to_vec(),
            auth: auth.to_vec(),
        })
    }

    /// An address of nobody, as long as one of somebody (invariant 11).
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            endpoint: format!("https://push.invalid/{}", "0".repeat(160)),
            point: vec![4; 65],
            auth: vec![0; 16],
        }
    }

    /// Where messages are posted.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The browser's public key, 65 bytes.
    #[must_use]
    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// The secret that only the browser and we know, 16 bytes.
    #[must_use]
    pub fn auth(&self) -> &[u8] {
        &self.auth
    }
}

/// A device that wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushSubscription {
    /// Changes with every subscription, so that what is known of an old one hits no new one.
    pub id: PushSubscriptionId,
    /// The device.
    pub device: AppDeviceId,
    /// Its person.
    pub person: PersonId,
    /// Where and how.
    pub address: PushAddress,
    /// The key of ours that the browser subscribed to: the push service believes no other.
    pub key_id: String,
}

/// A subscription as a message carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushTarget {
    /// As in [`PushSubscription`].
    pub subscription: PushSubscriptionId,
    /// As in [`PushSubscription`].
    pub address: PushAddress,
    /// As in [`PushSubscription`].
    pub key_id: String,
}

/// Where to look in the app. It is everything that a push message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// A request for identification waits.
    Request,
    /// There is a PIN.
    Pin,
    /// Something happened to the device.
    Device,
    /// Something happened in the person's name: an e-mail says what.
    Alert,
}

impl Look {
    /// The word in the message (`docs/specs/app-protocol.md`); also the topic under which a newer
    /// message replaces one that was not delivered yet.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Pin => "pin",
            Self::Device => "device",
            Self::Alert => "alert",
        }
    }

    /// Word for the outbox and its metrics.
    #[must_use]
    pub const fn kind_word(self) -> &'static str {
        match self {
            Self::Request => "app_request",
            Self::Pin => "app_pin",
            Self::Device => "app_device",
            Self::Alert => "app_alert",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point() -> [u8; 65] {
        let mut point = [7; 65];
        point[0] = 4;
        point
    }

    #[test]
    fn only_what_has_the_shape_of_a_subscription_is_taken() {
        let good = "https://push.example/send/abc";
        assert!(PushAddress::new(good, &point(), &[1; 16]).is_ok());
        let long = format!("https://push.example/{}", "a".repeat(LONGEST_ENDPOINT));
        for endpoint in [
            "",
            "ftp://push.example/",
            "https://push.example/a b",
            "file:///x",
            &long,
        ] {
            let refused = PushAddress::new(endpoint, &point(), &[1; 16]);
            assert_eq!(refused, Err(PushAddressError::Endpoint), "{endpoint}");
        }
        for bad in [&point()[..64], &[7; 65], &[]] {
            let refused = PushAddress::new(good, bad, &[1; 16]);
            assert_eq!(refused, Err(PushAddressError::Point));
        }
        let refused = PushAddress::new(good, &point(), &[1; 15]);
        assert_eq!(refused, Err(PushAddressError::Auth));
    }

    #[test]
    fn no_log_shows_where_a_device_is_reached() {
        let address = PushAddress::new("https://push.example/secret", &point(), &[1; 16]);
        assert!(!format!("{address:?}").contains("secret"));
    }
}
