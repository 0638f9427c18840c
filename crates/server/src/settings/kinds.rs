//! Kinds of setting, as they are written in flags and files.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Log {
    /// For people.
    Text,
    /// One JSON object for each line.
    Json,
}

/// Something, or `off`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maybe<T>(pub Option<T>);

impl<T: FromStr> FromStr for Maybe<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" || text.is_empty() { Ok(Self(None)) } else { text.parse().map(|it| Self(Some(it))) }
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What is written as it is said.
pub trait Said {
    /// As it is said.
    fn said(&self) -> String;
}

impl Said for std::net::SocketAddr {
    fn said(&self) -> String {
        self.to_string()
    }
}

impl Said for PathBuf {
    fn said(&self) -> String {
        self.display().to_string()
    }
}

impl<T: Said> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(it) => to.serialize_str(&it.said()),
            None => to.serialize_str("off"),
        }
    }
}

/// A network: an address, or its first bits: `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Net {
    address: IpAddr,
    bits: u8,
}

impl Net {
    /// Whether `address` is in it. An IPv4 address that was mapped into IPv6 is the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(of)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                net.to_bits() & mask == of.to_bits() & mask
            }
            (IpAddr::V6(net), IpAddr::V6(of)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                net.to_bits() & mask == of.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Net {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || format!("{text} is not an address, nor a network such as 10.0.0.0/8");
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| bad())?;
        if bits > most { Err(bad()) } else { Ok(Self { address, bits }) }
    }
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// Some networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nets(Vec<Net>);

impl Nets {
    /// This machine itself.
    pub fn loopback() -> Self {
        let v4 = Net { address: IpAddr::from([127, 0, 0, 0]), bits: 8 };
        Self(vec![v4, Net { address: IpAddr::from(std::net::Ipv6Addr::LOCALHOST), bits: 128 }])
    }

    /// Whether `address` is in one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(address))
    }
}

impl FromStr for Nets {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',').filter(|net| !net.trim().is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl<'de> Deserialize<'de> for Nets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let nets = Vec::<String>::deserialize(from)?;
        let nets: Result<_, String> = nets.iter().map(|net| net.parse()).collect();
        nets.map(Self).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Nets {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Net::to_string))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        let nets: Nets = "10.0.0.0/8, 192.0.2.7,2001:db8::/32,0.0.0.0/32".parse().unwrap();
        for inside in ["10.255.0.1", "192.0.2.7", "2001:db8:1::1", "::ffff:10.0.0.1", "0.0.0.0"] {
            assert!(nets.contain(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "2001:db9::1", "::1"] {
            assert!(!nets.contain(outside.parse().unwrap()), "{outside}");
        }
        assert!("0.0.0.0/0".parse::<Nets>().unwrap().contain([8, 8, 8, 8].into()));
        for bad in ["10.0.0.0/33", "10.0.0/8", "x", "::/129", "::/x"] {
            assert!(bad.parse::<Net>().is_err(), "{bad}");
        }
        assert_eq!("".parse(), Ok(Nets::default()));
    }
}
