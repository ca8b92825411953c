//! Decisions: who may, how often, and what follows.

use desk::{AtDesk, DecideCase, DecideError, InvitedBy};
use model::{
    issued::{DocumentClass, DocumentKind},
    notice::{Channel, Notice},
    officer::Role,
    procedure::{ApplicationReference, ApplicationState, Decision, DecisionReason},
};
use ports::documents::Document;
use procedures::{DownloadError, VerifyError};
use simulators::population;
use store::{on_both_engines, sql};
use vocab::{OffenceEntryId, SeededEntropy};

use crate::{
    office::{Office, handle},
    world::{evaristo, lucia, origin, person},
};

fn reason() -> DecisionReason {
    DecisionReason::parse("Another birth place and another father, checked today.").unwrap()
}

/// What a case worker who has the case on the screen sends.
async fn opened(
    office: &Office,
    at_desk: &AtDesk,
    reference: &ApplicationReference,
    the_same: bool,
) -> DecideCase {
    let case = office.desk.open_case(at_desk, reference).await.unwrap();
    let entries = case
        .candidates
        .iter()
        .map(|candidate| candidate.entry)
        .collect();
    let decision = if the_same {
        Decision::TheSame(entries)
    } else {
        Decision::NotTheSame
    };
    DecideCase {
        version: case.version,
        decision,
        reason: reason(),
    }
}

