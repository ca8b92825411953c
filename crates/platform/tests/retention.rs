//! Retention on both engines: each rule removes what is due and nothing else, however much it is,
//! and every table has a rule or a reason.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use model::{
    password::PasswordStep,
    pin::{PinChallenge, PinState},
    session::{AuthenticationMethod, Session},
};
use platform::retention;
use store::{
    Sql, Store, StoreError, Tx, on_both_engines, outbox,
    repo::{
        self,
        authorization::{StoredCode, StoredToken},
        consent::StoredConsent,
        refresh::RefreshFamily,
    },
    retention::RetentionRule,
    sql,
};
use vocab::{
    ApplicantId, ApplicationId, AuthorizationId, BodyId, DataKeyId, FlowId, IdentityNumber,
    InquiryId, Lang, MessageId, OfficerId, PartialDate, PersonId, PersonName, PinChallengeId,
    RecordingId, RegistrationLevel, SeededEntropy, SessionId, SignedDuration, Timestamp, TokenId,
    VideoCallId,
};

/// Tables that keep their rows, with the reason.
const KEPT: &[(&str, &str)] = &[
    ("schema_meta", "facts about the database"),
    (
        "data_key",
        "erasing a person is a use case; audit entries are sealed under the keys",
    ),
    ("lease", "one row a piece of clockwork"),
    ("audit_entry", "rows are only added (defaults D37)"),
    ("audit_log", "one row"),
    ("audit_leaf", "the public log forgets nothing"),
    ("audit_tile", "the public log forgets nothing"),
    ("audit_bundle", "the public log forgets nothing"),
    ("body", "administrations"),
    (
        "person",
        "for life (facts B.12); without registration they go with their last letter",
    ),
    ("person_number", "for life, with its person"),
    ("registration", "for life, with its person"),
    ("terms_acceptance", "proof of what was accepted"),
    ("letter", "a year, by `repo::letter::forget_settled`"),
    (
        "password_credential",
        "one row a person, as long as the registration",
    ),
    (
        "password_history",
        "ten rows a person at most, by `repo::password::set`",
    ),
    ("client", "relying parties"),
    (
        "issued_document",
        "verifiable for years (RD 203/2021 art. 21)",
    ),
    ("civil_record", "as long as the register has them"),
    ("offence_entry", "as long as the register has them"),
    (
        "register_import",
        "one row an import: which file, when, what became of it",
    ),
    ("office_officer", "decisions name them"),
    ("office_grant", "who could do what, with its end date"),
    ("office_credential", "passkeys, with their officer"),
    ("passkey", "until their person removes them"),
    (
        "video_call",
        "that it took place, for the statistics; of its person nothing, by `proofing::forget`",
    ),
    ("video_line", "one row a call, nothing of the person"),
    ("video_evidence", "with its call, by `proofing::forget`"),
    ("video_capture", "with its call, by `proofing::forget`"),
    (
        "video_recording",
        "with its call: `proofing::forget` destroys the key, the media clerk removes file and row",
    ),
    ("video_operator", "decisions name their numbers"),
    (
        "push_subscription",
        "one row a device; gone when the push service says so",
    ),
    (
        "unattended_attempt",
        "that it took place, for the statistics; of its person nothing, by `unattended::forget`",
    ),
    (
        "unattended_capture",
        "with its attempt, by `unattended::forget`",
    ),
    (
        "unattended_piece",
        "until the film is whole; at the latest with its attempt, by `unattended::forget`",
    ),
    (
        "restriction",
        "lifted ones are the history, as long as the registration",
    ),
];

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// The tables that the migrations make.
fn tables() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let made = text
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE "));
        found.extend(made.map(|rest| rest.trim_end_matches(" (").to_owned()));
    }
    found
}

async fn counts(store: &Store) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for table in tables() {
        let text = format!("SELECT COUNT(*) FROM {table}");
        let select = Sql::checked(Box::leak(text.into_boxed_str()));
        let count: i64 = store
            .read::<_, StoreError, _>("test.count", move |tx| {
                tx.query_one(select, &[], |row| row.get(0))
            })
            .await
            .unwrap();
        counts.insert(table, count);
    }
    counts
}

