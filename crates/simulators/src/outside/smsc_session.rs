//! One session of the SMSC: reads requests, answers them, and sends receipts.

use std::{io, sync::atomic::Ordering};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use wire_smpp::{
    Body, Command, EsmClass, Frames, Header, Pdu, ShortMessage, Status, Tag, Tlv,
    receipt::{MessageState, Receipt},
};

use super::smsc::{Center, Verdict};

/// Bytes that are read at once.
const CHUNK: usize = 16 * 1024;

/// Talks until one side ends it. What came in together is answered together.
pub(super) async fn run(center: &Center, mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut hang_up = center.hang_up.subscribe();
    let mut session = Session::new(center);
    let mut frames = Frames::default();
    let mut chunk = vec![0; CHUNK];
    while !session.over {
        let count = tokio::select! {
            count = stream.read(&mut chunk) => count?,
            _ = hang_up.changed() => return Ok(()),
        };
        if count == 0 {
            return Ok(());
        }
        frames.push(chunk.get(..count).unwrap_or_default());
        let mut waiting = 0;
        while let Some(frame) = frames.next_frame().map_err(invalid)? {
            waiting += u64::from(session.hear(frame)?);
        }
        center.widest.fetch_max(waiting, Ordering::SeqCst);
        if waiting > 0 {
            tokio::select! {
                () = center.switch.dawdle() => {}
                _ = hang_up.changed() => return Ok(()),
            }
        }
        stream.write_all(&session.take()).await?;
    }
    stream.shutdown().await
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

struct Session<'a> {
    center: &'a Center,
    bound: bool,
    over: bool,
    /// The number of the last request of ours.
    sequence: u32,
    answers: Vec<u8>,
    /// Sent after the answers.
    receipts: Vec<u8>,
}

impl<'a> Session<'a> {
    fn new(center: &'a Center) -> Self {
        Self {
            center,
            bound: false,
            over: false,
            sequence: 0,
            answers: Vec::new(),
            receipts: Vec::new(),
        }
    }

    fn take(&mut self) -> Vec<u8> {
        let mut out = std::mem::take(&mut self.answers);
        out.append(&mut self.receipts);
        out
    }

    /// Hears a frame; tells whether it was a message that is answered.
    fn hear(&mut self, frame: &[u8]) -> io::Result<bool> {
        let (header, rest) = Header::split(frame).map_err(invalid)?;
        match Pdu::decode_body(&header, rest) {
            Ok(pdu) => self.request(pdu),
            Err(error) => {
                if !Command::is_answer(header.command_id) {
                    let status = error.status();
                    self.say(&Pdu::answer(header.sequence, status, Body::GenericNack))?;
                }
                Ok(false)
            }
        }
    }

    fn request(&mut self, pdu: Pdu) -> io::Result<bool> {
        let Pdu { sequence, body, .. } = pdu;
        match body {
            Body::Bind(_) if self.bound => {
                let status = Status::ALREADY_BOUND;
                self.say(&Pdu::answer(sequence, status, Body::GenericNack))?;
            }
            Body::Bind(bind) => {
                let status = self.center.admit(&bind);
                self.bound = status.is_ok();
                self.over = !self.bound;
                if self.bound {
                    self.center.binds.fetch_add(1, Ordering::SeqCst);
                }
                let answer = Body::BindResp {
                    kind: bind.kind,
                    system_id: "smsc.localhost".into(),
                    options: vec![Tlv::octet(Tag::INTERFACE_VERSION, 0x34)],
                };
                self.say(&Pdu::answer(sequence, status, answer))?;
            }
            Body::SubmitSm(_) if !self.bound => {
                let status = Status::INVALID_BIND_STATUS;
                self.say(&Pdu::answer(sequence, status, Body::GenericNack))?;
            }
            Body::SubmitSm(message) => return self.submit(sequence, &message),
            Body::EnquireLink => {
                self.center.enquiries.fetch_add(1, Ordering::SeqCst);
                self.say(&Pdu::request(sequence, Body::EnquireLinkResp))?;
            }
            Body::Unbind => {
                self.center.farewells.fetch_add(1, Ordering::SeqCst);
                self.over = true;
                self.say(&Pdu::request(sequence, Body::UnbindResp))?;
            }
            Body::DeliverSm(_) => {
                let status = Status::INVALID_COMMAND_ID;
                self.say(&Pdu::answer(sequence, status, Body::GenericNack))?;
            }
            Body::GenericNack
            | Body::BindResp { .. }
            | Body::SubmitSmResp { .. }
            | Body::DeliverSmResp
            | Body::UnbindResp
            | Body::EnquireLinkResp => {}
        }
        Ok(false)
    }

    fn submit(&mut self, sequence: u32, message: &ShortMessage) -> io::Result<bool> {
        let (status, message_id) = match self.center.submit(message) {
            Verdict::Silence => return Ok(false),
            Verdict::Refused(status) => (status, String::new()),
            Verdict::Taken(id, state) => {
                if message.registered_delivery & 1 == 1 {
                    self.receipt(message, &id, state)?;
                }
                (Status::OK, id)
            }
        };
        self.say(&Pdu::answer(
            sequence,
            status,
            Body::SubmitSmResp { message_id },
        ))?;
        Ok(true)
    }

    fn receipt(&mut self, message: &ShortMessage, id: &str, state: MessageState) -> io::Result<()> {
        let receipt = Receipt {
            message_id: id.to_owned(),
            state,
            error: Some("000".into()),
        };
        let delivery = ShortMessage {
            source: message.destination.clone(),
            destination: message.source.clone(),
            esm_class: EsmClass::RECEIPT,
            octets: receipt.text("2611221000").into_bytes(),
            options: vec![
                Tlv::text(Tag::RECEIPTED_MESSAGE_ID, id),
                Tlv::octet(Tag::MESSAGE_STATE, state.number()),
            ],
            ..ShortMessage::default()
        };
        self.sequence += 1;
        let pdu = Pdu::request(self.sequence, Body::DeliverSm(delivery));
        self.receipts.extend(pdu.encode().map_err(invalid)?);
        Ok(())
    }

    fn say(&mut self, pdu: &Pdu) -> io::Result<()> {
        self.answers.extend(pdu.encode().map_err(invalid)?);
        Ok(())
    }
}
