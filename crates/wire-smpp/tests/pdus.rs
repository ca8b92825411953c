//! Vectors of the specification, every PDU there and back, every truncation, any bytes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use wire_smpp::{
    Address, Bind, BindKind, Body, Command, DataCoding, DecodeError, EncodeError, EsmClass, Frames,
    Header, Pdu, ShortMessage, Status, Tag, Tlv,
};

fn message() -> ShortMessage {
    ShortMessage {
        source: Address::sender("ALDABA"),
        destination: Address::international("+34600123456"),
        esm_class: EsmClass::ORDINARY,
        validity: "261122101000000+".into(),
        registered_delivery: 1,
        data_coding: DataCoding::DEFAULT,
        octets: b"Hola".to_vec(),
        options: vec![
            Tlv::text(Tag::RECEIPTED_MESSAGE_ID, "0f3a"),
            Tlv::octet(Tag::MESSAGE_STATE, 2),
        ],
        ..ShortMessage::default()
    }
}

fn every_pdu() -> Vec<Pdu> {
    let bind = Bind::transceiver("aldaba", "secret08", "EID");
    let bodies = [
        Body::GenericNack,
        Body::Bind(bind),
        Body::BindResp {
            kind: BindKind::Transceiver,
            system_id: "smsc".into(),
            options: vec![Tlv::octet(Tag::INTERFACE_VERSION, 0x34)],
        },
        Body::SubmitSm(message()),
        Body::SubmitSmResp {
            message_id: "0f3a".into(),
        },
        Body::DeliverSm(message()),
        Body::DeliverSmResp,
        Body::Unbind,
        Body::UnbindResp,
        Body::EnquireLink,
        Body::EnquireLinkResp,
    ];
    (1..)
        .zip(bodies)
        .map(|(sequence, body)| Pdu::request(sequence, body))
        .collect()
}

/// The `bind_transmitter` that the specification takes apart octet by octet (§2.8, §3.2.3).
#[test]
fn reads_the_bind_of_the_specification() {
    let octets = [
        0x00, 0x00, 0x00, 0x2f, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x01, 0x53, 0x4d, 0x50, 0x50, 0x33, 0x54, 0x45, 0x53, 0x54, 0x00, 0x73, 0x65, 0x63, 0x72,
        0x65, 0x74, 0x30, 0x38, 0x00, 0x53, 0x55, 0x42, 0x4d, 0x49, 0x54, 0x31, 0x00, 0x00, 0x01,
        0x01, 0x00,
    ];
    let Pdu {
        status,
        sequence,
        body: Body::Bind(bind),
    } = Pdu::decode(&octets).unwrap()
    else {
        panic!("no bind");
    };
    assert_eq!((status, sequence), (Status::OK, 1));
    assert_eq!(bind.kind, BindKind::Transmitter);
    assert_eq!(bind.system_id, "SMPP3TEST");
    assert_eq!(bind.password, "secret08");
    assert_eq!(bind.system_type, "SUBMIT1");
    assert_eq!(bind.version, 0);
}

#[test]
fn writes_the_octets_of_a_submit() {
    let plain = ShortMessage {
        options: Vec::new(),
        validity: String::new(),
        ..message()
    };
    let octets = Pdu::request(2, Body::SubmitSm(plain)).encode().unwrap();
    let mut expected = vec![0, 0, 0, 0x3b, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 5, 0];
    expected.extend(b"ALDABA\0");
    expected.extend([1, 1]);
    expected.extend(b"34600123456\0");
    expected.extend([0, 0, 0, 0, 0, 1, 0, 0, 0, 4]);
    expected.extend(b"Hola");
    expected[3] = u8::try_from(expected.len()).unwrap();
    assert_eq!(octets, expected);
}

#[test]
fn every_pdu_comes_back_as_it_was() {
    for pdu in every_pdu() {
        assert_eq!(Pdu::decode(&pdu.encode().unwrap()), Ok(pdu));
    }
}

#[test]
fn every_command_is_known_by_its_number() {
    for pdu in every_pdu() {
        let command = pdu.body.command();
        assert_eq!(Command::from_id(command.id()), Some(command));
    }
    for unknown in [0, 3, 0x0b, 0x103, 0x8000_0103, u32::MAX] {
        assert_eq!(Command::from_id(unknown), None);
    }
    assert!(Command::is_answer(0x8000_0103) && !Command::is_answer(0x103));
}

/// A frame that is cut anywhere is not yet whole; one whose length was changed to fit is no PDU,
/// or one that says less.
#[test]
fn no_truncation_is_taken_for_the_whole() {
    for pdu in every_pdu() {
        let whole = pdu.encode().unwrap();
        for length in 0..whole.len() {
            let mut frames = Frames::default();
            frames.push(&whole[..length]);
            assert_eq!(frames.next_frame(), Ok(None), "{length} of {pdu:?}");
            let mut cut = whole[..length].to_vec();
            if let Some(place) = cut.first_chunk_mut::<4>() {
                *place = u32::try_from(length).unwrap().to_be_bytes();
            }
            // An answer to a delivery says nothing in its body, and may leave it out.
            if pdu.body != Body::DeliverSmResp {
                assert_ne!(Pdu::decode(&cut), Ok(pdu.clone()), "{length} of {pdu:?}");
            }
        }
    }
}

