//! Certificates of offences: rendered as PDF/A-2a with PDF/UA-1 tags, sealed with PAdES, issued.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use documents::{RenderPool, Typesetter};
use model::procedure::{ApplicationState, Contact, Purpose};
use ports::documents::{
    Document, DocumentFrame, DocumentSealer, IssuingBody, OffenceCertificate, Verification,
};
use procedures::{ApplicantIdentity, Procedures, Submission, Visitor};
use testbed::{Options, Testbed};
use tokio::task::JoinSet;
use vocab::{AssuranceLevel, Entropy, Lang, SecureVerificationCode, Timestamp};

use crate::{
    AnyError,
    accounting::{PostgresServer, own_cpu},
    crowd::{self, BenchPerson},
};

/// What one run gave.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Certificates a second.
    pub per_second: f64,
    /// CPU of this process a certificate, in milliseconds.
    pub own_cpu: f64,
    /// CPU of the database's own processes a certificate, in milliseconds.
    pub database_cpu: f64,
    /// Bytes of the last certificate; 0 where it is not looked at.
    pub bytes: usize,
}

/// How much of the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Typesetting and export.
    Rendered,
    /// And the electronic seal.
    Sealed,
}

/// The platform, people who apply, and a typesetter.
pub struct Workshop {
    bed: Testbed,
    typesetter: Typesetter,
    crowd: Vec<BenchPerson>,
    visitors: Vec<Visitor>,
    database: Option<PostgresServer>,
}

impl Workshop {
    /// Sets everything up over a database: `postgres://…`, or a SQLite file of its own.
    ///
    /// # Errors
    /// If it cannot be set up.
    pub async fn open(storage: Option<String>, people: u32) -> Result<Self, AnyError> {
        let crowd = crowd::crowd(people)?;
        let database = storage.as_deref().map(PostgresServer::at).transpose()?;
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let pool = RenderPool::start(threads)?;
        let options = Options {
            storage,
            system_clock: true,
            ..Options::default()
        };
        let bed = Testbed::start_with(options, |parts| {
            parts.renderer = Arc::new(pool);
            parts.register = Arc::new(crowd::register_of(&crowd));
        })
        .await;
        let mut visitors = Vec::new();
        for person in &crowd {
            let identity = identity(person, bed.platform.parts.clock.now());
            let entered = bed.platform.procedures.open_session(identity, None).await?;
            visitors.push(entered.visitor);
        }
        Ok(Self {
            typesetter: Typesetter::load()?,
            bed,
            crowd,
            visitors,
            database,
        })
    }

    /// Makes `count` certificates on one thread, each about another person, as far as `depth`.
    ///
    /// # Errors
    /// If one cannot be made.
    pub async fn make(&self, depth: Depth, count: usize) -> Result<Measured, AnyError> {
        let parts = &self.bed.platform.parts;
        let mut bytes = 0;
        let stopwatch = Stopwatch::start(None);
        for person in self.crowd.iter().cycle().take(count) {
            let document = certificate(person, &*parts.entropy, parts.clock.now());
            let plain = self.typesetter.render(&document)?;
            bytes = match depth {
                Depth::Rendered => plain.len(),
                Depth::Sealed => sealed(&*parts.sealer, &plain, parts.clock.now())
                    .await?
                    .len(),
            };
        }
        Ok(Measured {
            bytes,
            ..stopwatch.stop(count)
        })
    }

