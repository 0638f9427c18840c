//! Whose request it is, as far as its address says. Behind a proxy every connection is the proxy's; what such a one says of
//! where a request came from is believed when the operator named it, and of nobody else.

use crate::settings::Nets;
use axum::http::HeaderMap;
use std::net::IpAddr;

const FORWARDED: &str = "x-forwarded-for";

/// The address that a request of the connection from `peer` came from: the last one named that is not a proxy of ours,
/// since everything before it was said by whoever sent the request.
pub fn of(peer: IpAddr, headers: &HeaderMap, proxies: &Nets) -> IpAddr {
    if !proxies.contain(peer) {
        return peer;
    }
    let mut from = peer;
    let named = headers.get_all(FORWARDED);
    let hops: Vec<&str> =
        named.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    for hop in hops.iter().rev() {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        from = address;
        if !proxies.contain(address) {
            break;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let proxies: Nets = "10.0.0.0/8".parse().unwrap();
        let headers = forwarded.iter().map(|value| (FORWARDED.parse().unwrap(), value.parse().unwrap())).collect();
        of(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_what_a_proxy_of_ours_says_is_believed() {
        assert_eq!(from("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(from("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.0.0.2"]), "198.51.100.7");
        assert_eq!(from("10.0.0.1", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("10.0.0.1", &["198.51.100.7, nonsense"]), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &[]), "10.0.0.1");
    }
}
