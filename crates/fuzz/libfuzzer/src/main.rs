//! libFuzzer on the target that `ALDABA_FUZZ_TARGET` names.
#![no_main]

use std::sync::LazyLock;

use fuzz::Target;

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("ALDABA_FUZZ_TARGET").unwrap_or_default();
    fuzz::target(&name).unwrap_or_else(|| {
        let names: Vec<&str> = fuzz::TARGETS.iter().map(|target| target.name).collect();
        panic!("ALDABA_FUZZ_TARGET is {name:?}; there are {names:?}")
    })
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = (TARGET.run)(bytes);
});
