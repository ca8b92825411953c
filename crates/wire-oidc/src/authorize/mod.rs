//! The authorization endpoint: the request that a browser brings and the answers that it
//! carries back.
//!
//! Errors come in two stages (RFC 6749 §4.1.2.1). Until client and redirect address are
//! known good, an error is a page of ours: [`AuthorizeError::Page`]. From then on it is
//! returned to the client: [`AuthorizeError::Return`].
//!
//! 1. [`client_id`] says which client to look up;
//! 2. [`request_object::parameters`] unpacks a signed request, [`pushed`] one that was pushed;
//! 3. [`parse_request`] checks everything else against its registration;
//! 4. [`ReturnAddress::granted`] and [`ReturnAddress::refused`] make the answers.

pub mod backchannel;
mod fields;
mod level;
mod parse;
pub mod pushed;
mod request;
pub mod request_object;
mod respond;

pub(crate) use fields::ui_locales;
pub use level::LevelDemand;
pub use parse::{AuthorizeError, PageError, Refusal, client_id, parse_request, return_address};
pub use request::{AuthorizationRequest, Prompt, ResponseMode, ReturnAddress};
pub use respond::AuthorizationResponse;
