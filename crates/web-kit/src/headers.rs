//! The security headers of every response.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use axum::response::Response;

use crate::face::Face;

/// What no page may do but what is listed: nothing from another origin, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'";

/// Two years, the value that preload lists ask for.
const HSTS: &str = "max-age=63072000; includeSubDomains";

const NO_FEATURES: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
    publickey-credentials-get=(self), publickey-credentials-create=(self)";

/// What the pages of a call may do besides: see, hear, and keep the screen lit.
const LIVE_FEATURES: &str = "camera=(self), microphone=(self), screen-wake-lock=(self), \
    geolocation=(), payment=(), usb=(), display-capture=(), \
    publickey-credentials-get=(self), publickey-credentials-create=(self)";

/// What the app may do besides: see, to read the code of another screen.
const APP_FEATURES: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), \
    publickey-credentials-get=(self), publickey-credentials-create=(self)";

/// Origins that the form of this response may lead to, besides our own.
#[derive(Debug, Clone)]
struct AlsoFormAction(Vec<String>);

/// Lets the forms of this page end in a redirect to the origin of `target`.
///
/// Browsers apply `form-action` to the whole chain of redirects that follows a form, so a page
/// whose form ends at a relying party must name it. Only for registered addresses.
pub fn allow_form_action(response: &mut Response, target: &Url) {
    let origin = target.origin();
    if !origin.is_tuple() {
        return;
    }
    let origin = origin.ascii_serialization();
    match response.extensions_mut().get_mut::<AlsoFormAction>() {
        Some(known) => known.0.push(origin),
        None => {
            response
                .extensions_mut()
                .insert(AlsoFormAction(vec![origin]));
        }
    }
}

/// The origin of the sockets of a page of a call.
#[derive(Debug, Clone)]
struct LiveMedia {
    sockets: String,
}

/// Lets the scripts of this page use camera and microphone, open a WebSocket to our own origin and
/// play what they recorded themselves. Only for the pages of calls and of video identification.
///
/// `connect-src 'self'` covers a WebSocket to the same host since CSP level 3 says that `'self'`
/// matches `ws:` and `wss:` of the page's own host (§6.7.2.8); browsers followed one after the
/// other, so that the address is named as well. Pictures and sound of a live call need no source
/// (they are objects, not addresses); `blob:` is for what the page itself made.
pub fn allow_live_media(response: &mut Response, face: &Face) {
    let origin = face.origin();
    let sockets = match origin.split_once("://") {
        Some(("https", host)) => format!("wss://{host}"),
        Some((_, host)) => format!("ws://{host}"),
        None => return,
    };
    response.extensions_mut().insert(LiveMedia { sockets });
}

/// A page with a player of our own files.
#[derive(Debug, Clone)]
struct Playback;

/// Lets this page play sound and film from our own addresses. Only for recordings.
pub fn allow_playback(response: &mut Response) {
    response.extensions_mut().insert(Playback);
}

/// The page of the app.
#[derive(Debug, Clone)]
struct AppPage;

/// Lets this page use the camera and have a service worker. Only for the app on the phone.
pub fn allow_app(response: &mut Response) {
    response.extensions_mut().insert(AppPage);
}

/// Marks a page that carries a code or personal data that must not stay behind: not stored, not
/// indexed, and its address is told to nobody (invariant 13).
#[must_use]
pub fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    response
}

/// Adds what the response does not say itself.
pub(crate) fn secure(response: &mut Response, is_https: bool) {
    let also = response.extensions_mut().remove::<AlsoFormAction>();
    let live = response.extensions_mut().remove::<LiveMedia>();
    let plays = response.extensions_mut().remove::<Playback>().is_some();
    let app = response.extensions_mut().remove::<AppPage>().is_some();
    let features = if live.is_some() {
        LIVE_FEATURES
    } else if app {
        APP_FEATURES
    } else {
        NO_FEATURES
    };
    let headers = response.headers_mut();
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, policy(also, live, plays, app));
    }
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), features),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (CACHE_CONTROL, "private, no-cache"),
    ] {
        default(headers, name, value);
    }
    if is_https {
        default(headers, STRICT_TRANSPORT_SECURITY, HSTS);
    }
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

fn policy(
    also: Option<AlsoFormAction>,
    live: Option<LiveMedia>,
    plays: bool,
    app: bool,
) -> HeaderValue {
    let mut policy = POLICY.to_owned();
    if let Some(AlsoFormAction(origins)) = also {
        // `form-action` is the last directive.
        policy = format!("{policy} {}", origins.join(" "));
    }
    if let Some(LiveMedia { sockets }) = live {
        let connect = format!("connect-src 'self' {sockets}; media-src 'self' blob:;");
        policy = policy.replacen("connect-src 'self';", &connect, 1);
    }
    if plays {
        policy = policy.replacen("connect-src", "media-src 'self'; connect-src", 1);
    }
    if app {
        policy = policy.replacen("manifest-src", "worker-src 'self'; manifest-src", 1);
    }
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(POLICY))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use axum::response::IntoResponse as _;

    #[test]
    fn a_form_may_end_at_a_registered_address_only() {
        let mut response = "".into_response();
        allow_form_action(
            &mut response,
            &Url::parse("http://localhost:4000/callback?x=1").unwrap(),
        );
        allow_form_action(&mut response, &Url::parse("javascript:alert(1)").unwrap());
        secure(&mut response, false);
        let policy = response
            .headers()
            .get(CONTENT_SECURITY_POLICY)
            .unwrap()
            .to_str()
            .unwrap();
        assert!(
            policy.ends_with("form-action 'self' http://localhost:4000"),
            "{policy}"
        );
        assert!(!response.headers().contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn the_app_may_see_and_have_a_worker_and_no_other_page_may() {
        let header = |response: &Response, name: &str| {
            let value = response.headers().get(name).unwrap();
            value.to_str().unwrap().to_owned()
        };
        let (mut app, mut other) = ("".into_response(), "".into_response());
        allow_app(&mut app);
        secure(&mut app, true);
        secure(&mut other, true);
        for (response, is) in [(&app, true), (&other, false)] {
            let policy = header(response, "content-security-policy");
            assert_eq!(policy.contains("worker-src 'self';"), is, "{policy}");
            let features = header(response, "permissions-policy");
            assert_eq!(features.contains("camera=(self)"), is, "{features}");
            assert!(features.contains("microphone=()"), "{features}");
        }
    }

    #[test]
    fn a_private_page_keeps_its_own_headers() {
        let mut response = private("".into_response());
        secure(&mut response, true);
        assert_eq!(response.headers().get(CACHE_CONTROL).unwrap(), "no-store");
        assert_eq!(
            response.headers().get(REFERRER_POLICY).unwrap(),
            "no-referrer"
        );
        assert!(response.headers().contains_key(STRICT_TRANSPORT_SECURITY));
    }
}
