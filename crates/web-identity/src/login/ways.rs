//! The ways to identify, as the page of means offers them, and their names once they were used.

use model::session::AuthenticationMethod;
use vocab::AssuranceLevel;
use web_kit::{Page, icons::Icon};

use super::waiting::Waiting;
use crate::{
    IdentityState,
    texts::{self, LoginTexts},
};

/// A way that is offered.
pub(super) struct Way {
    pub(super) icon: Icon,
    pub(super) title: &'static str,
    /// What the person has to have at hand.
    pub(super) needs: &'static str,
    /// What it reaches at most, for a registration that allows it.
    pub(super) reaches: AssuranceLevel,
    pub(super) address: String,
}

/// Every way that is offered here, the easiest first.
pub(super) fn ways(
    state: &IdentityState,
    page: &Page,
    t: &'static LoginTexts,
    waiting: &Waiting,
) -> Vec<Way> {
    let app = texts::confirm(page.lang);
    let app = state.app.is_offered().then(|| Way {
        icon: page.icon.phone,
        title: app.means_app,
        needs: app.means_app_needs,
        reaches: AuthenticationMethod::AppBound.level(),
        address: waiting.address("/login/app"),
    });
    let c = texts::certificate(page.lang);
    let certificate = state.certificates.is_some().then(|| Way {
        icon: page.icon.cert,
        title: c.means,
        needs: c.means_needs,
        reaches: AuthenticationMethod::CertificateCard.level(),
        address: waiting.address("/login/certificate"),
    });
    let p = texts::permanent(page.lang);
    let password = Way {
        icon: page.icon.lock,
        title: p.means_title,
        needs: p.means_needs,
        reaches: AuthenticationMethod::PasswordSms.level(),
        address: waiting.address("/login/password"),
    };
    let always = [
        Way {
            icon: page.icon.sms,
            title: t.means_pin,
            needs: t.means_pin_needs,
            reaches: AuthenticationMethod::PinSms.level(),
            address: waiting.address("/login/pin"),
        },
        Way {
            icon: page.icon.key,
            title: t.means_passkey,
            needs: t.means_passkey_needs,
            reaches: AuthenticationMethod::PasskeyBound.level(),
            address: waiting.address("/login/passkey"),
        },
    ];
    let ways = app.into_iter().chain(always).chain(certificate);
    ways.chain([password]).collect()
}

/// The ways that reach a level; all of them if none does, because whoever comes in learns then how
/// to get there.
pub(super) fn enough(ways: Vec<Way>, level: AssuranceLevel) -> Vec<Way> {
    if ways.iter().any(|way| way.reaches >= level) {
        ways.into_iter()
            .filter(|way| way.reaches >= level)
            .collect()
    } else {
        ways
    }
}

/// How a person came in, in words.
pub(crate) fn method_name(t: &'static LoginTexts, method: AuthenticationMethod) -> &'static str {
    match method {
        AuthenticationMethod::PinSms => t.method_pin_sms,
        AuthenticationMethod::PinApp => t.method_pin_app,
        AuthenticationMethod::AppKey => t.method_app_key,
        AuthenticationMethod::AppBound => t.method_app_bound,
        AuthenticationMethod::Password => t.method_password,
        AuthenticationMethod::PasswordSms => t.method_password_sms,
        AuthenticationMethod::PasswordApp => t.method_password_app,
        AuthenticationMethod::Passkey => t.method_passkey,
        AuthenticationMethod::PasskeyBound => t.method_passkey_bound,
        AuthenticationMethod::Certificate => t.method_certificate,
        AuthenticationMethod::CertificateCard => t.method_certificate_card,
        AuthenticationMethod::CertificateRepresentative => t.method_certificate_representative,
        AuthenticationMethod::CertificateUnchecked => t.method_certificate_unchecked,
    }
}
