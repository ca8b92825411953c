//! The library, the token, logging in.

use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use zeroize::Zeroizing;

use super::worker::Failure;
use super::{ModuleError, ModuleSettings};
use crate::private_file;

/// The token of the settings.
pub(super) struct Token {
    settings: ModuleSettings,
    library: Pkcs11,
    /// The PIN that was refused last. Held while somebody logs in, so that a wrong one is tried
    /// once and not by every session.
    refused: Mutex<Option<Zeroizing<String>>>,
}

impl Token {
    pub(super) fn load(settings: ModuleSettings) -> Result<Self, ModuleError> {
        let failed = |error: Error| ModuleError::Library {
            path: settings.library.clone(),
            reason: error.to_string(),
        };
        let library = Pkcs11::new(&settings.library).map_err(failed)?;
        initialize(&library).map_err(failed)?;
        Ok(Self {
            settings,
            library,
            refused: Mutex::new(None),
        })
    }

    /// Opens a session that may sign.
    pub(super) fn open(&self) -> Result<Session, Failure> {
        let session = match self.slot() {
            Err(Failure::Module(Error::Pkcs11(RvError::CryptokiNotInitialized, _))) => {
                initialize(&self.library)?;
                self.library.open_ro_session(self.slot()?)?
            }
            slot => self.library.open_ro_session(slot?)?,
        };
        self.log_in(&session)?;
        Ok(session)
    }

    /// Opens a session that may also make keys. The login of another session serves it.
    pub(super) fn open_writing(&self) -> Result<Session, Failure> {
        Ok(self.library.open_rw_session(self.slot()?)?)
    }

    fn slot(&self) -> Result<Slot, Failure> {
        for slot in self.library.get_slots_with_token()? {
            if self.library.get_token_info(slot)?.label() == self.settings.token {
                return Ok(slot);
            }
        }
        Err(ModuleError::TokenMissing(self.settings.token.clone()).into())
    }

    fn log_in(&self, session: &Session) -> Result<(), Failure> {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let pin = self.pin()?;
        if refused.as_ref() == Some(&pin) {
            return Err(ModuleError::PinRefused("as before".into()).into());
        }
        let given = AuthPin::from(pin.as_str().to_owned());
        match session.login(UserType::User, Some(&given)) {
            // Logging in is for all sessions of a process at once.
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {
                *refused = None;
                Ok(())
            }
            Err(Error::Pkcs11(
                code @ (RvError::PinIncorrect
                | RvError::PinInvalid
                | RvError::PinLenRange
                | RvError::PinExpired
                | RvError::PinLocked),
                _,
            )) => {
                *refused = Some(pin);
                Err(ModuleError::PinRefused(code.to_string()).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn pin(&self) -> Result<Zeroizing<String>, ModuleError> {
        let bytes = private_file::read(&self.settings.pin_file)?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| ModuleError::PinRefused("the file holds no text".into()))?;
        Ok(Zeroizing::new(
            text.trim_end_matches(['\r', '\n']).to_owned(),
        ))
    }
}

/// Another part of the process may have done it.
fn initialize(library: &Pkcs11) -> Result<(), Error> {
    match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        Err(error) => Err(error),
    }
}