/// Puts one row where a rule finds it, as old as `at` by the moment that the rule compares.
async fn plant(store: &Store, rule: &'static str, at: Timestamp, seed: u64) {
    store
        .transact::<_, StoreError, _>("test.plant", move |tx| row(tx, rule, at, seed))
        .await
        .unwrap();
}

fn row(tx: &mut Tx<'_>, rule: &str, at: Timestamp, seed: u64) -> Result<(), StoreError> {
    let chance = SeededEntropy::new(seed);
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&seed.to_le_bytes());
    match rule {
        "retention.registration_flow" => {
            let id = FlowId::new(at, &chance);
            repo::flow::add(tx, id, hash, b"sealed", at, at)
        }
        "retention.password_flow" => {
            // One of a kind a person.
            let even = seed.is_multiple_of(2);
            let flow = repo::password_flow::NewFlow {
                id: FlowId::new(at, &chance),
                secret_hash: hash,
                person: person(tx, at, &chance)?,
                step: if even {
                    PasswordStep::Activate
                } else {
                    PasswordStep::Recover
                },
                state: b"sealed",
                expires_at: at,
            };
            repo::password_flow::add(tx, &flow, at)
        }
        "retention.known_browser" => {
            let person = person(tx, at, &chance)?;
            repo::browser::remember(tx, person, hash, at)
        }
        "retention.pin_challenge" => {
            let challenge = PinChallenge {
                id: PinChallengeId::new(at, &chance),
                person: None,
                browser_hash: hash,
                code_hash: hash,
                state: PinState::Issued,
                requested_at: at,
                issued_at: at,
                wrong_tries: 0,
            };
            repo::pin::add(tx, &challenge)
        }
        "retention.authorization_code" => {
            let code = StoredCode {
                id: AuthorizationId::new(at, &chance),
                client: "town".into(),
                session: SessionId::new(at, &chance),
                person: PersonId::new(at, &chance),
                granted: "{}".into(),
                expires_at: at,
                used_at: None,
            };
            repo::authorization::add_code(tx, &code, hash, at)
        }
        "retention.access_token" => {
            let token = StoredToken {
                id: TokenId::new(at, &chance),
                authorization: AuthorizationId::new(at, &chance),
                client: "town".into(),
                session: SessionId::new(at, &chance),
                person: PersonId::new(at, &chance),
                granted: "{}".into(),
                expires_at: at,
                offline: false,
            };
            repo::authorization::add_token(tx, &token, hash, at)
        }
        "retention.pushed_request" => {
            repo::pushed_request::add(tx, hash, "town", b"sealed", at, at)
        }
        "retention.consent" => {
            let person = person(tx, at, &chance)?;
            let consent = StoredConsent {
                client: format!("town-{seed}"),
                released: "[]".into(),
                given_at: at,
                expires_at: at,
            };
            repo::consent::put(tx, person, &consent, at)
        }
        "retention.person_client" => {
            let person = person(tx, at, &chance)?;
            repo::person_client::note(tx, person, &format!("town-{seed}"), "name", at)
        }
        "retention.client_log_out" => {
            let insert = sql!(
                "INSERT INTO client_log_out (session_id, client_id, person_id, state, attempts, \
                 not_before, created_at, updated_at, updated_by) \
                 VALUES ($1, 'town', $2, 'told', 1, $3, $3, $3, 'test')"
            );
            let id = SessionId::new(at, &chance);
            let person = PersonId::new(at, &chance);
            tx.execute(insert, &[&id, &person, &at]).map(drop)
        }
        "retention.refresh_token" => {
            let family = family(tx, at, &chance)?;
            let id = TokenId::new(at, &chance);
            repo::refresh::add_token(tx, id, family, hash, at, at)
        }
        "retention.refresh_family" => family(tx, at, &chance).map(drop),
        "retention.spent_identifier" => repo::spent::spend(tx, hash, at, at).map(drop),
        "retention.velocity" => {
            let insert =
                sql!("INSERT INTO velocity (bucket, count, expires_at) VALUES ($1, 1, $2)");
            tx.execute(insert, &[&hash, &at]).map(drop)
        }
        "retention.session" => session(tx, at, hash, &chance).map(drop),
        "retention.session_client" => {
            let id = session(tx, at, hash, &chance)?;
            repo::session::set_released(tx, id, "town", "", at)?;
            repo::session::set_released(tx, id, "archive", "", at)
        }
        "retention.outbox.settled" => {
            let id = MessageId::new(at, &chance);
            outbox::enqueue(tx, id, "sms", "pin", b"text", at)?;
            let request = outbox::LeaseRequest {
                holder: "test",
                channel: None,
                limit: 1,
                lease: SignedDuration::from_secs(60),
            };
            outbox::lease_batch(tx, request, at)?;
            outbox::mark_sent(tx, id, "test", at).map(drop)
        }
        "retention.sede_session.unused" => {
            let applicant = applicant(tx, at, hash, &chance)?;
            let insert = sql!(
                "INSERT INTO sede_session (id, secret_hash, applicant_id, level, authenticated_at, \
                 started_at, last_used_at, created_at, updated_at, updated_by) \
                 VALUES ($1, $2, $3, 'low', $4, $4, $4, $4, $4, 'test')"
            );
            let id = SessionId::new(at, &chance);
            tx.execute(insert, &[&id, &hash, &applicant, &at]).map(drop)
        }
        "retention.sede_log_out_token" => {
            repo::sede::visit::accept_log_out_token(tx, hash, at, at).map(drop)
        }
        "retention.sede_application.abandoned" => {
            let applicant = applicant(tx, at, hash, &chance)?;
            let insert = sql!(
                "INSERT INTO sede_application (id, applicant_id, reference, state, lang, subject, \
                 attempts, version, created_at, updated_at, updated_by) \
                 VALUES ($1, $2, $3, 'draft', 'es', $4, 0, 0, $5, $5, 'test')"
            );
            let id = ApplicationId::new(at, &chance);
            let reference = format!("reference {seed}");
            let subject = b"sealed".as_slice();
            tx.execute(insert, &[&id, &applicant, &reference, &subject, &at])
                .map(drop)
        }
        "retention.sede_applicant.never_applied" => applicant(tx, at, hash, &chance).map(drop),
        "retention.office_session.old" => {
            let officer = officer(tx, at, hash, &chance)?;
            let insert = sql!(
                "INSERT INTO office_session (id, secret_hash, officer_id, method, started_at, \
                 verified_at, created_at, updated_at, updated_by) \
                 VALUES ($1, $2, $3, 'passkey', $4, $4, $4, $4, 'test')"
            );
            let id = SessionId::new(at, &chance);
            tx.execute(insert, &[&id, &hash, &officer, &at]).map(drop)
        }
        "retention.passkey_ceremony" => {
            let challenge = repo::passkey::Challenge {
                person: None,
                challenge: hash.to_vec(),
                expires_at: at,
            };
            repo::passkey::keep_challenge(tx, &challenge, hash, at)
        }
        "retention.office_ceremony.unanswered" => {
            let insert = sql!(
                "INSERT INTO office_ceremony (secret_hash, kind, challenge, expires_at, \
                 created_at, updated_at, updated_by) VALUES ($1, 'log_in', $1, $2, $2, $2, 'test')"
            );
            tx.execute(insert, &[&hash, &at]).map(drop)
        }
        rule if rule.starts_with("retention.app_") || rule == "retention.client_ping" => {
            app_row(tx, rule, at, hash, seed)
        }
        "retention.office_invitation.unused" => {
            let officer = officer(tx, at, hash, &chance)?;
            let insert = sql!(
                "INSERT INTO office_invitation (officer_id, secret_hash, expires_at, created_at, \
                 updated_at, updated_by) VALUES ($1, $2, $3, $3, $3, 'test')"
            );
            tx.execute(insert, &[&officer, &hash, &at]).map(drop)
        }
        "retention.office_inquiry.over" => {
            let inquiry = repo::office::inquiry::Inquiry {
                id: InquiryId::new(at, &chance),
                officer: officer(tx, at, hash, &chance)?,
                person: PersonId::new(at, &chance),
                expires_at: at,
            };
            repo::office::inquiry::add(tx, &inquiry, at)
        }
        "retention.video_message.signalling" => offer(tx, at, hash, &chance),
        "retention.video_viewing" => {
            let recording = RecordingId::new(at, &chance);
            let officer = OfficerId::new(at, &chance);
            repo::video::viewing::allow(tx, officer, recording, at, at)
        }
        "retention.video_echo" => {
            repo::video::echo::ask(tx, MessageId::new(at, &chance), "v=0", at, &chance)
        }
        "retention.alert_report.handled" => {
            let person = person(tx, at, &chance)?;
            let report = repo::alert_report::add(tx, person, "browser", at, &chance)?;
            repo::alert_report::handle(tx, report, OfficerId::new(at, &chance), at).map(drop)
        }
        other => panic!("say here how a row of the rule {other} comes to be"),
    }
}

