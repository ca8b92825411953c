//! The notice to whoever has to prove their identity again.

use authn::Authenticated;
use web_kit::{Page, PageError, ui};

use crate::{IdentityState, texts};

/// What the pages say while staff demand a new proof, with the door to where it is given: until then
/// levels are lower than the registration lets one expect.
pub(crate) async fn prove_again(
    state: &IdentityState,
    page: &Page,
    person: &Authenticated,
) -> Result<Option<ui::Notice>, PageError> {
    let demanded = state.doorkeeper.must_prove_again(person).await?;
    let t = texts::freeze(page.lang);
    let lead = page.rich(t.prove_lead).link("/register");
    Ok(demanded.then(|| page.notice_warn(t.prove_title, lead)))
}
