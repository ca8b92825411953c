//! The registers and the paper of the test: they can be told to fail.

use std::sync::atomic::{AtomicBool, Ordering};

use aws_lc_rs::digest::{SHA256, digest};
use model::offence::{OffenceEntry, Subject};
use ports::{
    BoxFuture,
    civil_register::{self, CivilRecord, CivilRegister},
    documents::{Document, DocumentRenderer, DocumentSealError, DocumentSealer, RenderError},
    offence_register::{self, OffenceRegister},
};
use simulators::population::{TableCivilRegister, TableOffenceRegister};
use vocab::{IdentityNumber, OffenceEntryId, Timestamp};

/// Whether something of the outside answers.
#[derive(Default)]
pub(crate) struct Switch(AtomicBool);

impl Switch {
    pub(crate) fn set_down(&self, down: bool) {
        self.0.store(down, Ordering::SeqCst);
    }

    fn is_down(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// The civil register of the population.
pub(crate) struct FakeCivil {
    pub(crate) switch: Switch,
    table: TableCivilRegister,
}

impl Default for FakeCivil {
    fn default() -> Self {
        Self {
            switch: Switch::default(),
            table: TableCivilRegister::demonstration(),
        }
    }
}

impl CivilRegister for FakeCivil {
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, civil_register::RegisterUnavailable>> {
        if self.switch.is_down() {
            return Box::pin(async { Err(civil_register::RegisterUnavailable(None)) });
        }
        self.table.find(number, now)
    }
}

/// The register of offences of the population.
pub(crate) struct FakeOffences {
    pub(crate) switch: Switch,
    table: TableOffenceRegister,
}

impl Default for FakeOffences {
    fn default() -> Self {
        Self {
            switch: Switch::default(),
            table: TableOffenceRegister::demonstration(),
        }
    }
}

impl OffenceRegister for FakeOffences {
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, offence_register::RegisterUnavailable>> {
        if self.switch.is_down() {
            return Box::pin(async { Err(offence_register::RegisterUnavailable(None)) });
        }
        self.table.candidates(subject)
    }

    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, offence_register::RegisterUnavailable>> {
        self.table.entry(id)
    }
}

/// A "PDF" that is the document as JSON.
#[derive(Default)]
pub(crate) struct FakeRenderer {
    pub(crate) switch: Switch,
}

impl DocumentRenderer for FakeRenderer {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async move {
            if self.switch.is_down() {
                return Err(RenderError::Overloaded);
            }
            Ok(serde_json::to_vec(document).unwrap())
        })
    }
}

/// A seal that is a line at the end.
pub(crate) struct FakeSealer;

impl DocumentSealer for FakeSealer {
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        reason: &'a str,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>> {
        Box::pin(async move { Ok([pdf, format!("\nsealed: {reason}, {now}").as_bytes()].concat()) })
    }

    fn digest(&self, file: &[u8]) -> [u8; 32] {
        sha256(file)
    }

    fn certificate(&self) -> Vec<u8> {
        b"certificate".to_vec()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap()
}
