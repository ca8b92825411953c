//! The key-encryption key of production, and the keys that it opens. Whoever has lost it, or gives
//! another one, is told which one is needed, where it was expected, and what to do.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use keys::{
    Catalogue, KekOrigin, KeyEncryptionKey, Module, ModuleSettings, RingError, TokenKeyHome,
};
use vocab::Clock;

use super::key_folder;
use crate::{
    config::Config,
    keyring::{Hardware, Keys, shelf},
};

/// Opens the keys of an installation.
pub(crate) fn open_keys(config: &Config, clock: &dyn Clock) -> anyhow::Result<Keys> {
    let folder = key_folder(config);
    anyhow::ensure!(folder.exists(), no_keys(folder));
    let needed = Catalogue::read(&shelf(folder)?, clock.now())?
        .with_context(|| no_keys(folder))?
        .needed();
    let kek = key_encryption_key(config).with_context(|| {
        format!(
            "the keys in {} need the key-encryption key {needed}, and nothing was changed",
            folder.display()
        )
    })?;
    let given = kek.id();
    Keys::open(folder, kek, hardware(config)?, clock).map_err(|error| {
        match error.downcast_ref::<RingError>() {
            Some(RingError::WrongKeyEncryptionKey { .. }) => {
                anyhow::anyhow!(wrong_key(config, folder, &needed, &given.to_string()))
            }
            Some(_) | None => error.context(format!("the keys in {}", folder.display())),
        }
    })
}

/// The hardware security module of the configuration. Its token may be connected later.
pub(crate) fn hardware(config: &Config) -> anyhow::Result<Option<Hardware>> {
    let pkcs11 = &config.pkcs11;
    if pkcs11.library.is_empty() {
        return Ok(None);
    }
    let module = Module::open(ModuleSettings {
        library: pkcs11.library.clone().into(),
        token: pkcs11.token.clone(),
        pin_file: pkcs11.pin_file.clone().into(),
        sessions: pkcs11.sessions,
    })?;
    let token_keys = match config.keys.token_keys.as_str() {
        "pkcs11" => TokenKeyHome::Module,
        _ => TokenKeyHome::Software,
    };
    Ok(Some((module, token_keys)))
}

fn no_keys(folder: &Path) -> String {
    format!(
        "there are no keys in {}, the folder of keys.directory: `aldaba migrate` makes them for a \
         new installation; for any other, restore keys.json from a backup",
        folder.display()
    )
}

fn wrong_key(config: &Config, folder: &Path, needed: &str, given: &str) -> String {
    format!(
        "the keys in {} need the key-encryption key {needed}, but {} holds {given}. Look for the \
         former among the copies that you keep apart from the database (`aldaba keys id FILE` \
         tells which key a file holds) and name its file in keys.encryption_key_file. Without it \
         nothing that is sealed can be read by anybody. Nothing was changed",
        folder.display(),
        place(config),
    )
}

/// Where the key-encryption key is expected.
pub(crate) fn place(config: &Config) -> String {
    match config.keys.encryption_key_file.as_str() {
        "" => "keys.encryption_key".to_owned(),
        file => format!("keys.encryption_key_file ({file})"),
    }
}

/// The key-encryption key of production: from the file or the environment, never one that was
/// made automatically.
pub(crate) fn key_encryption_key(config: &Config) -> anyhow::Result<Arc<KeyEncryptionKey>> {
    let keys = &config.keys;
    let kek = match (
        keys.encryption_key_file.as_str(),
        keys.encryption_key.as_str(),
    ) {
        ("", "") => anyhow::bail!(
            "there is no key-encryption key: set keys.encryption_key_file or keys.encryption_key"
        ),
        ("", value) => KeyEncryptionKey::from_environment(value)?,
        (file, "") => KeyEncryptionKey::from_file(Path::new(file))
            .with_context(|| format!("keys.encryption_key_file is {file}"))?,
        _ => anyhow::bail!("set either keys.encryption_key_file or keys.encryption_key, not both"),
    };
    refuse_automatic(&kek)?;
    Ok(Arc::new(kek))
}

/// Production does not live on a key that nobody chose.
pub(crate) fn refuse_automatic(kek: &KeyEncryptionKey) -> anyhow::Result<()> {
    if kek.origin() == KekOrigin::Automatic {
        anyhow::bail!(
            "this key-encryption key was made automatically for a demonstration; production \
             needs one of its own"
        );
    }
    Ok(())
}
