//! Keys written: PKCS#8, PKCS#1, SEC1 and SPKI, as PEM and DER.

use core::str::FromStr;

use zeroize::Zeroizing;

use super::forms::oid;
use super::{Key, KeyKind};
use crate::alg::Material;
use crate::alg::ecdsa::EcKey;
use crate::alg::eddsa::OkpKey;
use crate::alg::rsa::{PssOnly, RsaKey};
use crate::encoding::{der, pem};
use crate::engine::Hash;
use crate::error::{Error, KeyError, Shown};

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyFormat {
    /// Any private key (RFC 5958): `BEGIN PRIVATE KEY`.
    Pkcs8,
    /// An RSA key (RFC 8017 appendix A.1): `BEGIN RSA PRIVATE KEY`, `BEGIN RSA PUBLIC KEY`.
    Pkcs1,
    /// An EC private key (RFC 5915): `BEGIN EC PRIVATE KEY`.
    Sec1,
    /// Any public key (RFC 5280): `BEGIN PUBLIC KEY`.
    Spki,
}

impl KeyFormat {
    const ALL: [Self; 4] = [Self::Pkcs8, Self::Pkcs1, Self::Sec1, Self::Spki];

    /// `pkcs8`, `pkcs1`, `sec1` or `spki`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pkcs8 => "pkcs8",
            Self::Pkcs1 => "pkcs1",
            Self::Sec1 => "sec1",
            Self::Spki => "spki",
        }
    }
}

impl FromStr for KeyFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            crate::options::invalid(
                "format",
                &Shown::text(name).to_string(),
                "pkcs8, pkcs1, sec1 or spki",
            )
        })
    }
}

impl Key {
    /// The key as PEM: PKCS#8 or SPKI where no format is named.
    ///
    /// # Errors
    /// `ERR_KEY_EXPORT` where the key has no such form; a secret has none but JWK.
    /// `ERR_KEY_ASYNC_ONLY` for one that is kept elsewhere.
    ///
    /// ```
    /// use jotmint::{Algorithm, GenerateOptions, ImportOptions, Key};
    ///
    /// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
    /// let pem = key.to_pem(None)?;
    /// assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    /// assert_eq!(Key::from_text(&pem, &ImportOptions::default())?.thumbprint(), key.thumbprint());
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn to_pem(&self, format: Option<KeyFormat>) -> Result<String, Error> {
        let format = format.unwrap_or_else(|| self.usual_format());
        let der = self.to_der(Some(format))?;
        Ok(pem::write(self.label(format), &der))
    }

    /// The key as DER: PKCS#8 or SPKI where no format is named.
    ///
    /// # Errors
    /// As [`Key::to_pem`].
    pub fn to_der(&self, format: Option<KeyFormat>) -> Result<Zeroizing<Vec<u8>>, Error> {
        let format = format.unwrap_or_else(|| self.usual_format());
        let private = self.kind() == KeyKind::Private;
        let written = match (self.material(), format, private) {
            (Material::Rsa(key), KeyFormat::Pkcs8, true) => pkcs8_rsa(key),
            (Material::Rsa(key), KeyFormat::Pkcs1, true) => key.pkcs1().map(<[u8]>::to_vec),
            (Material::Rsa(key), KeyFormat::Pkcs1, false) => Some(pkcs1_public(key)),
            (Material::Rsa(key), KeyFormat::Spki, false) => Some(spki_rsa(key)),
            (Material::Ec(key), KeyFormat::Pkcs8, true) => pkcs8_ec(key),
            (Material::Ec(key), KeyFormat::Sec1, true) => sec1(key, true),
            (Material::Ec(key), KeyFormat::Spki, false) => Some(spki_ec(key)),
            (Material::Okp(key), KeyFormat::Pkcs8, true) => pkcs8_okp(key),
            (Material::Okp(key), KeyFormat::Spki, false) => Some(spki_okp(key)),
            (Material::Elsewhere(_), ..) => return KeyError::elsewhere(),
            _ => None,
        };
        written.map(Zeroizing::new).ok_or_else(|| self.no_such_form(format))
    }

    fn usual_format(&self) -> KeyFormat {
        if self.kind() == KeyKind::Private { KeyFormat::Pkcs8 } else { KeyFormat::Spki }
    }

