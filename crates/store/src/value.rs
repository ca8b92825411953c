//! Values that go into statements and come out of rows, the same on both engines.
//!
//! | Rust | column |
//! |---|---|
//! | `i64`, `u32`, `u8`, … | `BIGINT` |
//! | `bool` | `BOOLEAN` |
//! | `String`, `&str` | `TEXT`, without NUL |
//! | `Vec<u8>`, `&[u8]`, `[u8; 16]`, `[u8; 32]`, `Uuid`, typed ids | `BYTEA` |
//! | `Timestamp` | `BIGINT`, microseconds since 1970 |
//! | `Date` | `TEXT`, ISO 8601 |
//! | `Option<T>` | the same, nullable |

use std::borrow::Cow;

use bytes::BytesMut;
use postgres::types::{FromSql, IsNull, Type};
use vocab::{Date, Timestamp};

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// A value on its way to the engine.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// `BIGINT`.
    Int(i64),
    /// `BOOLEAN`.
    Bool(bool),
    /// `TEXT`.
    Text(Cow<'a, str>),
    /// `BYTEA`.
    Bytes(&'a [u8]),
}

/// A value on its way out of a row.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// `BIGINT`; on SQLite a `BOOLEAN` too.
    Int(i64),
    /// `BOOLEAN` on PostgreSQL.
    Bool(bool),
    /// `TEXT`.
    Text(&'a str),
    /// `BYTEA`.
    Bytes(&'a [u8]),
}

/// Why a cell is not what was expected; names kinds, never values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellError(pub &'static str);

/// What a statement takes as `$n`.
pub trait Param: Sync {
    /// The value as the engines know it.
    fn to_value(&self) -> Value<'_>;
}

/// What a row gives.
pub trait Column: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// [`CellError`] if the cell holds another kind of value, or one out of range.
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError>;
}

impl<T: Param + ?Sized> Param for &T {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: Param> Param for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::to_value)
    }
}

impl<T: Column> Column for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Null => Ok(None),
            Cell::Int(_) | Cell::Bool(_) | Cell::Text(_) | Cell::Bytes(_) => {
                T::from_cell(cell).map(Some)
            }
        }
    }
}

impl Param for i64 {
    fn to_value(&self) -> Value<'_> {
        Value::Int(*self)
    }
}

impl Column for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Int(number) => Ok(number),
            Cell::Null | Cell::Bool(_) | Cell::Text(_) | Cell::Bytes(_) => {
                Err(CellError("not a number"))
            }
        }
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),+) => {$(
        impl Param for $number {
            fn to_value(&self) -> Value<'_> {
                Value::Int(i64::from(*self))
            }
        }

        impl Column for $number {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                <$number>::try_from(i64::from_cell(cell)?)
                    .map_err(|_| CellError("a number out of range"))
            }
        }
    )+};
}

smaller_numbers!(u8, u16, u32, i32);

impl Param for bool {
    fn to_value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl Column for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Bool(truth) => Ok(truth),
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            Cell::Int(_) | Cell::Null | Cell::Text(_) | Cell::Bytes(_) => {
                Err(CellError("not true or false"))
            }
        }
    }
}

impl Param for str {
    fn to_value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl Param for String {
    fn to_value(&self) -> Value<'_> {
        self.as_str().to_value()
    }
}

impl Column for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        text(cell).map(str::to_owned)
    }
}

impl Param for [u8] {
    fn to_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Param for Vec<u8> {
    fn to_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Column for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        bytes(cell).map(<[u8]>::to_vec)
    }
}

impl<const N: usize> Param for [u8; N] {
    fn to_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        bytes(cell)?
            .try_into()
            .map_err(|_| CellError("bytes of another length"))
    }
}

impl Param for uuid::Uuid {
    fn to_value(&self) -> Value<'_> {
        Value::Bytes(self.as_bytes())
    }
}

impl Column for uuid::Uuid {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        <[u8; 16]>::from_cell(cell).map(Self::from_bytes)
    }
}

