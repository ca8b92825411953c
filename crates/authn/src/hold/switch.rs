//! A person switches one of their ways off, or on again.

use model::{
    alert::AlertFact,
    limit::{Growth, Limit},
    restriction::{Means, RestrictionKind, SetBy},
    session::AuthenticationMethod,
};
use store::{
    StoreError, Tx,
    repo::{self, velocity},
};
use vocab::{AssuranceLevel, PersonId, SessionId, Timestamp};

use super::{Setting, means::views, note_lifted};
use crate::{Authenticated, Doorkeeper, Settings, browsers::Notebook};

/// Why a way stays on.
#[derive(Debug, thiserror::Error)]
pub enum SwitchOffError {
    /// No other way that we know the person has opens anything, and they have not said that they
    /// know.
    #[error("the last way in")]
    LastIn,
    /// It is the only way known in which the person could thaw what they froze, and they have not
    /// said that they know.
    #[error("the last way that thaws")]
    LastToThaw,
    /// Too often switched today, off and on together.
    #[error("switched too often today")]
    TooMany {
        /// From here on it can be switched again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a way stays off.
#[derive(Debug, thiserror::Error)]
pub enum SwitchOnError {
    /// The session does not reach what the way could give.
    #[error("a session of a higher level is needed")]
    LevelNeeded(AssuranceLevel),
    /// The session was opened in this very way before it was switched off.
    #[error("a way is not switched on through itself")]
    ThroughItself,
    /// The session was opened with the certificate of a representative, which speaks for an entity:
    /// it opens no means of the person's own.
    #[error("a representative's certificate switches nothing on")]
    Representative,
    /// Staff switched it off: staff switch it on.
    #[error("it was switched off by staff")]
    ByStaff,
    /// Too often switched today, off and on together.
    #[error("switched too often today")]
    TooMany {
        /// From here on it can be switched again.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who switches what.
#[derive(Clone)]
struct Switch {
    person: PersonId,
    session: SessionId,
    level: AssuranceLevel,
    came_by: Means,
    means: Means,
    settings: Settings,
    notebook: Notebook,
}

/// Ways that a person switches off and on in a day. Each is a message to them and a row for ever.
const SWITCHES: Limit = Limit {
    name: "means.switched.person",
    most: 20,
    window_s: 86_400,
    growth: Growth::NONE,
};

impl Switch {
    /// Counts a switch; tells until when there is no more if it was one too many. Whoever calls
    /// undoes it then.
    fn count(&self, tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
        let person = self.person.as_bytes();
        let switched = velocity::count(tx, SWITCHES, person, self.notebook.now)?;
        Ok(switched.exceeded().then_some(switched.ends_at))
    }

    fn tell(&self, tx: &mut Tx<'_>, fact: AlertFact) -> Result<(), StoreError> {
        let (tokens, entropy) = (&*self.notebook.tokens, &*self.notebook.entropy);
        repo::alert::tell(tx, tokens, self.person, fact, self.notebook.now, entropy)
    }
}

impl Doorkeeper {
    /// Switches a way off: it opens nothing any more, and sessions that were opened in it end, but
    /// for the one in which it is done. `warned`: the person knows that it may be their last way in,
    /// or the last in which they could thaw. `false`: it was off already.
    ///
    /// # Errors
    /// [`SwitchOffError`].
    pub async fn switch_means_off(
        &self,
        authenticated: &Authenticated,
        means: Means,
        warned: bool,
    ) -> Result<bool, SwitchOffError> {
        let switch = self.switch(authenticated, means);
        self.store
            .transact("authn.hold.switch_off", move |tx| off(tx, &switch, warned))
            .await
    }

    /// Switches a way on again, in a session that reaches what the way could give and was not opened
    /// in it. `false`: it was on already.
    ///
    /// # Errors
    /// [`SwitchOnError`].
    pub async fn switch_means_on(
        &self,
        authenticated: &Authenticated,
        means: Means,
    ) -> Result<bool, SwitchOnError> {
        if authenticated.method() == AuthenticationMethod::CertificateRepresentative {
            return Err(SwitchOnError::Representative);
        }
        let switch = self.switch(authenticated, means);
        self.store
            .transact("authn.hold.switch_on", move |tx| on(tx, &switch))
            .await
    }

    fn switch(&self, authenticated: &Authenticated, means: Means) -> Switch {
        Switch {
            person: authenticated.person(),
            session: authenticated.session(),
            level: authenticated.level(),
            came_by: Means::of(authenticated.method()),
            means,
            settings: self.settings.clone(),
            notebook: self.notebook(),
        }
    }
}

fn off(tx: &mut Tx<'_>, switch: &Switch, warned: bool) -> Result<bool, SwitchOffError> {
    let (person, now, entropy) = (
        switch.person,
        switch.notebook.now,
        &*switch.notebook.entropy,
    );
    let data_key = repo::person::guard(tx, person, now)?;
    let known = views(tx, &switch.settings, person, now)?;
    let view = known.iter().find(|view| view.means == switch.means);
    match view.filter(|_| !warned) {
        Some(view) if view.last_in => return Err(SwitchOffError::LastIn),
        Some(view) if view.last_to_thaw => return Err(SwitchOffError::LastToThaw),
        Some(_) | None => {}
    }
    let setting = Setting {
        person,
        data_key,
        kind: RestrictionKind::MeansOff(switch.means),
        from: "session",
        now,
        entropy,
    };
    let set = setting.run(tx)?;
    if set {
        if let Some(until) = switch.count(tx)? {
            return Err(SwitchOffError::TooMany { until });
        }
        repo::restriction::end_sessions_of(tx, person, switch.means, switch.session, now)?;
        switch.tell(tx, AlertFact::MeansOff(switch.means))?;
    }
    Ok(set)
}

fn on(tx: &mut Tx<'_>, switch: &Switch) -> Result<bool, SwitchOnError> {
    let (person, now, entropy) = (
        switch.person,
        switch.notebook.now,
        &*switch.notebook.entropy,
    );
    let data_key = repo::person::guard(tx, person, now)?;
    let known = views(tx, &switch.settings, person, now)?;
    let Some((view, restriction)) = known
        .iter()
        .find(|view| view.means == switch.means)
        .and_then(|view| Some((view, view.off?)))
    else {
        return Ok(false);
    };
    if restriction.set_by != SetBy::Person {
        return Err(SwitchOnError::ByStaff);
    }
    if switch.came_by == switch.means {
        return Err(SwitchOnError::ThroughItself);
    }
    if switch.level < view.needed {
        return Err(SwitchOnError::LevelNeeded(view.needed));
    }
    let lifted = repo::restriction::lift(tx, restriction.id, SetBy::Person, None, now)?;
    if lifted {
        if let Some(until) = switch.count(tx)? {
            return Err(SwitchOnError::TooMany { until });
        }
        let kind = RestrictionKind::MeansOff(switch.means);
        note_lifted(tx, (person, data_key), kind, "session", (now, entropy))?;
        switch.tell(tx, AlertFact::MeansOn(switch.means))?;
    }
    Ok(lifted)
}
