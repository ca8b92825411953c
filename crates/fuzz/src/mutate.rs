//! Changes of a seed, the same ones each time: what a fuzzer does without knowing the code.

/// An endless series of changed inputs, drawn from seeds.
#[derive(Debug, Clone)]
pub struct Mutations {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

/// Bytes that have a meaning to one parser or another.
const SPECIAL: &[u8] = b"\0\t\n\r \"%&'()+,-./0:;<=>?@A[\\]^_{|}~\x7f\x80\xbf\xc3\xff";
/// Longest input that is made: beyond it only limits are tested, and those have tests.
const MAX: usize = 1 << 17;

impl Mutations {
    /// Draws from `seeds`; an empty list means one empty seed.
    #[must_use]
    pub fn of(seeds: Vec<Vec<u8>>) -> Self {
        let seeds = if seeds.is_empty() {
            vec![Vec::new()]
        } else {
            seeds
        };
        Self {
            seeds,
            state: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// xorshift64*: <https://doi.org/10.18637/jss.v008.i14> with the usual multiplier.
    fn draw(&mut self, below: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let high = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or_default() % below.max(1)
    }

    fn seed(&mut self) -> Vec<u8> {
        let index = self.draw(self.seeds.len());
        self.seeds.get(index).cloned().unwrap_or_default()
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.draw(bytes.len() + 1);
        let length = 1 + self.draw(8);
        let end = (at + length).min(bytes.len());
        match self.draw(8) {
            0 => {
                let bit = 1 << self.draw(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bit;
                }
            }
            1 => {
                let special = self.draw(SPECIAL.len());
                if let (Some(byte), Some(&new)) = (bytes.get_mut(at), SPECIAL.get(special)) {
                    *byte = new;
                }
            }
            2 => bytes.truncate(at),
            3 => {
                bytes.drain(at.min(end)..end);
            }
            4 => {
                let special = self.draw(SPECIAL.len());
                let new = SPECIAL.get(special).copied().unwrap_or_default();
                bytes.splice(at..at, std::iter::repeat_n(new, length));
            }
            5 => {
                let copied = bytes.get(at..end).unwrap_or_default().to_vec();
                let to = self.draw(bytes.len() + 1);
                bytes.splice(to..to, copied);
            }
            6 => {
                // A number becomes another one: lengths, counts, offsets.
                let digit = b'0' + u8::try_from(self.draw(10)).unwrap_or_default();
                if let Some(place) = bytes.iter().skip(at).position(u8::is_ascii_digit) {
                    bytes.splice(at + place..at + place, std::iter::repeat_n(digit, length));
                }
            }
            _ => {
                let other = self.seed();
                let from = self.draw(other.len() + 1);
                bytes.truncate(at);
                bytes.extend(other.get(from..).unwrap_or_default());
            }
        }
        bytes.truncate(MAX);
    }
}

impl Iterator for Mutations {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut bytes = self.seed();
        for _ in 0..=self.draw(4) {
            self.change(&mut bytes);
        }
        Some(bytes)
    }
}
