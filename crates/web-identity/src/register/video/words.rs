//! What the operator asks for, and how long it takes, in the person's words.

use model::video::RandomAction;
use vocab::SignedDuration;

use crate::texts::VideoTexts;

/// Whole minutes, the nearest; 0 is less than one.
pub(super) fn minutes(wait: SignedDuration) -> i64 {
    (wait.as_secs().max(0) + 30) / 60
}

/// What the person is asked to do.
pub(in crate::register) fn action(t: &'static VideoTexts, action: RandomAction) -> &'static str {
    match action {
        RandomAction::TurnHeadLeft => t.action_turn_head_left,
        RandomAction::TurnHeadRight => t.action_turn_head_right,
        RandomAction::LookUp => t.action_look_up,
        RandomAction::ComeCloser => t.action_come_closer,
        RandomAction::CoverLeftHalf => t.action_cover_left_half,
        RandomAction::TouchNose => t.action_touch_nose,
        RandomAction::ThreeFingers => t.action_three_fingers,
        RandomAction::CloseEyes => t.action_close_eyes,
        RandomAction::TiltDocument => t.action_tilt_document,
        RandomAction::CoverCorner => t.action_cover_corner,
        RandomAction::DocumentBesideFace => t.action_document_beside_face,
        RandomAction::FingerOverPhoto => t.action_finger_over_photo,
        RandomAction::TurnOver => t.action_turn_over,
        RandomAction::BendLightly => t.action_bend_lightly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_minute_counts_as_one() {
        let of = |seconds| minutes(SignedDuration::from_secs(seconds));
        assert_eq!(
            [of(-5), of(0), of(29), of(30), of(89), of(90)],
            [0, 0, 0, 1, 1, 2]
        );
    }
}
