//! The ASN.1 forms of a key: PKCS#8, PKCS#1, SEC1, SPKI, a certificate. Told apart by what they
//! hold, never by the name on the armour.

use zeroize::Zeroizing;

use super::{ImportOptions, encrypted};
use crate::alg::Material;
use crate::alg::ecdsa::EcKey;
use crate::alg::eddsa::OkpKey;
use crate::alg::rsa::{PssOnly, RsaKey};
use crate::encoding::der::{self, Problem, Reader};
use crate::engine::{Curve, Hash};
use crate::error::{Error, KeyError, Shown};

pub(super) mod oid {
    pub(crate) const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    pub(crate) const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    pub(crate) const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    pub(crate) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
    pub(crate) const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    pub(crate) const P384: &[u8] = &[0x2b, 0x81, 4, 0, 34];
    pub(crate) const P521: &[u8] = &[0x2b, 0x81, 4, 0, 35];
    pub(crate) const SECP256K1: &[u8] = &[0x2b, 0x81, 4, 0, 10];
    pub(crate) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    pub(crate) const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
    pub(crate) const SHA512: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];

    /// Keys that people have and that sign no token here.
    pub(crate) const FOREIGN: &[(&[u8], &str)] = &[
        (&[0x2b, 0x65, 0x6e], "an X25519 key, which is for key agreement, not for signatures"),
        (&[0x2b, 0x65, 0x6f], "an X448 key, which is for key agreement, not for signatures"),
        (&[0x2b, 0x65, 0x71], "an Ed448 key"),
        (&[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1], "a DSA key"),
        (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1], "a Diffie-Hellman key"),
        (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 1], "an EC key on P-192"),
        (&[0x2b, 0x81, 4, 0, 33], "an EC key on P-224"),
        (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 7], "an EC key on brainpoolP256r1"),
    ];
}

/// Reads any of the forms.
pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Material, Error> {
    let weak = options.allow_weak_key;
    if bytes.starts_with(b"openssh-key-v1\0") {
        let found = Shown::words(
            "an OpenSSH private key; `ssh-keygen -p -m PKCS8 -f key` rewrites RSA and ECDSA keys \
             in place, instead of an Ed25519 one make a new one with \
             `openssl genpkey -algorithm ed25519`",
        );
        return Err(KeyError::Unsupported { found }.into());
    }
    match Form::of(bytes).map_err(broken)? {
        Form::Pkcs8(reader) => pkcs8(reader, weak),
        Form::EncryptedPkcs8 => {
            let plain = encrypted::decrypt(bytes, options.passphrase.as_ref())?;
            pkcs8(Reader::whole_sequence(&plain).map_err(|_| KeyError::Passphrase)?, weak)
        }
        Form::Pkcs1Private => {
            RsaKey::private(Zeroizing::new(bytes.to_vec()), weak).map(Material::from)
        }
        Form::Pkcs1Public { n, e } => RsaKey::public(n, e, weak).map(Material::from),
        Form::Sec1(reader) => sec1(reader, None),
        Form::Spki(reader) => spki(reader, weak),
        Form::Certificate(reader) => certificate(reader, weak),
    }
}

