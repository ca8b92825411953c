//! The truth of the domain: enums with data, transitions that consume `self`, proofs as values.
//!
//! *Architecture invariant:* nothing here performs IO, reads a clock or draws chance; both come
//! in as arguments.
//!
//! | module | area |
//! |---|---|
//! | [`alert`] | what a person is told of at once, and what they report as not theirs |
//! | [`app`] | the app: devices, what activates them, requests that wait to be confirmed |
//! | [`body`] | the administration that answers |
//! | [`document`] | does the contrast datum match the document, and is it in force? |
//! | [`registration`] | who is registered, at which level, and in which state |
//! | [`limit`] | how often something may happen, and how long the door closes then |
//! | [`letter`] | the invitation letter and its code |
//! | [`origin`] | where a request came from |
//! | [`passkey`] | passkeys of citizens, and what one is worth |
//! | [`password`] | the permanent password and the activation code |
//! | [`phone`] | proof of possession of a phone |
//! | [`pin`] | the one-time PIN |
//! | [`restriction`] | what keeps a person out, and who set it |
//! | [`session`] | sessions and the assurance they carry |
//! | [`procedure`] | applications for a certificate and their states |
//! | [`matching`] | is the person of an entry the person who asks? |
//! | [`issued`] | issued documents and who may fetch them |
//! | [`offence`] | entries of the register of offences |
//! | [`officer`] | staff and their roles |
//! | [`notice`] | messages to people |
//! | [`push`] | where a device is told that something waits |
//! | [`work`] | what an anonymous step costs under stress |
//! | [`video`] | registration by video call: states, checklist, hours |
//! | [`unattended`] | identification by film without an operator, reviewed later |

pub mod alert;
pub mod app;
pub mod body;
pub mod document;
pub mod issued;
pub mod letter;
pub mod limit;
pub mod matching;
pub mod notice;
pub mod offence;
pub mod officer;
pub mod origin;
pub mod passkey;
pub mod password;
pub mod phone;
pub mod pin;
pub mod procedure;
pub mod push;
pub mod registration;
pub mod restriction;
pub mod session;
pub mod unattended;
pub mod video;
pub mod work;