    /// Takes `count` applications from their start until the certificate is in the database,
    /// `at_once` at a time.
    ///
    /// # Errors
    /// If one does not end with a certificate.
    pub async fn issue(&self, count: usize, at_once: usize) -> Result<Measured, AnyError> {
        let begun = Arc::new(AtomicUsize::new(0));
        let mut tasks = JoinSet::new();
        let stopwatch = Stopwatch::start(self.database);
        for first in 0..at_once {
            let procedures = self.bed.platform.procedures.clone();
            let own: Vec<(Visitor, Contact)> = self
                .visitors
                .iter()
                .zip(&self.crowd)
                .skip(first)
                .step_by(at_once)
                .map(|(visitor, person)| (visitor.clone(), contact(person)))
                .collect();
            let begun = begun.clone();
            tasks.spawn(async move {
                for (visitor, contact) in own.into_iter().cycle() {
                    if begun.fetch_add(1, Ordering::Relaxed) >= count {
                        break;
                    }
                    apply(&procedures, &visitor, contact).await?;
                }
                Ok::<_, AnyError>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        Ok(stopwatch.stop(count))
    }

    /// Closes the database.
    pub async fn close(self) {
        self.bed.platform.parts.store.close().await;
    }
}

async fn sealed(
    sealer: &dyn DocumentSealer,
    plain: &[u8],
    now: Timestamp,
) -> Result<Vec<u8>, AnyError> {
    Ok(sealer.seal(plain, "Administración de Ejemplo", now).await?)
}

/// One application, section by section, as the face of the office has it done.
async fn apply(
    procedures: &Procedures,
    visitor: &Visitor,
    contact: Contact,
) -> Result<(), AnyError> {
    let reference = procedures.start_application(visitor, Lang::Es).await?;
    procedures
        .save_applicant(visitor, &reference, contact)
        .await?;
    procedures
        .save_purpose(visitor, &reference, Purpose::HabitualWorkWithMinors)
        .await?;
    let view = procedures.view_application(visitor, &reference).await?;
    let version = view.ok_or("the application is gone")?.version;
    let submission = Submission {
        version,
        declared: true,
    };
    match procedures.submit(visitor, &reference, submission).await? {
        ApplicationState::IssuedNegative => Ok(()),
        other => Err(format!("{other:?} where a certificate belongs").into()),
    }
}

fn contact(person: &BenchPerson) -> Contact {
    Contact {
        phone: person.phone.clone(),
        email: None,
    }
}

fn identity(person: &BenchPerson, now: Timestamp) -> ApplicantIdentity {
    ApplicantIdentity {
        sub: format!("pairwise-{}", person.number.as_str()),
        number: person.number.clone(),
        name: person.record.name.clone(),
        level: AssuranceLevel::Substantial,
        authenticated_at: now,
        id_token: "a.b.c".into(),
        provider_session: None,
    }
}

fn certificate(person: &BenchPerson, entropy: &dyn Entropy, now: Timestamp) -> Document {
    let record = &person.record;
    Document::OffenceCertificate(OffenceCertificate {
        frame: DocumentFrame {
            lang: Lang::Es,
            body: IssuingBody {
                name: "Administración de Ejemplo".into(),
                dir3: "E99999901".into(),
                helpline: "060".into(),
                address: vec!["Plaza del Ejemplo, 1".into(), "28000 Ejemplo".into()],
                time_zone: "Europe/Madrid".into(),
            },
            issued_at: now,
        },
        verification: Verification {
            code: SecureVerificationCode::generate(entropy),
            address: "https://sede.administracion.example/csv".into(),
        },
        name: record.name.clone(),
        number: person.number.clone(),
        birth_date: record.birth_date,
        nationality: record.nationality,
        purpose: "Trabajo o contacto habitual con menores".into(),
        reference: "2026-ABCD-EFGH".into(),
        entries: Vec::new(),
    })
}

struct Stopwatch {
    since: Instant,
    own: Duration,
    database: Option<(PostgresServer, Duration)>,
}

impl Stopwatch {
    fn start(database: Option<PostgresServer>) -> Self {
        Self {
            own: own_cpu(),
            database: database.map(|database| (database, database.cpu())),
            since: Instant::now(),
        }
    }

    fn stop(self, count: usize) -> Measured {
        let took = self.since.elapsed();
        let each = |cpu: Duration| cpu.as_secs_f64() * 1e3 / count as f64;
        let database = self.database.map_or(Duration::ZERO, |(database, before)| {
            database.cpu().saturating_sub(before)
        });
        Measured {
            per_second: count as f64 / took.as_secs_f64(),
            own_cpu: each(own_cpu().saturating_sub(self.own)),
            database_cpu: each(database),
            bytes: 0,
        }
    }
}
