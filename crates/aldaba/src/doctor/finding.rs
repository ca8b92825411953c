//! What the doctor finds, and how it is told.

use std::{fmt::Write as _, process::ExitCode};

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Weight {
    /// As it should be.
    Good,
    /// It serves; somebody should look.
    Warning,
    /// It does not serve, or not for long.
    Fault,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    /// What was looked at: a setting, or a word such as `database`.
    pub(super) about: String,
    pub(super) weight: Weight,
    /// What is so.
    pub(super) found: String,
    /// What to do about it; nothing to do when it is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mend: Option<String>,
}

impl Finding {
    pub(super) fn good(about: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            weight: Weight::Good,
            found: found.into(),
            mend: None,
        }
    }

    pub(super) fn warning(
        about: impl Into<String>,
        found: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            about: about.into(),
            weight: Weight::Warning,
            found: found.into(),
            mend: Some(mend.into()),
        }
    }

    pub(super) fn fault(
        about: impl Into<String>,
        found: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            weight: Weight::Fault,
            ..Self::warning(about, found, mend)
        }
    }
}

/// The worst of all findings: 0 nothing to mend, 1 warnings, 2 faults (as monitoring plug-ins
/// count).
pub(super) fn exit_code(findings: &[Finding]) -> ExitCode {
    let worst = findings.iter().map(|finding| finding.weight).max();
    match worst {
        None | Some(Weight::Good) => ExitCode::SUCCESS,
        Some(Weight::Warning) => ExitCode::from(1),
        Some(Weight::Fault) => ExitCode::from(2),
    }
}

/// For people: a line each, with what to do below it.
pub(super) fn text(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let mark = match finding.weight {
            Weight::Good => "good   ",
            Weight::Warning => "WARNING",
            Weight::Fault => "FAULT  ",
        };
        // Cannot fail: writing to a String never does.
        let _ = writeln!(text, "{mark}  {}: {}", finding.about, finding.found);
        if let Some(mend) = &finding.mend {
            let _ = writeln!(text, "         -> {mend}");
        }
    }
    let count = |weight| {
        findings
            .iter()
            .filter(|finding| finding.weight == weight)
            .count()
    };
    let (faults, warnings) = (count(Weight::Fault), count(Weight::Warning));
    let _ = match (faults, warnings) {
        (0, 0) => writeln!(text, "\nNothing to mend."),
        _ => writeln!(text, "\nFaults: {faults}. Warnings: {warnings}."),
    };
    text
}

/// For programs: an array with an object a finding.
pub(super) fn json(findings: &[Finding]) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(findings)? + "\n")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn all() -> [Finding; 3] {
        [
            Finding::good("a", "is well"),
            Finding::warning("b", "is old", "renew it"),
            Finding::fault("c", "is gone", "bring it back"),
        ]
    }

    #[test]
    fn the_worst_decides_the_exit_code() {
        let code = |findings: &[Finding]| format!("{:?}", exit_code(findings));
        let [good, warning, fault] = all();
        let expected = |code: u8| format!("{:?}", ExitCode::from(code));
        assert_eq!(code(std::slice::from_ref(&good)), expected(0));
        assert_eq!(code(&[warning.clone(), good]), expected(1));
        assert_eq!(code(&[fault, warning]), expected(2));
    }

    #[test]
    fn everything_bad_says_what_to_do() {
        let text = text(&all());
        for line in [
            "good     a: is well",
            "-> renew it",
            "-> bring it back",
            "Faults: 1. Warnings: 1.",
        ] {
            assert!(text.contains(line), "{text}");
        }
        let json = json(&all()).unwrap();
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let second = read.get(1).unwrap();
        assert_eq!(second.get("weight").unwrap(), "warning");
        assert_eq!(second.get("mend").unwrap(), "renew it");
        assert!(read.get(0).unwrap().get("mend").is_none());
    }
}
