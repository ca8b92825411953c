//! Relying parties that nobody here wrote, and sessions that several share.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R124–R126: tokens, userinfo, single sign-on, log-out with and without a hint.
#[test]
fn openid_client_logs_in_and_out_at_a_confidential_and_at_a_public_client() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("identifies with a one-time PIN at once");
    let input = json!({ "number": person.number });
    let _ = journey("openid-client", &demonstration.input(&input));
}

/// R125, R127, R128: the session holds until log-out, and a second service gets single sign-on by
/// the person's visible choice.
#[test]
fn two_services_share_one_identification_until_the_person_leaves() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("identifies with a one-time PIN at once");
    let input = json!({ "number": person.number });
    let _ = journey("shared-session", &demonstration.input(&input));
}
