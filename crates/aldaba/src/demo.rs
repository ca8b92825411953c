//! `aldaba demo`: everything on this machine, with invented people and a small invented world
//! around. It ignores configuration file and environment, binds loopback only, and opens only a
//! database that says that it is a demonstration.

mod certificates;
mod parts;
mod welcome;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use anyhow::Context as _;
use model::officer::{OfficerHandle, Role};
use platform::{Platform, operations};
use simulators::{
    inbox::{FaceLink, InboxSite, site},
    population::{PeoplePage, officers},
};
use vocab::Date;
use web_office::InventedOfficer;

use crate::{
    cli::{DemoArguments, LogForm},
    config::Operations,
    logging,
    run::{self, Listener},
};

/// Where the demonstration's faces are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    base: u16,
}

impl Ports {
    fn new(base: u16) -> anyhow::Result<Self> {
        anyhow::ensure!(
            base > 0 && base < u16::MAX - 6,
            "--port-base must leave room for seven ports"
        );
        Ok(Self { base })
    }

    pub(crate) fn origin(self, offset: u16) -> String {
        format!("http://localhost:{}", self.base + offset)
    }

    fn address(self, offset: u16) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.base + offset).into()
    }
}

pub(crate) const IDENTITY: u16 = 0;
pub(crate) const SEDE: u16 = 1;
pub(crate) const OFFICE: u16 = 2;
pub(crate) const INBOX: u16 = 3;
/// Where people are asked for a certificate, inside TLS.
pub(crate) const CERTIFICATES: u16 = 4;
pub(crate) const OPERATIONS: u16 = 5;
/// Picture and sound of video calls, over UDP and TCP.
pub(crate) const MEDIA: u16 = 6;

/// Last day of the invented officers' roles: the demonstration does not age.
const OFFICERS_UNTIL: Date = Date::constant(2099, 12, 31);

/// Starts the demonstration and runs it until it is asked to stop.
pub(crate) async fn run(arguments: &DemoArguments, log: Option<LogForm>) -> anyhow::Result<()> {
    let started = Instant::now();
    let operations_settings = Operations {
        log: "text".into(),
        log_filter: "warn".into(),
        ..Operations::default()
    };
    logging::start(&operations_settings, log)?;
    let ports = Ports::new(arguments.port_base)?;
    let world = parts::make(&arguments.data, ports, arguments.office_hours).await?;
    let platform = Arc::new(Platform::assemble(world.parts)?);
    for officer in officers() {
        let roles: Vec<String> = officer.roles.iter().map(ToString::to_string).collect();
        platform
            .add_invented_officer(officer.key, &officer.name.full(), &roles, OFFICERS_UNTIL)
            .await
            .with_context(|| format!("the invented officer {}", officer.key))?;
    }
    let site = InboxSite {
        inbox: world.inbox,
        clock: world.clock,
        people: Arc::new(PeoplePage::new(|officer| {
            format!("{}/step-in/{}", ports.origin(OFFICE), officer.key)
        })),
        certificates: Some(world.certificates.clone()),
        faces: faces(ports),
        time_zone: platform.parts.body.time_zone.clone(),
    };
    let log_in = platform.certificate_log_in();
    let log_in = log_in.context("the log-in with a certificate")?;
    let log_in = Listener::bind("certificates", ports.address(CERTIFICATES), log_in).await?;
    let listeners = vec![
        log_in.with_tls(world.certificates.tls()?),
        Listener::bind("identity", ports.address(IDENTITY), platform.identity()).await?,
        Listener::bind("sede", ports.address(SEDE), platform.sede()?).await?,
        Listener::bind(
            "office",
            ports.address(OFFICE),
            platform.office(invented()?),
        )
        .await?,
        Listener::bind(
            "inbox",
            ports.address(INBOX),
            site::router(site).merge(world.push.router()),
        )
        .await?,
        Listener::bind(
            "operations",
            ports.address(OPERATIONS),
            operations::router(platform.clone()),
        )
        .await?,
    ];
    // Before anybody is told that it is ready: whoever waits for that may stop it at once.
    let stop = run::signal()?;
    welcome::print(ports, started.elapsed());
    let outcome = run::until_stopped(platform, listeners, true, stop).await;
    world.video.stop().await;
    drop(world.outside);
    outcome
}

/// The officers as whom a visitor may step in.
fn invented() -> anyhow::Result<Vec<InventedOfficer>> {
    officers()
        .into_iter()
        .map(|officer| {
            Ok(InventedOfficer {
                handle: OfficerHandle::parse(officer.key)?,
                name: officer.name.full(),
                roles: officer
                    .roles
                    .iter()
                    .filter_map(|role| Role::from_word(role))
                    .collect(),
            })
        })
        .collect()
}

fn faces(ports: Ports) -> Vec<FaceLink> {
    [("identity", IDENTITY), ("sede", SEDE), ("office", OFFICE)]
        .into_iter()
        .map(|(name, offset)| FaceLink {
            name: name.into(),
            address: ports.origin(offset),
        })
        .collect()
}
