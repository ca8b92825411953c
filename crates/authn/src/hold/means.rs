//! The ways in which a person can identify, each with what it is worth and how it stands.

use std::collections::BTreeMap;

use model::{
    passkey::Passkey,
    registration::RegistrationState,
    restriction::{InForce, Means, RestrictionKind, Standing},
    session::{AuthenticationMethod, assurance},
};
use store::{StoreError, Tx, repo};
use vocab::{AssuranceLevel, PersonId, PhoneNumber, RegistrationLevel, Timestamp};

use crate::{
    Authenticated, DeviceView, Doorkeeper, Settings, app::device::state::view as device_view,
};

/// What a person has of a means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Has {
    /// The phone to which PINs go; nothing where the registration has lost it.
    Phone(Option<PhoneNumber>),
    /// The device with the app.
    Device(Option<DeviceView>),
    /// The permanent password: since when, and until when it works.
    Password(Option<(Timestamp, Timestamp)>),
    /// Passkeys, the oldest first.
    Passkeys(Vec<Passkey>),
    /// Certificates are their issuers': nothing is known of one until it is shown.
    Certificates,
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
}

impl MeansView {
    /// Could the person thaw with it today?
    #[must_use]
    pub fn thaws(&self) -> bool {
        let enough = self.gives >= Some(AssuranceLevel::Substantial);
        // A certificate counts where it was used: that somebody has one is not known otherwise.
        let known = self.has != Has::Certificates || self.used_at.is_some();
        enough && known && self.off.is_none()
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
    let used = last_used(tx, person)?;
    let active = registration.state == RegistrationState::Active;
    let level = standing.counted(registration.level);
    let device = repo::app::device::active_of(tx, person)?;
    let password = repo::password::find(tx, person)?;
    let passkeys = repo::passkey::list_of_person(tx, person)?;
    let best = |methods: &mut dyn Iterator<Item = AuthenticationMethod>| {
        methods.map(|method| assurance(level, method)).max()
    };
    let demanded = standing.has(RestrictionKind::NewPassword);
    let working = password
        .as_ref()
        .filter(|kept| !demanded && !kept.expired(now, settings.password));
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
            Has::Password(
                password
                    .as_ref()
                    .map(|kept| (kept.set_at, kept.expires_at(settings.password))),
            ),
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
    for view in &mut all {
        view.last_to_thaw = thawing == 1 && view.thaws();
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
    }
}

/// The last log-in with each means, of the sessions that are kept.
fn last_used(
    tx: &mut Tx<'_>,
    person: PersonId,
) -> Result<BTreeMap<&'static str, Timestamp>, StoreError> {
    let mut used = BTreeMap::new();
    for (method, at) in repo::session::last_of_each_method(tx, person)? {
        let kept = used.entry(Means::of(method).as_str()).or_insert(at);
        *kept = at.max(*kept);
    }
    Ok(used)
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
