//! What the person is asked to do: common and random, different from call to call, with the face
//! and with the document (Orden ETD/465/2021 art. 11.4 b). An action is asked once in a call.

use serde::{Deserialize, Serialize};
use vocab::Entropy;

/// With what the action is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// With the face.
    Face,
    /// With the document.
    Document,
}

/// One action of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RandomAction {
    /// Turn the head to the left.
    TurnHeadLeft,
    /// Turn the head to the right.
    TurnHeadRight,
    /// Look up.
    LookUp,
    /// Come closer until the face fills the picture.
    ComeCloser,
    /// Cover the left half of the face with a hand.
    CoverLeftHalf,
    /// Touch the nose with a finger.
    TouchNose,
    /// Show three fingers beside the face.
    ThreeFingers,
    /// Close both eyes for two seconds.
    CloseEyes,
    /// Tilt the document so that its optical features change.
    TiltDocument,
    /// Cover the lower right corner of the document with a finger.
    CoverCorner,
    /// Hold the document beside the face.
    DocumentBesideFace,
    /// Pass a finger over the photograph of the document.
    FingerOverPhoto,
    /// Turn the document over slowly.
    TurnOver,
    /// Bend the document lightly.
    BendLightly,
}

impl RandomAction {
    /// The whole protocol.
    pub const ALL: [Self; 14] = [
        Self::TurnHeadLeft,
        Self::TurnHeadRight,
        Self::LookUp,
        Self::ComeCloser,
        Self::CoverLeftHalf,
        Self::TouchNose,
        Self::ThreeFingers,
        Self::CloseEyes,
        Self::TiltDocument,
        Self::CoverCorner,
        Self::DocumentBesideFace,
        Self::FingerOverPhoto,
        Self::TurnOver,
        Self::BendLightly,
    ];

    /// With what it is done.
    #[must_use]
    pub fn kind(self) -> ActionKind {
        match self {
            Self::TurnHeadLeft
            | Self::TurnHeadRight
            | Self::LookUp
            | Self::ComeCloser
            | Self::CoverLeftHalf
            | Self::TouchNose
            | Self::ThreeFingers
            | Self::CloseEyes => ActionKind::Face,
            Self::TiltDocument
            | Self::CoverCorner
            | Self::DocumentBesideFace
            | Self::FingerOverPhoto
            | Self::TurnOver
            | Self::BendLightly => ActionKind::Document,
        }
    }

    /// The word in evidence, in forms and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TurnHeadLeft => "turn_head_left",
            Self::TurnHeadRight => "turn_head_right",
            Self::LookUp => "look_up",
            Self::ComeCloser => "come_closer",
            Self::CoverLeftHalf => "cover_left_half",
            Self::TouchNose => "touch_nose",
            Self::ThreeFingers => "three_fingers",
            Self::CloseEyes => "close_eyes",
            Self::TiltDocument => "tilt_document",
            Self::CoverCorner => "cover_corner",
            Self::DocumentBesideFace => "document_beside_face",
            Self::FingerOverPhoto => "finger_over_photo",
            Self::TurnOver => "turn_over",
            Self::BendLightly => "bend_lightly",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }

    /// One that was not asked in this call yet; `None` when the protocol is used up.
    #[must_use]
    pub fn draw(kind: ActionKind, asked: &[Self], entropy: &dyn Entropy) -> Option<Self> {
        let left: Vec<Self> = Self::ALL
            .into_iter()
            .filter(|action| action.kind() == kind && !asked.contains(action))
            .collect();
        let count = u64::try_from(left.len()).ok().filter(|count| *count > 0)?;
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        // 64 bits over at most 8 actions: the bias is below 2^-60.
        let place = usize::try_from(u64::from_be_bytes(bytes) % count).ok()?;
        left.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vocab::SeededEntropy;

    use super::*;

    #[test]
    fn an_action_is_asked_once_until_the_protocol_is_used_up() {
        for kind in [ActionKind::Face, ActionKind::Document] {
            let entropy = SeededEntropy::new(7);
            let mut asked = Vec::new();
            while let Some(action) = RandomAction::draw(kind, &asked, &entropy) {
                assert_eq!(action.kind(), kind);
                assert!(!asked.contains(&action));
                asked.push(action);
            }
            let all = RandomAction::ALL;
            let known = all.iter().filter(|action| action.kind() == kind).count();
            assert_eq!(asked.len(), known);
        }
    }

    #[test]
    fn calls_begin_with_different_actions() {
        let first: BTreeSet<_> = (0..64)
            .filter_map(|seed| RandomAction::draw(ActionKind::Face, &[], &SeededEntropy::new(seed)))
            .collect();
        assert_eq!(
            first.len(),
            8,
            "every action of the face comes first some time"
        );
    }

    #[test]
    fn every_action_has_a_word_that_reads_back() {
        for action in RandomAction::ALL {
            assert_eq!(RandomAction::from_word(action.as_str()), Some(action));
        }
    }
}
