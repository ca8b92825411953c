//! From an offer to a connection and its answer.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration, time::Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use ports::media::{OfferError, Seat};
use str0m::{
    Candidate, IceCreds, Rtc, RtcConfig,
    change::SdpOffer,
    config::{CryptoProvider, DtlsCert},
    net::TcpType,
    rtp::{Extension, ExtensionMap},
};
use vocab::Entropy;

use super::connection::Lines;
use crate::settings::{MAX_LINES, MAX_OFFER, MAX_SECTIONS};

/// How often the library says how a connection does.
const STATS: Duration = Duration::from_secs(1);

/// Packets that a missing one holds back: 100 ms of speech, and for the picture the largest key
/// frame of a good camera (120 packets of 1,200 bytes).
const HELD_AUDIO: usize = 5;
const HELD_VIDEO: usize = 120;

/// What every connection begins with.
pub(crate) struct Ground {
    /// Under which browsers reach us.
    pub(crate) public: Vec<SocketAddr>,
    pub(crate) tcp: bool,
    pub(crate) certificate: DtlsCert,
    pub(crate) crypto: Arc<CryptoProvider>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

impl fmt::Debug for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ground")
            .field("public", &self.public)
            .field("tcp", &self.tcp)
            .finish_non_exhaustive()
    }
}

/// A connection that was answered and waits for its first packet.
pub(super) struct Answered {
    pub(super) rtc: Rtc,
    pub(super) ufrag: String,
    pub(super) lines: Lines,
    pub(super) answer: String,
}

/// Whose offer it is; nobody's for a test call.
pub(super) type Whose = Option<Seat>;

impl Ground {
    /// Reads an offer and answers it.
    pub(super) fn answer(
        &self,
        whose: Whose,
        offer: &str,
        now: Instant,
    ) -> Result<Answered, OfferError> {
        let words = trim(offer)?;
        let offer = SdpOffer::from_sdp_string(&words).map_err(|error| {
            tracing::debug!(%error, "an offer cannot be read");
            OfferError::Unreadable
        })?;
        let credentials = self.credentials();
        let ufrag = credentials.ufrag.clone();
        let mut rtc = self.config(credentials).build(now);
        for address in &self.public {
            self.add_candidates(&mut rtc, *address);
        }
        let answer = rtc.sdp_api().accept_offer(offer).map_err(|error| {
            tracing::debug!(%error, "an offer cannot be answered");
            OfferError::Unreadable
        })?;
        let lines = Lines::of(&rtc, &words);
        if !lines.suit(&rtc, whose) {
            return Err(OfferError::NothingInCommon);
        }
        Ok(Answered {
            rtc,
            ufrag,
            lines,
            answer: one_stream(&answer.to_sdp_string()),
        })
    }

    /// Drawn here: those that the library would draw come from a generator that can be guessed.
    fn credentials(&self) -> IceCreds {
        let word = |length: usize| {
            let mut bytes = vec![0; length];
            self.entropy.fill(&mut bytes);
            // Letters, digits, `+` and `/` are what RFC 8839 §5.4 allows.
            STANDARD_NO_PAD.encode(bytes)
        };
        IceCreds {
            ufrag: word(12),
            pass: word(18),
        }
    }

    fn config(&self, credentials: IceCreds) -> RtcConfig {
        // No video orientation: a phone whose receiver does not know that extension turns the
        // picture itself, and so it stands upright in the recording, too.
        let mut extensions = ExtensionMap::empty();
        extensions.set(1, Extension::AudioLevel);
        extensions.set(2, Extension::AbsoluteSendTime);
        extensions.set(3, Extension::TransportSequenceNumber);
        extensions.set(4, Extension::RtpMid);
        RtcConfig::new()
            .set_crypto_provider(Arc::clone(&self.crypto))
            .set_dtls_cert(self.certificate.clone())
            .set_local_ice_credentials(credentials)
            // We have a public address and never ask first: an offer cannot make us send packets
            // to an address that it names.
            .set_ice_lite(true)
            .set_extension_map(extensions)
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .set_reordering_size_audio(HELD_AUDIO)
            .set_reordering_size_video(HELD_VIDEO)
            .set_stats_interval(Some(STATS))
    }

    fn add_candidates(&self, rtc: &mut Rtc, address: SocketAddr) {
        let udp = Candidate::builder().udp().host(address).build();
        let tcp = Candidate::builder()
            .tcp()
            .host(address)
            .tcptype(TcpType::Passive)
            .build();
        let tcp = self.tcp.then_some(tcp);
        for candidate in [Some(udp), tcp].into_iter().flatten() {
            match candidate {
                Ok(candidate) => {
                    rtc.add_local_candidate(candidate);
                }
                Err(error) => tracing::error!(%address, %error, "no candidate for an address"),
            }
        }
    }
}

/// The answer with picture and sound in one stream, so that a page has one thing to play and the
/// browser keeps lips and voice together. The library names a stream for each line.
fn one_stream(answer: &str) -> String {
    const STREAM: &str = "call";
    let renamed = answer.lines().map(|line| {
        let (head, names) = match line.split_once("msid:") {
            Some(split) => split,
            None if line.starts_with("a=msid-semantic:") => {
                return format!("a=msid-semantic: WMS {STREAM}");
            }
            None => return line.to_owned(),
        };
        match names.split_once(' ') {
            Some((_, track)) => format!("{head}msid:{STREAM} {track}"),
            None => line.to_owned(),
        }
    });
    renamed.flat_map(|line| [line, "\r\n".to_owned()]).collect()
}

/// An offer without its candidates, which we never use, if it has no more than a browser's.
fn trim(offer: &str) -> Result<String, OfferError> {
    let lines = || offer.lines();
    let sections = lines().filter(|line| line.starts_with("m=")).count();
    if offer.len() > MAX_OFFER || sections > MAX_SECTIONS || lines().count() > MAX_LINES {
        return Err(OfferError::Unreadable);
    }
    let used = lines().filter(|line| {
        !line.starts_with("a=candidate:") && !line.starts_with("a=end-of-candidates")
    });
    Ok(used.flat_map(|line| [line, "\r\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_candidates_out() {
        let offer = "v=0\r\nm=audio 9 x\r\na=candidate:1 1 udp 1 a.local 5 typ host\r\na=mid:0\r\n";
        let expected = "v=0\r\nm=audio 9 x\r\na=mid:0\r\n";
        assert_eq!(trim(offer).as_deref(), Ok(expected));
    }

    #[test]
    fn names_one_stream_for_picture_and_sound() {
        let answer = "a=msid-semantic: WMS x y\r\na=msid:x track-a\r\na=ssrc:1 msid:y track-b\r\na=mid:0\r\n";
        let expected = "a=msid-semantic: WMS call\r\na=msid:call track-a\r\na=ssrc:1 msid:call track-b\r\na=mid:0\r\n";
        assert_eq!(one_stream(answer), expected);
    }

    #[test]
    fn refuses_what_is_larger_than_any_offer() {
        let long = format!("v=0\r\na={}\r\n", "x".repeat(MAX_OFFER));
        let sections = "m=audio 9 x\r\n".repeat(MAX_SECTIONS + 1);
        let lines = "a=x\r\n".repeat(MAX_LINES + 1);
        for offer in [long, sections, lines] {
            assert_eq!(trim(&offer), Err(OfferError::Unreadable));
        }
    }
}
