//! The code that the browser shows: calculated from the request and the time, and never kept.

use ports::sealing::KeyedHash;
use vocab::{AppRequestId, RequestCode, RequestHandle, Timestamp};

/// The period that a moment falls into.
fn period(at: Timestamp, length_s: u32) -> i64 {
    at.as_second().div_euclid(i64::from(length_s.max(1)))
}

fn of_period(
    hashes: &dyn KeyedHash,
    request: AppRequestId,
    handle: &RequestHandle,
    period: i64,
) -> RequestCode {
    let material = [request.as_bytes().as_slice(), &period.to_be_bytes()].concat();
    RequestCode::of(handle, &hashes.hash("app.request_code", &material))
}

/// The code of a request at a moment.
pub(crate) fn code_at(
    hashes: &dyn KeyedHash,
    request: AppRequestId,
    handle: &RequestHandle,
    at: Timestamp,
    length_s: u32,
) -> RequestCode {
    of_period(hashes, request, handle, period(at, length_s))
}

/// The moment at which the code changes next.
pub(crate) fn changes_at(at: Timestamp, length_s: u32) -> Timestamp {
    let next = period(at, length_s) + 1;
    Timestamp::from_second(next * i64::from(length_s.max(1))).unwrap_or(Timestamp::MAX)
}

/// If and only if a code is the one that is shown now or was shown just before.
pub(crate) fn is_current(
    hashes: &dyn KeyedHash,
    request: AppRequestId,
    given: &RequestCode,
    at: Timestamp,
    length_s: u32,
) -> bool {
    let now = period(at, length_s);
    let of = |period| of_period(hashes, request, given.handle(), period);
    // Both are compared, whichever it is.
    let (current, before) = (of(now).is(given), of(now - 1).is(given));
    current || before
}
