//! The attestation object (WebAuthn §6.5.4), of which the statement stays unread.

use minicbor::Decoder;

use crate::encoding::{CborError, map_entries, skip};

/// The parts of an attestation object.
pub(crate) struct AttestationObject<'b> {
    pub(crate) format: &'b str,
    pub(crate) statement_is_empty: bool,
    pub(crate) auth_data: &'b [u8],
}

impl<'b> AttestationObject<'b> {
    pub(crate) fn parse(bytes: &'b [u8]) -> Result<Self, CborError> {
        let mut decoder = Decoder::new(bytes);
        let (mut format, mut statement_is_empty, mut auth_data) = (None, None, None);
        for _ in 0..map_entries(&mut decoder)? {
            match decoder.str()? {
                "fmt" if format.is_none() => format = Some(decoder.str()?),
                "attStmt" if statement_is_empty.is_none() => {
                    let entries = map_entries(&mut decoder)?;
                    for _ in 0..entries * 2 {
                        skip(&mut decoder)?;
                    }
                    statement_is_empty = Some(entries == 0);
                }
                "authData" if auth_data.is_none() => auth_data = Some(decoder.bytes()?),
                "fmt" | "attStmt" | "authData" => return Err(CborError),
                _ => skip(&mut decoder)?,
            }
        }
        if decoder.position() != bytes.len() {
            return Err(CborError);
        }
        match (format, statement_is_empty, auth_data) {
            (Some(format), Some(statement_is_empty), Some(auth_data)) => Ok(Self {
                format,
                statement_is_empty,
                auth_data,
            }),
            _ => Err(CborError),
        }
    }
}
