//! Query strings and form bodies.

use wire_oidc::Parameters;

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "parameters",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        "a=1&b=2",
        "client_id=demo-rp&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcallback",
        "x=%C3%B1+y&x=2&&=&z",
    ])
}

fn run(bytes: &[u8]) -> bool {
    let parameters = Parameters::parse(bytes);
    if let Ok(parameters) = &parameters {
        for name in ["client_id", "state", "x", "a", ""] {
            let value = parameters.get(name);
            assert!(value.is_none_or(|value| !value.contains('\0')));
        }
    }
    parameters.is_ok()
}
