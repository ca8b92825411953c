//! `docs/levels.md` says what every way to identify gives: the table follows from the
//! code, and this test fails and prints the right one when the page says otherwise.

use std::{fs, path::Path};

use model::session::{AuthenticationMethod, assurance};
use vocab::{AssuranceLevel, RegistrationLevel};

const BEGIN: &str = "<!-- levels:begin (as crates/model/tests/levels.rs prints it) -->\n";
const END: &str = "<!-- levels:end -->";
const HEAD: &str = "| way | in the database | by itself | with a basic registration | with an advanced one | `amr` |\n|---|---|---|---|---|---|\n";

fn word(level: AssuranceLevel) -> &'static str {
    match level {
        AssuranceLevel::Low => "low",
        AssuranceLevel::Substantial => "substantial",
        AssuranceLevel::High => "high",
    }
}

fn row(method: AuthenticationMethod) -> String {
    format!(
        "| {} | `{}` | {} | {} | {} | {} |\n",
        way(method),
        method.as_str(),
        word(method.level()),
        word(assurance(RegistrationLevel::Basic, method)),
        word(assurance(RegistrationLevel::Advanced, method)),
        method.amr().join(" "),
    )
}

fn way(method: AuthenticationMethod) -> &'static str {
    match method {
        AuthenticationMethod::PinSms => "PIN by SMS",
        AuthenticationMethod::PinApp => "PIN in the app",
        AuthenticationMethod::AppKey => {
            "confirmation in the app, key that could be copied or device activated by SMS alone"
        }
        AuthenticationMethod::AppBound => "confirmation in the app, key bound to the device",
        AuthenticationMethod::Password => "permanent password",
        AuthenticationMethod::PasswordSms => "permanent password and code by SMS",
        AuthenticationMethod::PasswordApp => "permanent password and confirmation in the app",
        AuthenticationMethod::Passkey => {
            "passkey that may be copied, or was added after a log-in at a low level"
        }
        AuthenticationMethod::PasskeyBound => "passkey bound to its device",
        AuthenticationMethod::Certificate => "qualified certificate in software",
        AuthenticationMethod::CertificateCard => "DNIe or qualified certificate in a device",
        AuthenticationMethod::CertificateRepresentative => {
            "certificate of a representative, at services that accept it"
        }
        AuthenticationMethod::CertificateUnchecked => {
            "certificate whose status nobody told, where that is admitted"
        }
    }
}

#[test]
#[expect(clippy::expect_used, reason = "tests")]
fn the_page_of_levels_says_what_the_code_does() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/levels.md");
    let text = fs::read_to_string(&page).expect("docs/levels.md can be read");
    let (_, rest) = text.split_once(BEGIN).expect("the table begins");
    let (found, _) = rest.split_once(END).expect("the table ends");
    let rows: String = AuthenticationMethod::ALL.into_iter().map(row).collect();
    let right = format!("{HEAD}{rows}");
    assert!(
        found == right,
        "docs/levels.md says otherwise than the code, which gives:\n{right}"
    );
}
