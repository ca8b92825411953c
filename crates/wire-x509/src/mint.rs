//! Writes certificates, OCSP answers and revocation lists as issuers do: for the demonstration,
//! whose authority is invented, and for tests. Nothing of this is on the way of a real log-in.
//!
//! Keys stay with the caller, who hands in a function that signs.

pub mod write;

use std::sync::Arc;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use vocab::Timestamp;

use crate::{
    Authority, Malformed, Revocation, Standing,
    der::{self, Reader, constructed, primitive},
    limits, ocsp, signature,
};
use write::{list, octets, oid, sequence, tagged};

const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";

/// Signs with ECDSA over P-256 and SHA-256; the signature in DER.
pub type Sign = Arc<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// Somebody who issues.
#[derive(Clone)]
pub struct Issuer {
    /// Name, in DER: of [`name`], or [`crate::Certificate::subject`].
    pub name: Vec<u8>,
    /// `SubjectPublicKeyInfo`, in DER.
    pub key: Vec<u8>,
    /// Signs with that key.
    pub sign: Sign,
}

/// What a certificate is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Issues certificates.
    Authority,
    /// A person proves presence.
    Person,
    /// A person signs documents, and nothing else.
    Signing,
    /// Answers OCSP for its issuer.
    Responder,
    /// A server under these names.
    Server(Vec<String>),
}

/// A certificate to be issued. Attributes are object identifiers and texts.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Serial number, big-endian, positive.
    pub serial: Vec<u8>,
    /// Attributes of the holder's name, in order.
    pub subject: Vec<(String, String)>,
    /// Attributes of the directory name among the alternative names.
    pub directory: Vec<(String, String)>,
    /// Valid from.
    pub from: Timestamp,
    /// Valid until.
    pub until: Timestamp,
    /// What for.
    pub purpose: Purpose,
    /// Policies, as dotted text.
    pub policies: Vec<String>,
    /// Whether it states that the key is in a qualified device.
    pub in_device: bool,
    /// Where its status is told over OCSP.
    pub ocsp: Option<String>,
    /// Where its revocation list is.
    pub crl: Option<String>,
    /// Where the delta list is.
    pub delta: Option<String>,
}

impl Draft {
    /// For a person of these names, with nothing else said.
    #[must_use]
    pub fn new(serial: &[u8], subject: &[(&str, &str)], from: Timestamp, until: Timestamp) -> Self {
        Self {
            serial: serial.to_vec(),
            subject: owned(subject),
            directory: Vec::new(),
            from,
            until,
            purpose: Purpose::Person,
            policies: Vec::new(),
            in_device: false,
            ocsp: None,
            crl: None,
            delta: None,
        }
    }

    /// The same with a directory name among the alternative names.
    #[must_use]
    pub fn directory(mut self, attributes: &[(&str, &str)]) -> Self {
        self.directory = owned(attributes);
        self
    }

    /// The same under a policy more.
    #[must_use]
    pub fn policy(mut self, policy: &str) -> Self {
        self.policies.push(policy.to_owned());
        self
    }

    /// The same for something else.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }

    /// Issues it for a key: DER.
    #[must_use]
    pub fn issue(&self, key: &[u8], issuer: &Issuer) -> Vec<u8> {
        let extensions = list(&self.extensions());
        let data = sequence(&[
            &tagged(constructed(0), &[&write::integer(&[2])]),
            &write::integer(&self.serial),
            &algorithm(),
            &issuer.name,
            &sequence(&[&write::time(self.from), &write::time(self.until)]),
            &name_of(&self.subject),
            key,
            &tagged(constructed(3), &[&extensions]),
        ]);
        signed(&data, issuer, &[])
    }

