//! The relying party's side of OpenID Connect: what the office asks of the identity provider and
//! what it checks in the answers. The protocol is in [`wire_oidc::rp`]; here are the calls.
//!
//! | file | what |
//! |---|---|
//! | `back_channel.rs` | [`BackChannel`]: the way to the provider, which the composition connects |
//! | `provider.rs` | the provider's metadata and keys, kept for a while |
//! | `client.rs` | [`OidcClient`]: where the browser goes, and what a code is worth |
//! | `released.rs` | number and names out of the claims |

mod back_channel;
mod client;
mod provider;
mod released;

pub use back_channel::{BackChannel, BackChannelAnswer, BackChannelError};
pub(crate) use client::{Asking, Attempt, OidcError, ToldError};
pub use client::{OidcClient, OidcSettings};