/// A row of the app, whose devices and holds have a person each.
fn app_row(
    tx: &mut Tx<'_>,
    rule: &str,
    at: Timestamp,
    hash: [u8; 32],
    seed: u64,
) -> Result<(), StoreError> {
    let chance = SeededEntropy::new(seed);
    let id = SessionId::new(at, &chance);
    let statement = match rule {
        "retention.app_device.ended" => sql!(
            "INSERT INTO app_device (id, person_id, state, name, public_key, sign_count, copied, \
             wrong_unlocks, activated_by, activated_at, ended_at, created_at, updated_at, \
             updated_by) VALUES ($1, $2, 'ended', $3, $3, 0, FALSE, 0, 'sms', $4, $4, $4, $4, \
             'test')"
        ),
        "retention.app_hold" => sql!(
            "INSERT INTO app_hold (person_id, activation_until, requests_until, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $2, $2, $2, 'test')"
        ),
        "retention.app_activation" => sql!(
            "INSERT INTO app_activation (id, activated_by, code_hash, state, wrong_tries, sends, \
             sent_at, version, created_at, updated_at, updated_by) \
             VALUES ($1, 'sms', $2, 'sent', 0, 1, $3, 0, $3, $3, 'test')"
        ),
        "retention.app_request" => sql!(
            "INSERT INTO app_request (id, handle, asked_by, browser_hash, number_hash, state, \
             wrong_numbers, level, party, agent, system, origin_hash, asked_at, moved_at, version, \
             created_at, updated_at, updated_by) VALUES ($1, $2, 'code', $3, $3, 'pending', 0, \
             'low', '[]', 'other', 'other', $3, $4, $4, 0, $4, $4, 'test')"
        ),
        "retention.app_call" => sql!(
            "INSERT INTO app_call (id, secret_hash, said, wanted, released, delivery, interval_s, \
             client_id, created_at, updated_at, updated_by) VALUES ($1, $2, $2, '', '', 'poll', 5, \
             'town', $3, $3, 'test')"
        ),
        "retention.client_ping" => sql!(
            "INSERT INTO client_ping (id, client_id, state, attempts, not_before, created_at, \
             updated_at, updated_by) VALUES ($1, 'town', 'told', 1, $2, $2, $2, 'test')"
        ),
        "retention.app_pin" => sql!(
            "INSERT INTO app_pin (challenge_id, pin, party, expires_at, created_at, updated_at, \
             updated_by) VALUES ($1, $2, '[]', $3, $3, $3, 'test')"
        ),
        other => panic!("say here how a row of the rule {other} comes to be"),
    };
    let touched = match rule {
        "retention.app_device.ended" => {
            let person = numbered_person(tx, seed, at, &chance)?;
            tx.execute(statement, &[&id, &person, &hash, &at])
        }
        "retention.app_hold" => {
            let person = numbered_person(tx, seed, at, &chance)?;
            tx.execute(statement, &[&person, &at])
        }
        "retention.client_ping" => tx.execute(statement, &[&id, &at]),
        "retention.app_request" => {
            let handle = format!("handle {seed}");
            tx.execute(statement, &[&id, &handle, &hash, &at])
        }
        _ => tx.execute(statement, &[&id, &hash, &at]),
    };
    touched.map(drop)
}

