//! Texts become Rust.

fn main() {
    texts_build::generate("texts");
}
