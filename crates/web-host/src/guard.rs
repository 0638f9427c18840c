//! Keeps everybody out who is not a page of this very host on this very machine.
//!
//! Listening on loopback keeps other machines out, but not other web pages in the person's browser.
//! A page elsewhere can send requests here (cross-site request forgery), and one whose name was made
//! to point at 127.0.0.1 can read the answers too (DNS rebinding). Against the first: `Origin` (RFC
//! 6454), where there is one, must be this host, and a call must be `application/json`, which no form
//! can send. Against the second: `Host` must be a name of loopback.

use crate::routes::call::refuse;
use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

/// Sent with every answer. Frames, plugins and other origins are all refused to the page.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Refuses a request whose `Host` is not a name of loopback.
pub async fn loopback_names_only(request: Request, next: Next) -> Response {
    match host(request.headers()) {
        Some(host) if is_loopback(host) => next.run(request).await,
        _ => refuse(StatusCode::FORBIDDEN, "foreign_host", "only http://127.0.0.1 and http://localhost are served"),
    }
}

/// Refuses a request that a page of another origin made.
pub async fn own_pages_only(request: Request, next: Next) -> Response {
    if is_own_page(request.headers()) {
        next.run(request).await
    } else {
        refuse(StatusCode::FORBIDDEN, "foreign_page", "a page of another origin made this request")
    }
}

/// Adds the security headers, and `no-cache` so that a new build is seen at once.
pub async fn headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_own_page(headers: &HeaderMap) -> bool {
    let same_site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let same_origin = headers.get(header::ORIGIN).is_none_or(|origin| {
        let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        origin.is_some() && origin == host(headers)
    });
    same_site && same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_loopback_with_any_port() {
        for own in ["127.0.0.1:8420", "localhost", "LOCALHOST:1", "[::1]:8420", "[::1]"] {
            assert!(is_loopback(own), "{own}");
        }
        for foreign in ["karakana.example", "127.0.0.1.example:8420", "localhost.example", "[::2]:8420", "10.0.0.1", ""]
        {
            assert!(!is_loopback(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_page_must_be_of_the_same_scheme_name_and_port() {
        let verdict = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("localhost:8420"));
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            is_own_page(&headers)
        };
        assert!(verdict("http://localhost:8420"));
        for foreign in ["http://localhost:3000", "https://localhost:8420", "http://evil.example", "null"] {
            assert!(!verdict(foreign), "{foreign}");
        }
    }
}
