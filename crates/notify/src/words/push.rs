//! Push messages: that there is something to look at, and where (`docs/specs/app-protocol.md`).
//! Nothing of the person's, although nobody on the way can read it.

use model::{
    notice::{Notice, OutgoingNotice},
    push::PushTarget,
};
use ports::messages::Push;

/// The message, or nothing if the fact does not travel this way.
pub(super) fn push(notice: &OutgoingNotice, target: &PushTarget) -> Option<Push> {
    let Notice::AppLook(look) = notice.notice else {
        return None;
    };
    let payload = serde_json::json!({ "v": 1, "look": look.word() });
    Some(Push {
        to: target.address.clone(),
        key_id: target.key_id.clone(),
        payload: payload.to_string().into_bytes(),
        topic: look.word(),
        valid_until: notice.send_before,
    })
}
