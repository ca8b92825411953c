//! Audit event × use case: what is done to officers and by them is written down, in whose name.

use audit::Event;
use desk::{Entrance, InvitedBy};
use model::officer::Role;
use store::on_both_engines;

use crate::office::{Office, handle};

fn word(text: &str) -> String {
    text.to_owned()
}

on_both_engines! {
    async fn the_life_of_an_officer_leaves_its_trail(database: TestDatabase) {
        let office = Office::new(&database).await;
        let pass = || office.world.clock.advance_seconds(1);
        let root = office.at_desk("david oliver", &[Role::Administrator]).await;
        let by_root = InvitedBy::Officer(&root);
        let roles = [Role::CaseWorker, Role::Auditor];
        let invitation = office.invitation("julia roldan", &roles);
        let julia = office.desk.invite(by_root, invitation).await.unwrap().officer;
        pass();
        let renewed = office.invitation("julia roldan", &[Role::CaseWorker]);
        office.desk.invite(InvitedBy::CommandLine, renewed).await.unwrap();
        pass();
        for _ in 0..2 {
            office.desk.disable_officer(by_root, &handle("julia roldan")).await.unwrap();
            pass();
        }
        let root = root.officer().id.to_string();
        let roles = vec![word("case_worker"), word("auditor")];
        let first = Event::OfficerInvited { officer: julia, roles };
        let second = Event::OfficerInvited { officer: julia, roles: vec![word("case_worker")] };
        assert_eq!(
            office.audited(julia).await,
            [
                (first, root.clone(), word("desk.invite")),
                (second, word("command_line"), word("desk.invite")),
                // Who had left already leaves no second time.
                (Event::OfficerDisabled { officer: julia }, root, word("desk.disable_officer")),
            ]
        );
    }

    async fn proving_it_again_is_written_down_and_a_refusal_is_not(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let id = entered.at_desk.officer().id;
        let ceremony = office.desk.verify_again_begin(&entered.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        for done in [true, false] {
            let answer = office
                .desk
                .verify_again_finish(&entered.at_desk, &ceremony.secret, &response)
                .await;
            assert_eq!(answer.is_ok(), done);
        }
        let mut audited = office.audited(id).await;
        audited.retain(|(event, ..)| *event == Event::OfficerVerifiedAgain);
        let expected = (Event::OfficerVerifiedAgain, id.to_string(), word("desk.verify_again_finish"));
        assert_eq!(audited, [expected]);
    }

    async fn an_invented_officer_is_written_down_as_invited(database: TestDatabase) {
        let office = Office::with(&database, Entrance::Demonstration).await;
        let invented = office.invitation("julia roldan", &[Role::CaseWorker]);
        let officer = office.desk.add_invented_officer(invented).await.unwrap();
        let event = Event::OfficerInvited { officer, roles: vec![word("case_worker")] };
        let use_case = word("desk.add_invented_officer");
        assert_eq!(office.audited(officer).await, [(event, word("command_line"), use_case)]);
    }
}
