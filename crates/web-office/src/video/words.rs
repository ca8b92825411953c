//! What the model of a call knows as values, in the words of the pages.

use model::video::{
    CaptureKind, CheckItem, MrzDatum, MrzDigit, RandomAction, RefusalReason, RegisterReply,
};

use crate::texts::{CallTexts, GuideTexts};

/// A line of the checklist: its name, and what it asks for.
pub(super) fn item(t: &'static CallTexts, item: CheckItem) -> (&'static str, &'static str) {
    match item {
        CheckItem::Announced => (t.check_announced, t.check_announced_note),
        CheckItem::Consent => (t.check_consent, t.check_consent_note),
        CheckItem::OneDeviceRealTime => (t.check_one_device, t.check_one_device_note),
        CheckItem::PhoneCode => (t.check_code, t.check_code_note),
        CheckItem::FaceActions => (t.check_face_actions, t.check_actions_note),
        CheckItem::DocumentActions => (t.check_document_actions, t.check_actions_note),
        CheckItem::DocumentFront => (t.check_front, t.check_front_note),
        CheckItem::DocumentBack => (t.check_back, t.check_back_note),
        CheckItem::DocumentGenuine => (t.check_document, t.check_document_note),
        CheckItem::Mrz => (t.check_mrz, t.check_mrz_note),
        CheckItem::Register => (t.check_register, t.check_register_note),
        CheckItem::FaceMatches => (t.check_face, t.check_face_note),
        CheckItem::Interview => (t.check_interview, t.check_interview_note),
        CheckItem::Contact => (t.check_contact, t.check_contact_note),
    }
}

/// A reason of the pick list.
pub(super) fn reason(t: &'static CallTexts, reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::DocumentNotValid => t.reason_document,
        RefusalReason::NotTheHolder => t.reason_not_holder,
        RefusalReason::ImageOrSound => t.reason_quality,
        RefusalReason::Connection => t.reason_connection,
        RefusalReason::Prerecorded => t.reason_recorded,
        RefusalReason::SeveralDevices => t.reason_devices,
        RefusalReason::NotInRealTime => t.reason_not_live,
        RefusalReason::Coercion => t.reason_coercion,
        RefusalReason::OtherDoubt => t.reason_doubt,
        RefusalReason::PersonLeft => t.reason_left,
        RefusalReason::DataNotConfirmed => t.reason_data,
        RefusalReason::ConsentRefused => t.reason_consent,
        RefusalReason::NotByThisRoute => t.reason_route,
    }
}

/// What the civil register answered.
pub(super) fn reply(t: &'static CallTexts, reply: RegisterReply) -> &'static str {
    match reply {
        RegisterReply::Confirmed => t.register_confirmed,
        RegisterReply::Differs => t.register_differs,
        RegisterReply::Unknown => t.register_unknown,
        RegisterReply::OutOfForce => t.register_out_of_force,
        RegisterReply::Unavailable => t.register_unavailable,
    }
}

/// A datum of the machine-readable zone.
pub(super) fn datum(t: &'static CallTexts, datum: MrzDatum) -> &'static str {
    match datum {
        MrzDatum::CheckDigits => t.field_digits,
        MrzDatum::Number => t.field_number,
        MrzDatum::DocumentNumber => t.field_document,
        MrzDatum::Name => t.field_name,
        MrzDatum::BirthDate => t.field_birth,
        MrzDatum::Sex => t.field_sex,
        MrzDatum::Expiry => t.field_expiry,
    }
}

/// What a check digit covers.
pub(super) fn digit(t: &'static CallTexts, digit: MrzDigit) -> &'static str {
    match digit {
        MrzDigit::DocumentNumber => t.field_document,
        MrzDigit::Birth => t.field_birth,
        MrzDigit::Expiry => t.field_expiry,
        MrzDigit::Optional => t.digit_optional,
        MrzDigit::Composite => t.digit_whole,
    }
}

/// What a picture shows.
pub(super) fn capture(t: &'static CallTexts, kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::DocumentFront => t.shot_front,
        CaptureKind::DocumentBack => t.shot_back,
        CaptureKind::Face => t.shot_face,
    }
}

/// How the person is asked for an action, in their language.
pub(super) fn action(guide: &'static GuideTexts, action: RandomAction) -> &'static str {
    match action {
        RandomAction::TurnHeadLeft => guide.turn_head_left,
        RandomAction::TurnHeadRight => guide.turn_head_right,
        RandomAction::LookUp => guide.look_up,
        RandomAction::ComeCloser => guide.come_closer,
        RandomAction::CoverLeftHalf => guide.cover_left_half,
        RandomAction::TouchNose => guide.touch_nose,
        RandomAction::ThreeFingers => guide.three_fingers,
        RandomAction::CloseEyes => guide.close_eyes,
        RandomAction::TiltDocument => guide.tilt_document,
        RandomAction::CoverCorner => guide.cover_corner,
        RandomAction::DocumentBesideFace => guide.document_beside_face,
        RandomAction::FingerOverPhoto => guide.finger_over_photo,
        RandomAction::TurnOver => guide.turn_over,
        RandomAction::BendLightly => guide.bend_lightly,
    }
}
