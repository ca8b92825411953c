//! The other side: what a relying party sends to a provider and checks in its answers. Our
//! own electronic office uses it.
//!
//! 1. [`LoginAttempt::from_random`], kept with the browser (sealed cookie or session);
//! 2. [`authorization_url`], to which the browser is sent;
//! 3. [`parse_callback`], when it comes back;
//! 4. [`token_call`] and [`parse_token_answer`], over the caller's own HTTP client;
//! 5. [`verify_id_token`];
//! 6. [`parse_userinfo`], and at the end [`logout_url`].

mod callback;
mod id_token;
mod login;
mod token;
mod userinfo;

pub use callback::{CallbackError, parse_callback};
pub use id_token::{Expectation, IdToken, IdTokenError, verify_id_token};
pub use login::{LoginAttempt, LoginRequest, authorization_url, logout_url};
pub use token::{RelyingParty, TokenAnswerError, TokenCall, parse_token_answer, token_call};
pub use userinfo::{UserinfoError, parse_userinfo};
