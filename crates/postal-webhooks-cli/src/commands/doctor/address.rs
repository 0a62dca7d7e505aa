//! Check of the host's addresses: which there are, of what kind, and whether each accepts.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Result;
use postal_webhooks::request::DEADLINE;
use postal_webhooks::testing::postal::{Connection, Outcome, Target};

use super::row::{Row, Rows};
use crate::network::latency::milliseconds;

/// Looks the host up, and connects to each of its addresses; gives those that accept.
pub(crate) fn check(target: &Target, rows: &mut Rows<'_>) -> Result<Vec<SocketAddr>> {
    let addresses = match look_up(target) {
        Ok(addresses) => addresses,
        Err(row) => {
            rows.add("dns", &row)?;
            return Ok(Vec::new());
        }
    };
    for row in kinds(&addresses) {
        rows.add("dns", &row)?;
    }
    let attempts: Vec<_> = addresses.iter().map(|address| Attempt::make(*address)).collect();
    let accepting: Vec<_> = attempts
        .iter()
        .filter(|attempt| attempt.outcome.is_none())
        .map(|attempt| attempt.address)
        .collect();
    for attempt in &attempts {
        rows.add("address", &attempt.row(!accepting.is_empty()))?;
    }
    Ok(accepting)
}

/// Opens a connection to this address alone.
pub(crate) fn open(address: SocketAddr, until: Instant) -> Result<Connection, Outcome> {
    let url = match address.ip() {
        IpAddr::V4(ip) => format!("http://{ip}:{}/", address.port()),
        IpAddr::V6(ip) => format!("http://[{ip}]:{}/", address.port()),
    };
    let target: Target = url.parse().map_err(|_| Outcome::NoAnswer("the address is none"))?;
    Connection::open(&target, until)
}

fn look_up(target: &Target) -> Result<Vec<SocketAddr>, Row> {
    let (host, port) = (target.host().to_owned(), target.port());
    // The resolver of the system knows no deadline; a thread that hangs in it is left behind.
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let found = (host.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>);
        let _ = sender.send(found);
    });
    let host = target.host();
    match receiver.recv_timeout(DEADLINE) {
        Ok(Ok(mut addresses)) if !addresses.is_empty() => {
            addresses.sort_unstable_by_key(SocketAddr::is_ipv6);
            addresses.dedup();
            Ok(addresses)
        }
        Ok(_) => Err(Row::fail(
            "dns-unknown",
            format!("the name {host} has no address, as this machine looks it up"),
            "Make an A record for the name, or correct it in Postal. A name that only your \
                network knows has to be known to Postal's worker.",
        )
        .outcome(Outcome::NoAnswer("the name of the host is not known"))),
        Err(_) => Err(Row::fail(
            "dns-timed-out",
            format!("the look-up of {host} took longer than Postal waits in all"),
            "Fix the name servers of the domain, or the resolver of this machine.",
        )
        .outcome(Outcome::TimedOut)),
    }
}

fn kinds(addresses: &[SocketAddr]) -> Vec<Row> {
    let mut rows = Vec::new();
    for ip in addresses.iter().map(SocketAddr::ip) {
        if let Some(kind) = refused(ip) {
            // One is enough, also beside others that are public.
            rows.push(
                Row::warn(
                    "address-refused-by-postal",
                    format!("{ip} is {kind}: Postal 3.3.7 and later send nothing to the host"),
                    "List the host or its range in Postal's setting \
                        `postal.allowed_request_destinations`, or give the handler a public \
                        address.",
                )
                .history("-4, \"Destination … is not permitted\", from 3.3.7 on"),
            );
        }
    }
    if addresses.iter().all(SocketAddr::is_ipv6) {
        rows.push(
            Row::warn(
                "ipv6-only",
                "the host has no IPv4 address",
                "Give the host an A record too, unless the machine of Postal has IPv6.",
            )
            .outcome(Outcome::Locked("where the machine of Postal has no IPv6")),
        );
    }
    if rows.is_empty() {
        let list: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
        rows.push(Row::ok("dns", format!("the host has the public addresses {}", list.join(", "))));
    }
    rows
}

/// What kind of address it is, if Postal 3.3.7 refuses it (`lib/postal/http/address_guard.rb`).
fn refused(ip: IpAddr) -> Option<&'static str> {
    let ip = match ip {
        IpAddr::V4(ip) => ip,
        IpAddr::V6(ip) => {
            return match ip.to_ipv4_mapped() {
                Some(_) => Some("an IPv4 address in IPv6"),
                None => refused_v6(ip),
            };
        }
    };
    Some(match ip.octets() {
        [0, ..] => "of this network",
        [127, ..] => "loopback",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "private",
        [100, 64..=127, ..] => "behind a carrier's NAT",
        [169, 254, ..] => "link-local",
        [192, 0, 0, _] | [240..=255, ..] => "reserved",
        [198, 18..=19, ..] => "for benchmarks",
        [224..=239, ..] => "multicast",
        _ => return None,
    })
}