/// Somebody of their own.
fn numbered_person(
    tx: &mut Tx<'_>,
    seed: u64,
    at: Timestamp,
    chance: &SeededEntropy,
) -> Result<PersonId, StoreError> {
    let nie = vocab::Nie::from_digits(u32::try_from(seed).unwrap()).unwrap();
    let name = PersonName::parse("Nadie", "Ejemplo", None).unwrap();
    let birth = PartialDate::parse("1990").unwrap();
    let number = IdentityNumber::from(nie);
    Ok(repo::person::add(tx, &number, &name, birth, Lang::Es, at, chance)?.id)
}

fn person(tx: &mut Tx<'_>, at: Timestamp, chance: &SeededEntropy) -> Result<PersonId, StoreError> {
    let number = IdentityNumber::parse("00000000T").unwrap();
    match repo::person::find_by_number(tx, &number)? {
        Some(id) => Ok(id),
        None => {
            let name = PersonName::parse("Nadie", "Ejemplo", None).unwrap();
            let birth = PartialDate::parse("1990").unwrap();
            Ok(repo::person::add(tx, &number, &name, birth, Lang::Es, at, chance)?.id)
        }
    }
}

/// An offer of media, in a call of its own.
fn offer(
    tx: &mut Tx<'_>,
    at: Timestamp,
    hash: [u8; 32],
    chance: &SeededEntropy,
) -> Result<(), StoreError> {
    let call = repo::video::call::NewCall {
        id: VideoCallId::new(at, chance),
        body: BodyId::from_bytes([1; 16]),
        secret_hash: hash,
        flow: FlowId::new(at, chance),
        number: &IdentityNumber::parse("00000000T").unwrap(),
        lang: Lang::Es,
        dossier: b"{}",
    };
    repo::video::call::add(tx, &call, at, chance)?;
    let stored = repo::video::call::find(tx, call.id)?.unwrap();
    let message = repo::video::message::NewMessage {
        call: call.id,
        data_key: stored.data_key,
        from: "citizen",
        to: "media",
        kind: "offer",
        body: b"{}",
    };
    repo::video::message::add(tx, &message, at).map(drop)
}

