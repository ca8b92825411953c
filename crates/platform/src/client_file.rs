//! The file in which a relying party is described, TOML or JSON, and every mistake in it at once:
//! where it is, what is wrong, and what to do.
//!
//! The members are those of [`ClientRegistration`]; what the file leaves out has the safe default
//! of [`ClientRegistration::new`]. Each member is read by itself into an otherwise empty
//! registration, so that one mistake hides no other, and a member that is added to the registration
//! can be given here without a line more.

mod lines;

use std::fmt;

use serde_json::{Map, Value};
use wire_oidc::client::{
    ClientAuthMethod, ClientFault, ClientId, ClientKind, ClientRegistration, Surroundings,
};

use self::lines::Lines;

/// In which language the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Format {
    /// The format that a file name says; TOML unless it ends in `.json`.
    #[must_use]
    pub fn of(name: &std::path::Path) -> Self {
        match name.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("json") => Self::Json,
            _ => Self::Toml,
        }
    }
}

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1, if it is in one.
    pub line: Option<usize>,
    /// The member, as `redirect_uris[1]`; empty if the whole file is meant.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        write!(f, "{}; {}", self.problem, self.remedy)
    }
}

/// Stands for the secret while the registration is judged: the command makes the real one.
const SECRET_TO_COME: [u8; 1] = [0];

/// What the commands write themselves, and no file says.
const SECRETS: [&str; 2] = ["secret_hash", "earlier_secret"];

/// Reads a file.
///
/// # Errors
/// Every mistake in it, in the order of the file.
pub fn read(
    text: &str,
    format: Format,
    surroundings: Surroundings,
) -> Result<ClientRegistration, Vec<Mistake>> {
    let (members, lines) = match format {
        Format::Toml => lines::of_toml(text)?,
        Format::Json => lines::of_json(text)?,
    };
    let mut reader = Reader {
        lines,
        mistakes: Vec::new(),
    };
    let registration = reader.registration(&members);
    if let Some(registration) = &registration {
        reader.judge(registration, surroundings);
    }
    reader.mistakes.sort_by_key(|mistake| mistake.line);
    match registration {
        Some(registration) if reader.mistakes.is_empty() => Ok(ClientRegistration {
            secret_hash: None,
            earlier_secret: None,
            ..registration
        }),
        _ => Err(reader.mistakes),
    }
}

struct Reader {
    lines: Lines,
    mistakes: Vec<Mistake>,
}

