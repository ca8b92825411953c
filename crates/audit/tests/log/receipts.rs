//! One entry with its proof, to take away.

use audit::log::{Receipt, ReceiptError, TakeReceiptError};
use serde_json::{Value, json};
use store::{StoreError, on_both_engines};
use vocab::{AuditEntryId, SeededEntropy};

use crate::rig::{ORIGIN, Pen, Rig, morning};

/// The receipt with one member exchanged.
fn with(receipt: &Receipt, member: &str, value: impl Into<Value>) -> Receipt {
    let mut json: Value = serde_json::from_str(&receipt.to_json()).unwrap();
    json[member] = value.into();
    Receipt::parse(json.to_string().as_bytes()).unwrap()
}

fn member(receipt: &Receipt, member: &str) -> String {
    let json: Value = serde_json::from_str(&receipt.to_json()).unwrap();
    json[member].as_str().unwrap().to_owned()
}

on_both_engines! {
    async fn a_receipt_proves_what_was_written_down(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(300).await;
        rig.integrate().await;
        for (index, entry) in rig.places().await.into_iter().step_by(37) {
            let receipt = rig.log.take_receipt(entry).await.unwrap();
            let read = Receipt::parse(receipt.to_json().as_bytes()).unwrap();
            assert_eq!(read, receipt);
            assert_eq!(read.named_key().unwrap(), rig.pen.key(ORIGIN));
            let proved = read.verify(&rig.trusted()).unwrap();
            assert_eq!((proved.index, proved.checkpoint.size), (index, 300));
            assert_eq!(proved.record["id"], entry.to_string());
            assert_eq!(proved.record["event"], json!({"event": "registered"}));
            assert_eq!(proved.record["use_case"], "area.use_case");
        }
    }

    async fn a_receipt_that_was_changed_proves_nothing(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(5).await;
        rig.integrate().await;
        let entries = rig.entries().await;
        let receipt = rig.log.take_receipt(entries[2]).await.unwrap();
        let other = rig.log.take_receipt(entries[3]).await.unwrap();
        let trusted = rig.trusted();
        let record = member(&receipt, "record").replace("registered", "logged_out");
        let proof = member(&receipt, "proof");
        let changed = [
            with(&receipt, "record", record),
            with(&receipt, "record", member(&other, "record")),
            with(&receipt, "proof", member(&other, "proof")),
            with(&receipt, "proof", proof.replace("index 2", "index 3")),
            with(&receipt, "proof", proof.replace("index 2", "index 5")),
            with(&receipt, "proof", proof.replace("\n5\n", "\n6\n")),
        ];
        for receipt in changed {
            assert!(receipt.verify(&trusted).is_err(), "{}", receipt.to_json());
        }
        assert!(receipt.verify(&trusted).is_ok());
        assert!(matches!(
            with(&receipt, "record", "{}").verify(&trusted),
            Err(ReceiptError::NotInLog(_))
        ));
        let stranger = [Pen::new(9).key(ORIGIN)];
        assert!(matches!(receipt.verify(&stranger), Err(ReceiptError::Checkpoint(_))));
        let text = receipt.to_json();
        for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            assert!(matches!(Receipt::parse(&text.as_bytes()[..cut]), Err(ReceiptError::Syntax)));
        }
        let newer = text.replace("aldaba-audit-receipt/1", "aldaba-audit-receipt/2");
        assert!(matches!(Receipt::parse(newer.as_bytes()), Err(ReceiptError::Syntax)));
    }

    /// A receipt outlives growth of the log, a change of its key and the person's erasure.
    async fn a_receipt_taken_once_stays_good(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(2).await;
        rig.integrate().await;
        let entry = rig.entries().await[0];
        let receipt = rig.log.take_receipt(entry).await.unwrap();
        let trusted = rig.trusted();
        rig.pen.rotate(8);
        rig.write(2).await;
        rig.integrate().await;
        let key = rig.person.data_key;
        rig.store()
            .transact::<_, StoreError, _>("test.erase", move |tx| tx.erase_data_key(key, morning()))
            .await
            .unwrap();
        assert!(receipt.verify(&trusted).is_ok());
        let refused = rig.log.take_receipt(entry).await;
        assert!(
            matches!(refused, Err(TakeReceiptError::Store(StoreError::Erased))),
            "{refused:?}"
        );
    }

    async fn there_is_no_receipt_before_there_is_a_place(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(1).await;
        let entry = rig.entries().await[0];
        assert!(matches!(rig.log.take_receipt(entry).await, Err(TakeReceiptError::NotYet)));
        rig.integrate().await;
        assert!(rig.log.take_receipt(entry).await.is_ok());
        let unknown = AuditEntryId::new(morning(), &SeededEntropy::new(99));
        assert!(matches!(rig.log.take_receipt(unknown).await, Err(TakeReceiptError::Unknown)));
    }
}
