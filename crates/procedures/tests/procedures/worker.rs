//! What a request left is finished by the worker, once, and told by a message (R187).

use std::sync::Arc;

use model::{
    notice::{Channel, Notice, OutgoingNotice},
    procedure::{ApplicationReference, ApplicationState, Purpose},
};
use procedures::{Finished, Procedures, Visitor};
use store::{on_both_engines, sql};
use vocab::Lang;

use crate::world::{World, ananya, contact_with_email, lucia, person};

const NOTHING: Finished = Finished {
    finished: 0,
    waiting: 0,
};
const ONE: Finished = Finished {
    finished: 1,
    waiting: 0,
};
const STILL: Finished = Finished {
    finished: 0,
    waiting: 1,
};

/// Sends in a task of its own, as a request does, until the world stands still.
fn send_in_background(
    world: &World,
    visitor: &Visitor,
    reference: &ApplicationReference,
    version: i64,
) -> tokio::task::JoinHandle<()> {
    let procedures: Arc<Procedures> = world.procedures.clone();
    let (visitor, reference) = (visitor.clone(), reference.clone());
    tokio::spawn(async move {
        let submission = procedures::Submission {
            version,
            declared: true,
        };
        let _ = procedures.submit(&visitor, &reference, submission).await;
    })
}

fn code_by_sms(messages: &[OutgoingNotice]) -> Option<String> {
    let mut codes =
        messages
            .iter()
            .filter_map(|message| match (&message.channel, &message.notice) {
                (Channel::Sms(_), Notice::CertificateReady { code }) => {
                    Some(code.as_str().to_owned())
                }
                _ => None,
            });
    let first = codes.next();
    assert_eq!(codes.next(), None, "one SMS only");
    first
}

