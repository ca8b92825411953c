//! What a browser keeps while its request waits.

use model::app::{
    AppRules,
    request::{AppRequest, AskedBy},
};
use ports::sealing::{KeyedHash, TokenSealer};
use serde::{Deserialize, Serialize};
use vocab::{AppRequestId, BearerSecret, MatchNumber, RequestCode, RequestHandle, Timestamp};

use super::code;

/// The longest that comes back is a few hundred characters; more is not looked at.
const LONGEST: usize = 1_024;

const SEALED_AS: &str = "app.request";

/// The browser's side of a request, sealed in the address of its page, so that two tabs never
/// mix. Worth nothing without the cookie of the browser that asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestTicket {
    /// Which request.
    pub request: AppRequestId,
    handle: RequestHandle,
    /// The number that the page shows and the person types.
    pub number: MatchNumber,
    /// Before this moment it can be confirmed.
    pub expires_at: Timestamp,
    /// How the app finds it: by a code that the page shows, or by itself.
    pub by: AskedBy,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    i: AppRequestId,
    h: String,
    n: MatchNumber,
    e: Timestamp,
    b: String,
}

impl RequestTicket {
    pub(crate) fn of(request: &AppRequest, number: MatchNumber, rules: AppRules) -> Self {
        Self {
            request: request.id,
            handle: request.handle.clone(),
            number,
            expires_at: request.expires_at(rules),
            by: request.by,
        }
    }

    /// The code that the page shows at a moment, and the moment at which it changes.
    #[must_use]
    pub fn code(
        &self,
        hashes: &dyn KeyedHash,
        at: Timestamp,
        rules: AppRules,
    ) -> (RequestCode, Timestamp) {
        let length = rules.code_changes_s;
        let code = code::code_at(hashes, self.request, &self.handle, at, length);
        (code, code::changes_at(at, length))
    }

    /// Seals the ticket for the address.
    #[must_use]
    pub fn seal(&self, tokens: &dyn TokenSealer) -> String {
        let sealed = Sealed {
            i: self.request,
            h: self.handle.as_str().to_owned(),
            n: self.number.clone(),
            e: self.expires_at,
            b: self.by.as_str().to_owned(),
        };
        // Cannot fail: a ticket is made of values that serialise to JSON.
        let plain = serde_json::to_vec(&sealed).expect("a ticket serialises");
        tokens.seal_token(SEALED_AS, &plain)
    }

    /// Reads a sealed ticket; nothing if it was tampered with.
    #[must_use]
    pub fn open(tokens: &dyn TokenSealer, text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let sealed: Sealed = serde_json::from_slice(&tokens.open_token(SEALED_AS, text)?).ok()?;
        Some(Self {
            request: sealed.i,
            handle: RequestHandle::parse(&sealed.h).ok()?,
            number: sealed.n,
            expires_at: sealed.e,
            by: AskedBy::from_word(&sealed.b)?,
        })
    }
}

pub(crate) fn browser_hash(hashes: &dyn KeyedHash, browser: &BearerSecret) -> [u8; 32] {
    hashes.hash("app.browser", browser.as_str().as_bytes())
}

/// The number counts for one request only.
pub(crate) fn number_hash(
    hashes: &dyn KeyedHash,
    request: AppRequestId,
    number: &MatchNumber,
) -> [u8; 32] {
    let material = [request.as_bytes().as_slice(), number.as_str().as_bytes()].concat();
    hashes.hash("app.number", &material)
}
