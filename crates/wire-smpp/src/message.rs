//! A message as `submit_sm` and `deliver_sm` carry it (§4.4.1, §4.6.1).

use crate::{
    Address, DecodeError, EncodeError, Tag, Tlv,
    fields::{Reader, put_text},
    limits,
};

/// How the octets of a message are to be read (§5.2.19).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DataCoding(pub u8);

impl DataCoding {
    /// The provider's default alphabet, which is the GSM alphabet, a character in each octet.
    pub const DEFAULT: Self = Self(0x00);
    /// ASCII.
    pub const ASCII: Self = Self(0x01);
    /// ISO 8859-1.
    pub const LATIN1: Self = Self(0x03);
    /// UCS-2, big end first.
    pub const UCS2: Self = Self(0x08);
}

/// What kind of message it is (§5.2.12).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EsmClass(pub u8);

impl EsmClass {
    /// An ordinary message.
    pub const ORDINARY: Self = Self(0x00);
    /// A receipt from the provider.
    pub const RECEIPT: Self = Self(0x04);
    /// The message begins with a user data header.
    pub const WITH_HEADER: Self = Self(0x40);

    /// Whether it is a receipt, or a word in between about a message that is still under way.
    #[must_use]
    pub const fn is_receipt(self) -> bool {
        let kind = self.0 & 0x3c;
        kind == 0x04 || kind == 0x20
    }

    /// Whether the message begins with a user data header.
    #[must_use]
    pub const fn has_header(self) -> bool {
        self.0 & 0x40 != 0
    }
}

/// A message. `Debug` shows neither number nor text: it may end up in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ShortMessage {
    /// The service, usually empty.
    pub service_type: String,
    /// Who it is from.
    pub source: Address,
    /// Who it is to.
    pub destination: Address,
    /// What kind of message it is.
    pub esm_class: EsmClass,
    /// Protocol identifier of the network (§5.2.13); 0.
    pub protocol_id: u8,
    /// Priority (§5.2.14); 0 is ordinary.
    pub priority: u8,
    /// When it is to be sent (§7.1.1); empty for at once.
    pub schedule: String,
    /// Until when it is worth delivering (§7.1.1); empty for the provider's own limit.
    pub validity: String,
    /// Which receipts are wanted (§5.2.17); 1 for the final one.
    pub registered_delivery: u8,
    /// Whether it takes the place of an earlier one (§5.2.18).
    pub replace: u8,
    /// How its octets are to be read.
    pub data_coding: DataCoding,
    /// A text that the provider keeps (§5.2.20); 0.
    pub default_message: u8,
    /// Its octets.
    pub octets: Vec<u8>,
    /// Optional parameters.
    pub options: Vec<Tlv>,
}

impl std::fmt::Debug for ShortMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShortMessage")
            .field("esm_class", &self.esm_class)
            .field("data_coding", &self.data_coding)
            .field("octets", &self.octets.len())
            .finish_non_exhaustive()
    }
}

/// Octets of a moment, its NUL included (§7.1.1).
const MOMENT: usize = 17;

impl ShortMessage {
    /// Its octets, wherever they are.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        match Tlv::find(&self.options, Tag::MESSAGE_PAYLOAD) {
            Some(payload) if self.octets.is_empty() => &payload.value,
            _ => &self.octets,
        }
    }

    pub(crate) fn read(fields: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut message = Self {
            service_type: fields.text(6, "service_type")?,
            source: Address::read(fields, "source_addr")?,
            destination: Address::read(fields, "destination_addr")?,
            esm_class: EsmClass(fields.u8("esm_class")?),
            protocol_id: fields.u8("protocol_id")?,
            priority: fields.u8("priority_flag")?,
            schedule: fields.text(MOMENT, "schedule_delivery_time")?,
            validity: fields.text(MOMENT, "validity_period")?,
            registered_delivery: fields.u8("registered_delivery")?,
            replace: fields.u8("replace_if_present_flag")?,
            data_coding: DataCoding(fields.u8("data_coding")?),
            default_message: fields.u8("sm_default_msg_id")?,
            ..Self::default()
        };
        let length = usize::from(fields.u8("sm_length")?);
        if length > limits::SHORT_MESSAGE_BYTES {
            return Err(DecodeError::TooLong("short_message"));
        }
        message.octets = fields.take(length, "short_message")?.to_vec();
        message.options = Tlv::read_all(fields)?;
        Ok(message)
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let length = u8::try_from(self.octets.len())
            .ok()
            .filter(|length| usize::from(*length) <= limits::SHORT_MESSAGE_BYTES)
            .ok_or(EncodeError::TooLong("short_message"))?;
        put_text(out, &self.service_type, 6, "service_type")?;
        self.source.put(out, "source_addr")?;
        self.destination.put(out, "destination_addr")?;
        out.extend([self.esm_class.0, self.protocol_id, self.priority]);
        put_text(out, &self.schedule, MOMENT, "schedule_delivery_time")?;
        put_text(out, &self.validity, MOMENT, "validity_period")?;
        out.extend([
            self.registered_delivery,
            self.replace,
            self.data_coding.0,
            self.default_message,
            length,
        ]);
        out.extend_from_slice(&self.octets);
        Tlv::put_all(&self.options, out)
    }
}
