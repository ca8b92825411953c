//! Messages that only one browser can read (RFC 8291): the sender agrees on a key with the
//! browser's public key and a key of its own that is made for this one message.

use aws_lc_rs::agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey};
use vocab::Entropy;

use crate::{
    content::{self, ContentError, HEADER, Header, OVERHEAD},
    encoding::hkdf,
};

/// The largest body that every push service must take (RFC 8030 §7.2), and our record size.
pub const LARGEST: u32 = 4096;

/// Bytes of a point on P-256 in the uncompressed form.
pub const POINT: usize = 65;

/// Messages are padded to a multiple of this many bytes, so that their length tells nothing.
const STEP: usize = 512;

/// The most that a message may say, in bytes.
pub const LONGEST: usize = LARGEST as usize - HEADER - POINT - OVERHEAD;

/// Why a message could not be encrypted or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// The browser's public key is no point on the curve.
    #[error("the subscription's key is no point on P-256")]
    Point,
    /// The message is longer than [`LONGEST`].
    #[error("the message is too long to be pushed")]
    TooLong,
    /// The library failed, or chance is broken.
    #[error("the message could not be encrypted")]
    Failed,
    /// It is not for this reader, or was changed.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// What a browser gave of itself: its public key (`p256dh`) and its secret (`auth`).
#[derive(Clone, PartialEq, Eq)]
pub struct Reader {
    point: [u8; POINT],
    auth: [u8; 16],
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader(…)")
    }
}

impl Reader {
    /// A reader, if and only if the point is one of the curve.
    ///
    /// # Errors
    /// [`MessageError::Point`].
    pub fn new(point: [u8; POINT], auth: [u8; 16]) -> Result<Self, MessageError> {
        let key = UnparsedPublicKey::new(&ECDH_P256, point);
        match agreement::ParsedPublicKey::try_from(key) {
            Ok(_) => Ok(Self { point, auth }),
            Err(_) => Err(MessageError::Point),
        }
    }

    /// The browser's public key.
    #[must_use]
    pub fn point(&self) -> &[u8; POINT] {
        &self.point
    }
}

/// Encrypts `plain` for `reader`: the body of a push message, of content coding `aes128gcm`.
/// Every call gives other bytes.
///
/// # Errors
/// [`MessageError`].
pub fn encrypt(
    reader: &Reader,
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, MessageError> {
    if plain.len() > LONGEST {
        return Err(MessageError::TooLong);
    }
    let padded = (plain.len() + 1).next_multiple_of(STEP).min(LONGEST + 1);
    let padding = padded.saturating_sub(plain.len() + 1);
    let own = ephemeral(entropy)?;
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    encrypt_with(reader, plain, padding, &own, salt)
}

/// [`encrypt`] with a key, a salt and a padding that are given: for the examples of the standard.
fn encrypt_with(
    reader: &Reader,
    plain: &[u8],
    padding: usize,
    own: &PrivateKey,
    salt: [u8; 16],
) -> Result<Vec<u8>, MessageError> {
    let sender = point_of(own)?;
    let secret = agree(own, &reader.point, &reader.auth, &reader.point, &sender)?;
    let header = Header {
        salt,
        record_size: LARGEST,
        key_id: &sender,
    };
    Ok(content::seal(&header, &secret, plain, padding)?)
}

/// The private side of a subscription, as a browser has it: for whoever plays one.
pub struct ReadingKey {
    own: PrivateKey,
    reader: Reader,
}

impl std::fmt::Debug for ReadingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadingKey(…)")
    }
}

impl ReadingKey {
    /// A fresh subscription.
    ///
    /// # Errors
    /// [`MessageError::Failed`] if chance is broken.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, MessageError> {
        let mut auth = [0; 16];
        entropy.fill(&mut auth);
        Self::with(ephemeral(entropy)?, auth)
    }

    /// A subscription whose private number and secret are known.
    ///
    /// # Errors
    /// [`MessageError::Failed`] if it is no private key of P-256.
    pub fn from_parts(private: &[u8; 32], auth: [u8; 16]) -> Result<Self, MessageError> {
        let own = PrivateKey::from_private_key(&ECDH_P256, private);
        Self::with(own.map_err(|_| MessageError::Failed)?, auth)
    }

    fn with(own: PrivateKey, auth: [u8; 16]) -> Result<Self, MessageError> {
        let reader = Reader::new(point_of(&own)?, auth)?;
        Ok(Self { own, reader })
    }

    /// What senders are given.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The secret beside the public key.
    #[must_use]
    pub fn auth(&self) -> &[u8; 16] {
        &self.reader.auth
    }

    /// Reads the body of a push message.
    ///
    /// # Errors
    /// [`MessageError`]: it is not for this subscription, or was changed.
    pub fn decrypt(&self, body: &[u8]) -> Result<Vec<u8>, MessageError> {
        let (header, records) = Header::read(body)?;
        let sender: [u8; POINT] = header.key_id.try_into().map_err(|_| MessageError::Point)?;
        let Reader { point, auth } = &self.reader;
        let secret = agree(&self.own, &sender, auth, point, &sender)?;
        Ok(content::open(&header, &secret, records)?)
    }
}

