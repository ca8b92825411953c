//! Default, then file, then environment.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Config;

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {path} cannot be read")]
    Unreadable {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// The file is no TOML.
    #[error("the configuration file is not TOML: {0}")]
    NotToml(#[from] toml::de::Error),
    /// A key is unknown or its value is of another kind.
    #[error("{0}\nrun `aldaba config reference` to see every key")]
    Wrong(String),
    /// An environment variable names no key.
    #[error("the environment variable {0} must be ALDABA__SECTION__KEY")]
    Variable(String),
}

/// The variables of this process: the one place where the environment is read.
#[expect(clippy::disallowed_methods, reason = "configuration comes from here")]
pub(crate) fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars()
}

/// Reads the file, if one is named, and lays the variables over it.
///
/// # Errors
/// [`ConfigError`].
pub(crate) fn load(
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut table = match file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable {
                path: path.to_owned(),
                source,
            })?
            .parse::<Table>()?,
        None => Table::new(),
    };
    for (name, text) in variables {
        if let Some(path) = name.strip_prefix("ALDABA__") {
            lay_over(&mut table, path, &text).ok_or(ConfigError::Variable(name))?;
        }
    }
    table
        .try_into()
        .map_err(|error: toml::de::Error| ConfigError::Wrong(error.message().to_owned()))
}

fn lay_over(table: &mut Table, path: &str, text: &str) -> Option<()> {
    let (section, key) = path.split_once("__")?;
    let (section, key) = (section.to_ascii_lowercase(), key.to_ascii_lowercase());
    let entry = table
        .entry(section)
        .or_insert_with(|| Value::Table(Table::new()));
    entry.as_table_mut()?.insert(key, value_of(text));
    Some(())
}

/// Numbers, truth values and lists as TOML writes them; everything else is text.
fn value_of(text: &str) -> Value {
    format!("v = {text}")
        .parse::<Table>()
        .ok()
        .and_then(|mut table| table.remove("v"))
        .filter(|value| !matches!(value, Value::Datetime(_)))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn the_environment_wins_over_the_default() {
        let config = load(
            None,
            variables(&[
                ("ALDABA__PIN__SMS_AFTER", "5"),
                ("ALDABA__STORAGE__URL", "postgres://aldaba@db/aldaba"),
                ("ALDABA__REGISTRATION__ACTIVATION_CODE_BY_SMS", "false"),
                ("ALDABA__HTTP__TRUSTED_PROXIES", "[\"10.0.0.1\"]"),
                ("PATH", "/bin"),
            ]),
        )
        .unwrap();
        assert_eq!(config.pin.sms_after, 5);
        assert_eq!(config.storage.url, "postgres://aldaba@db/aldaba");
        assert!(!config.registration.activation_code_by_sms);
        assert_eq!(config.http.trusted_proxies, ["10.0.0.1"]);
        assert_eq!(config.pin.valid_s, 600);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = load(None, variables(&[("ALDABA__PIN__SMS_AFTR", "5")])).unwrap_err();
        assert!(error.to_string().contains("sms_aftr"), "{error}");
        let error = load(None, variables(&[("ALDABA__PIN", "5")])).unwrap_err();
        assert!(matches!(error, ConfigError::Variable(_)));
    }

    #[test]
    fn sms_providers_keep_their_order_and_an_unknown_key_of_theirs_is_refused() {
        let list = "[{kind = \"smpp\", name = \"first\", host = \"smpp.example\", system_id = \"a\", \
                    password_file = \"p\"}, {kind = \"http\", name = \"second\", \
                    url = \"https://sms.example/\", token_file = \"t\"}]";
        let config = load(None, variables(&[("ALDABA__SMS__PROVIDERS", list)])).unwrap();
        let names: Vec<_> = config
            .sms
            .providers
            .iter()
            .map(crate::config::SmsProvider::name)
            .collect();
        assert_eq!(names, ["first", "second"]);
        let crate::config::SmsProvider::Smpp(first) = &config.sms.providers[0] else {
            panic!("the first is SMPP");
        };
        assert_eq!((first.port, first.window, first.timeout_s), (3550, 10, 10));
        let wrong = list.replace("system_id", "sytem_id");
        let error = load(None, variables(&[("ALDABA__SMS__PROVIDERS", &wrong)])).unwrap_err();
        assert!(error.to_string().contains("sytem_id"), "{error}");
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let error = load(Some(Path::new("/nowhere/aldaba.toml")), []).unwrap_err();
        assert!(error.to_string().contains("/nowhere/aldaba.toml"));
    }
}
