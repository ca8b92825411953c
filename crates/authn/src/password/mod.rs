//! The permanent password (R134–R142, R253–R256).
//!
//! | use case | file | before | after |
//! |---|---|---|---|
//! | [`Doorkeeper::enter_password`](crate::Doorkeeper::enter_password) | `enter_password.rs` | nothing | a session, a request waits in the app, or a code is on its way |
//! | [`Doorkeeper::confirm_activation`](crate::Doorkeeper::confirm_activation) | `confirm_activation.rs` | registered | a code is on its way |
//! | [`Doorkeeper::resend_password_code`](crate::Doorkeeper::resend_password_code) | `send_code.rs` | a code is on its way | another one is |
//! | [`Doorkeeper::enter_password_code`](crate::Doorkeeper::enter_password_code) | `enter_code.rs` | a code is on its way | a session, or the phone is proven |
//! | [`Doorkeeper::choose_password`](crate::Doorkeeper::choose_password) | `choose_password.rs` | the phone is proven | the password is set |
//!
//! A try is counted before it is looked at, in a transaction of its own, because the hash in
//! between takes some fifty milliseconds: of a hundred tries at the same moment three are looked
//! at. Whoever the number belongs to, and whether there is a password or not, the statements, the
//! rows and the hash are the same (invariant 11).

mod ask_app;
pub(crate) mod choose_password;
pub(crate) mod confirm_activation;
pub(crate) mod enter_code;
pub(crate) mod enter_password;
pub(crate) mod flow;
mod held;
mod limits;
pub(crate) mod send_code;
