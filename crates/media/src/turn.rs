//! Credentials for a TURN server, good for a time: the form that coturn checks with
//! `use-auth-secret` ("A REST API For Access To TURN Services", draft-uberti-behave-turn-rest-00
//! §2.2). The secret never leaves us; what a browser gets is worth nothing after its hours.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use vocab::{Secret, Timestamp};

/// How long a credential is good for: longer than any call, in seconds. Two hours.
const LIFETIME: i64 = 2 * 60 * 60;

/// TURN servers that share a secret with us.
#[derive(Debug, Clone)]
pub struct TurnServers {
    /// Addresses as browsers take them, for example `turns:turn.example.org:443?transport=tcp`.
    pub urls: Vec<String>,
    /// coturn's `static-auth-secret`.
    pub secret: Secret<String>,
}

/// What a browser puts into `iceServers` of its `RTCPeerConnection`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IceServer {
    /// Addresses.
    pub urls: Vec<String>,
    /// Second in which it ends, and who.
    pub username: String,
    /// HMAC-SHA-1 of the user name, in base64.
    pub credential: String,
}

impl TurnServers {
    /// What a page gives to its `RTCPeerConnection` as `iceServers`: a JSON array with
    /// [`Self::credentials`].
    #[must_use]
    pub fn as_json(&self, who: &str, now: Timestamp) -> String {
        // Cannot fail: texts are JSON.
        serde_json::to_string(&[self.credentials(who, now)]).expect("texts become JSON")
    }

    /// Credentials for one browser, good for two hours. `who` is a word for the TURN server's log
    /// that tells nothing about a person.
    #[must_use]
    pub fn credentials(&self, who: &str, now: Timestamp) -> IceServer {
        let username = format!("{}:{who}", now.as_second() + LIFETIME);
        IceServer {
            urls: self.urls.clone(),
            credential: password(self.secret.expose(), &username),
            username,
        }
    }
}

/// SHA-1 because the TURN servers check that; as an HMAC it holds (RFC 6151 §2, NIST SP 800-107).
fn password(secret: &str, username: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes());
    STANDARD.encode(hmac::sign(&key, username.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_openssl_does() {
        // printf 1433895918:ana | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(
            password("north", "1433895918:ana"),
            "UEvMTxR/7RpRQbjI1FG7VnVqzWs="
        );
    }

    #[test]
    fn is_good_for_two_hours() {
        let servers = TurnServers {
            urls: vec!["turn:turn.example.org".to_owned()],
            secret: Secret::new("north".to_owned()),
        };
        let now = Timestamp::from_second(1_433_888_718).unwrap_or_default();
        let server = servers.credentials("ana", now);
        assert_eq!(server.username, "1433895918:ana");
        assert_eq!(server.credential, password("north", "1433895918:ana"));
        let json = servers.as_json("ana", now);
        let begin = r#"[{"urls":["turn:turn.example.org"],"username":"1433895918:ana","#;
        assert!(json.starts_with(begin), "{json}");
    }
}
