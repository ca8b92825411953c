//! Reports "this was not me": the oldest first, one officer each, and how they ended.

use audit::Event;
use desk::AlertError;
use model::officer::Role;
use store::on_both_engines;
use vocab::AlertReportId;

use super::rig::because;
use crate::{
    office::Office,
    video::rig::{people, somebody},
};

on_both_engines! {
    async fn reports_wait_by_age_and_one_officer_deals_with_each(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let other = office.registered(&people()[1]).await;
        let first = office.reports(person, "device").await;
        office.pass(60);
        let second = office.reports(other, "password").await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let list = office.desk.alerts(&olalla).await.unwrap();
        let ids: Vec<_> = list.lines.iter().map(|line| line.id).collect();
        assert_eq!((ids, list.waiting), (vec![first, second], 2));

        let inquiry = office.desk.open_alert(&olalla, first).await.unwrap();
        let view = office.look(&olalla, inquiry).await;
        assert_eq!((view.name, view.reports), (somebody().record.name, 1));
        office.pass(1);
        let desk = &office.desk;
        let (one, two) = tokio::join!(
            desk.handle_alert(&olalla, first, because("App ajena, quitada")),
            desk.handle_alert(&gorka, first, because("App ajena, quitada")),
        );
        let lost = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(lost.as_slice(), [AlertError::Handled]), "{lost:?}");
        let case = desk.alert(&gorka, first).await.unwrap();
        let handled = case.handled.unwrap();
        assert_eq!(handled.note, because("App ajena, quitada").as_str());
        assert!(["olalla", "gorka"].contains(&handled.by.as_str()));
        assert_eq!(desk.alerts_waiting(&olalla).await.unwrap(), 1);
        assert_eq!(office.look(&olalla, inquiry).await.reports, 0);
        let written = office.written_about(person).await.into_iter();
        let events: Vec<_> = written.map(|(event, _)| event).collect();
        let note = because("App ajena, quitada").as_str().to_owned();
        assert_eq!(events, [
            Event::AlertOpened { what: "device".into() },
            Event::AlertHandled { what: "device".into(), note },
        ]);
    }

    async fn auditors_see_that_reports_wait_and_not_whose(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let report = office.reports(person, "browser").await;
        let david = office.at_desk("david", &[Role::Auditor]).await;
        let desk = &office.desk;
        assert_eq!(desk.alerts(&david).await.unwrap().waiting, 1);
        assert!(matches!(desk.alert(&david, report).await, Err(AlertError::NotAllowed(_))));
        assert!(matches!(desk.open_alert(&david, report).await, Err(AlertError::NotAllowed(_))));
        let handled = desk.handle_alert(&david, report, because("Visto")).await;
        assert!(matches!(handled, Err(AlertError::NotAllowed(_))), "{handled:?}");
    }

    async fn there_is_no_report_where_there_is_none(database: TestDatabase) {
        let office = Office::new(&database).await;
        let olalla = office.registrar("olalla").await;
        let nothing = AlertReportId::from_bytes([3; 16]);
        let desk = &office.desk;
        assert!(matches!(desk.alert(&olalla, nothing).await, Err(AlertError::NotFound)));
        assert!(matches!(desk.open_alert(&olalla, nothing).await, Err(AlertError::NotFound)));
        let handled = desk.handle_alert(&olalla, nothing, because("Nada que mirar")).await;
        assert!(matches!(handled, Err(AlertError::NotFound)), "{handled:?}");
    }
}