on_both_engines! {
    async fn not_the_same_person_gets_the_certificate_and_an_sms_with_its_code(
        database: TestDatabase
    ) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        let state = office.desk.decide(&julia, &reference, decide).await.unwrap();
        assert_eq!(state, ApplicationState::IssuedNegative);
        let messages = office.world.messages().await;
        let [message] = messages.as_slice() else { panic!("{messages:?}") };
        assert!(matches!(message.channel, Channel::Sms(_)));
        let Notice::CertificateReady { code } = &message.notice else { panic!() };
        // The code opens the document to whoever holds it (R189, R206).
        let procedures = &office.world.procedures;
        let fetched = procedures.fetch_document(code, origin()).await.unwrap();
        let downloaded = procedures.download_certificate(&visitor, &reference).await.unwrap();
        assert_eq!(fetched, downloaded);
    }

    async fn the_same_person_is_asked_to_visit_and_no_code_travels(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&evaristo()).await;
        let decide = opened(&office, &julia, &reference, true).await;
        let state = office.desk.decide(&julia, &reference, decide).await.unwrap();
        assert_eq!(state, ApplicationState::IssuedPositive);
        let messages = office.world.messages().await;
        let [message] = messages.as_slice() else { panic!("{messages:?}") };
        let Notice::CertificateNeedsVisit { reference: told } = &message.notice else { panic!() };
        assert_eq!(told, reference.as_str());
        let procedures = &office.world.procedures;
        let view = procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert_eq!((view.state, view.certificate), (ApplicationState::IssuedPositive, None));
        let refused = procedures.download_certificate(&visitor, &reference).await;
        assert!(matches!(refused, Err(DownloadError::AtOffice)), "{refused:?}");
        // The document exists, transcribes the entry, and is a holder's.
        let rendered = office.world.renderer.rendered();
        let [Document::OffenceCertificate(content)] = rendered.as_slice() else { panic!() };
        assert_eq!(content.entries.len(), 1);
        assert!(content.entries[0].offence.contains("libertad sexual"));
        let code = &content.verification.code;
        let shown = procedures.verify_code(code, origin()).await.unwrap();
        assert_eq!(shown.kind, DocumentKind::PositiveOffenceCertificate);
        assert_eq!((shown.class, shown.holder), (DocumentClass::Holder, None));
        let refused = procedures.fetch_document(code, origin()).await;
        assert!(matches!(refused, Err(VerifyError::HolderOnly)), "{refused:?}");
    }

    async fn only_the_entries_chosen_are_transcribed_each_once(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&person("Leandro", "Cuervo")).await;
        let mut decide = opened(&office, &julia, &reference, true).await;
        let Decision::TheSame(entries) = &mut decide.decision else { panic!() };
        assert_eq!(entries.len(), 2);
        *entries = vec![entries[1], entries[1]];
        office.desk.decide(&julia, &reference, decide).await.unwrap();
        let rendered = office.world.renderer.rendered();
        let [Document::OffenceCertificate(content)] = rendered.as_slice() else { panic!() };
        assert_eq!(content.entries.len(), 1);
        assert!(content.entries[0].offence.contains("Trata"));
    }

    async fn of_two_case_workers_who_decide_at_once_one_wins(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let mateo = office.at_desk("mateo bauza", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let mut on_their_screens = Vec::new();
        for (at_desk, the_same) in [(&julia, false), (&mateo, true), (&julia, true), (&mateo, false)] {
            on_their_screens.push((at_desk, opened(&office, at_desk, &reference, the_same).await));
        }
        let mut deciding = tokio::task::JoinSet::new();
        for (at_desk, decide) in on_their_screens {
            let (desk, at_desk) = (office.desk.clone(), at_desk.clone());
            let reference = reference.clone();
            deciding.spawn(async move { desk.decide(&at_desk, &reference, decide).await });
        }
        let answers = deciding.join_all().await;
        let won: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        assert_eq!(won.len(), 1, "{answers:?}");
        for lost in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            let DecideError::Closed { state } = lost else { panic!("{lost}") };
            assert_eq!(state, won[0]);
        }
        assert_eq!(office.world.state(&visitor, &reference).await, *won[0]);
        let documents = sql!("SELECT COUNT(*) FROM issued_document");
        assert_eq!(office.world.count(documents).await, 1);
        assert_eq!(office.world.messages().await.len(), 1);
        let audited = office.world.audited(&visitor).await;
        let decided = audited.iter().filter(|[event, ..]| event == "application_decided");
        assert_eq!(decided.count(), 1);
    }

    async fn an_old_verification_is_repeated_before_deciding(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &entered.at_desk, &reference, false).await;
        office.world.clock.advance_seconds(900);
        let refused = office.desk.decide(&entered.at_desk, &reference, decide.clone()).await;
        assert!(matches!(refused, Err(DecideError::VerifyAgain)), "{refused:?}");
        let ceremony = office.desk.verify_again_begin(&entered.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        let again = office
            .desk
            .verify_again_finish(&entered.at_desk, &ceremony.secret, &response)
            .await
            .unwrap();
        office.desk.decide(&again.at_desk, &reference, decide).await.unwrap();
    }

    async fn an_officer_who_left_meanwhile_decides_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        // The certificate is being made when the administrator closes the desk.
        office.world.renderer.hang().close();
        let (desk, of) = (office.desk.clone(), reference.clone());
        let deciding = tokio::spawn(async move { desk.decide(&julia, &of, decide).await });
        office.world.renderer.hang().arrival().await;
        let julia = handle("julia roldan");
        office.desk.disable_officer(InvitedBy::CommandLine, &julia).await.unwrap();
        office.world.renderer.hang().open();
        let refused = deciding.await.unwrap();
        assert!(matches!(refused, Err(DecideError::NotAllowed(_))), "{refused:?}");
        assert_eq!(office.world.state(&visitor, &reference).await, ApplicationState::InReview);
        assert!(office.world.messages().await.is_empty());
    }

    async fn who_left_the_desk_decides_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &entered.at_desk, &reference, false).await;
        office.desk.log_out(&entered.secret).await.unwrap();
        let refused = office.desk.decide(&entered.at_desk, &reference, decide).await;
        assert!(matches!(refused, Err(DecideError::NotAllowed(_))), "{refused:?}");
    }

    async fn an_own_number_is_the_same_person_until_the_register_is_corrected(
        database: TestDatabase
    ) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&evaristo()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        let refused = office.desk.decide(&julia, &reference, decide.clone()).await;
        assert!(matches!(refused, Err(DecideError::OwnNumber)), "{refused:?}");
        let corrected = population::offences().into_iter().map(|mut entry| {
            if entry.number.as_ref() == Some(&evaristo().record.number) {
                entry.number = None;
            }
            entry
        });
        office.world.offences.replace(corrected);
        let state = office.desk.decide(&julia, &reference, decide).await.unwrap();
        assert_eq!(state, ApplicationState::IssuedNegative);
    }

    async fn the_same_person_needs_an_entry_that_counts(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, true).await;
        let stranger = OffenceEntryId::new(office.world.now(), &SeededEntropy::new(8));
        let own = population::offences()
            .into_iter()
            .find(|entry| entry.number.as_ref() == Some(&evaristo().record.number))
            .unwrap();
        for entries in [Vec::new(), vec![stranger], vec![own.id]] {
            let wrong = DecideCase { decision: Decision::TheSame(entries), ..decide.clone() };
            let refused = office.desk.decide(&julia, &reference, wrong).await;
            assert!(matches!(refused, Err(DecideError::Entries)), "{refused:?}");
        }
        // Cancelled since the case was opened.
        office.world.offences.replace(population::offences().into_iter().map(|mut entry| {
            entry.conviction.cancelled = true;
            entry
        }));
        let refused = office.desk.decide(&julia, &reference, decide).await;
        assert!(matches!(refused, Err(DecideError::Entries)), "{refused:?}");
    }

    async fn another_version_than_the_one_on_the_screen_is_looked_at_again(
        database: TestDatabase
    ) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        let older = DecideCase { version: decide.version - 1, ..decide };
        let refused = office.desk.decide(&julia, &reference, older).await;
        assert!(matches!(refused, Err(DecideError::Changed)), "{refused:?}");
    }

    async fn what_is_withdrawn_or_decided_is_closed(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        office.world.procedures.withdraw(&visitor, &reference).await.unwrap();
        let refused = office.desk.decide(&julia, &reference, decide).await;
        let Err(DecideError::Closed { state }) = refused else { panic!("{refused:?}") };
        assert_eq!(state, ApplicationState::Withdrawn);
        let unknown = ApplicationReference::parse("2026-AAAA-AAAA").unwrap();
        let decide = DecideCase { version: 0, decision: Decision::NotTheSame, reason: reason() };
        let refused = office.desk.decide(&julia, &unknown, decide).await;
        assert!(matches!(refused, Err(DecideError::NotFound)), "{refused:?}");
    }

    async fn what_cannot_be_made_now_changes_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let decide = opened(&office, &julia, &reference, false).await;
        office.world.renderer.set_failing(true);
        let refused = office.desk.decide(&julia, &reference, decide.clone()).await;
        assert!(matches!(refused, Err(DecideError::Make(_))), "{refused:?}");
        office.world.renderer.set_failing(false);
        office.world.offences.set_down(true);
        let refused = office.desk.decide(&julia, &reference, decide.clone()).await;
        assert!(matches!(refused, Err(DecideError::Register(_))), "{refused:?}");
        office.world.offences.set_down(false);
        assert_eq!(office.world.state(&visitor, &reference).await, ApplicationState::InReview);
        office.desk.decide(&julia, &reference, decide).await.unwrap();
    }

    async fn a_decision_is_written_down_with_officer_and_reason(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        office.world.clock.advance_seconds(1);
        let decide = opened(&office, &julia, &reference, false).await;
        office.world.clock.advance_seconds(1);
        office.desk.decide(&julia, &reference, decide).await.unwrap();
        let mut audited = office.world.audited(&visitor).await;
        let id = julia.officer().id.to_string();
        let mut last = audited.split_off(4);
        last.sort();
        let line = |event: &str, use_case: &str| {
            [event.to_owned(), id.clone(), use_case.to_owned()]
        };
        assert_eq!(
            last,
            [
                line("application_decided", "desk.decide"),
                line("application_opened", "desk.open_case"),
                line("certificate_issued", "desk.decide"),
            ]
        );
    }
}