impl Param for Timestamp {
    fn to_value(&self) -> Value<'_> {
        Value::Int(self.as_microsecond())
    }
}

impl Column for Timestamp {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        // In two parts: `from_microsecond` refuses the last second that a `Timestamp` can say.
        let microseconds = i64::from_cell(cell)?;
        let second = microseconds.div_euclid(1_000_000);
        // Cannot fail: below 10⁹.
        let nanosecond = i32::try_from(microseconds.rem_euclid(1_000_000) * 1_000)
            .expect("a fraction of a second");
        Self::new(second, nanosecond).map_err(|_| CellError("a time out of range"))
    }
}

impl Param for Date {
    fn to_value(&self) -> Value<'_> {
        Value::Text(Cow::Owned(self.to_string()))
    }
}

impl Column for Date {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        text(cell)?.parse().map_err(|_| CellError("not a date"))
    }
}

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl Param for vocab::$id {
            fn to_value(&self) -> Value<'_> {
                Value::Bytes(self.as_bytes())
            }
        }

        impl Column for vocab::$id {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                <[u8; 16]>::from_cell(cell).map(Self::from_bytes)
            }
        }
    )+};
}

ids!(
    PersonId,
    RegistrationId,
    LetterId,
    FlowId,
    PinChallengeId,
    SessionId,
    AuthorizationId,
    ClientRowId,
    BodyId,
    OfficerId,
    OfficeId,
    ApplicantId,
    ApplicationId,
    DocumentId,
    MessageId,
    AuditEntryId,
    DataKeyId,
    CredentialId,
    OffenceEntryId,
    TokenId,
    PushSubscriptionId,
    VideoCallId,
    RecordingId,
    CaptureId,
    EvidenceId,
    AttemptId,
    AppDeviceId,
    AppActivationId,
    AppRequestId,
    RestrictionId,
    AlertReportId,
    InquiryId,
);

fn text(cell: Cell<'_>) -> Result<&str, CellError> {
    match cell {
        Cell::Text(text) => Ok(text),
        Cell::Null | Cell::Int(_) | Cell::Bool(_) | Cell::Bytes(_) => Err(CellError("not a text")),
    }
}

fn bytes(cell: Cell<'_>) -> Result<&[u8], CellError> {
    match cell {
        Cell::Bytes(bytes) => Ok(bytes),
        Cell::Null | Cell::Int(_) | Cell::Bool(_) | Cell::Text(_) => Err(CellError("not bytes")),
    }
}

impl Value<'_> {
    /// PostgreSQL cannot store NUL in a text, so SQLite may not either.
    pub(crate) fn storable(&self) -> bool {
        !matches!(self, Self::Text(text) if text.contains('\0'))
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl postgres::types::ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        match (self, ty) {
            (Self::Null, _) => return Ok(IsNull::Yes),
            (Self::Int(number), &Type::INT8) => return number.to_sql(ty, out),
            (Self::Bool(truth), &Type::BOOL) => return truth.to_sql(ty, out),
            (Self::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::NAME) => {
                return text.as_ref().to_sql(ty, out);
            }
            (Self::Bytes(bytes), &Type::BYTEA) => return bytes.to_sql(ty, out),
            (Self::Int(_) | Self::Bool(_) | Self::Text(_) | Self::Bytes(_), _) => {}
        }
        let given = match self {
            Self::Null => "NULL",
            Self::Int(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
        };
        Err(format!("{given} was given where the statement takes {ty}").into())
    }

    fn accepts(_: &Type) -> bool {
        // Decided in `to_sql`, which knows the value.
        true
    }

    postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, AnyError> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Cell::Int(i64::from(number))),
            Type::BOOL => bool::from_sql(ty, raw).map(Cell::Bool),
            Type::TEXT | Type::VARCHAR | Type::NAME => <&str>::from_sql(ty, raw).map(Cell::Text),
            Type::BYTEA => <&[u8]>::from_sql(ty, raw).map(Cell::Bytes),
            _ => Err(format!("{ty} is not a type of this store").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, AnyError> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::BOOL
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
                | Type::BYTEA
        )
    }
}
