//! Optional parameters: tag, length, value (§3.2.4).

use crate::{
    DecodeError, EncodeError,
    fields::{Reader, ascii},
    limits,
};

/// What an optional parameter is (§5.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag(pub u16);

impl Tag {
    /// The message that a receipt is about.
    pub const RECEIPTED_MESSAGE_ID: Self = Self(0x001e);
    /// The version that the provider speaks.
    pub const INTERFACE_VERSION: Self = Self(0x0210);
    /// The text of a message that is too long for `short_message`.
    pub const MESSAGE_PAYLOAD: Self = Self(0x0424);
    /// What became of a message.
    pub const MESSAGE_STATE: Self = Self(0x0427);
}

/// One optional parameter. Those that nobody knows are kept and ignored (§3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tlv {
    /// What it is.
    pub tag: Tag,
    /// Its octets.
    pub value: Vec<u8>,
}

impl Tlv {
    /// A C-octet string.
    #[must_use]
    pub fn text(tag: Tag, text: &str) -> Self {
        let value = text.bytes().chain([0]).collect();
        Self { tag, value }
    }

    /// One octet.
    #[must_use]
    pub fn octet(tag: Tag, octet: u8) -> Self {
        let value = vec![octet];
        Self { tag, value }
    }

    /// The value as text; some providers leave the NUL at its end out.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        ascii(self.value.strip_suffix(&[0]).unwrap_or(&self.value))
    }

    pub(crate) fn read_all(fields: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        const FIELD: &str = "an optional parameter";
        let mut all = Vec::new();
        while !fields.is_empty() {
            if all.len() == limits::OPTIONS {
                return Err(DecodeError::TooManyOptions);
            }
            let tag = Tag(fields.u16(FIELD)?);
            let length = fields.u16(FIELD)?;
            let value = fields.take(usize::from(length), FIELD)?.to_vec();
            all.push(Self { tag, value });
        }
        Ok(all)
    }

    pub(crate) fn put_all(all: &[Self], out: &mut Vec<u8>) -> Result<(), EncodeError> {
        for Self { tag, value } in all {
            let length = u16::try_from(value.len())
                .map_err(|_| EncodeError::TooLong("an optional parameter"))?;
            out.extend(tag.0.to_be_bytes());
            out.extend(length.to_be_bytes());
            out.extend_from_slice(value);
        }
        Ok(())
    }

    /// The value of the first parameter with this tag.
    pub(crate) fn find(all: &[Self], tag: Tag) -> Option<&Self> {
        all.iter().find(|one| one.tag == tag)
    }
}
