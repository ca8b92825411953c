//! Turns the texts of this face into structs.

fn main() {
    texts_build::generate("texts");
}
