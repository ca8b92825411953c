//! A PDU: header and body (§3.2).

use crate::{
    Command, DecodeError, EncodeError, ShortMessage, Status, Tlv,
    fields::{Reader, put_text},
    limits,
};

/// The version in a bind (§5.2.4).
const VERSION: u8 = 0x34;

/// Octets of a message id, its NUL included (§4.4.2).
const MESSAGE_ID: usize = 65;

/// In which directions messages travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindKind {
    /// From the provider only.
    Receiver,
    /// To the provider only.
    Transmitter,
    /// Both ways.
    Transceiver,
}

impl BindKind {
    pub(crate) const fn id(self) -> u32 {
        match self {
            Self::Receiver => 0x01,
            Self::Transmitter => 0x02,
            Self::Transceiver => 0x09,
        }
    }
}

/// What opens a session (§4.1). `Debug` does not show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Bind {
    /// In which directions.
    pub kind: BindKind,
    /// The account, at most 15 characters.
    pub system_id: String,
    /// Its password, at most 8 characters.
    pub password: String,
    /// What kind of system it is, at most 12 characters; usually empty.
    pub system_type: String,
    /// The version that is spoken: 0x34.
    pub version: u8,
}

impl Bind {
    /// Both ways, in the version of this crate.
    #[must_use]
    pub fn transceiver(system_id: &str, password: &str, system_type: &str) -> Self {
        Self {
            kind: BindKind::Transceiver,
            system_id: system_id.to_owned(),
            password: password.to_owned(),
            system_type: system_type.to_owned(),
            version: VERSION,
        }
    }
}

impl std::fmt::Debug for Bind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bind")
            .field("kind", &self.kind)
            .field("system_id", &self.system_id)
            .finish_non_exhaustive()
    }
}

/// What a PDU says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The PDU with this number made no sense.
    GenericNack,
    /// Opens a session.
    Bind(Bind),
    /// Answers it.
    BindResp {
        /// Which bind it answers.
        kind: BindKind,
        /// The provider's name; empty in a refusal.
        system_id: String,
        /// Optional parameters.
        options: Vec<Tlv>,
    },
    /// Hands a message over.
    SubmitSm(ShortMessage),
    /// Answers it.
    SubmitSmResp {
        /// By which receipts will name the message; empty in a refusal.
        message_id: String,
    },
    /// A message or a receipt from the provider.
    DeliverSm(ShortMessage),
    /// Answers it.
    DeliverSmResp,
    /// Closes the session.
    Unbind,
    /// Answers it.
    UnbindResp,
    /// Are you there?
    EnquireLink,
    /// Yes.
    EnquireLinkResp,
}

impl Body {
    /// What it is.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::GenericNack => Command::GenericNack,
            Self::Bind(bind) => Command::Bind(bind.kind),
            Self::BindResp { kind, .. } => Command::BindResp(*kind),
            Self::SubmitSm(_) => Command::SubmitSm,
            Self::SubmitSmResp { .. } => Command::SubmitSmResp,
            Self::DeliverSm(_) => Command::DeliverSm,
            Self::DeliverSmResp => Command::DeliverSmResp,
            Self::Unbind => Command::Unbind,
            Self::UnbindResp => Command::UnbindResp,
            Self::EnquireLink => Command::EnquireLink,
            Self::EnquireLinkResp => Command::EnquireLinkResp,
        }
    }
}

/// The head of a PDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Number of the command, known or not.
    pub command_id: u32,
    /// How the request went; 0 in requests.
    pub status: Status,
    /// By which an answer finds its request.
    pub sequence: u32,
}

impl Header {
    /// Reads the head of a frame and gives what follows it.
    ///
    /// # Errors
    /// [`DecodeError`]: the length is not that of the frame.
    pub fn split(frame: &[u8]) -> Result<(Self, &[u8]), DecodeError> {
        let mut fields = Reader::new(frame);
        let length = fields.u32("the header")?;
        let header = Self {
            command_id: fields.u32("the header")?,
            status: Status(fields.u32("the header")?),
            sequence: fields.u32("the header")?,
        };
        if usize::try_from(length) != Ok(frame.len()) {
            return Err(DecodeError::Length(length));
        }
        Ok((
            header,
            frame.get(limits::HEADER_BYTES..).unwrap_or_default(),
        ))
    }
}

/// A PDU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdu {
    /// How the request went; 0 in requests.
    pub status: Status,
    /// By which an answer finds its request: 1 to 0x7fffffff.
    pub sequence: u32,
    /// What it says.
    pub body: Body,
}

impl Pdu {
    /// A request, or an answer that all is well.
    #[must_use]
    pub const fn request(sequence: u32, body: Body) -> Self {
        Self {
            status: Status::OK,
            sequence,
            body,
        }
    }