    fn extensions(&self) -> Vec<Vec<u8>> {
        let (constraints, usage): (&[u8], &[u8]) = match self.purpose {
            Purpose::Authority => (&[0x30, 3, 1, 1, 0xff], &[3, 2, 1, 0b0000_0110]),
            Purpose::Person | Purpose::Responder | Purpose::Server(_) => {
                (&[0x30, 0], &[3, 2, 7, 0b1000_0000])
            }
            Purpose::Signing => (&[0x30, 0], &[3, 2, 6, 0b0100_0000]),
        };
        let mut out = vec![
            extension("2.5.29.19", true, constraints),
            extension("2.5.29.15", true, usage),
        ];
        let purposes: &[&str] = match self.purpose {
            Purpose::Authority | Purpose::Signing => &[],
            Purpose::Person => &["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"],
            Purpose::Responder => &[ocsp::SIGNING],
            Purpose::Server(_) => &["1.3.6.1.5.5.7.3.1"],
        };
        if !purposes.is_empty() {
            let purposes: Vec<_> = purposes.iter().map(|purpose| oid(purpose)).collect();
            out.push(extension("2.5.29.37", false, &list(&purposes)));
        }
        if self.purpose == Purpose::Responder {
            out.push(extension(ocsp::NO_CHECK, false, &tagged(der::NULL, &[])));
        }
        let names = self.alternative_names();
        if !names.is_empty() {
            out.push(extension("2.5.29.17", false, &list(&names)));
        }
        if !self.policies.is_empty() {
            let policies: Vec<_> = self.policies.iter().map(|p| sequence(&[&oid(p)])).collect();
            out.push(extension("2.5.29.32", false, &list(&policies)));
        }
        if self.in_device {
            let statements = sequence(&[
                &sequence(&[&oid("0.4.0.1862.1.1")]),
                &sequence(&[&oid("0.4.0.1862.1.4")]),
            ]);
            out.push(extension("1.3.6.1.5.5.7.1.3", false, &statements));
        }
        if let Some(address) = &self.ocsp {
            let place = tagged(primitive(6), &[address.as_bytes()]);
            let access = sequence(&[&sequence(&[&oid("1.3.6.1.5.5.7.48.1"), &place])]);
            out.push(extension("1.3.6.1.5.5.7.1.1", false, &access));
        }
        let points = [("2.5.29.31", &self.crl), ("2.5.29.46", &self.delta)];
        for (id, address) in points {
            if let Some(address) = address {
                out.push(extension(id, false, &point(address)));
            }
        }
        out
    }

    fn alternative_names(&self) -> Vec<Vec<u8>> {
        if let Purpose::Server(names) = &self.purpose {
            let names = names.iter().map(|name| match name.parse() {
                Ok(std::net::IpAddr::V4(ip)) => tagged(primitive(7), &[&ip.octets()]),
                Ok(std::net::IpAddr::V6(ip)) => tagged(primitive(7), &[&ip.octets()]),
                Err(_) => tagged(primitive(2), &[name.as_bytes()]),
            });
            return names.collect();
        }
        if self.directory.is_empty() {
            return Vec::new();
        }
        vec![tagged(constructed(4), &[&name_of(&self.directory)])]
    }
}

/// A distinguished name, in DER.
#[must_use]
pub fn name(attributes: &[(&str, &str)]) -> Vec<u8> {
    name_of(&owned(attributes))
}

fn owned(attributes: &[(&str, &str)]) -> Vec<(String, String)> {
    attributes
        .iter()
        .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
        .collect()
}

fn name_of(attributes: &[(String, String)]) -> Vec<u8> {
    let attributes: Vec<_> = attributes
        .iter()
        .map(|(id, text)| {
            // Country and serial number are PrintableString (RFC 5280 App. A.1).
            let tag = match id.as_str() {
                "2.5.4.5" | "2.5.4.6" => 0x13,
                _ => 0x0c,
            };
            let attribute = sequence(&[&oid(id), &tagged(tag, &[text.as_bytes()])]);
            tagged(der::SET, &[&attribute])
        })
        .collect();
    list(&attributes)
}

fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { write::yes() } else { Vec::new() };
    sequence(&[&oid(id), &critical, &octets(value)])
}

fn point(address: &str) -> Vec<u8> {
    let place = tagged(primitive(6), &[address.as_bytes()]);
    let full = tagged(constructed(0), &[&place]);
    sequence(&[&sequence(&[&tagged(constructed(0), &[&full])])])
}

fn algorithm() -> Vec<u8> {
    sequence(&[&oid(ECDSA_SHA256)])
}

fn signed(data: &[u8], issuer: &Issuer, more: &[u8]) -> Vec<u8> {
    let signature = write::bits(&(issuer.sign)(data));
    sequence(&[data, &algorithm(), &signature, more])
}

/// What an OCSP responder is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    id: Vec<u8>,
    serial: Vec<u8>,
    nonce: Option<Vec<u8>>,
}