fn family(
    tx: &mut Tx<'_>,
    at: Timestamp,
    chance: &SeededEntropy,
) -> Result<AuthorizationId, StoreError> {
    let family = RefreshFamily {
        id: AuthorizationId::new(at, chance),
        client: "town".into(),
        session: SessionId::new(at, chance),
        person: person(tx, at, chance)?,
        granted: "{}".into(),
        expires_at: at,
    };
    repo::refresh::add_family(tx, &family, at)?;
    Ok(family.id)
}

fn session(
    tx: &mut Tx<'_>,
    at: Timestamp,
    hash: [u8; 32],
    chance: &SeededEntropy,
) -> Result<SessionId, StoreError> {
    let session = Session {
        id: SessionId::new(at, chance),
        person: person(tx, at, chance)?,
        registration_level: RegistrationLevel::Basic,
        method: AuthenticationMethod::PinSms,
        authenticated_at: at,
        last_used_at: at,
        ended_at: None,
    };
    repo::session::add(tx, &session, hash)?;
    Ok(session.id)
}

fn applicant(
    tx: &mut Tx<'_>,
    at: Timestamp,
    hash: [u8; 32],
    chance: &SeededEntropy,
) -> Result<ApplicantId, StoreError> {
    let (id, key) = (ApplicantId::new(at, chance), DataKeyId::new(at, chance));
    tx.add_data_key(key, at)?;
    let insert = sql!(
        "INSERT INTO sede_applicant (id, data_key_id, sub_index, number, name, version, \
         created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, 0, $5, $5, 'test')"
    );
    tx.execute(insert, &[&id, &key, &hash, &b"sealed".as_slice(), &at])?;
    Ok(id)
}