fn refused_v6(ip: Ipv6Addr) -> Option<&'static str> {
    if ip.is_loopback() {
        Some("loopback")
    } else if ip.is_unspecified() {
        Some("no address of a host")
    } else if ip.is_unique_local() {
        Some("private")
    } else if ip.is_unicast_link_local() {
        Some("link-local")
    } else if ip.is_multicast() {
        Some("multicast")
    } else {
        None
    }
}

/// A connection to one address, and how it failed.
struct Attempt {
    address: SocketAddr,
    took: Duration,
    outcome: Option<Outcome>,
}

impl Attempt {
    fn make(address: SocketAddr) -> Self {
        let start = Instant::now();
        let outcome = open(address, start + DEADLINE).err();
        Self { address, took: start.elapsed(), outcome }
    }

    fn row(&self, is_another_open: bool) -> Row {
        let (address, took) = (self.address, milliseconds(self.took));
        let Some(outcome) = self.outcome else {
            return Row::ok(
                "address",
                format!("{address} accepts connections, after {took:.1} ms"),
            );
        };
        let what = match outcome {
            Outcome::NoAnswer(why) | Outcome::Locked(why) => format!("{address}: {why}"),
            _ => format!("{address} does not answer within Postal's deadline"),
        };
        // Postal tries the addresses in turn, and from 3.3.7 on the first IPv4 address alone. An
        // address that hangs uses up the time for the others.
        if address.is_ipv6() && is_another_open && outcome != Outcome::TimedOut {
            let remedy = "Nothing, if the machine where doctor runs has no IPv6; else listen on \
                the address, or take its AAAA record away.";
            return Row::warn("address-refuses", what, remedy).outcome(outcome);
        }
        let (code, remedy) = match outcome {
            Outcome::TimedOut => (
                "address-times-out",
                "Open the port in the firewall for the machine of Postal, or take the record of \
                    the address away.",
            ),
            _ => (
                "address-refuses",
                "Start the handler or the proxy before it, let it listen on this address and \
                    port, or take the record of the address away.",
            ),
        };
        Row::fail(code, what, remedy).outcome(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each range of Postal's list, its ends, and what stands beside it.
    #[test]
    fn addresses_that_postal_refuses() {
        let refused = [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.255",
            "192.168.0.0",
            "198.18.0.0",
            "198.19.255.255",
            "224.0.0.0",
            "239.255.255.255",
            "240.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:8.8.8.8",
            "fc00::",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "ff00::1",
        ];
        let taken = [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.0.0.1",
            "128.0.0.1",
            "169.253.0.1",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.0.1",
            "198.17.0.1",
            "198.20.0.0",
            "223.255.255.255",
            "::2",
            "2001:db8::1",
            "fbff::1",
            "fec0::1",
            "64:ff9b::a00:1",
        ];
        for ip in refused {
            assert!(super::refused(ip.parse().unwrap()).is_some(), "{ip}");
        }
        for ip in taken {
            assert_eq!(super::refused(ip.parse().unwrap()), None, "{ip}");
        }
    }

    #[test]
    fn kinds_of_a_host() {
        let code = |ips: &[&str]| {
            let addresses: Vec<_> =
                ips.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 443)).collect();
            kinds(&addresses).iter().map(|row| row.code().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(code(&["192.0.2.1", "2001:db8::1"]), ["dns"]);
        assert_eq!(code(&["2001:db8::1"]), ["ipv6-only"]);
        assert_eq!(code(&["192.0.2.1", "10.0.0.1"]), ["address-refused-by-postal"]);
    }

    /// Postal tries the next address after a refusal, but has no time left after one that hangs.
    #[test]
    fn an_address_beside_others_that_accept() {
        let refused = Outcome::of_error(&std::io::ErrorKind::ConnectionRefused.into());
        for (ip, outcome, fails) in [
            ("2001:db8::1", refused, false),
            ("2001:db8::1", Outcome::TimedOut, true),
            // Postal 3.3.7 takes one of the IPv4 addresses, and no other.
            ("192.0.2.1", refused, true),
        ] {
            let address = SocketAddr::new(ip.parse().unwrap(), 443);
            let attempt = Attempt { address, took: Duration::ZERO, outcome: Some(outcome) };
            assert_eq!(attempt.row(true).is_failed(), fails, "{ip} {outcome}");
            assert!(attempt.row(false).is_failed(), "{ip} {outcome}");
        }
    }
}