    /// An answer with a status.
    #[must_use]
    pub const fn answer(sequence: u32, status: Status, body: Body) -> Self {
        Self {
            status,
            sequence,
            body,
        }
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// [`DecodeError`].
    pub fn decode(frame: &[u8]) -> Result<Self, DecodeError> {
        let (header, rest) = Header::split(frame)?;
        Self::decode_body(&header, rest)
    }

    /// Reads what follows the head of a frame.
    ///
    /// # Errors
    /// [`DecodeError`].
    pub fn decode_body(header: &Header, rest: &[u8]) -> Result<Self, DecodeError> {
        let command = Command::from_id(header.command_id)
            .ok_or(DecodeError::UnknownCommand(header.command_id))?;
        let mut fields = Reader::new(rest);
        let body = read_body(command, header.status, &mut fields)?;
        if !fields.is_empty() {
            return Err(DecodeError::Trailing);
        }
        Ok(Self {
            status: header.status,
            sequence: header.sequence,
            body,
        })
    }

    /// The octets of the whole PDU.
    ///
    /// # Errors
    /// [`EncodeError`]: a value does not fit its field.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Vec::with_capacity(256);
        out.extend([0; 4]);
        out.extend(self.body.command().id().to_be_bytes());
        out.extend(self.status.0.to_be_bytes());
        out.extend(self.sequence.to_be_bytes());
        put_body(&self.body, &mut out)?;
        let length = u32::try_from(out.len())
            .ok()
            .filter(|_| out.len() <= limits::PDU_BYTES)
            .ok_or(EncodeError::TooLong("the PDU"))?;
        if let Some(place) = out.first_chunk_mut::<4>() {
            *place = length.to_be_bytes();
        }
        Ok(out)
    }
}

fn read_body(
    command: Command,
    status: Status,
    fields: &mut Reader<'_>,
) -> Result<Body, DecodeError> {
    // A refusal may come without its body (§4.1.2, §4.4.2).
    let refusal = !status.is_ok() && fields.is_empty();
    Ok(match command {
        Command::GenericNack => Body::GenericNack,
        Command::Bind(kind) => Body::Bind(read_bind(kind, fields)?),
        Command::BindResp(kind) if refusal => Body::BindResp {
            kind,
            system_id: String::new(),
            options: Vec::new(),
        },
        Command::BindResp(kind) => Body::BindResp {
            kind,
            system_id: fields.text(16, "system_id")?,
            options: Tlv::read_all(fields)?,
        },
        Command::SubmitSm => Body::SubmitSm(ShortMessage::read(fields)?),
        Command::SubmitSmResp if refusal => Body::SubmitSmResp {
            message_id: String::new(),
        },
        Command::SubmitSmResp => {
            let message_id = fields.text(MESSAGE_ID, "message_id")?;
            // §4.4.2 has no optional parameters here; some providers send them all the same.
            Tlv::read_all(fields)?;
            Body::SubmitSmResp { message_id }
        }
        Command::DeliverSm => Body::DeliverSm(ShortMessage::read(fields)?),
        Command::DeliverSmResp => {
            // An unused message id of one NUL (§4.6.2), which some leave out.
            if !fields.is_empty() {
                fields.text(MESSAGE_ID, "message_id")?;
                Tlv::read_all(fields)?;
            }
            Body::DeliverSmResp
        }
        Command::Unbind => Body::Unbind,
        Command::UnbindResp => Body::UnbindResp,
        Command::EnquireLink => Body::EnquireLink,
        Command::EnquireLinkResp => Body::EnquireLinkResp,
    })
}

fn read_bind(kind: BindKind, fields: &mut Reader<'_>) -> Result<Bind, DecodeError> {
    let bind = Bind {
        kind,
        system_id: fields.text(16, "system_id")?,
        password: fields.text(9, "password")?,
        system_type: fields.text(13, "system_type")?,
        version: fields.u8("interface_version")?,
    };
    // Which addresses the account serves: the provider knows, and we never say it.
    fields.u8("addr_ton")?;
    fields.u8("addr_npi")?;
    fields.text(41, "address_range")?;
    Ok(bind)
}

fn put_body(body: &Body, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    match body {
        Body::Bind(bind) => {
            put_text(out, &bind.system_id, 16, "system_id")?;
            put_text(out, &bind.password, 9, "password")?;
            put_text(out, &bind.system_type, 13, "system_type")?;
            out.extend([bind.version, 0, 0]);
            put_text(out, "", 41, "address_range")
        }
        Body::BindResp {
            system_id, options, ..
        } => {
            put_text(out, system_id, 16, "system_id")?;
            Tlv::put_all(options, out)
        }
        Body::SubmitSm(message) | Body::DeliverSm(message) => message.put(out),
        Body::SubmitSmResp { message_id } => put_text(out, message_id, MESSAGE_ID, "message_id"),
        Body::DeliverSmResp => {
            out.push(0);
            Ok(())
        }
        Body::GenericNack
        | Body::Unbind
        | Body::UnbindResp
        | Body::EnquireLink
        | Body::EnquireLinkResp => Ok(()),
    }
}
