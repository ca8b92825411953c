//! The app: one device a person, and requests that wait in a browser until the person confirms
//! them there (R113–R116, R129–R133, R252; RES-2015 an. I 4; defaults D23).
//!
//! | module | what |
//! |---|---|
//! | [`activation`] | number and contrast datum, the code by SMS, then a key: a device |
//! | [`device`] | a device, how it recognises its person, who may say "not mine" |
//! | [`request`] | Pending → Seen → Confirmed → Used, or Rejected, or Expired |
//! | [`call`] | a request by telephone or back channel: the words that both sides compare |
//!
//! What makes relaying hard, and what does not: the code that a browser shows changes with time,
//! so a photograph is soon worth nothing; the app says who asks; the person *types* the number
//! that the browser shows. Somebody who relays code and number live to a person who does as they
//! say still gets in: that is why a person can see and report every request.

pub mod activation;
pub mod call;
pub mod device;
pub mod request;

use vocab::{SignedDuration, Timestamp};

/// The rules of the app. All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppRules {
    /// Seconds that a request lives (`domain/facts.md` B.4: five minutes).
    pub request_s: u32,
    /// Seconds after which the code of a request changes; the one before is still taken.
    pub code_changes_s: u32,
    /// Wrong numbers after which a request is rejected. Three tries at a thousand values.
    pub number_tries: u8,
    /// Wrong unlock codes in a row after which a device is locked.
    pub unlock_tries: u8,
    /// Seconds during which the code that activates a device works.
    pub activation_code_s: u32,
    /// Wrong codes after which an activation is over.
    pub activation_tries: u8,
    /// Seconds before another code by SMS, and how often at most.
    pub activation_again_s: u32,
    /// Codes by SMS of one activation.
    pub activation_sends: u8,
    /// Seconds from the proven code to the key.
    pub activation_finish_s: u32,
    /// Seconds during which an invitation to activate a device works.
    pub invitation_s: u32,
    /// Seconds during which a device that was replaced by SMS alone may say "not mine".
    pub veto_s: u32,
    /// Seconds after such a veto during which SMS alone activates no device.
    pub hold_after_veto_s: u32,
    /// Seconds after "this was not me" during which no request by number reaches the app.
    pub hold_after_report_s: u32,
    /// Requests by number that reach one person's app in an hour, whoever asks.
    pub rings_an_hour: u16,
    /// SMS with activation codes that one person's phone receives in an hour, whoever asks.
    pub activation_sms_an_hour: u16,
    /// Requests that one origin may make in an hour: an office full of people shares one.
    pub requests_per_origin_an_hour: u64,
    /// Wrong codes of one device in an hour.
    pub wrong_codes_an_hour: u16,
    /// Requests by telephone or back channel that reach one person's app in an hour, whoever asks.
    pub calls_an_hour: u16,
    /// Requests over the back channel of one relying party in an hour.
    pub calls_per_client_an_hour: u64,
    /// Requests by telephone of one officer in an hour.
    pub calls_per_officer_an_hour: u64,
}

impl Default for AppRules {
    fn default() -> Self {
        Self {
            request_s: 300,
            code_changes_s: 30,
            number_tries: 3,
            unlock_tries: 5,
            activation_code_s: 300,
            activation_tries: 3,
            activation_again_s: 60,
            activation_sends: 3,
            activation_finish_s: 900,
            invitation_s: 600,
            veto_s: 24 * 3_600,
            hold_after_veto_s: 72 * 3_600,
            hold_after_report_s: 24 * 3_600,
            rings_an_hour: 6,
            activation_sms_an_hour: 4,
            requests_per_origin_an_hour: 1_200,
            wrong_codes_an_hour: 10,
            calls_an_hour: 6,
            calls_per_client_an_hour: 3_600,
            calls_per_officer_an_hour: 60,
        }
    }
}

pub(crate) fn plus(from: Timestamp, seconds: u32) -> Timestamp {
    from.checked_add(SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}