on_both_engines! {
    async fn a_register_that_is_down_leaves_the_application_with_the_worker(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        world.civil.set_down(true);
        assert_eq!(world.send(&visitor, &reference).await, ApplicationState::Submitted);
        // The request had its minute.
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), NOTHING);
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), STILL);
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::Submitted);
        world.civil.set_down(false);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), NOTHING);
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), ONE);
        let view =
            world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert_eq!(view.state, ApplicationState::IssuedNegative);
        let code = view.certificate.unwrap().code;
        assert_eq!(code_by_sms(&world.messages().await).as_deref(), Some(code.as_str()));
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), NOTHING);
        assert_eq!(world.procedures.next_pending().await.unwrap(), None);
    }

    async fn the_same_for_the_register_of_offences(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&lucia()).await;
        let reference = world.draft(&visitor).await;
        world.offences.set_down(true);
        assert_eq!(world.send(&visitor, &reference).await, ApplicationState::Submitted);
        world.offences.set_down(false);
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), ONE);
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::InReview);
    }

    async fn waiting_grows_up_to_an_hour(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        world.civil.set_down(true);
        world.send(&visitor, &reference).await;
        let mut waits = Vec::new();
        for _ in 0..9 {
            let due = world.procedures.next_pending().await.unwrap().unwrap();
            waits.push(due.as_second() - world.now().as_second());
            world.clock.set(due);
            assert_eq!(world.procedures.finish_pending(10).await.unwrap(), STILL);
        }
        assert_eq!(waits, [60, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    }

    async fn a_document_that_cannot_be_made_waits_in_the_automatic_check(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        world.renderer.set_failing(true);
        assert_eq!(world.send(&visitor, &reference).await, ApplicationState::AutomaticCheck);
        world.renderer.set_failing(false);
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), ONE);
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::IssuedNegative);
        assert_eq!(world.offences.asked(), 1);
    }

    async fn sending_again_while_it_waits_finishes_it_on_the_screen(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission = world.submission(&visitor, &reference).await;
        world.civil.set_down(true);
        let state = world.procedures.submit(&visitor, &reference, submission).await.unwrap();
        assert_eq!(state, ApplicationState::Submitted);
        world.civil.set_down(false);
        let state = world.procedures.submit(&visitor, &reference, submission).await.unwrap();
        assert_eq!(state, ApplicationState::IssuedNegative);
        assert!(world.messages().await.is_empty());
    }

    async fn a_process_that_dies_before_the_check_loses_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let version = world.submission(&visitor, &reference).await.version;
        world.offences.hang().close();
        let request = send_in_background(&world, &visitor, &reference, version);
        world.offences.hang().arrival().await;
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::Submitted);
        world.offences.hang().open();
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), ONE);
        assert!(code_by_sms(&world.messages().await).is_some());
    }

    async fn a_process_that_dies_before_issuing_loses_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let version = world.submission(&visitor, &reference).await.version;
        world.renderer.hang().close();
        let request = send_in_background(&world, &visitor, &reference, version);
        world.renderer.hang().arrival().await;
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::AutomaticCheck);
        world.renderer.hang().open();
        world.clock.advance_seconds(60);
        assert_eq!(world.procedures.finish_pending(10).await.unwrap(), ONE);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
        assert_eq!(world.offences.asked(), 1);
    }

    async fn a_request_and_the_worker_at_once_issue_one_certificate(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let version = world.submission(&visitor, &reference).await.version;
        world.renderer.hang().close();
        let request = send_in_background(&world, &visitor, &reference, version);
        world.renderer.hang().arrival().await;
        world.clock.advance_seconds(60);
        let procedures = world.procedures.clone();
        let worker = tokio::spawn(async move { procedures.finish_pending(10).await.unwrap() });
        world.renderer.hang().arrival().await;
        world.renderer.hang().open();
        request.await.unwrap();
        assert_eq!(worker.await.unwrap(), ONE);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
        assert_eq!(world.renderer.rendered().len(), 2);
    }

    async fn several_workers_share_what_waits(database: TestDatabase) {
        let world = World::new(&database).await;
        let mut sent = Vec::new();
        for [given, surname] in [
            ["Ananya", "Raghavan"],
            ["Jordi", "Camps"],
            ["Camila", "Restrepo"],
            ["Pilar", "Ugarte"],
            ["Carlos", "Rivas"],
        ] {
            let visitor = world.visitor(&person(given, surname)).await;
            let reference = world.draft(&visitor).await;
            world.civil.set_down(true);
            world.send(&visitor, &reference).await;
            world.civil.set_down(false);
            sent.push((visitor, reference));
        }
        world.clock.advance_seconds(60);
        let mut working = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let procedures = world.procedures.clone();
            working.spawn(async move { procedures.finish_pending(3).await.unwrap().finished });
        }
        let finished: u32 = working.join_all().await.into_iter().sum();
        assert_eq!(finished, 5);
        for (visitor, reference) in &sent {
            assert_eq!(world.state(visitor, reference).await, ApplicationState::IssuedNegative);
        }
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 5);
        assert_eq!(world.messages().await.len(), 5);
    }

    async fn who_gave_an_email_address_is_told_there_too(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.procedures.start_application(&visitor, Lang::Ca).await.unwrap();
        let contact = contact_with_email();
        world.procedures.save_applicant(&visitor, &reference, contact.clone()).await.unwrap();
        let purpose = Purpose::Volunteering;
        world.procedures.save_purpose(&visitor, &reference, purpose).await.unwrap();
        world.civil.set_down(true);
        world.send(&visitor, &reference).await;
        world.civil.set_down(false);
        world.clock.advance_seconds(60);
        world.procedures.finish_pending(10).await.unwrap();
        let messages = world.messages().await;
        assert_eq!(messages.len(), 2);
        assert!(code_by_sms(&messages).is_some());
        let emails = messages.iter().filter_map(|message| match &message.channel {
            Channel::Email(email) => Some(email),
            _ => None,
        });
        assert_eq!(emails.collect::<Vec<_>>(), [&contact.email.unwrap()]);
        assert!(messages.iter().all(|message| message.lang == Lang::Ca));
    }
}
