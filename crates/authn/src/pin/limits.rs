//! What keeps guessing expensive without making a number a weapon against its person: delays fall
//! on the pair of number and browser or on the origin, never on the number alone (defaults D6).

use model::{origin::Origin, pin::PinRules};
use store::{
    StoreError, Tx,
    repo::velocity::{self, Window},
};
use vocab::{BearerSecret, IdentityNumber, PersonId, PinLength, Timestamp};

/// Wrong contrast data, as in registration: a quarter of an hour.
pub(crate) const WRONG_CONTRAST_PER_NUMBER: Window = Window {
    kind: "pin.wrong_contrast.number",
    seconds: 900,
};
pub(crate) const WRONG_CONTRAST_PER_ORIGIN: Window = Window {
    kind: "pin.wrong_contrast.origin",
    seconds: 900,
};
const PINS_PER_ORIGIN: Window = Window {
    kind: "pin.obtained.origin",
    seconds: 3_600,
};
const VOID_PER_PAIR: Window = Window {
    kind: "pin.void.pair",
    seconds: 3_600,
};
const WRONG_ON_PLATFORM: Window = Window {
    kind: "pin.wrong.platform",
    seconds: 3_600,
};
const SMS_PER_PERSON: Window = Window {
    kind: "pin.sms.person",
    seconds: 3_600,
};

/// The pair of a number and a browser.
pub(crate) fn pair_key(number_or_person: &[u8], browser: &BearerSecret) -> Vec<u8> {
    let mut key = browser.as_str().as_bytes().to_vec();
    key.extend_from_slice(number_or_person);
    key
}

/// PINs asked for from this origin in the last hour, this one included.
pub(crate) fn count_obtained(
    tx: &mut Tx<'_>,
    origin: Origin,
    now: Timestamp,
) -> Result<u64, StoreError> {
    velocity::bump(tx, PINS_PER_ORIGIN, &origin.as_key(), now)
}

/// What has been counted when somebody asks for a PIN.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Wrong contrast data for this number.
    pub(crate) wrong_of_number: u64,
    /// Wrong contrast data from this origin.
    pub(crate) wrong_of_origin: u64,
    void_of_pair: u64,
    wrong_on_platform: u64,
}

impl Counted {
    /// Reads all of it in one statement.
    pub(crate) fn read(
        tx: &mut Tx<'_>,
        number: &IdentityNumber,
        browser: &BearerSecret,
        origin: Origin,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let number = number.as_str().as_bytes();
        let counters = [
            (WRONG_CONTRAST_PER_NUMBER, number),
            (WRONG_CONTRAST_PER_ORIGIN, &origin.as_key()),
            (VOID_PER_PAIR, &pair_key(number, browser)),
            (WRONG_ON_PLATFORM, b""),
        ];
        let [
            wrong_of_number,
            wrong_of_origin,
            void_of_pair,
            wrong_on_platform,
        ] = velocity::counts(tx, counters, now)?;
        Ok(Self {
            wrong_of_number,
            wrong_of_origin,
            void_of_pair,
            wrong_on_platform,
        })
    }

    /// Has this browser voided too many PINs of this number within the hour (R251)?
    pub(crate) fn paused(self, rules: PinRules) -> bool {
        self.void_of_pair >= u64::from(rules.void_before_pause)
    }

    /// As [`pin_length`].
    pub(crate) fn pin_length(self, rules: PinRules) -> PinLength {
        length_after(self.wrong_on_platform, rules)
    }
}

/// Counts a PIN that became void in this browser, for the pair.
pub(crate) fn count_void(tx: &mut Tx<'_>, pair: &[u8], now: Timestamp) -> Result<(), StoreError> {
    velocity::bump(tx, VOID_PER_PAIR, pair, now).map(|_| ())
}

/// Counts a wrong PIN for the platform's budget.
pub(crate) fn count_wrong(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    velocity::bump(tx, WRONG_ON_PLATFORM, b"", now).map(|_| ())
}

/// Three characters, or six while the platform's budget of wrong PINs is exceeded.
pub(crate) fn pin_length(
    tx: &mut Tx<'_>,
    rules: PinRules,
    now: Timestamp,
) -> Result<PinLength, StoreError> {
    let wrong = velocity::count(tx, WRONG_ON_PLATFORM, b"", now)?;
    Ok(length_after(wrong, rules))
}

fn length_after(wrong: u64, rules: PinRules) -> PinLength {
    if wrong > u64::from(rules.wrong_budget_an_hour) {
        PinLength::Long
    } else {
        PinLength::Short
    }
}

/// May this person's phone ring once more within the hour?
pub(crate) fn sms_available(
    tx: &mut Tx<'_>,
    person: PersonId,
    rules: PinRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sent = velocity::bump(tx, SMS_PER_PERSON, person.as_bytes(), now)?;
    Ok(sent <= u64::from(rules.sms_an_hour))
}