fn officer(
    tx: &mut Tx<'_>,
    at: Timestamp,
    hash: [u8; 32],
    chance: &SeededEntropy,
) -> Result<OfficerId, StoreError> {
    let (id, key) = (OfficerId::new(at, chance), DataKeyId::new(at, chance));
    tx.add_data_key(key, at)?;
    let insert = sql!(
        "INSERT INTO office_officer (id, data_key_id, handle_index, handle, name, version, \
         created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, 0, $5, $5, 'test')"
    );
    tx.execute(insert, &[&id, &key, &hash, &b"sealed".as_slice(), &at])?;
    Ok(id)
}

on_both_engines! {
    /// To the microsecond: what is due goes, what is not due stays, and no other table changes.
    async fn each_rule_removes_only_what_is_due(database: TestDatabase) {
        let store = database.store();
        // The later rules first: they find nothing that the earlier ones' rows leave behind.
        let rules: Vec<&RetentionRule> = retention::all().collect();
        for (seed, rule) in (1_u64..).zip(rules.into_iter().rev()) {
            let due = now().checked_sub(rule.keep).unwrap();
            let young = due.checked_add(SignedDuration::from_micros(1)).unwrap();
            plant(store, rule.name, due, seed * 2).await;
            plant(store, rule.name, young, seed * 2 + 1).await;
            let mut expected = counts(store).await;
            let removed = store.apply_retention(rule, now()).await.unwrap();
            // A session that entered two clients has two rows.
            let gone = if rule.table == "session_client" { 2 } else { 1 };
            assert_eq!(removed, gone, "{}", rule.name);
            *expected.get_mut(rule.table).unwrap() -= i64::try_from(gone).unwrap();
            assert_eq!(counts(store).await, expected, "{}", rule.name);
            assert_eq!(store.apply_retention(rule, now()).await.unwrap(), 0, "{}", rule.name);
        }
    }

    /// A message that still waits is never too old.
    async fn a_message_that_waits_is_kept(database: TestDatabase) {
        let store = database.store();
        let long_ago = now().checked_sub(SignedDuration::from_hours(24 * 400)).unwrap();
        store
            .transact::<_, StoreError, _>("test.enqueue", move |tx| {
                let id = MessageId::new(long_ago, &SeededEntropy::new(1));
                outbox::enqueue(tx, id, "sms", "pin", b"text", long_ago)
            })
            .await
            .unwrap();
        for rule in retention::all() {
            assert_eq!(store.apply_retention(rule, now()).await.unwrap(), 0, "{}", rule.name);
        }
    }

    /// More than one batch, parents and children: one round takes them all.
    async fn however_many_are_due_one_round_removes_them(database: TestDatabase) {
        let store = database.store();
        let old = now().checked_sub(SignedDuration::from_hours(24 * 31)).unwrap();
        store
            .transact::<_, StoreError, _>("test.plant", move |tx| {
                for seed in 1..=1_100 {
                    // Half of them entered clients.
                    let rule = if seed % 2 == 0 {
                        "retention.session_client"
                    } else {
                        "retention.session"
                    };
                    row(tx, rule, old, seed)?;
                }
                Ok(())
            })
            .await
            .unwrap();
        for rule in retention::all() {
            store.apply_retention(rule, now()).await.unwrap();
        }
        let left = counts(store).await;
        assert_eq!((left.get("session"), left.get("session_client")), (Some(&0), Some(&0)));
    }
}

/// Growth is designed in: whoever adds a table says how long its rows are kept.
#[test]
fn every_table_has_a_rule_or_a_reason() {
    let ruled: BTreeSet<String> = retention::all().map(|rule| rule.table.to_owned()).collect();
    let kept: BTreeSet<String> = KEPT.iter().map(|(table, _)| (*table).to_owned()).collect();
    for table in tables() {
        let known = ruled.contains(&table) || kept.contains(&table);
        assert!(
            known,
            "{table}: add a rule of retention, or to KEPT why its rows stay"
        );
    }
    let made = tables();
    assert!(kept.iter().chain(&ruled).all(|table| made.contains(table)));
}
