//! Successors of token keys. A relying party keeps a copy of the key set for a while, so a new key
//! is published before it signs, and an old one stays published until nothing that it signed is
//! in force any more:
//!
//! ```text
//! old key   ─── signs ────────────────────────┤ published, verifies ───┤
//! new key            published ├ ahead ───────┤ signs ───────────────────────
//! ```
//!
//! Who signs is computed from the document and the clock; nobody has to write anything at the
//! moment of the change, so processes need not agree on who does.

use vocab::{SignedDuration, Timestamp};

use super::manifest::{Manifest, State};
use super::{Addition, KeyRing, RingError, RingUse};
use crate::signing_key::KeyKind;

/// The uses of token keys, with the kind of key that is made for each.
pub const TOKEN_KEYS: [(RingUse, KeyKind); 2] = [
    (RingUse::TokenEs256, KeyKind::P256),
    (RingUse::TokenRs256, KeyKind::Rsa3072),
];

/// When token keys follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenKeyRules {
    /// For how long a new key is published before it signs: longer than relying parties keep a
    /// key set without looking again.
    pub ahead: SignedDuration,
    /// For how long a key stays published after it has ceased to sign: longer than any token is
    /// in force, and than relying parties look at an old one.
    pub overlap: SignedDuration,
    /// The age at which a key gets a successor by itself; `None` for only by hand.
    pub renewal: Option<SignedDuration>,
}

/// A token key that was published to sign later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Its id.
    pub kid: String,
    /// What it is for.
    pub ring_use: RingUse,
    /// When it begins to sign.
    pub from: Timestamp,
}

impl KeyRing {
    /// Makes a key that is published at once and signs from `from` on, when the active one
    /// retires.
    ///
    /// # Errors
    /// [`RingError::SuccessorWaits`] if there is one already; otherwise as [`KeyRing::rotate`].
    pub fn announce(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        now: Timestamp,
        from: Timestamp,
    ) -> Result<Announced, RingError> {
        let made = self.make(ring_use, kind)?;
        self.change(now, |manifest, keks| {
            refuse_second(manifest, ring_use, now)?;
            let addition = Addition::plain(ring_use, kind, &made);
            let entry = addition.entry(&keks.current, State::Next(from), now);
            let kid = entry.id.clone();
            manifest.keys.push(entry);
            Ok(Announced {
                kid,
                ring_use,
                from,
            })
        })
    }

    /// After a key was compromised: a new one signs at once, and every other key of the use,
    /// waiting or retired, is gone from the ring and from the published set. Relying parties
    /// reject what the old ones have signed as soon as they look at the set again.
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn replace_compromised(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<String, RingError> {
        let made = self.make(ring_use, kind)?;
        self.change(now, |manifest, keks| {
            manifest.keys.retain(|entry| entry.ring_use != ring_use);
            let addition = Addition::plain(ring_use, kind, &made);
            let entry = addition.entry(&keks.current, State::Active, now);
            let kid = entry.id.clone();
            manifest.keys.push(entry);
            Ok(kid)
        })
    }

    /// Gives old token keys a successor and forgets those that nobody needs any more. Cheap when
    /// there is nothing to do; several processes may call it.
    ///
    /// # Errors
    /// [`RingError`]; what was done before the error stays.
    pub fn keep_token_keys(
        &self,
        rules: TokenKeyRules,
        now: Timestamp,
    ) -> Result<Vec<Announced>, RingError> {
        let mut announced = Vec::new();
        for (ring_use, kind) in TOKEN_KEYS {
            let Some(from) = self.successor_due(ring_use, rules, now) else {
                continue;
            };
            match self.announce(ring_use, kind, now, from) {
                Ok(successor) => announced.push(successor),
                // Another process was faster.
                Err(RingError::SuccessorWaits { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let before = earlier(now, rules.overlap);
        let is_over = |state| matches!(state, State::Retired(at) if at < before);
        let token = |ring_use| TOKEN_KEYS.iter().any(|(token, _)| *token == ring_use);
        let keys = self.keys_at(now);
        if (keys.iter()).any(|(key, state)| token(key.entry.ring_use) && is_over(*state)) {
            self.forget_retired_before(before, now)?;
        }
        Ok(announced)
    }

    /// Removes token keys that were retired before `before`. Seals stay: their certificates are
    /// needed to recognise old documents. So do keys for push services, to which browsers have
    /// subscribed.
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn forget_retired_before(
        &self,
        before: Timestamp,
        now: Timestamp,
    ) -> Result<(), RingError> {
        self.change(now, |manifest, _| {
            manifest
                .keys
                .retain(|entry| match (entry.ring_use, entry.state) {
                    (
                        RingUse::Seal | RingUse::AuditLog | RingUse::Push | RingUse::DemoAuthority,
                        _,
                    )
                    | (_, State::Active | State::Next(_)) => true,
                    (RingUse::TokenEs256 | RingUse::TokenRs256, State::Retired(at)) => at >= before,
                });
            Ok(())
        })
    }

    /// From when on a successor should sign, if it is time to publish it.
    fn successor_due(
        &self,
        ring_use: RingUse,
        rules: TokenKeyRules,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let renewal = rules.renewal?;
        let keys = self.list(now);
        let of_use = || keys.iter().filter(|key| key.ring_use == ring_use);
        if of_use().any(|key| matches!(key.state, State::Next(_))) {
            return None;
        }
        let active = of_use().find(|key| key.state == State::Active)?;
        let old = later(active.since, renewal);
        let soonest = later(now, rules.ahead);
        (old <= soonest).then_some(soonest)
    }
}

fn refuse_second(manifest: &Manifest, ring_use: RingUse, now: Timestamp) -> Result<(), RingError> {
    match manifest.next(ring_use, now) {
        Some((waiting, from)) => Err(RingError::SuccessorWaits {
            kid: waiting.id.clone(),
            from,
        }),
        None => Ok(()),
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}
