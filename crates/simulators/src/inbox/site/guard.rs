//! Who may ask, and the headers of every answer.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// PDF viewers of browsers are pages of their own that `default-src 'none'` would break.
const PDF_POLICY: &str = "frame-ancestors 'none'";

pub(super) async fn guard(request: Request, next: Next) -> Response {
    let mut answer = match judge(&request) {
        Ok(()) => next.run(request).await,
        Err(reason) => (StatusCode::FORBIDDEN, reason).into_response(),
    };
    let headers = answer.headers_mut();
    let pdf = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t == "application/pdf");
    let policy = HeaderValue::from_static(if pdf { PDF_POLICY } else { POLICY });
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // Not `no-referrer`: under it browsers hide where a form comes from, also from us.
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn judge(request: &Request) -> Result<(), &'static str> {
    let headers = request.headers();
    if !text(headers, header::HOST).is_some_and(is_local) {
        return Err("ask under localhost or a loopback address");
    }
    // Browsers say where a form comes from; programs say nothing.
    let origin =
        text(headers, header::ORIGIN).map(|o| o.split_once("://").map_or(o, |(_, host)| host));
    if request.method() == Method::POST && origin.is_some_and(|origin| !is_local(origin)) {
        return Err("forms of other sites move no clock");
    }
    Ok(())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// If and only if `host[:port]` is a name of this machine.
fn is_local(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_names_of_this_machine() {
        for host in [
            "localhost",
            "localhost:8083",
            "127.0.0.1:8083",
            "[::1]",
            "[::1]:8083",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "10.0.0.1",
            "null",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