enum Form<'a> {
    Pkcs8(Reader<'a>),
    EncryptedPkcs8,
    Pkcs1Private,
    Pkcs1Public { n: &'a [u8], e: &'a [u8] },
    Sec1(Reader<'a>),
    Spki(Reader<'a>),
    Certificate(Reader<'a>),
}

impl<'a> Form<'a> {
    /// Tells the forms apart by the tags of their first elements.
    fn of(bytes: &'a [u8]) -> Result<Self, Problem> {
        let whole = Reader::whole_sequence(bytes)?;
        let mut look = whole.clone();
        let first = look.any()?;
        let second = look.any()?.0;
        Ok(match (first.0, second) {
            (der::INTEGER, der::SEQUENCE) => Self::Pkcs8(whole),
            (der::INTEGER, der::OCTET_STRING) => Self::Sec1(whole),
            (der::INTEGER, der::INTEGER) if look.end().is_ok() => {
                let mut numbers = whole;
                Self::Pkcs1Public { n: numbers.positive()?, e: numbers.positive()? }
            }
            (der::INTEGER, der::INTEGER) => Self::Pkcs1Private,
            (der::SEQUENCE, der::OCTET_STRING) => Self::EncryptedPkcs8,
            (der::SEQUENCE, der::BIT_STRING) => Self::Spki(whole),
            (der::SEQUENCE, der::SEQUENCE) => Self::Certificate(whole),
            _ => return Err("it is no key and no certificate"),
        })
    }
}

/// PrivateKeyInfo or OneAsymmetricKey (RFC 5958).
fn pkcs8(mut reader: Reader<'_>, weak: bool) -> Result<Material, Error> {
    let version = reader.read(der::INTEGER).map_err(broken)?;
    if !matches!(version, [0 | 1]) {
        return Err(broken("it is PKCS#8 of an unknown version"));
    }
    let kind = KeyAlgorithm::read(&mut reader)?;
    let inner = reader.read(der::OCTET_STRING).map_err(broken)?;
    match kind {
        KeyAlgorithm::Rsa(restriction) => {
            let key = RsaKey::private(Zeroizing::new(inner.to_vec()), weak)?;
            Ok(restrict(key, restriction).into())
        }
        KeyAlgorithm::Ec(curve) => {
            sec1(Reader::whole_sequence(inner).map_err(broken)?, Some(curve))
        }
        KeyAlgorithm::Ed25519 => {
            let mut octets = Reader::new(inner);
            let seed = octets.read(der::OCTET_STRING).map_err(broken)?;
            octets.end().map_err(broken)?;
            OkpKey::private(seed, ed25519_public(reader).map_err(broken)?).map(Material::from)
        }
    }
}

/// The public key that OneAsymmetricKey may hold after its attributes (RFC 5958 section 2).
fn ed25519_public(mut reader: Reader<'_>) -> Result<Option<&[u8]>, Problem> {
    reader.optional(der::context(0))?;
    let public = match reader.optional(0x81)? {
        None => None,
        Some([0, point @ ..]) => Some(point),
        Some(_) => return Err("it holds a bit string that does not end on a byte"),
    };
    reader.end().map(|()| public)
}

/// ECPrivateKey (RFC 5915). Within PKCS#8 the curve stands outside.
fn sec1(mut reader: Reader<'_>, outer: Option<Curve>) -> Result<Material, Error> {
    if reader.read(der::INTEGER).map_err(broken)? != [1] {
        return Err(broken("it is an EC private key of an unknown version"));
    }
    let number = reader.read(der::OCTET_STRING).map_err(broken)?;
    let own = match reader.optional(der::context(0)).map_err(broken)? {
        None => None,
        Some(parameters) => Some(curve(&mut Reader::new(parameters))?),
    };
    let point = match reader.optional(der::context(1)).map_err(broken)? {
        None => None,
        Some(public) => Some(Reader::new(public).bit_string().map_err(broken)?),
    };
    reader.end().map_err(broken)?;
    let curve = match (outer, own) {
        (Some(outer), Some(own)) if outer != own => {
            return Err(KeyError::Invalid { problem: "it names two curves" }.into());
        }
        (outer, own) => outer.or(own).ok_or_else(|| broken("it does not name its curve"))?,
    };
    EcKey::private(curve, number, point).map(Material::from)
}

/// SubjectPublicKeyInfo (RFC 5280 section 4.1).
fn spki(mut reader: Reader<'_>, weak: bool) -> Result<Material, Error> {
    let kind = KeyAlgorithm::read(&mut reader)?;
    let bits = reader.bit_string().map_err(broken)?;
    reader.end().map_err(broken)?;
    match kind {
        KeyAlgorithm::Rsa(restriction) => {
            let mut numbers = Reader::whole_sequence(bits).map_err(broken)?;
            let n = numbers.positive().map_err(broken)?;
            let e = numbers.positive().map_err(broken)?;
            numbers.end().map_err(broken)?;
            Ok(restrict(RsaKey::public(n, e, weak)?, restriction).into())
        }
        KeyAlgorithm::Ec(curve) => EcKey::public(curve, bits).map(Material::from),
        KeyAlgorithm::Ed25519 => OkpKey::public(bits).map(Material::from),
    }
}

/// The subject's public key of a certificate (RFC 5280 section 4.1). Nothing else of it is read:
/// who signed it and when it ends say nothing about a token.
fn certificate(mut reader: Reader<'_>, weak: bool) -> Result<Material, Error> {
    let mut body = reader.sequence().map_err(broken)?;
    body.optional(der::context(0)).map_err(broken)?;
    // serial, signature, issuer, validity, subject
    for tag in [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::SEQUENCE, der::SEQUENCE] {
        if body.peek() == Some(der::context(0)) {
            return Err(broken("it is a certificate request; take the certificate or the key"));
        }
        body.read(tag).map_err(|_| broken("it is no key and no certificate"))?;
    }
    spki(body.sequence().map_err(broken)?, weak)
}

enum KeyAlgorithm {
    Rsa(Option<PssOnly>),
    Ec(Curve),
    Ed25519,
}

impl KeyAlgorithm {
    /// AlgorithmIdentifier (RFC 5280 section 4.1.1.2).
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut identifier = reader.sequence().map_err(broken)?;
        let name = identifier.read(der::OID).map_err(broken)?;
        match name {
            oid::RSA => Ok(Self::Rsa(None)),
            oid::RSA_PSS => pss(identifier).map(|only| Self::Rsa(Some(only))),
            oid::EC => curve(&mut identifier).map(Self::Ec),
            oid::ED25519 => Ok(Self::Ed25519),
            other => Err(unsupported(other)),
        }
    }
}

fn curve(reader: &mut Reader<'_>) -> Result<Curve, Error> {
    if reader.peek() == Some(der::SEQUENCE) {
        let found = Shown::words(
            "an EC key that spells out its curve; write it anew with \
             `openssl ec -in key.pem -param_enc named_curve`",
        );
        return Err(KeyError::Unsupported { found }.into());
    }
    let name = reader.read(der::OID).map_err(broken)?;
    Curve::ALL.into_iter().find(|curve| curve.oid() == name).ok_or_else(|| unsupported(name))
}

/// RSASSA-PSS-params (RFC 4055 section 3.1): absent means any hash.
fn pss(mut identifier: Reader<'_>) -> Result<PssOnly, Error> {
    if identifier.peek().is_none() {
        return Ok(PssOnly { hash: None });
    }
    let mut parameters = identifier.sequence().map_err(broken)?;
    let found = match parameters.optional(der::context(0)).map_err(broken)? {
        Some(hash) => {
            let mut identifier = Reader::new(hash).sequence().map_err(broken)?;
            identifier.read(der::OID).map_err(broken)?
        }
        None => &[],
    };
    let hash = match found {
        oid::SHA256 => Hash::Sha256,
        oid::SHA384 => Hash::Sha384,
        oid::SHA512 => Hash::Sha512,
        _ => {
            let found = Shown::words("an RSA-PSS key for SHA-1 or another hash JWS does not have");
            return Err(KeyError::Unsupported { found }.into());
        }
    };
    Ok(PssOnly { hash: Some(hash) })
}

fn restrict(key: RsaKey, restriction: Option<PssOnly>) -> RsaKey {
    match restriction {
        Some(only) => key.restricted(only),
        None => key,
    }
}

fn broken(problem: Problem) -> Error {
    KeyError::Der { problem }.into()
}

fn unsupported(name: &[u8]) -> Error {
    let known = oid::FOREIGN.iter().find(|(foreign, _)| *foreign == name);
    let found = known.map_or("of a type or curve that JWS does not have", |(_, words)| words);
    KeyError::Unsupported { found: Shown::words(found) }.into()
}

impl Curve {
    pub(super) fn oid(self) -> &'static [u8] {
        match self {
            Self::P256 => oid::P256,
            Self::P384 => oid::P384,
            Self::P521 => oid::P521,
            Self::Secp256k1 => oid::SECP256K1,
        }
    }
}
