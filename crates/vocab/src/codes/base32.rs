//! The alphabet of RFC 4648 §6 as symbols of five bits.

use crate::chance::Entropy;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The symbol of a value; only the lowest five bits count.
pub(super) fn symbol(value: u8) -> char {
    let place = usize::from(value & 0x1F);
    ALPHABET.get(place).map_or('A', |byte| char::from(*byte))
}

/// The value of a symbol.
pub(super) fn value(symbol: char) -> Option<u8> {
    match symbol {
        'A'..='Z' => u8::try_from(u32::from(symbol) - u32::from('A')).ok(),
        '2'..='7' => u8::try_from(u32::from(symbol) - u32::from('2') + 26).ok(),
        _ => None,
    }
}

/// Whether the character is one of the 32.
pub(super) fn is_symbol(c: char) -> bool {
    value(c).is_some()
}

/// `count` symbols, all equally likely: five bits of a byte each.
pub(super) fn random_symbols(entropy: &dyn Entropy, count: usize) -> String {
    let mut bytes = vec![0; count];
    entropy.fill(&mut bytes);
    bytes.into_iter().map(symbol).collect()
}
