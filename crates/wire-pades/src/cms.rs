//! The CMS structure of a PAdES B-B signature (RFC 5652, EN 319 142-1 §6).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{OctetString, OctetStringRef, SetOfVec};
use der::{Any, Decode, Encode, Sequence, oid::ObjectIdentifier};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::{Attribute, Attributes};

use crate::chain::CertificateChain;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// `SigningCertificateV2` (RFC 5035 §3).
#[derive(Sequence)]
struct SigningCertificateV2<'a> {
    certs: Vec<EssCertIdV2<'a>>,
}

/// `ESSCertIDv2`; the hash algorithm is SHA-256, which is the default and so absent in DER.
#[derive(Sequence)]
struct EssCertIdV2<'a> {
    cert_hash: &'a OctetStringRef,
}

/// DER of the attributes that are signed, as the `SET OF` whose bytes the key signs.
pub(crate) fn signed_attributes(
    chain: &CertificateChain,
    digest: &[u8; 32],
) -> der::Result<Vec<u8>> {
    attributes(chain, digest)?.to_der()
}

fn attributes(chain: &CertificateChain, digest: &[u8; 32]) -> der::Result<Attributes> {
    let certificate = SigningCertificateV2 {
        certs: vec![EssCertIdV2 {
            cert_hash: OctetStringRef::new(&chain.signer_hash)?,
        }],
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(
            MESSAGE_DIGEST,
            Any::encode_from(&OctetStringRef::new(digest)?)?,
        )?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&certificate)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![value])?,
    })
}

/// DER of the whole container. A pure function: the same chain, digest and signature value give
/// the same bytes, so that a verifier can write it again and compare.
pub(crate) fn container(
    chain: &CertificateChain,
    digest: &[u8; 32],
    value: &[u8],
) -> der::Result<Vec<u8>> {
    // RFC 5754 §2: parameters absent.
    let sha_256 = AlgorithmIdentifierOwned {
        oid: SHA_256,
        parameters: None,
    };
    let signer = chain
        .certificates
        .first()
        .ok_or(der::ErrorKind::Failed)?
        .tbs_certificate();
    let signer_info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: signer.issuer().clone(),
            serial_number: signer.serial_number().clone(),
        }),
        digest_alg: sha_256.clone(),
        signed_attrs: Some(attributes(chain, digest)?),
        signature_algorithm: chain.algorithm().identifier(),
        signature: OctetString::new(value)?,
        unsigned_attrs: None,
    };
    let certificates = chain
        .certificates
        .iter()
        .cloned()
        .map(CertificateChoices::Certificate)
        .collect::<Vec<_>>();
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer_info])?,
    };
    ContentInfo {
        content_type: SIGNED_DATA,
        content: Any::encode_from(&signed_data)?,
    }
    .to_der()
}

/// What a container claims. Nothing of it is verified.
pub(crate) struct Claims {
    /// The digest of the covered bytes.
    pub(crate) digest: Vec<u8>,
    /// SHA-256 of the signer's certificate.
    pub(crate) certificate_hash: Vec<u8>,
    /// The signature value.
    pub(crate) signature: Vec<u8>,
}

/// Reads the claims, if the bytes are a container with one signer and the attributes of B-B.
pub(crate) fn claims(der: &[u8]) -> Option<Claims> {
    let info = ContentInfo::from_der(der)
        .ok()
        .filter(|info| info.content_type == SIGNED_DATA)?;
    let data = info.content.decode_as::<SignedData>().ok()?;
    let [signer] = data.signer_infos.0.as_slice() else {
        return None;
    };
    let value = |oid| {
        let attributes = signer.signed_attrs.as_ref()?;
        let found = attributes.iter().find(|a| a.oid == oid)?;
        found.values.iter().next()
    };
    let digest = value(MESSAGE_DIGEST)?.decode_as::<OctetString>().ok()?;
    let certificate = value(SIGNING_CERTIFICATE_V2)?;
    let certificate = certificate.to_der().ok()?;
    let certificate = SigningCertificateV2::from_der(&certificate).ok()?;
    let [certificate] = certificate.certs.as_slice() else {
        return None;
    };
    Some(Claims {
        digest: digest.as_bytes().to_vec(),
        certificate_hash: certificate.cert_hash.as_bytes().to_vec(),
        signature: signer.signature.as_bytes().to_vec(),
    })
}
