//! What an administration may decide about the electronic office.

use model::session::SessionRules;
use vocab::AssuranceLevel;

/// What an administration may decide about the electronic office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How long a visit lasts (defaults D22).
    pub session: SessionRules,
    /// Minutes that a browser may be away to identify.
    pub login_minutes: u16,
    /// The lowest level at which the certificate can be asked for (R025).
    pub minimum_level: AssuranceLevel,
    /// An identification older than so many minutes is repeated before sending (R232). At least
    /// one, or nobody could ever send.
    pub reconfirm_after_minutes: u16,
    /// People younger than so many years need to be represented (RD 407/2024, defaults D17). The
    /// older profile says 18.
    pub representation_under: u8,
    /// Unknown codes that one origin may try in a minute (defaults D31).
    pub unknown_codes_per_origin_a_minute: u64,
    /// Seconds after sending from which the worker finishes what the request did not, and its
    /// first wait when a register does not answer.
    pub retry_after_s: u32,
    /// The worker never waits longer than so many seconds before it asks again.
    pub retry_at_most_s: u32,
    /// Years that a certificate can be verified (defaults D32).
    pub certificate_years: u16,
    /// Years that the receipt of an application can be verified.
    pub receipt_years: u16,
    /// The verification page printed on documents, for example `https://sede.example/csv`.
    pub verification_address: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session: SessionRules::default(),
            login_minutes: 30,
            minimum_level: AssuranceLevel::Low,
            reconfirm_after_minutes: 15,
            representation_under: 16,
            unknown_codes_per_origin_a_minute: 5,
            retry_after_s: 60,
            retry_at_most_s: 3_600,
            certificate_years: 10,
            receipt_years: 10,
            verification_address: String::new(),
        }
    }
}
