//! What a provider of text messages sends: PDUs of SMPP 3.4, their texts and receipts.

use wire_smpp::{Body, Pdu, receipt::Receipt, segments, text};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "smpp",
    seeds,
    run,
};

/// A frame: its length, the command, status 0 and number 1, then the body.
fn frame(command: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(16 + body.len()).unwrap_or_default();
    let mut frame = Vec::new();
    for word in [length, command, 0, 1] {
        frame.extend(word.to_be_bytes());
    }
    frame.extend(body);
    frame
}

fn message(esm_class: u8, coding: u8, words: &[u8]) -> Vec<u8> {
    let mut body = b"\0\x05\0ALDABA\0\x01\x0134600000017\0".to_vec();
    body.extend([esm_class, 0, 0, 0, 0, 1, 0, coding, 0]);
    body.push(u8::try_from(words.len()).unwrap_or_default());
    body.extend(words);
    body
}

fn seeds() -> Vec<Vec<u8>> {
    let receipt = b"id:0A1B sub:001 dlvrd:001 submit date:2611220910 done date:2611220911 stat:DELIVRD err:000 text:ALDABA";
    vec![
        frame(0x15, &[]),
        frame(4, &message(0, 0, b"ALDABA: el PIN es A2B")),
        frame(5, &message(4, 0, receipt)),
        frame(5, &message(0x40, 8, b"\x05\0\x03\x07\x02\x01\0A\0l")),
        frame(9, b"aldaba\0secret\0\0\x34\0\0\0"),
        frame(0x8000_0004, b"0A1B\0"),
    ]
}

fn run(bytes: &[u8]) -> bool {
    let Ok(pdu) = Pdu::decode(bytes) else {
        return false;
    };
    if let Body::DeliverSm(message) | Body::SubmitSm(message) = &pdu.body {
        let _ = text::read(message);
        let _ = Receipt::read(message);
    }
    let _ = segments::Concatenation::read(bytes);
    // What was read can be said again, and then reads the same.
    if let Ok(said) = pdu.encode() {
        match Pdu::decode(&said) {
            Ok(again) => assert_eq!(again.encode().ok(), Some(said)),
            Err(error) => panic!("a PDU that was read cannot be read again: {error}"),
        }
    }
    true
}
