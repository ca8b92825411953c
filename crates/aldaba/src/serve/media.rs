//! The media server and the recordings, from the configuration.

use std::{fs, net::IpAddr, path::Path, sync::Arc};

use ::media::{Limits, MediaSettings, TurnServers, WebRtcServer};
use anyhow::Context as _;
use keys::OsEntropy;
use platform::VideoParts;
use recordings::RecordingFolder;
use vocab::Secret;

use super::{address, messages::secret};
use crate::config::{Config, Video};

/// What the platform gets, and the server to be stopped after it.
pub(crate) struct Started {
    pub(crate) parts: VideoParts,
    server: Option<Arc<WebRtcServer>>,
}

impl Started {
    /// Finishes the recordings and ends the server, after the platform has stopped.
    pub(crate) async fn stop(self) {
        if let Some(server) = self.server {
            server.stop().await;
        }
    }
}

/// Starts the media server where this process has that role and the configuration has video
/// calls.
pub(crate) fn start(config: &Config, role: bool) -> anyhow::Result<Started> {
    let parts = parts(config)?;
    if config.unattended.offered && !config.video.recordings.is_empty() {
        folder(&config.video.recordings)?;
    }
    let configured = !config.video.udp_listen.is_empty();
    if !role || !configured {
        return Ok(Started {
            parts: VideoParts {
                elsewhere: configured,
                ..parts
            },
            server: None,
        });
    }
    with_server(parts, &settings(&config.video)?)
}

/// Starts a media server with settings that are known already.
pub(crate) fn with_server(parts: VideoParts, settings: &MediaSettings) -> anyhow::Result<Started> {
    let server = WebRtcServer::start(settings, Arc::new(OsEntropy));
    let server = Arc::new(server.context("the media server of video calls")?);
    tracing::info!(address = %server.address(), "listening for picture and sound");
    Ok(Started {
        parts: VideoParts {
            server: Some(server.clone()),
            ..parts
        },
        server: Some(server),
    })
}

/// What every process has, whatever its roles.
pub(crate) fn parts(config: &Config) -> anyhow::Result<VideoParts> {
    let video = &config.video;
    if video.recordings.is_empty() {
        return Ok(VideoParts::default());
    }
    // Also where neither calls nor films are offered any more: what is there is played to
    // reviewers, and removed when its time comes.
    let folder = Arc::new(RecordingFolder::new(&video.recordings));
    let mut parts = VideoParts {
        recordings: Some(folder.clone()),
        shelf: Some(folder),
        ..VideoParts::default()
    };
    if !video.turn_urls.is_empty() {
        let secret = secret(&video.turn_secret_file).context("video.turn_secret_file")?;
        let servers = TurnServers {
            urls: video.turn_urls.clone(),
            secret: Secret::new(secret),
        };
        parts.relays = Arc::new(move |now| servers.as_json("aldaba", now));
    }
    Ok(parts)
}

fn settings(video: &Video) -> anyhow::Result<MediaSettings> {
    let public = video.public_addresses.iter().map(|text| {
        let address = text.parse::<IpAddr>();
        address.with_context(|| format!("video.public_addresses has `{text}`"))
    });
    Ok(MediaSettings {
        listen: address("video.udp_listen", &video.udp_listen)?,
        public_addresses: public.collect::<anyhow::Result<_>>()?,
        tcp: video.tcp,
        recordings: folder(&video.recordings)?.to_owned(),
        limits: Limits {
            calls: video.calls,
            ..Limits::default()
        },
    })
}

/// The folder of recordings; made if it is not there, for its owner only.
fn folder(path: &str) -> anyhow::Result<&Path> {
    use std::os::unix::fs::DirBuilderExt as _;
    let path = Path::new(path);
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path);
    made.with_context(|| format!("video.recordings: {} cannot be made", path.display()))?;
    Ok(path)
}

/// What is wrong with the settings, each fault in words of its own.
pub(super) fn faults(video: &Video) -> Vec<String> {
    let mut faults = Vec::new();
    if video.udp_listen.is_empty() {
        return faults;
    }
    match address("video.udp_listen", &video.udp_listen) {
        Err(error) => faults.push(format!("{error:#}")),
        Ok(listen) if listen.ip().is_unspecified() && video.public_addresses.is_empty() => {
            faults.push(
                "video.public_addresses is missing: the addresses under which browsers reach \
                 video.udp_listen"
                    .into(),
            );
        }
        Ok(_) => {}
    }
    for text in &video.public_addresses {
        if text.parse::<IpAddr>().is_err() {
            faults.push(format!(
                "video.public_addresses has `{text}`, which is no IP address"
            ));
        }
    }
    if video.recordings.is_empty() {
        faults.push("video.recordings is missing".into());
    }
    if !(1..=1_000).contains(&video.calls) {
        faults.push("video.calls must be 1 to 1000".into());
    }
    if video.turn_urls.is_empty() != video.turn_secret_file.is_empty() {
        faults.push("video.turn_urls and video.turn_secret_file belong together".into());
    }
    for url in &video.turn_urls {
        if !url.starts_with("turn:") && !url.starts_with("turns:") {
            faults.push(format!(
                "video.turn_urls has `{url}`; it must begin with turn: or turns:"
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_every_fault_and_none_where_there_are_no_calls() {
        assert!(faults(&Video::default()).is_empty());
        let good = Video {
            udp_listen: "0.0.0.0:8086".into(),
            public_addresses: vec!["203.0.113.7".into(), "2001:db8::7".into()],
            ..Video::default()
        };
        assert!(faults(&good).is_empty());
        let bad = Video {
            udp_listen: "8086".into(),
            public_addresses: vec!["media.example".into()],
            recordings: String::new(),
            calls: 0,
            turn_urls: vec!["stun:example.org".into()],
            ..good.clone()
        };
        assert_eq!(faults(&bad).len(), 6, "{:?}", faults(&bad));
        let without = Video {
            public_addresses: Vec::new(),
            ..good
        };
        let told = faults(&without);
        assert!(
            told.iter()
                .any(|fault| fault.starts_with("video.public_addresses is missing"))
        );
    }
}
