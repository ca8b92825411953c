//! The configuration: what is missing, and what makes no sense.

use std::{collections::BTreeSet, net::SocketAddr};

use url::Url;
use web_kit::client::TrustedProxies;

use super::finding::Finding;
use crate::{config::Config, serve};

/// A proxy list that contains one of these believes everybody.
const EVERYBODY: [&str; 2] = ["0.0.0.0/0", "::/0"];

pub(super) fn look(config: &Config) -> Vec<Finding> {
    let mut findings: Vec<_> = serve::faults(config)
        .into_iter()
        .map(|fault| {
            let mend = "set it in the configuration; `aldaba config reference` explains every key";
            Finding::fault("configuration", fault, mend)
        })
        .collect();
    if findings.is_empty() {
        findings.push(Finding::good(
            "configuration",
            "everything that must be set is set",
        ));
    }
    findings.extend(origins(config));
    findings.extend(listening(config));
    findings.extend(proxies(config));
    findings.extend(storage(config));
    findings
}

/// Cookies and passkeys are bound to hosts: three faces need three.
fn origins(config: &Config) -> Option<Finding> {
    let urls = [
        &config.identity.public_url,
        &config.sede.public_url,
        &config.office.public_url,
    ];
    let hosts: Vec<String> = urls
        .iter()
        .filter_map(|url| Url::parse(url).ok()?.host_str().map(str::to_owned))
        .collect();
    let different: BTreeSet<_> = hosts.iter().collect();
    (different.len() < hosts.len()).then(|| {
        Finding::warning(
            "public_url",
            format!("two faces share a host ({})", hosts.join(", ")),
            "give identity, sede and office a host name each: cookies do not keep ports apart",
        )
    })
}

fn listening(config: &Config) -> Vec<Finding> {
    let faces = [
        ("identity.listen", &config.identity.listen),
        ("sede.listen", &config.sede.listen),
        ("office.listen", &config.office.listen),
        ("operations.listen", &config.operations.listen),
    ];
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for (key, text) in faces {
        let Ok(address) = text.parse::<SocketAddr>() else {
            findings.push(Finding::fault(
                key,
                format!("`{text}` is no address with a port"),
                "write it like 127.0.0.1:8080",
            ));
            continue;
        };
        if !seen.insert(address) {
            findings.push(Finding::fault(
                key,
                format!("{address} is taken by another face"),
                "give every face a port of its own",
            ));
        }
        if !address.ip().is_loopback() && key == "operations.listen" {
            findings.push(Finding::warning(
                key,
                format!("health and metrics listen beyond this machine, on {address}"),
                "let a firewall admit only the monitoring, or listen on loopback",
            ));
        }
    }
    findings
}

/// Every public address is https, so there is a proxy; without its word every client looks like
/// the proxy, and limits by origin count the whole country as one.
fn proxies(config: &Config) -> Option<Finding> {
    let key = "http.trusted_proxies";
    let listed = &config.http.trusted_proxies;
    let parsed = TrustedProxies::parse(listed.iter().map(String::as_str));
    if let Err(error) = parsed {
        let mend = "list addresses or networks, such as \"127.0.0.1\" or \"10.0.0.0/24\"";
        return Some(Finding::fault(key, error.to_string(), mend));
    }
    if let Some(all) = listed.iter().find(|one| EVERYBODY.contains(&one.trim())) {
        return Some(Finding::fault(
            key,
            format!("{all} believes everybody: any client can write the address that limits count"),
            "list only the addresses of your reverse proxies",
        ));
    }
    listed.is_empty().then(|| {
        Finding::warning(
            key,
            "nobody is listed, though the public addresses are https and so behind a proxy: every \
             client looks like the proxy, and limits by origin count everybody as one",
            "list the address of your reverse proxy, for example [\"127.0.0.1\"]",
        )
    })
}

fn storage(config: &Config) -> Option<Finding> {
    let url = &config.storage.url;
    let path = url.strip_prefix("sqlite:")?;
    (!path.starts_with('/')).then(|| {
        Finding::warning(
            "storage.url",
            format!("{path} is relative to the folder from which the program is started"),
            "write the whole path, such as sqlite:/var/lib/aldaba/aldaba.db",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn abouts(findings: &[Finding]) -> Vec<&str> {
        findings
            .iter()
            .map(|finding| finding.about.as_str())
            .collect()
    }

    #[test]
    fn proxies_that_believe_everybody_or_nobody_are_told() {
        let mut config = Config::default();
        assert!(proxies(&config).is_some_and(|finding| finding.found.contains("nobody")));
        config.http.trusted_proxies = vec!["0.0.0.0/0".into()];
        assert!(proxies(&config).is_some_and(|finding| finding.found.contains("everybody")));
        config.http.trusted_proxies = vec!["proxy.example".into()];
        assert!(proxies(&config).is_some());
        config.http.trusted_proxies = vec!["127.0.0.1".into()];
        assert_eq!(proxies(&config), None);
    }

    #[test]
    fn two_faces_on_one_port_or_host_are_told() {
        let mut config = Config::default();
        config.sede.listen = config.identity.listen.clone();
        config.operations.listen = "0.0.0.0:8085".into();
        config.office.listen = "office".into();
        assert_eq!(
            abouts(&listening(&config)),
            ["sede.listen", "office.listen", "operations.listen"]
        );
        config.identity.public_url = "https://aldaba.example".into();
        config.sede.public_url = "https://aldaba.example:8443".into();
        assert!(origins(&config).is_some());
    }

    #[test]
    fn what_serve_refuses_is_a_fault_each() {
        let findings = look(&Config::default());
        assert!(
            findings
                .iter()
                .any(|finding| finding.found == "body.dir3 is missing")
        );
    }
}
