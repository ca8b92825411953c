//! Who calls: the address behind the proxies that are ours.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;

/// More addresses than this in `X-Forwarded-For` are nobody's real chain of proxies.
const LONGEST_CHAIN: usize = 16;

/// The address of the connection, put into each request by [`crate::server`].
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The address of the client, as far as our own proxies tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The origin that limits count: the address itself for IPv4, its /64 for IPv6, because one
    /// household or attacker has a whole /64.
    #[must_use]
    pub fn origin(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(_) => self.0,
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => IpAddr::V4(v4),
                None => {
                    let prefix = u128::from(v6) & (u128::MAX << 64);
                    IpAddr::V6(Ipv6Addr::from(prefix))
                }
            },
        }
    }
}

/// Networks whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

/// A network such as `10.0.0.0/8` or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

/// A text that is no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address or a network such as 10.0.0.0/8")]
pub struct NetworkError(String);

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let error = || NetworkError(text.to_owned());
        let (base, prefix) = text
            .split_once('/')
            .map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base: IpAddr = base.trim().parse().map_err(|_| error())?;
        let longest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(prefix) => prefix.trim().parse().map_err(|_| error())?,
        };
        if prefix > longest {
            Err(error())
        } else {
            Ok(Self { base, prefix })
        }
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        let (base, address, width) = match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => (
                u128::from(u32::from(base)),
                u128::from(u32::from(address)),
                32,
            ),
            (IpAddr::V6(base), IpAddr::V6(address)) => (u128::from(base), u128::from(address), 128),
            _ => return false,
        };
        let shift = u32::from(width - self.prefix);
        base.checked_shr(shift).unwrap_or(0) == address.checked_shr(shift).unwrap_or(0)
    }
}

impl TrustedProxies {
    /// Reads a list of networks.
    ///
    /// # Errors
    /// The first entry that is no network.
    pub fn parse<'a>(list: impl IntoIterator<Item = &'a str>) -> Result<Self, NetworkError> {
        list.into_iter()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Whether the connection of a request comes from one of our proxies, so that what its headers
    /// say about the client may be believed. The proxy must take away what strangers wrote there.
    #[must_use]
    pub fn vouch_for(&self, peer: Option<Peer>) -> bool {
        peer.is_some_and(|peer| self.trusts(peer.0.ip().to_canonical()))
    }

    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The client of a request: walking from the connection backwards, the first address that is
    /// not one of our proxies. What stands before it in the header was written by strangers.
    #[must_use]
    pub fn client(&self, peer: Option<Peer>, headers: &HeaderMap) -> ClientAddress {
        let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| {
            peer.0.ip().to_canonical()
        });
        if !self.trusts(peer) {
            return ClientAddress(peer);
        }
        let mut nearest = peer;
        let chain = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|line| line.to_str().ok());
        let chain: Vec<&str> = chain.flat_map(|line| line.split(',')).collect();
        for hop in chain.iter().rev().take(LONGEST_CHAIN) {
            let Some(address) = address(hop.trim()) else {
                break;
            };
            nearest = address;
            if !self.trusts(address) {
                break;
            }
        }
        ClientAddress(nearest)
    }
}

/// An address, with or without a port.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare
        .parse()
        .ok()
        .or_else(|| hop.parse().ok().map(|socket: SocketAddr| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn client(trusted: &[&str], peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let proxies = TrustedProxies::parse(trusted.iter().copied()).unwrap();
        proxies
            .client(Some(Peer(peer.parse().unwrap())), &headers)
            .0
            .to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(client(&[], "203.0.113.7:1", "10.0.0.1"), "203.0.113.7");
        assert_eq!(
            client(&["10.0.0.0/8"], "203.0.113.7:1", "10.0.0.1"),
            "203.0.113.7"
        );
    }

    #[test]
    fn our_proxies_are_walked_through_backwards() {
        let trusted = ["10.0.0.0/8", "::1"];
        assert_eq!(
            client(&trusted, "10.1.2.3:1", "6.6.6.6, 203.0.113.7, 10.9.9.9"),
            "203.0.113.7"
        );
        assert_eq!(
            client(&trusted, "[::1]:1", "[2001:db8::7]:443"),
            "2001:db8::7"
        );
        assert_eq!(client(&trusted, "10.1.2.3:1", "nonsense"), "10.1.2.3");
    }

    #[test]
    fn only_a_connection_of_a_proxy_is_vouched_for() {
        let proxies = TrustedProxies::parse(["10.0.0.0/8"]).unwrap();
        let peer = |text: &str| Some(Peer(text.parse().unwrap()));
        assert!(proxies.vouch_for(peer("10.1.2.3:1")));
        assert!(proxies.vouch_for(peer("[::ffff:10.1.2.3]:1")));
        assert!(!proxies.vouch_for(peer("203.0.113.7:1")));
        assert!(!proxies.vouch_for(None));
        assert!(!TrustedProxies::default().vouch_for(peer("127.0.0.1:1")));
    }

    #[test]
    fn limits_count_a_64_network_once() {
        let one = ClientAddress("2001:db8:1:2:3::4".parse().unwrap());
        let two = ClientAddress("2001:db8:1:2:ffff::1".parse().unwrap());
        assert_eq!(one.origin(), two.origin());
        let mapped = ClientAddress("::ffff:203.0.113.7".parse().unwrap());
        assert_eq!(mapped.origin().to_string(), "203.0.113.7");
    }

    #[test]
    fn refuses_what_is_no_network() {
        for text in ["", "10.0.0.0/33", "example.es", "10.0.0.0/x"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