impl Asked {
    /// Reads a request about one certificate.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(request: &[u8]) -> Result<Self, Malformed> {
        if request.len() > limits::OCSP_ANSWER {
            return Err(Malformed);
        }
        let mut data = Reader::only_sequence(request)?.sequence()?;
        data.optional(constructed(0))?;
        data.optional(constructed(1))?;
        let id = data.sequence()?.sequence()?.any()?;
        let mut parts = Reader::new(id.value);
        parts.expect(der::SEQUENCE)?;
        parts.expect(der::OCTET_STRING)?;
        parts.expect(der::OCTET_STRING)?;
        let serial = der::magnitude(parts.expect(der::INTEGER)?)?;
        let nonce = match data.optional(constructed(2))? {
            Some(extensions) => {
                let mut extension = Reader::only_sequence(extensions)?.sequence()?;
                extension.expect(der::OID)?;
                Some(extension.expect(der::OCTET_STRING)?.to_vec())
            }
            None => None,
        };
        Ok(Self {
            id: id.raw.to_vec(),
            serial: serial.to_vec(),
            nonce,
        })
    }

    /// Serial number of the certificate asked about, without leading zeros.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The same question without its nonce: what a responder answers that makes its answers in
    /// advance.
    #[must_use]
    pub fn without_nonce(mut self) -> Self {
        self.nonce = None;
        self
    }

    /// Answers, until `until`; nothing known about the certificate is nothing for `standing`.
    /// `certificate` is the responder's, if it is not the issuer itself.
    #[must_use]
    pub fn answer(
        &self,
        standing: Option<Standing>,
        responder: &Issuer,
        certificate: Option<&[u8]>,
        (now, until): (Timestamp, Timestamp),
    ) -> Vec<u8> {
        let status = match standing {
            Some(Standing::Good) => tagged(primitive(0), &[]),
            Some(Standing::Revoked(reason)) => {
                let word: u8 = match reason {
                    Revocation::Revoked => 1,
                    Revocation::OnHold => 6,
                };
                let reason = tagged(der::ENUMERATED, &[&[word]]);
                let since = write::generalized_time(now);
                tagged(
                    constructed(1),
                    &[&since, &tagged(constructed(0), &[&reason])],
                )
            }
            None => tagged(primitive(2), &[]),
        };
        let single = sequence(&[
            &self.id,
            &status,
            &write::generalized_time(now),
            &tagged(constructed(0), &[&write::generalized_time(until)]),
        ]);
        let key = signature::public_key(&responder.key).map_or(&[][..], |(_, bits)| bits);
        let key = octets(digest(&SHA1_FOR_LEGACY_USE_ONLY, key).as_ref());
        let extensions = match &self.nonce {
            Some(nonce) => {
                let nonce = sequence(&[&sequence(&[&oid(NONCE), &octets(nonce)])]);
                tagged(constructed(1), &[&nonce])
            }
            None => Vec::new(),
        };
        let data = sequence(&[
            &tagged(constructed(2), &[&key]),
            &write::generalized_time(now),
            &sequence(&[&single]),
            &extensions,
        ]);
        let along = match certificate {
            Some(certificate) => tagged(constructed(0), &[&sequence(&[certificate])]),
            None => Vec::new(),
        };
        let basic = octets(&signed(&data, responder, &along));
        let bytes = sequence(&[&oid(BASIC), &basic]);
        sequence(&[
            &tagged(der::ENUMERATED, &[&[0]]),
            &tagged(constructed(0), &[&bytes]),
        ])
    }
}

/// A revocation list to be issued.
#[derive(Debug, Clone)]
pub struct DraftList {
    /// Its number.
    pub number: u8,
    /// The number that it continues, if it is a delta list.
    pub base: Option<u8>,
    /// Serial numbers with reasons (RFC 5280 §5.3.1; 8 removes from the list).
    pub entries: Vec<(Vec<u8>, u8)>,
    /// Whether it says that it covers certificates of persons only.
    pub persons_only: bool,
    /// When it was made.
    pub from: Timestamp,
    /// When the next one comes.
    pub until: Timestamp,
}

impl DraftList {
    /// Issues it: DER.
    #[must_use]
    pub fn issue(&self, issuer: &Issuer) -> Vec<u8> {
        let entries: Vec<_> = self
            .entries
            .iter()
            .map(|(serial, reason)| {
                let reason = tagged(der::ENUMERATED, &[&[*reason]]);
                let extensions = sequence(&[&extension("2.5.29.21", false, &reason)]);
                sequence(&[
                    &write::integer(serial),
                    &write::time(self.from),
                    &extensions,
                ])
            })
            .collect();
        let entries = if entries.is_empty() {
            Vec::new()
        } else {
            list(&entries)
        };
        let mut extensions = vec![extension(
            "2.5.29.20",
            false,
            &write::integer(&[self.number]),
        )];
        if let Some(base) = self.base {
            extensions.push(extension("2.5.29.27", true, &write::integer(&[base])));
        }
        if self.persons_only {
            let point = sequence(&[&tagged(primitive(1), &[&[0xff]])]);
            extensions.push(extension("2.5.29.28", true, &point));
        }
        let data = sequence(&[
            &write::integer(&[1]),
            &algorithm(),
            &issuer.name,
            &write::time(self.from),
            &write::time(self.until),
            &entries,
            &tagged(constructed(0), &[&list(&extensions)]),
        ]);
        signed(&data, issuer, &[])
    }
}

impl Issuer {
    /// What others check its answers and lists with.
    #[must_use]
    pub fn authority(&self) -> Authority {
        Authority {
            name: self.name.clone(),
            key: self.key.clone(),
            signs_lists: true,
        }
    }
}
