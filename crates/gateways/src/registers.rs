//! Registers of the outside as files of JSON lines, until a live connection is configured: one
//! record a line, read whole when the process starts. Bad lines are told with their number and
//! stop the start, so that nobody is missing without notice.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
};

use ports::{
    BoxFuture,
    civil_register::{self, CivilRecord, CivilRegister},
    offence_register::{self, OffenceEntry, OffenceRegister, Subject},
};
use serde::de::DeserializeOwned;
use vocab::{IdentityNumber, OffenceEntryId, Timestamp};

/// Why a register file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegisterFileError {
    /// The file cannot be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line is no record.
    #[error("{path}, line {line}: {problem}")]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line, the first being 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}

fn records<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, RegisterFileError> {
    let unreadable = |source| RegisterFileError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let reader = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut all = Vec::new();
    for (index, text) in reader.lines().enumerate() {
        let text = text.map_err(unreadable)?;
        if text.trim().is_empty() {
            continue;
        }
        let record = serde_json::from_str(&text).map_err(|error| RegisterFileError::Line {
            path: path.to_owned(),
            line: index + 1,
            problem: error.to_string(),
        })?;
        all.push(record);
    }
    Ok(all)
}

/// The civil register from a file.
#[derive(Debug)]
pub struct CivilRegisterFile {
    by_number: HashMap<IdentityNumber, CivilRecord>,
}

impl CivilRegisterFile {
    /// Reads a file of [`CivilRecord`]s.
    ///
    /// # Errors
    /// [`RegisterFileError`].
    pub fn load(path: &Path) -> Result<Self, RegisterFileError> {
        let records: Vec<CivilRecord> = records(path)?;
        let by_number = records
            .into_iter()
            .map(|record| (record.number.clone(), record))
            .collect();
        Ok(Self { by_number })
    }
}

impl CivilRegister for CivilRegisterFile {
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, civil_register::RegisterUnavailable>> {
        let found = self.by_number.get(number).cloned();
        Box::pin(async move { Ok(found) })
    }
}

/// The register of offences from a file.
#[derive(Debug)]
pub struct OffenceRegisterFile {
    entries: Vec<OffenceEntry>,
}

impl OffenceRegisterFile {
    /// Reads a file of [`OffenceEntry`]s.
    ///
    /// # Errors
    /// [`RegisterFileError`].
    pub fn load(path: &Path) -> Result<Self, RegisterFileError> {
        Ok(Self {
            entries: records(path)?,
        })
    }
}

impl OffenceRegister for OffenceRegisterFile {
    /// Candidates are entries with the same number or a birth date that may be the same; which of
    /// them match is decided by `model::matching`.
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, offence_register::RegisterUnavailable>> {
        let near = |entry: &&OffenceEntry| {
            entry.number.as_ref() == Some(&subject.number)
                || entry.birth_date.may_equal(subject.birth_date)
        };
        let found = self.entries.iter().filter(near).cloned().collect();
        Box::pin(async move { Ok(found) })
    }

    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, offence_register::RegisterUnavailable>> {
        let found = self.entries.iter().find(|entry| entry.id == id).cloned();
        Box::pin(async move { Ok(found) })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_bad_line_is_told_with_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("civil.jsonl");
        std::fs::write(&path, "\n{\"number\": 1}\n").unwrap();
        let error = CivilRegisterFile::load(&path).unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = OffenceRegisterFile::load(Path::new("/nowhere/offences.jsonl")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/offences.jsonl"));
    }
}
