//! Video calls and films: the port of picture and sound, the folder of recordings.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener, UdpSocket},
    path::Path,
};

use super::{
    files::{room, writable},
    finding::Finding,
};
use crate::config::Config;

pub(super) fn look(config: &Config) -> Vec<Finding> {
    let video = &config.video;
    let calls = !video.udp_listen.is_empty();
    let mut findings = Vec::new();
    if !calls && !config.unattended.offered {
        return findings;
    }
    // What cannot be read was told with the settings.
    if calls && let Ok(listen) = video.udp_listen.parse() {
        findings.push(port("UDP", listen, |at| UdpSocket::bind(at).map(drop)));
        if video.tcp {
            findings.push(port("TCP", listen, |at| TcpListener::bind(at).map(drop)));
        }
    }
    let folder = Path::new(&video.recordings);
    let why = "make the folder, mount it, or give it to the user of the service: neither calls \
               nor films can be kept until then";
    findings.push(writable("video.recordings", folder, why));
    findings.extend(room("video.recordings", folder));
    findings
}

/// Takes the port and gives it back.
fn port(
    kind: &str,
    listen: SocketAddr,
    bind: impl Fn(SocketAddr) -> std::io::Result<()>,
) -> Finding {
    let about = "video.udp_listen";
    match bind(listen) {
        Ok(()) => Finding::good(
            about,
            format!(
                "{listen} can be listened on for {kind}; whether a firewall lets it through is seen from outside only"
            ),
        ),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Finding::good(
            about,
            format!("{listen} is in use for {kind}, as it is while the media server runs"),
        ),
        Err(error) => Finding::fault(
            about,
            format!("{listen} cannot be listened on for {kind}: {error}"),
            "name an address of this machine; behind address translation, the public one goes \
             into video.public_addresses",
        ),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::super::finding::Weight;
    use super::*;

    fn looked(listen: &str, recordings: &Path) -> Vec<Weight> {
        let mut config = Config::default();
        config.video.udp_listen = listen.into();
        config.video.recordings = recordings.display().to_string();
        let findings = look(&config);
        let found = findings
            .iter()
            .filter(|finding| !finding.found.contains("MiB"));
        found.map(|finding| finding.weight).collect()
    }

    #[test]
    fn says_nothing_where_there_are_no_calls() {
        assert!(look(&Config::default()).is_empty());
    }

    #[test]
    fn finds_an_address_that_is_not_ours_and_a_folder_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let good = looked("127.0.0.1:0", folder.path());
        assert_eq!(good, [Weight::Good, Weight::Good, Weight::Good]);
        let gone = folder.path().join("gone");
        // TEST-NET-3 is nobody's.
        let bad = looked("203.0.113.1:8086", &gone);
        assert_eq!(bad, [Weight::Fault, Weight::Fault, Weight::Fault]);
    }

    #[test]
    fn films_need_the_folder_without_any_call() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.unattended.offered = true;
        config.video.recordings = folder.path().join("gone").display().to_string();
        let told: Vec<_> = look(&config).iter().map(|found| found.weight).collect();
        assert_eq!(told, [Weight::Fault]);
    }
}
