//! The ways in which a person can identify, each with what it is worth and how it stands.

use std::collections::BTreeMap;

use audit::Event;
use model::{
    passkey::Passkey,
    registration::RegistrationState,
    restriction::{InForce, Means, RestrictionKind, Standing},
    session::{AuthenticationMethod, assurance},
};
use store::{StoreError, Tx, repo};
use vocab::{AssuranceLevel, PersonId, PhoneNumber, RegistrationLevel, SignedDuration, Timestamp};

use crate::{
    Authenticated, DeviceView, Doorkeeper, Settings, app::device::state::view as device_view,
};

/// Days for which the page of means says when somebody last came in; sessions are kept as long.
const USED_DAYS: i64 = 30;

/// What a person has of a means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Has {
    /// The phone to which PINs go; nothing where the registration has lost it.
    Phone(Option<PhoneNumber>),
    /// The device with the app.
    Device(Option<DeviceView>),
    /// The permanent password.
    Password(Option<PasswordView>),
    /// Passkeys, the oldest first.
    Passkeys(Vec<Passkey>),
    /// Certificates are their issuers': nothing is known of one until it is shown.
    Certificates,
}

/// The permanent password of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordView {
    /// When it was set.
    pub set_at: Timestamp,
    /// From here on it opens nothing.
    pub expires_at: Timestamp,
    /// Whether it opens anything now.
    pub condition: PasswordCondition,
}

/// Whether a password opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCondition {
    /// It does.
    Works,
    /// Staff demanded another one.
    Demanded,
    /// It was not changed in time.
    Expired,
}

/// A means of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeansView {
    /// Which.
    pub means: Means,
    /// What the person has of it.
    pub has: Has,
    /// The most that it gives the person now; nothing where they have none. Of certificates what
    /// every one of them gives: a card gives more, and is known only when it is shown.
    pub gives: Option<AssuranceLevel>,
    /// The level that a session must have to switch it on: the most that it could ever give, also
    /// where there is none now or a new one is demanded, so that it opens nothing to whoever
    /// switches it on that they had not reached without it. Of certificates what every one gives.
    pub needed: AssuranceLevel,
    /// The last log-in with it that is still kept.
    pub used_at: Option<Timestamp>,
    /// The restriction that switched it off.
    pub off: Option<InForce>,
    /// It is the only way left, of those that we know the person has, in which they could thaw what
    /// they froze.
    pub last_to_thaw: bool,
    /// It is on, and no other way that we know the person has opens anything.
    pub last_in: bool,
}

impl MeansView {
    /// Could the person thaw with it today?
    #[must_use]
    pub fn thaws(&self) -> bool {
        self.gives >= Some(AssuranceLevel::Substantial) && self.is_known() && self.off.is_none()
    }

    /// Could the person come in with it today, as far as we know?
    fn opens(&self) -> bool {
        self.gives.is_some() && self.is_known() && self.off.is_none()
    }

    /// A certificate counts where it was used: that somebody has one is not known otherwise.
    fn is_known(&self) -> bool {
        self.has != Has::Certificates || self.used_at.is_some()
    }
}

impl Doorkeeper {
    /// Every means of the person of a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn means(&self, authenticated: &Authenticated) -> Result<Vec<MeansView>, StoreError> {
        let (person, now) = (authenticated.person(), self.clock.now());
        let settings = self.settings.clone();
        self.store
            .read("authn.hold.means", move |tx| {
                views(tx, &settings, person, now)
            })
            .await
    }
}

