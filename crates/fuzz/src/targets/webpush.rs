//! What a push service hands to a browser, and what senders say of themselves.

use vocab::{SeededEntropy, Timestamp};
use wire_webpush::{ReadingKey, Statement, message, vapid};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "webpush",
    seeds,
    run,
};

/// The statement of RFC 8292 §2.4.
const STATEMENT: &[u8] = b"vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

fn reader() -> Option<ReadingKey> {
    ReadingKey::from_parts(&[7; 32], [9; 16]).ok()
}

fn seeds() -> Vec<Vec<u8>> {
    let entropy = SeededEntropy::new(1);
    let message = |plain: &[u8]| {
        let reader = reader()?;
        message::encrypt(reader.reader(), plain, &entropy).ok()
    };
    let messages = [message(b""), message(br#"{"v":1,"look":"request"}"#)];
    let mut seeds: Vec<Vec<u8>> = messages.into_iter().flatten().collect();
    seeds.push(STATEMENT.to_vec());
    seeds
}

fn run(bytes: &[u8]) -> bool {
    let read = reader().is_some_and(|reader| match reader.decrypt(bytes) {
        Ok(plain) => {
            assert!(plain.len() < bytes.len(), "nothing is made longer");
            true
        }
        Err(_) => false,
    });
    let now = Timestamp::from_second(1_453_523_700).unwrap_or_default();
    let believed = std::str::from_utf8(bytes).is_ok_and(|header| {
        match vapid::verify(header, "https://push.example.net", now) {
            Ok((said, _)) => {
                // Nothing is believed that was not signed: there is one statement.
                let expected = Statement {
                    audience: "https://push.example.net".into(),
                    expires: 1_453_523_768,
                    contact: "mailto:push@example.com".into(),
                };
                assert_eq!(said, expected);
                true
            }
            Err(_) => false,
        }
    });
    read || believed
}
