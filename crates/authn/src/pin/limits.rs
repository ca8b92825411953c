//! What keeps guessing expensive without making a number a weapon against its person: delays fall
//! on the pair of number and browser, on the browser or on the origin, never on the number alone
//! (defaults D6). Wrong contrast data are counted for the number too (R238), and that account does
//! not hold in a browser that the person has used before.

use model::{
    limit::{Growth, Limit, Standing, closed_until},
    origin::Origin,
    pin::PinRules,
};
use store::{StoreError, Tx, repo::velocity};
use vocab::{BearerSecret, IdentityNumber, PinLength, Timestamp};

use crate::Settings;

const HOUR: u32 = 3_600;

fn hourly(name: &'static str, most: u64, growth: Growth) -> Limit {
    Limit {
        name,
        most,
        window_s: HOUR,
        growth,
    }
}

/// PINs that one origin asks for.
fn obtained_per_origin(settings: &Settings) -> Limit {
    let most = settings.pins_per_origin_an_hour;
    hourly("pin.obtained.origin", most, Growth::NONE)
}

/// Wrong PINs of one number in one browser, whichever PIN they were tries at (R251).
fn wrong_of_pair(settings: &Settings) -> Limit {
    let most = u64::from(settings.pin.wrong_before_pause);
    hourly("pin.wrong.pair", most, settings.growth)
}

/// Wrong PINs of one browser, whatever the numbers.
fn wrong_of_browser(settings: &Settings) -> Limit {
    let most = u64::from(settings.pin.wrong_of_browser_an_hour);
    hourly("pin.wrong.browser", most, settings.growth)
}

/// Wrong PINs of one origin: a browser is thrown away in a second.
fn wrong_of_origin(settings: &Settings) -> Limit {
    let most = u64::from(settings.pin.wrong_of_origin_an_hour);
    hourly("pin.wrong.origin", most, settings.growth)
}

/// Wrong PINs of everybody. Beyond it PINs grow; nobody waits.
pub(crate) fn wrong_on_platform(rules: PinRules) -> Limit {
    // One more than the budget: it may be used up and must not be exceeded.
    let most = u64::from(rules.wrong_budget_an_hour).saturating_add(1);
    hourly("pin.wrong.platform", most, Growth::NONE)
}

/// SMS with a PIN that one person's phone receives, whoever asks.
fn sms_of_person(rules: PinRules) -> Limit {
    hourly("pin.sms.person", u64::from(rules.sms_an_hour), Growth::NONE)
}

/// The pair of a number and a browser.
fn pair_key(number: &IdentityNumber, browser: &BearerSecret) -> Vec<u8> {
    let mut key = browser.as_str().as_bytes().to_vec();
    key.extend_from_slice(number.as_str().as_bytes());
    key
}

/// Who tries at which number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tries<'a> {
    pub(crate) number: &'a IdentityNumber,
    pub(crate) browser: &'a BearerSecret,
    pub(crate) origin: Origin,
}

/// How the limits stand when somebody asks for a PIN.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    /// No datum of this number is looked at until then, but for its person's in a browser of
    /// theirs.
    pub(crate) number_closed: Option<Timestamp>,
    /// No datum of this origin is looked at until then.
    pub(crate) origin_closed: Option<Timestamp>,
    /// This browser or this origin gets no PIN for this number until then (R251).
    pub(crate) paused: Option<Timestamp>,
    platform: Standing,
}

impl Tries<'_> {
    /// Reads all of it in one statement.
    pub(crate) fn stand(
        self,
        tx: &mut Tx<'_>,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<Stand, StoreError> {
        let (number, origin) = (self.number.as_str().as_bytes(), self.origin.as_key());
        let contrast = settings.contrast_limits;
        let looked = velocity::look(
            tx,
            [
                (contrast.number(), number),
                (contrast.origin(), &origin),
                (
                    wrong_of_pair(settings),
                    &pair_key(self.number, self.browser),
                ),
                (wrong_of_browser(settings), self.browser.as_str().as_bytes()),
                (wrong_of_origin(settings), &origin),
                (wrong_on_platform(settings.pin), b""),
            ],
            now,
        )?;
        let [
            of_number,
            of_origin,
            pair,
            browser,
            wrong_of_origin,
            platform,
        ] = looked;
        Ok(Stand {
            number_closed: closed_until(&[of_number]),
            origin_closed: closed_until(&[of_origin]),
            paused: closed_until(&[pair, browser, wrong_of_origin]),
            platform,
        })
    }

    /// Counts a request for a PIN; told until when if it was one too many.
    pub(crate) fn count_obtained(
        self,
        tx: &mut Tx<'_>,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let limit = obtained_per_origin(settings);
        let standing = velocity::count(tx, limit, &self.origin.as_key(), now)?;
        Ok(standing.exceeded().then_some(standing.ends_at))
    }

    /// Counts a wrong contrast datum.
    pub(crate) fn count_wrong_contrast(
        self,
        tx: &mut Tx<'_>,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let limits = settings.contrast_limits;
        let number = self.number.as_str().as_bytes();
        velocity::count(tx, limits.number(), number, now)?;
        velocity::count(tx, limits.origin(), &self.origin.as_key(), now)?;
        velocity::count(tx, limits.platform(), b"", now)?;
        Ok(())
    }

    /// Counts a wrong PIN for pair, browser, origin and platform. `true`: no more tries for the
    /// pair, the browser or the origin, whatever the PIN itself would still allow.
    pub(crate) fn count_wrong_pin(
        self,
        tx: &mut Tx<'_>,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let pair_key = pair_key(self.number, self.browser);
        let pair = velocity::count(tx, wrong_of_pair(settings), &pair_key, now)?;
        let browser = self.browser.as_str().as_bytes();
        let browser = velocity::count(tx, wrong_of_browser(settings), browser, now)?;
        let origin = self.origin.as_key();
        let origin = velocity::count(tx, wrong_of_origin(settings), &origin, now)?;
        velocity::count(tx, wrong_on_platform(settings.pin), b"", now)?;
        Ok(closed_until(&[pair, browser, origin]).is_some())
    }
}

impl Stand {
    /// As [`pin_length`].
    pub(crate) fn pin_length(self) -> PinLength {
        length_under(self.platform)
    }
}

/// Three characters, or six while the platform's budget of wrong PINs is exceeded.
pub(crate) fn pin_length(
    tx: &mut Tx<'_>,
    rules: PinRules,
    now: Timestamp,
) -> Result<PinLength, StoreError> {
    let [platform] = velocity::look(tx, [(wrong_on_platform(rules), b"".as_slice())], now)?;
    Ok(length_under(platform))
}

fn length_under(platform: Standing) -> PinLength {
    if platform.used_up() {
        PinLength::Long
    } else {
        PinLength::Short
    }
}

/// May the phone behind this number ring once more within the hour? Counted by number, so that
/// numbers with nobody behind them are counted alike.
pub(crate) fn sms_available(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    rules: PinRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let number = number.as_str().as_bytes();
    let sent = velocity::count(tx, sms_of_person(rules), number, now)?;
    Ok(!sent.exceeded())
}