/// As [`Doorkeeper::means`], in a transaction.
pub(crate) fn views(
    tx: &mut Tx<'_>,
    settings: &Settings,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<MeansView>, StoreError> {
    let Some((_, _, registration)) = repo::person::find_registered(tx, person)? else {
        return Ok(Vec::new());
    };
    let standing = repo::restriction::in_force(tx, person, now)?;
    let used = last_used(tx, person, now)?;
    let active = registration.state == RegistrationState::Active;
    let level = standing.counted(registration.level);
    let device = repo::app::device::active_of(tx, person)?;
    let demanded = standing.has(RestrictionKind::NewPassword);
    let password = repo::password::find(tx, person)?.map(|kept| PasswordView {
        set_at: kept.set_at,
        expires_at: kept.expires_at(settings.password),
        condition: if demanded {
            PasswordCondition::Demanded
        } else if kept.expired(now, settings.password) {
            PasswordCondition::Expired
        } else {
            PasswordCondition::Works
        },
    });
    let passkeys = repo::passkey::list_of_person(tx, person)?;
    let best = |methods: &mut dyn Iterator<Item = AuthenticationMethod>| {
        methods.map(|method| assurance(level, method)).max()
    };
    let working = password.filter(|kept| kept.condition == PasswordCondition::Works);
    let one = |means, gives, has| {
        let needed = needed(registration.level, means);
        one(&standing, &used, (means, needed), gives, has)
    };
    let mut all = vec![
        one(
            Means::Pin,
            best(&mut active.then_some(AuthenticationMethod::PinSms).into_iter()),
            Has::Phone(active.then_some(registration.phone)),
        ),
        one(
            Means::App,
            best(&mut device.iter().map(|stored| stored.device.method())),
            Has::Device(device.as_ref().map(|stored| device_view(stored, level))),
        ),
        one(
            Means::Password,
            best(
                &mut working
                    .map(|_| AuthenticationMethod::PasswordSms)
                    .into_iter(),
            ),
            Has::Password(password),
        ),
        one(
            Means::Passkey,
            best(&mut passkeys.iter().map(Passkey::method)),
            Has::Passkeys(passkeys),
        ),
        one(
            Means::Certificate,
            best(
                &mut active
                    .then_some(AuthenticationMethod::Certificate)
                    .into_iter(),
            ),
            Has::Certificates,
        ),
    ];
    let thawing = all.iter().filter(|view| view.thaws()).count();
    let opening = all.iter().filter(|view| view.opens()).count();
    for view in &mut all {
        view.last_to_thaw = thawing == 1 && view.thaws();
        let others = opening - usize::from(view.opens());
        view.last_in = view.gives.is_some() && view.off.is_none() && others == 0;
    }
    Ok(all)
}

fn one(
    standing: &Standing,
    used: &BTreeMap<&'static str, Timestamp>,
    (means, needed): (Means, AssuranceLevel),
    gives: Option<AssuranceLevel>,
    has: Has,
) -> MeansView {
    MeansView {
        means,
        has,
        gives,
        needed,
        used_at: used.get(means.as_str()).copied(),
        off: standing.find(RestrictionKind::MeansOff(means)).copied(),
        last_to_thaw: false,
        last_in: false,
    }
}

/// The last log-in with each means: of the sessions that are kept, and of the audit entries, because
/// a session that goes on after another log-in in the same browser remembers the last one only.
fn last_used(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<BTreeMap<&'static str, Timestamp>, StoreError> {
    let since = now
        .checked_sub(SignedDuration::from_hours(24 * USED_DAYS))
        .unwrap_or(Timestamp::MIN);
    let every = Means::ALL.len();
    let mut used = audit::newest_of_each(tx, person, since, every, |event| {
        Some(entered_by(event)?.as_str())
    })?;
    for (method, at) in repo::session::last_of_each_method(tx, person)? {
        let kept = used.entry(Means::of(method).as_str()).or_insert(at);
        *kept = at.max(*kept);
    }
    Ok(used)
}

/// The means with which somebody came in, if an event says that they did.
fn entered_by(event: &Event) -> Option<Means> {
    match event {
        Event::PinAccepted => Some(Means::Pin),
        Event::AppEntered => Some(Means::App),
        Event::PasswordAccepted => Some(Means::Password),
        Event::PasskeyAccepted => Some(Means::Passkey),
        Event::CertificateAccepted { .. } => Some(Means::Certificate),
        // Nothing else opens a session.
        _ => None,
    }
}

/// As [`MeansView::needed`], for a registration.
fn needed(registration: RegistrationLevel, means: Means) -> AssuranceLevel {
    let best = means
        .methods()
        .map(|method| assurance(registration, method))
        .max()
        .unwrap_or(AssuranceLevel::Low);
    match means {
        Means::Certificate => best.min(AssuranceLevel::Substantial),
        Means::Pin | Means::App | Means::Password | Means::Passkey => best,
    }
}