#[test]
fn mandatory_fields_that_are_missing_are_named() {
    let whole = Pdu::request(1, Body::SubmitSm(message())).encode().unwrap();
    let (header, rest) = Header::split(&whole).unwrap();
    for (length, field) in [
        (0, "service_type"),
        (1, "source_addr"),
        (9, "source_addr"),
        (10, "destination_addr"),
        (24, "esm_class"),
        (28, "validity_period"),
        (50, "short_message"),
        (55, "an optional parameter"),
    ] {
        let cut = Pdu::decode_body(&header, &rest[..length]);
        assert_eq!(cut, Err(DecodeError::CutOff(field)), "{length}");
    }
}

#[test]
fn refusals_come_without_a_body() {
    for (id, body) in [
        (
            0x8000_0009,
            Body::BindResp {
                kind: BindKind::Transceiver,
                system_id: String::new(),
                options: Vec::new(),
            },
        ),
        (
            0x8000_0004,
            Body::SubmitSmResp {
                message_id: String::new(),
            },
        ),
    ] {
        let header = Header {
            command_id: id,
            status: Status::THROTTLED,
            sequence: 5,
        };
        let pdu = Pdu::decode_body(&header, &[]).unwrap();
        assert_eq!(pdu, Pdu::answer(5, Status::THROTTLED, body));
        let well = Header {
            status: Status::OK,
            ..header
        };
        assert!(matches!(
            Pdu::decode_body(&well, &[]),
            Err(DecodeError::CutOff(_))
        ));
    }
}

#[test]
fn texts_have_an_end_and_a_longest_length() {
    let header = Header {
        command_id: 0x8000_0004,
        status: Status::OK,
        sequence: 1,
    };
    let longest = [&[b'7'; 64][..], &[0]].concat();
    assert!(Pdu::decode_body(&header, &longest).is_ok());
    let too_long = [&[b'7'; 65][..], &[0]].concat();
    assert_eq!(
        Pdu::decode_body(&header, &too_long),
        Err(DecodeError::TooLong("message_id"))
    );
    assert_eq!(
        Pdu::decode_body(&header, &[0xff, 0]),
        Err(DecodeError::NotText("message_id"))
    );
}

#[test]
fn what_does_not_fit_its_field_is_not_written() {
    let encode = |body| Pdu::request(1, body).encode();
    let long = Bind::transceiver("aldaba", "secret089", "");
    assert_eq!(
        encode(Body::Bind(long)),
        Err(EncodeError::TooLong("password"))
    );
    let strange = Bind::transceiver("aldabá", "secret", "");
    assert_eq!(
        encode(Body::Bind(strange)),
        Err(EncodeError::NotText("system_id"))
    );
    let broken = Bind::transceiver("a\0b", "secret", "");
    assert_eq!(
        encode(Body::Bind(broken)),
        Err(EncodeError::NotText("system_id"))
    );
    let large = ShortMessage {
        octets: vec![b'a'; 255],
        ..message()
    };
    assert_eq!(
        encode(Body::SubmitSm(large)),
        Err(EncodeError::TooLong("short_message"))
    );
}

#[test]
fn options_are_counted() {
    let many = |count| ShortMessage {
        options: vec![Tlv::octet(Tag(0x1400), 1); count],
        ..message()
    };
    let whole = |count| {
        Pdu::request(1, Body::DeliverSm(many(count)))
            .encode()
            .unwrap()
    };
    assert!(Pdu::decode(&whole(48)).is_ok());
    assert_eq!(Pdu::decode(&whole(49)), Err(DecodeError::TooManyOptions));
}

#[test]
fn a_text_in_the_payload_is_read_where_the_message_is_empty() {
    let payload = ShortMessage {
        octets: Vec::new(),
        options: vec![Tlv {
            tag: Tag::MESSAGE_PAYLOAD,
            value: b"id:1 stat:DELIVRD".to_vec(),
        }],
        ..message()
    };
    assert_eq!(payload.content(), b"id:1 stat:DELIVRD");
}

#[test]
fn neither_password_nor_number_nor_text_is_shown() {
    let shown = format!("{:?}", every_pdu());
    for secret in ["secret08", "34600123456", "Hola"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut frames = Frames::default();
        frames.push(&bytes);
        while let Ok(Some(frame)) = frames.next_frame() {
            _ = Pdu::decode(frame);
        }
    }

    #[test]
    fn any_body_of_a_known_command_is_read_without_a_panic(
        place in 0_usize..11,
        status in prop_oneof![Just(0_u32), any::<u32>()],
        rest in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let command_id = every_pdu()[place].body.command().id();
        let header = Header { command_id, status: Status(status), sequence: 1 };
        if let Ok(Pdu { body: Body::DeliverSm(message), .. }) = Pdu::decode_body(&header, &rest) {
            _ = wire_smpp::receipt::Receipt::read(&message);
            _ = wire_smpp::text::read(&message);
        }
    }

    #[test]
    fn any_text_comes_back(text in "\\PC{0,200}", reference in any::<u8>()) {
        let parts = wire_smpp::segments::split(&text, reference).unwrap();
        let mut read = String::new();
        for part in parts {
            let message = ShortMessage {
                esm_class: part.esm_class,
                data_coding: part.data_coding,
                octets: part.octets,
                ..ShortMessage::default()
            };
            read.push_str(&wire_smpp::text::read(&message).unwrap().text);
        }
        prop_assert_eq!(read, text);
    }
}
