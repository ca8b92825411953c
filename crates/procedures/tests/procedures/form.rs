//! The sections of the form.

use model::procedure::{ApplicationReference, Contact, Purpose};
use procedures::SaveError;
use store::on_both_engines;
use vocab::{Lang, PhoneNumber};

use crate::world::{World, ananya, contact, contact_with_email, lucia};

on_both_engines! {
    async fn sections_are_saved_and_replaced(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.procedures.start_application(&visitor, Lang::Es).await.unwrap();
        let foreign = Contact { phone: PhoneNumber::parse("+44 7700 900123").unwrap(), email: None };
        for contact in [contact_with_email(), foreign] {
            let saved = world.procedures.save_applicant(&visitor, &reference, contact.clone());
            saved.await.unwrap();
            let view = world.procedures.view_application(&visitor, &reference).await.unwrap();
            assert_eq!(view.unwrap().contact, Some(contact));
        }
        for purpose in Purpose::ALL {
            world.procedures.save_purpose(&visitor, &reference, purpose).await.unwrap();
            let view = world.procedures.view_application(&visitor, &reference).await.unwrap();
            assert_eq!(view.unwrap().purpose, Some(purpose));
        }
    }

    async fn each_save_is_a_new_version(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let before = world.submission(&visitor, &reference).await.version;
        world.procedures.save_applicant(&visitor, &reference, contact()).await.unwrap();
        assert!(before < world.submission(&visitor, &reference).await.version);
    }

    async fn what_was_sent_is_no_longer_edited(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&ananya()).await;
        let contact = world.procedures.save_applicant(&visitor, &reference, contact()).await;
        assert!(matches!(contact, Err(SaveError::Sent)), "{contact:?}");
        let purpose = Purpose::Volunteering;
        let purpose = world.procedures.save_purpose(&visitor, &reference, purpose).await;
        assert!(matches!(purpose, Err(SaveError::Sent)), "{purpose:?}");
    }

    async fn the_application_of_another_person_is_not_there(database: TestDatabase) {
        let world = World::new(&database).await;
        let owner = world.visitor(&ananya()).await;
        let reference = world.draft(&owner).await;
        let stranger = world.visitor(&lucia()).await;
        let unknown = ApplicationReference::parse("2026-AAAA-AAAA").unwrap();
        for reference in [&reference, &unknown] {
            let view = world.procedures.view_application(&stranger, reference).await.unwrap();
            assert!(view.is_none());
            let saved = world.procedures.save_applicant(&stranger, reference, contact()).await;
            assert!(matches!(saved, Err(SaveError::NotFound)), "{saved:?}");
            let purpose = Purpose::Volunteering;
            let saved = world.procedures.save_purpose(&stranger, reference, purpose).await;
            assert!(matches!(saved, Err(SaveError::NotFound)), "{saved:?}");
        }
        assert!(world.procedures.list_applications(&stranger).await.unwrap().is_empty());
    }
}
