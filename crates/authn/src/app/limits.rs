//! How often what may happen in the app. Whatever a stranger can do is counted by origin, or by
//! number where a phone would ring; nothing here locks a person out of their own device.

use model::{
    app::AppRules,
    limit::{Growth, Limit},
};
use store::{StoreError, Tx, repo::velocity};
use vocab::{AppDeviceId, IdentityNumber, Timestamp};

const HOUR: u32 = 3_600;

fn hourly(name: &'static str, most: u64) -> Limit {
    Limit {
        name,
        most,
        window_s: HOUR,
        growth: Growth::NONE,
    }
}

/// Requests and activations that one origin asks for.
pub(crate) fn asked_of_origin(rules: AppRules) -> Limit {
    hourly("app.asked.origin", rules.requests_per_origin_an_hour)
}

/// Reports "this was not me" of one person that are written down: as many as requests with their
/// number can ring in an hour, by strangers and by whoever calls.
pub(crate) const REPORTS: Limit = Limit {
    name: "app.reported.person",
    most: 12,
    window_s: HOUR,
    growth: Growth::NONE,
};

/// Codes that one device types wrong.
pub(crate) fn wrong_codes_of_device(rules: AppRules) -> Limit {
    hourly(
        "app.wrong_code.device",
        u64::from(rules.wrong_codes_an_hour),
    )
}

/// May a request by number reach the app of whoever it is once more within the hour? Counted by
/// number, so that numbers with nobody behind them are counted alike.
pub(crate) fn may_ring(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    rules: AppRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let limit = hourly("app.rung.person", u64::from(rules.rings_an_hour));
    let rung = velocity::count(tx, limit, number.as_str().as_bytes(), now)?;
    Ok(!rung.exceeded())
}

/// May a request after a right password reach the app of whoever it is once more within the hour?
/// Counted apart from [`may_ring`]: strangers do not get so far.
pub(crate) fn may_ask_after_password(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    rules: AppRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let limit = hourly("app.rung.password", u64::from(rules.rings_an_hour));
    let rung = velocity::count(tx, limit, number.as_str().as_bytes(), now)?;
    Ok(!rung.exceeded())
}

/// May a request by telephone or back channel reach the app of whoever it is once more within the
/// hour? Counted apart from [`may_ring`]: a stranger who uses that up keeps no officer from asking.
pub(crate) fn may_call(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    rules: AppRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let limit = hourly("app.called.person", u64::from(rules.calls_an_hour));
    let called = velocity::count(tx, limit, number.as_str().as_bytes(), now)?;
    Ok(!called.exceeded())
}

/// Requests over the back channel of one relying party.
pub(crate) fn calls_of_client(rules: AppRules) -> Limit {
    hourly("app.called.client", rules.calls_per_client_an_hour)
}

/// Requests by telephone of one officer.
pub(crate) fn calls_of_officer(rules: AppRules) -> Limit {
    hourly("app.called.officer", rules.calls_per_officer_an_hour)
}

/// May an activation code go to the phone of whoever it is once more within the hour?
pub(crate) fn may_send_code(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    rules: AppRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let limit = hourly("app.sms.person", u64::from(rules.activation_sms_an_hour));
    let sent = velocity::count(tx, limit, number.as_str().as_bytes(), now)?;
    Ok(!sent.exceeded())
}

/// The key under which wrong codes of a device are counted.
pub(crate) fn device_key(device: AppDeviceId) -> Vec<u8> {
    device.as_bytes().to_vec()
}
