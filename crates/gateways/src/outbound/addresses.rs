//! Which network addresses belong to the public internet.
//!
//! Source: the IANA special-purpose address registries (RFC 6890 and its updates). The standard
//! library's `is_global` is not stable yet, and it trusts translated addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// If and only if `ip` is an address of the public internet that names one machine: not private,
/// shared, loopback, link-local, multicast, reserved or for documentation, and no IPv6 form that
/// hides such an IPv4 address.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => public_v4(v4),
        IpAddr::V6(v6) => public_v6(v6),
    }
}

fn public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0 // "this network", RFC 791
        || a >= 240 // reserved and broadcast, RFC 1112
        || (a == 100 && (64..128).contains(&b)) // shared by carriers, RFC 6598
        || (a == 192 && b == 0 && c == 0) // protocol assignments, RFC 6890
        || (a == 192 && b == 88 && c == 99) // 6to4 relays, RFC 7526
        || (a == 198 && (b == 18 || b == 19)); // benchmarks, RFC 2544
    !special
}

fn public_v6(ip: Ipv6Addr) -> bool {
    let [s0, s1, s2, ..] = ip.segments();
    if let Some(v4) = ip.to_ipv4_mapped() {
        return public_v4(v4);
    }
    // RFC 6052: a translator carries the request to the IPv4 address in the last 32 bits.
    if s0 == 0x64 && s1 == 0xff9b && ip.segments().get(2..6) == Some(&[0, 0, 0, 0]) {
        return public_v4(low_v4(ip));
    }
    // Global unicast, RFC 4291 §2.4. Loopback, unspecified, unique local, link-local, site-local,
    // multicast and IPv4-compatible addresses all lie outside.
    if s0 & 0xe000 != 0x2000 {
        return false;
    }
    let special = match s0 {
        // Protocol assignments and Teredo, RFC 2928; documentation, RFC 3849.
        0x2001 => s1 < 0x200 || s1 == 0xdb8,
        // 6to4, RFC 3056: a relay carries the request to the IPv4 address inside.
        0x2002 => !public_v4(v4_of(s1, s2)),
        // Documentation, RFC 9637.
        0x3fff => s1 < 0x1000,
        _ => false,
    };
    !special
}

fn v4_of(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
}

fn low_v4(ip: Ipv6Addr) -> Ipv4Addr {
    let [.., high, low] = ip.segments();
    v4_of(high, low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }

    #[test]
    fn admits_addresses_of_the_public_internet() {
        for ip in [
            "8.8.8.8",
            "100.63.0.1",
            "172.15.0.1",
            "193.110.128.1",
            "2a00:1450:4003::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(public(ip), "{ip}");
        }
    }

    #[test]
    fn refuses_private_local_and_reserved_addresses() {
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "127.8.9.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!public(ip), "{ip}");
        }
    }

    #[test]
    fn refuses_ipv6_addresses_that_are_local_or_hide_a_local_one() {
        for ip in [
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "3fff:1::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:a00:1::1",
            "100::1",
        ] {
            assert!(!public(ip), "{ip}");
        }
    }
}
