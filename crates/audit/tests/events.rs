//! The table event × use case: what can be written down, and which sources write it. It fails
//! when an event is written nowhere, or by a source that the table does not know.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each event and the sources that append it, below `crates/`.
const TABLE: &[(&str, &[&str])] = &[
    (
        "LetterRequested",
        &["registration/src/letter/request_letter.rs"],
    ),
    (
        "LetterRequestRepeated",
        &["registration/src/letter/request_letter.rs"],
    ),
    (
        "LetterCodeAccepted",
        &["registration/src/letter/enter_code.rs"],
    ),
    (
        "LetterCodeRefused",
        &["registration/src/letter/enter_code.rs"],
    ),
    (
        "PhoneCodeSent",
        &[
            "registration/src/contact/give_contact.rs",
            "desk/src/video/code.rs",
        ],
    ),
    ("Registered", &["registration/src/enrol.rs"]),
    ("PhoneDisplaced", &["registration/src/enrol.rs"]),
    ("PhoneRestored", &["registration/src/enrol.rs"]),
    (
        "ReceiptIssued",
        &[
            "registration/src/receipt.rs",
            "procedures/src/application/download_receipt.rs",
        ],
    ),
    ("PinRequested", &["authn/src/pin/obtain_pin.rs"]),
    ("PinSent", &["authn/src/pin/send_pin_by_sms.rs"]),
    ("PinWithheld", &["authn/src/pin/send_pin_by_sms.rs"]),
    ("PinAccepted", &["authn/src/pin/enter_pin.rs"]),
    ("PinVoided", &["authn/src/pin/enter_pin.rs"]),
    ("PasskeyAdded", &["authn/src/passkey/add.rs"]),
    (
        "PasskeyRemoved",
        &[
            "authn/src/passkey/mine.rs",
            "authn/src/hold/alert.rs",
            "registration/src/doubted.rs",
        ],
    ),
    ("PasskeyAccepted", &["authn/src/passkey/log_in.rs"]),
    (
        "PasswordAccepted",
        &[
            "authn/src/password/enter_password.rs",
            "authn/src/password/enter_code.rs",
            "authn/src/app/request/go_on.rs",
        ],
    ),
    ("PasswordRefused", &["authn/src/password/enter_password.rs"]),
    ("PasswordLocked", &["authn/src/password/enter_password.rs"]),
    ("PasswordCodeSent", &["authn/src/password/send_code.rs"]),
    ("PasswordSet", &["authn/src/password/choose_password.rs"]),
    (
        "ActivationRefused",
        &["authn/src/password/confirm_activation.rs"],
    ),
    (
        "ActivationCodeBlocked",
        &["authn/src/password/confirm_activation.rs"],
    ),
    (
        "ActivationCodeRenewed",
        &["registration/src/renew_activation_code.rs"],
    ),
    ("PersonFound", &["desk/src/people/find.rs"]),
    ("PersonNotFound", &["desk/src/people/find.rs"]),
    ("PersonDataShown", &["desk/src/people/show_data.rs"]),
    ("PersonIntervened", &["desk/src/people/intervene.rs"]),
    ("InterventionLifted", &["desk/src/people/lift.rs"]),
    ("AlertOpened", &["desk/src/alerts.rs"]),
    ("AlertHandled", &["desk/src/alerts.rs"]),
    ("CertificateAccepted", &["authn/src/certificate/enter.rs"]),
    ("CertificateRefused", &["authn/src/certificate/check.rs"]),
    (
        "LoggedOut",
        &[
            "authn/src/session/log_out.rs",
            "procedures/src/session/log_out.rs",
            "procedures/src/session/log_out_told.rs",
            "desk/src/entrance/log_out.rs",
        ],
    ),
    ("LoggedOutElsewhere", &["authn/src/session/close.rs"]),
    ("LoggedOutEverywhere", &["authn/src/session/close.rs"]),
    ("SessionDisplaced", &["authn/src/session/open.rs"]),
    (
        "Authorized",
        &[
            "federation/src/authorize/grant.rs",
            "federation/src/ciba/redeem.rs",
        ],
    ),
    ("ConsentRemembered", &["federation/src/authorize/grant.rs"]),
    ("ConsentWithdrawn", &["federation/src/consent.rs"]),
    (
        "TokensIssued",
        &["federation/src/redeem.rs", "federation/src/ciba/redeem.rs"],
    ),
    ("CodeReplayed", &["federation/src/redeem.rs"]),
    ("TokensRefreshed", &["federation/src/refresh.rs"]),
    ("RefreshTokenReplayed", &["federation/src/refresh.rs"]),
    ("TokensRevoked", &["federation/src/revoke.rs"]),
    ("VisitOpened", &["procedures/src/session/open_session.rs"]),
    (
        "ApplicationSubmitted",
        &["procedures/src/application/submit.rs"],
    ),
    ("RegisterConsulted", &["procedures/src/checking/mod.rs"]),
    (
        "ApplicationSentToReview",
        &["procedures/src/checking/mod.rs"],
    ),
    ("ApplicationOpened", &["desk/src/review/open_case.rs"]),
    ("ApplicationDecided", &["desk/src/review/decide.rs"]),
    ("CertificateIssued", &["procedures/src/certificate.rs"]),
    (
        "CertificateDownloaded",
        &["procedures/src/application/download_certificate.rs"],
    ),
    (
        "ApplicationWithdrawn",
        &["procedures/src/application/withdraw.rs"],
    ),
    ("RegisterImportBegun", &["registers/src/import.rs"]),
    ("RegisterImported", &["registers/src/import.rs"]),
    ("EndedByDeath", &["registers/src/deaths.rs"]),
    ("OfficerSignedIn", &["desk/src/entrance/mod.rs"]),
    ("OfficerEnrolled", &["desk/src/entrance/enrol.rs"]),
    ("OfficerInvited", &["desk/src/officers/invite.rs"]),
    ("OfficerDisabled", &["desk/src/officers/disable_officer.rs"]),
    (
        "OfficerVerifiedAgain",
        &["desk/src/entrance/verify_again.rs"],
    ),
    (
        "TokenKeyAnnounced",
        &[
            "aldaba/src/keyring.rs",
            "aldaba/src/key_commands/rotate_token.rs",
        ],
    ),
    (
        "TokenKeyReplaced",
        &["aldaba/src/key_commands/rotate_token.rs"],
    ),
    (
        "SealEnrolled",
        &[
            "aldaba/src/serve/seal.rs",
            "aldaba/src/key_commands/rotate_seal.rs",
        ],
    ),
    (
        "KeyEncryptionKeyChangeBegun",
        &["aldaba/src/key_commands/rotate_kek.rs"],
    ),
    (
        "KeyEncryptionKeyChanged",
        &["aldaba/src/key_commands/rotate_kek.rs"],
    ),
    ("DataKeysWrapped", &["aldaba/src/key_commands/rewrap.rs"]),
    ("VideoCallEntered", &["proofing/src/enter.rs"]),
    ("VideoCallTaken", &["desk/src/video/take_next.rs"]),
    (
        "VideoCallGivenBack",
        &["proofing/src/sweep.rs", "desk/src/video/give_back.rs"],
    ),
    ("VideoLineChanged", &["proofing/src/mailbox.rs"]),
    ("VideoEvidenceRecorded", &["proofing/src/call.rs"]),
    ("VideoCallDecided", &["desk/src/video/decide.rs"]),
    (
        "VideoCallEnded",
        &["proofing/src/leave.rs", "proofing/src/sweep.rs"],
    ),
    ("VideoCallReviewed", &["desk/src/video/review.rs"]),
    ("VideoCallForgotten", &["proofing/src/forget.rs"]),
    ("LevelRaised", &["registration/src/raise.rs"]),
    ("VideoRecordingBegun", &["proofing/src/recording.rs"]),
    ("VideoRecordingFinished", &["proofing/src/recording.rs"]),
    ("VideoRecordingDestroyed", &["proofing/src/recording.rs"]),
    ("RegistrationRevoked", &["registration/src/withdraw.rs"]),
    ("UnattendedBegun", &["unattended/src/begin.rs"]),
    ("UnattendedCaptured", &["unattended/src/capture.rs"]),
    ("UnattendedFilmBegun", &["unattended/src/film.rs"]),
    ("UnattendedCodeEntered", &["unattended/src/code.rs"]),
    ("UnattendedFilmKept", &["unattended/src/film_end.rs"]),
    ("UnattendedSent", &["unattended/src/send.rs"]),
    ("UnattendedOpened", &["desk/src/unattended/open.rs"]),
    ("UnattendedFilmPlayed", &["desk/src/unattended/play.rs"]),
    ("UnattendedReviewed", &["desk/src/unattended/decide.rs"]),
    ("UnattendedForgotten", &["unattended/src/sweep.rs"]),
    (
        "UnattendedEnded",
        &["unattended/src/leave.rs", "unattended/src/sweep.rs"],
    ),
    ("AppCodeSent", &["authn/src/app/activation/send_code.rs"]),
    (
        "AppCodeWithheld",
        &["authn/src/app/activation/send_code.rs"],
    ),
    ("AppCodeVoided", &["authn/src/app/activation/enter_code.rs"]),
    (
        "AppDeviceActivated",
        &["authn/src/app/activation/register_device.rs"],
    ),
    (
        "AppDeviceDeactivated",
        &[
            "authn/src/app/device/deactivate.rs",
            "authn/src/hold/alert.rs",
            "registration/src/doubted.rs",
        ],
    ),
    ("AppDeviceVetoed", &["authn/src/app/device/veto.rs"]),
    ("AppDeviceLocked", &["authn/src/app/request/unlocking.rs"]),
    (
        "AppUnlockCodeChanged",
        &["authn/src/app/device/change_unlock_code.rs"],
    ),
    (
        "AppRequested",
        &[
            "authn/src/app/request/ask_by_number.rs",
            "authn/src/password/ask_app.rs",
        ],
    ),
    ("AppRequestConfirmed", &["authn/src/app/request/confirm.rs"]),
    (
        "AppRequestRejected",
        &[
            "authn/src/app/request/confirm.rs",
            "authn/src/app/request/reject.rs",
        ],
    ),
    ("AppRequestReported", &["authn/src/app/request/report.rs"]),
    (
        "AppEntered",
        &[
            "authn/src/app/request/go_on.rs",
            "authn/src/passkey/log_in.rs",
            "authn/src/app/call/enter.rs",
            "authn/src/app/call/caller.rs",
        ],
    ),
    ("CallAsked", &["authn/src/app/call/ask.rs"]),
    ("CallerIdentified", &["authn/src/app/call/caller.rs"]),
    ("KeptOut", &["authn/src/hold/kept_out.rs"]),
    ("AlertReported", &["authn/src/hold/alert.rs"]),
    ("RestrictionSet", &["authn/src/hold/mod.rs"]),
    (
        "RestrictionLifted",
        &[
            "authn/src/hold/mod.rs",
            "authn/src/password/choose_password.rs",
            "registration/src/enrol.rs",
        ],
    ),
];