/// The input keying material (§3.4), the same on both sides.
fn agree(
    own: &PrivateKey,
    other: &[u8; POINT],
    auth: &[u8; 16],
    reader: &[u8; POINT],
    sender: &[u8; POINT],
) -> Result<[u8; 32], MessageError> {
    // The library refuses a point that is not on the curve (invalid curve attacks).
    let other = UnparsedPublicKey::new(&ECDH_P256, other);
    agreement::agree(own, other, MessageError::Point, |shared| {
        Ok(hkdf(auth, shared, &[b"WebPush: info\0", reader, sender]))
    })
}

fn point_of(own: &PrivateKey) -> Result<[u8; POINT], MessageError> {
    let public = own.compute_public_key().map_err(|_| MessageError::Failed)?;
    public.as_ref().try_into().map_err(|_| MessageError::Failed)
}

/// A private key for one message. One draw in 2³² is no number below the order of the curve.
fn ephemeral(entropy: &dyn Entropy) -> Result<PrivateKey, MessageError> {
    let draw = || {
        let mut number = [0; 32];
        entropy.fill(&mut number);
        number
    };
    std::iter::repeat_with(draw)
        .take(8)
        .find_map(|number| PrivateKey::from_private_key(&ECDH_P256, &number).ok())
        .ok_or(MessageError::Failed)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use vocab::SeededEntropy;

    use super::*;
    use crate::encoding::{from_base64url, to_base64url};

    // RFC 8291 §5 and appendix A.
    const PLAIN: &[u8] = b"When I grow up, I want to be a watermelon";
    const SENDER: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    const READER: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    const READER_POINT: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const SALT: &str = "DGv6ra1nlYgDCS1FRnbzlw";
    const KEYING: &str = "S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg";
    const BODY: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    fn array<const N: usize>(text: &str) -> [u8; N] {
        from_base64url(text).unwrap().try_into().unwrap()
    }

    fn reading_key() -> ReadingKey {
        ReadingKey::from_parts(&array(READER), array(AUTH)).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_both_ways() {
        let key = reading_key();
        assert_eq!(to_base64url(key.reader().point()), READER_POINT);
        let own = PrivateKey::from_private_key(&ECDH_P256, &array::<32>(SENDER)).unwrap();
        let made = encrypt_with(key.reader(), PLAIN, 0, &own, array(SALT)).unwrap();
        assert_eq!(to_base64url(&made), BODY);
        assert_eq!(key.decrypt(&made).unwrap(), PLAIN);
    }

    #[test]
    fn both_sides_agree_on_the_keying_material_of_appendix_a() {
        let key = reading_key();
        let own = PrivateKey::from_private_key(&ECDH_P256, &array::<32>(SENDER)).unwrap();
        let (reader, sender) = (*key.reader().point(), point_of(&own).unwrap());
        let ours = agree(&own, &reader, &array(AUTH), &reader, &sender).unwrap();
        let theirs = agree(&key.own, &sender, &array(AUTH), &reader, &sender).unwrap();
        assert_eq!(to_base64url(&ours), KEYING);
        assert_eq!(ours, theirs);
    }

    #[test]
    fn every_message_has_the_same_length_and_other_bytes() {
        let key = reading_key();
        let entropy = SeededEntropy::new(1);
        let make = |plain: &[u8]| encrypt(key.reader(), plain, &entropy).unwrap();
        let (short, long) = (make(b""), make(&[65; 500]));
        assert_eq!(short.len(), long.len());
        assert_ne!(make(b"again"), make(b"again"));
        assert_eq!(key.decrypt(&long).unwrap(), [65; 500]);
    }

    #[test]
    fn the_longest_message_fits_the_largest_body_and_no_longer_one() {
        let key = reading_key();
        let entropy = SeededEntropy::new(2);
        let made = encrypt(key.reader(), &[1; LONGEST], &entropy).unwrap();
        assert_eq!(made.len(), LARGEST as usize);
        let refused = encrypt(key.reader(), &[1; LONGEST + 1], &entropy);
        assert_eq!(refused, Err(MessageError::TooLong));
    }

    #[test]
    fn nobody_else_reads_it_and_no_part_of_it_is_read() {
        let entropy = SeededEntropy::new(3);
        let (key, other) = (reading_key(), ReadingKey::generate(&entropy).unwrap());
        let body = encrypt(key.reader(), PLAIN, &entropy).unwrap();
        assert!(other.decrypt(&body).is_err());
        for length in 0..body.len() {
            assert!(key.decrypt(&body[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn a_point_that_is_not_on_the_curve_is_no_reader() {
        let mut point: [u8; POINT] = array(READER_POINT);
        point[64] ^= 1;
        assert_eq!(Reader::new(point, [0; 16]), Err(MessageError::Point));
        assert_eq!(Reader::new([0; POINT], [0; 16]), Err(MessageError::Point));
    }
}
