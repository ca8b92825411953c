//! The key-encryption key, the ring that it opens, the seal and its dates.

use std::{path::Path, sync::Arc};

use gateways::SystemClock;
use keys::{
    ClientAuthorities, DirectoryShelf, KeyRing, KeyShelf as _, MemoryShelf, SealFiles,
    SoftwareSealer, TlsFiles, seal_files,
};
use ports::sealing::{KeyedHash, Sealer};
use vocab::{Clock as _, SignedDuration};
use wire_pades::CertificateChain;

use super::{chain, finding::Finding};
use crate::{config::Config, serve};

/// A certification authority takes days to renew a seal.
const RENEW: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What opens the database.
pub(super) struct Opening {
    pub(super) ring: Arc<KeyRing>,
    pub(super) sealer: Arc<dyn Sealer>,
    pub(super) hashes: Arc<dyn KeyedHash>,
}

pub(super) fn look(config: &Config) -> (Option<Opening>, Vec<Finding>) {
    let (opening, mut findings) = keys(config);
    findings.push(seal(config, opening.as_ref().map(|opening| &*opening.ring)));
    findings.extend(certificates(config));
    findings.extend(log_in(config));
    (opening, findings)
}

/// What is shown where clients are asked for certificates, and whose are believed there.
fn certificates(config: &Config) -> Option<Finding> {
    let (about, mtls) = ("mtls", &config.mtls);
    if mtls.listen.is_empty() {
        return None;
    }
    let (shown, key) = (Path::new(&mtls.certificate_file), Path::new(&mtls.key_file));
    let shown = TlsFiles::load(shown, key).map_err(|error| chain(&error));
    let believed = match mtls.authorities_file.as_str() {
        "" => Ok(()),
        file => ClientAuthorities::load(Path::new(file))
            .map(drop)
            .map_err(|error| chain(&error)),
    };
    Some(match shown.and(believed) {
        Ok(()) => Finding::good(about, "certificate and key belong together"),
        Err(found) => Finding::fault(
            about,
            found,
            "correct the section [mtls]: identity does not start like this",
        ),
    })
}

/// The log-in with a certificate: what is shown, and whose certificates count.
fn log_in(config: &Config) -> Option<Finding> {
    let (about, wanted) = ("certificates", &config.certificates);
    if wanted.issuers.is_empty() {
        return None;
    }
    let shown = if wanted.listen.is_empty() {
        Ok(())
    } else {
        let files = (&wanted.certificate_file, &wanted.key_file);
        TlsFiles::load(Path::new(files.0), Path::new(files.1))
            .map(drop)
            .map_err(|error| chain(&error))
    };
    let trusted = serve::certificate_log_in::issuers(wanted)
        .map(drop)
        .map_err(|error| format!("{error:#}"));
    Some(match shown.and(trusted) {
        Ok(()) => Finding::good(
            about,
            format!("{} issuers are trusted", wanted.issuers.len()),
        ),
        Err(found) => Finding::fault(
            about,
            found,
            "correct the section [certificates]: identity does not start like this",
        ),
    })
}

fn keys(config: &Config) -> (Option<Opening>, Vec<Finding>) {
    let about = "key-encryption key";
    let kek = match serve::key_encryption_key(config) {
        Ok(kek) => kek,
        Err(error) => {
            let mend = "make one with `openssl rand -base64 32` into a file with mode 0600, and \
                        keep a copy where no backup is; if there was one, bring it back";
            return (
                None,
                vec![Finding::fault(about, format!("{error:#}"), mend)],
            );
        }
    };
    let mut findings = vec![Finding::good(
        about,
        format!("it is there, with the id {}", kek.id()),
    )];
    let folder = &config.keys.directory;
    // Through a copy in memory: looking makes no keys and no folder.
    let read = || -> Result<Option<KeyRing>, String> {
        if !Path::new(folder).is_dir() {
            return Ok(None);
        }
        let shelf = DirectoryShelf::open(Path::new(folder)).map_err(|error| chain(&error))?;
        let Some(document) = shelf.read().map_err(|error| chain(&error))? else {
            return Ok(None);
        };
        let copy = MemoryShelf::default();
        copy.create(&document).map_err(|error| chain(&error))?;
        let ring = KeyRing::open(Box::new(copy), kek.clone()).map_err(|error| chain(&error))?;
        Ok(Some(ring))
    };
    let opening = match read() {
        Ok(Some(ring)) => {
            let count = ring.list(SystemClock.now()).len();
            let ring = Arc::new(ring);
            findings.push(Finding::good(
                "keys.directory",
                format!("the key-encryption key opens the {count} keys in {folder}"),
            ));
            Some(Opening {
                sealer: Arc::new(SoftwareSealer::of_ring(ring.clone())),
                hashes: Arc::new(ring.keyed_hash()),
                ring,
            })
        }
        Ok(None) => {
            findings.push(Finding::fault(
                "keys.directory",
                format!("there are no keys in {folder}"),
                "a new installation: run `aldaba migrate`, which makes them. An old one: bring \
                 keys.json back, it is in every backup; without it nobody is found",
            ));
            None
        }
        Err(found) => {
            findings.push(Finding::fault(
                "keys.directory",
                found,
                "give the folder mode 0700 and the user of the service, and configure the \
                 key-encryption key that wrapped these keys",
            ));
            None
        }
    };
    (opening, findings)
}

/// The seal on the ring, or the one in the files that the next start puts there.
fn seal(config: &Config, ring: Option<&KeyRing>) -> Finding {
    let about = "seal";
    let now = SystemClock.now();
    let chain_file = Path::new(&config.keys.seal_chain_file);
    let on_ring = ring.and_then(|ring| ring.seal_chains().into_iter().next());
    let enrolled = ring.is_some_and(|ring| seal_files::enrolled(ring, chain_file).unwrap_or(false));
    let of_files = !config.keys.seal_key_file.is_empty() && !enrolled;
    let mend = "documents cannot be sealed without it: configure keys.seal_key_file and \
                keys.seal_chain_file with a seal that is valid";
    let found = match on_ring {
        Some(der) if !of_files => CertificateChain::from_der(&der).map_err(|error| chain(&error)),
        None if !of_files => Err("there is none".into()),
        Some(_) | None => SealFiles::load(Path::new(&config.keys.seal_key_file), chain_file, now)
            .map(|seal| seal.chain)
            .map_err(|error| chain(&error)),
    };
    let seal = match found {
        Ok(seal) => seal,
        Err(error) => return Finding::fault(about, error, mend),
    };
    let subject = seal.subject();
    if !seal.valid_at(now) {
        return Finding::fault(
            about,
            format!("the certificate of {subject} is not valid now"),
            mend,
        );
    }
    if !seal.valid_at(now.saturating_add(RENEW).unwrap_or(now)) {
        return Finding::warning(
            about,
            format!("the certificate of {subject} ends within 30 days"),
            "ask the certification authority for a new one now, and then `aldaba keys rotate seal`",
        );
    }
    Finding::good(about, format!("{subject} is valid for 30 days and more"))
}