    fn label(&self, format: KeyFormat) -> &'static str {
        match (format, self.kind()) {
            (KeyFormat::Pkcs8, _) => "PRIVATE KEY",
            (KeyFormat::Spki, _) => "PUBLIC KEY",
            (KeyFormat::Sec1, _) => "EC PRIVATE KEY",
            (KeyFormat::Pkcs1, KeyKind::Private) => "RSA PRIVATE KEY",
            (KeyFormat::Pkcs1, _) => "RSA PUBLIC KEY",
        }
    }

    fn no_such_form(&self, format: KeyFormat) -> Error {
        let (kind, kty) = (self.kind(), self.key_type().name());
        let expected = match (kind, self.material()) {
            (KeyKind::Secret, _) => "jwk",
            (KeyKind::Private, Material::Rsa(_)) => "pkcs8, pkcs1 or jwk",
            (KeyKind::Private, Material::Ec(_)) => "pkcs8, sec1 or jwk",
            (KeyKind::Private, _) => "pkcs8 or jwk",
            (KeyKind::Public, Material::Rsa(_)) => "spki, pkcs1 or jwk",
            (KeyKind::Public, _) => "spki or jwk",
        };
        KeyError::Export {
            found: Shown::words(format!("A {} key of type {kty}", kind.name())),
            format: Shown::words(format.name()),
            expected: Shown::words(expected),
        }
        .into()
    }
}

fn pkcs8(identifier: &[u8], inner: &[u8]) -> Vec<u8> {
    let version = der::positive(&[]);
    let key = Zeroizing::new(der::element(der::OCTET_STRING, &[inner]));
    der::element(der::SEQUENCE, &[&version, identifier, &key])
}

fn spki(identifier: &[u8], bits: &[u8]) -> Vec<u8> {
    let key = der::element(der::BIT_STRING, &[&[0], bits]);
    der::element(der::SEQUENCE, &[identifier, &key])
}

fn pkcs8_rsa(key: &RsaKey) -> Option<Vec<u8>> {
    Some(pkcs8(&rsa_identifier(key), key.pkcs1()?))
}

fn spki_rsa(key: &RsaKey) -> Vec<u8> {
    spki(&rsa_identifier(key), &pkcs1_public(key))
}

fn pkcs1_public(key: &RsaKey) -> Vec<u8> {
    let (n, e) = (der::positive(key.modulus()), der::positive(key.exponent()));
    der::element(der::SEQUENCE, &[&n, &e])
}

fn rsa_identifier(key: &RsaKey) -> Vec<u8> {
    match key.restriction() {
        None => identifier(oid::RSA, &der::element(der::NULL, &[])),
        Some(PssOnly { hash: None }) => identifier(oid::RSA_PSS, &[]),
        Some(PssOnly { hash: Some(hash) }) => identifier(oid::RSA_PSS, &pss_parameters(hash)),
    }
}

/// RSASSA-PSS-params (RFC 4055 section 3.1) with the salt as long as the hash.
fn pss_parameters(hash: Hash) -> Vec<u8> {
    const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8];
    let hash_oid = match hash {
        Hash::Sha256 => oid::SHA256,
        Hash::Sha384 => oid::SHA384,
        Hash::Sha512 => oid::SHA512,
    };
    let hash_identifier = identifier(hash_oid, &der::element(der::NULL, &[]));
    let mask = identifier(MGF1, &hash_identifier);
    let salt = der::positive(&hash.len().to_be_bytes());
    let tagged = |number, content: &[u8]| der::element(der::context(number), &[content]);
    der::element(
        der::SEQUENCE,
        &[&tagged(0, &hash_identifier), &tagged(1, &mask), &tagged(2, &salt)],
    )
}

fn pkcs8_ec(key: &EcKey) -> Option<Vec<u8>> {
    Some(pkcs8(&ec_identifier(key), &Zeroizing::new(sec1(key, false)?)))
}

fn spki_ec(key: &EcKey) -> Vec<u8> {
    spki(&ec_identifier(key), key.point())
}

fn ec_identifier(key: &EcKey) -> Vec<u8> {
    identifier(oid::EC, &der::element(der::OID, &[key.curve().oid()]))
}

/// ECPrivateKey (RFC 5915); within PKCS#8 the curve stands outside.
fn sec1(key: &EcKey, with_curve: bool) -> Option<Vec<u8>> {
    let version = der::positive(&[1]);
    let number = Zeroizing::new(der::element(der::OCTET_STRING, &[key.number()?]));
    let curve = der::element(der::OID, &[key.curve().oid()]);
    let parameters = if with_curve { der::element(der::context(0), &[&curve]) } else { Vec::new() };
    let bits = der::element(der::BIT_STRING, &[&[0], key.point()]);
    let public = der::element(der::context(1), &[&bits]);
    Some(der::element(der::SEQUENCE, &[&version, &number, &parameters, &public]))
}

fn pkcs8_okp(key: &OkpKey) -> Option<Vec<u8>> {
    let seed = Zeroizing::new(der::element(der::OCTET_STRING, &[key.seed()?]));
    Some(pkcs8(&identifier(oid::ED25519, &[]), &seed))
}

fn spki_okp(key: &OkpKey) -> Vec<u8> {
    spki(&identifier(oid::ED25519, &[]), key.point())
}

fn identifier(name: &[u8], parameters: &[u8]) -> Vec<u8> {
    der::element(der::SEQUENCE, &[&der::element(der::OID, &[name]), parameters])
}