impl Reader {
    fn mistake(&mut self, field: &str, problem: impl Into<String>, remedy: impl Into<String>) {
        self.mistakes.push(Mistake {
            line: self.lines.of(field),
            field: field.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }

    /// What can be read of the members, the others noted as mistakes.
    fn registration(&mut self, members: &Map<String, Value>) -> Option<ClientRegistration> {
        if !members.contains_key("client_id") {
            let remedy = "add client_id, 1 to 128 letters, digits and -._~";
            self.mistake("client_id", "it is missing", remedy);
        }
        // Cannot fail: the identifier is well formed.
        let empty = ClientRegistration::new(ClientId::parse("empty").expect("an identifier"));
        let Ok(Value::Object(empty)) = serde_json::to_value(&empty) else {
            return None;
        };
        let mut whole = empty.clone();
        for (name, value) in members {
            if SECRETS.contains(&name.as_str()) {
                if !value.is_null() {
                    let remedy = "take it out: the command makes a secret and shows it once";
                    self.mistake(name, "a secret does not come in a file", remedy);
                }
            } else if !is_known(name, &empty) {
                let remedy = format!("the members are {}", known(&empty).join(", "));
                self.mistake(name, "there is no such member", remedy);
            } else if self.fits(&empty, name, value) {
                whole.insert(name.clone(), value.clone());
            }
        }
        // A public client has nothing to prove itself with.
        let public = whole.get("kind").and_then(Value::as_str) == Some("public");
        if public && !members.contains_key("auth_method") {
            whole.insert("auth_method".into(), ClientAuthMethod::None.name().into());
        }
        serde_json::from_value(Value::Object(whole)).ok()
    }

    /// Whether a member can be read; if it is a list or a table, which part of it cannot.
    fn fits(&mut self, empty: &Map<String, Value>, name: &str, value: &Value) -> bool {
        let Some(problem) = complaint(empty, name, value.clone()) else {
            return true;
        };
        let before = self.mistakes.len();
        match value {
            Value::Array(elements) => {
                for (position, element) in elements.iter().enumerate() {
                    let alone = Value::Array(vec![element.clone()]);
                    if let Some(problem) = complaint(empty, name, alone) {
                        let field = format!("{name}[{position}]");
                        self.mistake(&field, problem, remedy_for(name));
                    }
                }
            }
            Value::Object(parts) => {
                for (part, inner) in parts {
                    let alone =
                        Value::Object([(part.clone(), inner.clone())].into_iter().collect());
                    if let Some(problem) = complaint(empty, name, alone) {
                        let field = format!("{name}.{part}");
                        self.mistake(&field, problem, remedy_for(name));
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        if self.mistakes.len() == before {
            self.mistake(name, problem, remedy_for(name));
        }
        false
    }

    /// The faults of what could be read, except about members that could not.
    fn judge(&mut self, registration: &ClientRegistration, surroundings: Surroundings) {
        let mut judged = registration.clone();
        judged.secret_hash = needs_secret(registration).then(|| SECRET_TO_COME.to_vec());
        let unread: Vec<String> = self
            .mistakes
            .iter()
            .map(|mistake| member_of(&mistake.field).to_owned())
            .collect();
        for fault in judged.faults(surroundings) {
            if !unread.iter().any(|member| member == fault.field()) {
                let field = self.place(&fault);
                self.mistake(&field, fault.to_string(), fault.remedy());
            }
        }
    }

    /// The part of the member that a fault is about, where the file shows it.
    fn place(&self, fault: &ClientFault) -> String {
        let member = fault.field();
        match fault.about() {
            Some(value) => self
                .lines
                .place_of(member, value)
                .or_else(|| self.lines.place_of("post_logout_redirect_uris", value))
                .unwrap_or_else(|| member.to_owned()),
            None => member.to_owned(),
        }
    }
}

/// Whether the command must make a secret for this client.
#[must_use]
pub fn needs_secret(registration: &ClientRegistration) -> bool {
    registration.kind == ClientKind::Confidential
        && matches!(
            registration.auth_method,
            ClientAuthMethod::SecretBasic | ClientAuthMethod::SecretPost
        )
}

fn member_of(field: &str) -> &str {
    field.split(['[', '.']).next().unwrap_or_default()
}

/// Why one member cannot be read, in the words of its type; nothing if it can.
fn complaint(empty: &Map<String, Value>, name: &str, value: Value) -> Option<String> {
    let mut alone = empty.clone();
    alone.insert(name.to_owned(), value);
    serde_json::from_value::<ClientRegistration>(Value::Object(alone))
        .err()
        .map(|error| error.to_string())
}

/// Members that are empty are left out when a registration is written, so that the reader of the
/// registration is asked too.
fn is_known(name: &str, empty: &Map<String, Value>) -> bool {
    empty.contains_key(name) || fields::of::<ClientRegistration>().contains(&name)
}

fn known(empty: &Map<String, Value>) -> Vec<&str> {
    let mut names: Vec<&str> = empty.keys().map(String::as_str).collect();
    names.extend(fields::of::<ClientRegistration>());
    names.retain(|name| !SECRETS.contains(name));
    names.sort_unstable();
    names.dedup();
    names
}

/// What to write instead, for the members whose form is not plain from the complaint.
fn remedy_for(name: &str) -> &'static str {
    match name {
        "client_id" => "use 1 to 128 letters, digits and -._~",
        "redirect_uris" | "post_logout_redirect_uris" => {
            "write a whole address, as https://service.example/callback"
        }
        "claims" => {
            "write { claim = \"name\", basis = \"consent\" } or basis = { law = \"the rule\" }"
        }
        "scopes" => "use the scopes that the metadata document lists",
        "max_level" => "use low, substantial or high",
        "jwks" => "give { keys = [...] }, with the public parts alone",
        "names" => "write names.es = \"the name that people read\"",
        _ => "write it as the guide for relying parties shows",
    }
}

/// The names of the members of a type, as its derived reader states them.
mod fields {
    use serde::de::{self, Deserialize, Deserializer, Visitor};

    pub(super) fn of<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
        let mut names: &'static [&'static str] = &[];
        // Always an error: nothing is read, only the names are taken.
        let _ = T::deserialize(Ask { names: &mut names });
        names
    }

    struct Ask<'a> {
        names: &'a mut &'static [&'static str],
    }

    impl<'de> Deserializer<'de> for Ask<'_> {
        type Error = de::value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Self::Error> {
            Err(de::Error::custom("only the names are asked for"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _name: &'static str,
            fields: &'static [&'static str],
            _visitor: V,
        ) -> Result<V::Value, Self::Error> {
            *self.names = fields;
            Err(de::Error::custom("only the names are asked for"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
            ignored_any
        }
    }
}

#[cfg(test)]
mod tests;
