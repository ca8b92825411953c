//! People who identify while they are on the telephone.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R009: the desk asks and the app confirms; `openid-client` does the same over the back channel
/// (OpenID Connect CIBA).
#[test]
fn a_caller_confirms_in_the_app_and_the_desk_goes_on_by_itself() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("identifies with a one-time PIN at once");
    let input = json!({ "number": person.number });
    let _ = journey("telephone", &demonstration.input(&input));
}