/// Sources that read entries back and append none.
const READERS: &[&str] = &[
    "authn/src/hold/means.rs",
    "desk/src/review/history.rs",
    "web-office/src/review/timeline.rs",
    "web-identity/src/mine/words.rs",
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The variants of `Event`, as its source declares them.
fn declared() -> BTreeSet<String> {
    let source = fs::read_to_string(crates().join("audit/src/event.rs")).unwrap();
    let (_, body) = source.split_once("pub enum Event {").unwrap();
    let found: BTreeSet<String> = body
        .lines()
        .take_while(|line| *line != "}")
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.trim_end_matches([' ', '{', ',']).to_owned())
        .collect();
    assert!(found.len() > 20, "the variants are read: {found:?}");
    found
}

/// Every product source that names an event, with the events that it names.
fn written() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![crates()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                if !["tests", "target", "audit"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let source = fs::read_to_string(&path).unwrap();
                let product = source.split("#[cfg(test)]").next().unwrap();
                let events = named(product);
                if product.contains("audit::") && !events.is_empty() {
                    let below = path.strip_prefix(crates()).unwrap();
                    found.insert(below.to_str().unwrap().to_owned(), events);
                }
            }
        }
    }
    found
}

/// The words after `Event::` in a source.
fn named(source: &str) -> BTreeSet<String> {
    source
        .match_indices("Event::")
        .filter(|(at, _)| {
            let before = source[..*at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
        .map(|(at, found)| {
            let word = source[at + found.len()..].chars();
            word.take_while(|c| c.is_alphanumeric()).collect()
        })
        .collect()
}

#[test]
fn every_event_is_written_by_the_sources_that_the_table_names() {
    let (declared, written) = (declared(), written());
    let table: BTreeSet<String> = TABLE.iter().map(|(event, _)| (*event).to_owned()).collect();
    let missing: Vec<_> = declared.difference(&table).collect();
    assert!(
        missing.is_empty(),
        "{missing:?}: add a row with the sources that append it"
    );
    let gone: Vec<_> = table.difference(&declared).collect();
    assert!(
        gone.is_empty(),
        "{gone:?}: declared no more, take the row away"
    );
    for (event, sources) in TABLE {
        assert!(
            !sources.is_empty(),
            "{event} is written by nobody: append it, or take it out"
        );
        for source in *sources {
            let there = written
                .get(*source)
                .is_some_and(|events| events.contains(*event));
            assert!(
                there,
                "{source} does not append {event}: append it, or mend the table"
            );
        }
    }
}

#[test]
fn every_source_that_writes_an_event_is_in_the_table() {
    for (source, events) in written() {
        if READERS.contains(&source.as_str()) {
            continue;
        }
        for event in events {
            let known = TABLE
                .iter()
                .any(|(row, sources)| *row == event && sources.contains(&source.as_str()));
            assert!(
                known,
                "{source} appends {event}: add it to the row, so that readers know"
            );
        }
    }
}

/// Outside readers know the words: a renamed event is another event.
#[test]
fn every_event_has_a_word_of_its_own_that_reads_back() {
    let mut words = BTreeSet::new();
    for event in declared() {
        let mut word = String::new();
        for c in event.chars() {
            if c.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(c.to_ascii_lowercase());
        }
        assert!(words.insert(word));
    }
    let event = audit::Event::CodeReplayed {
        client: "town".into(),
    };
    let json = r#"{"event":"code_replayed","client":"town"}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), json);
    assert_eq!(serde_json::from_str::<audit::Event>(json).unwrap(), event);
}
