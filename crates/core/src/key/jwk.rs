//! JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037, RFC 8812): read and written.

use std::borrow::Cow;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::{ImportOptions, Inner, Key};
use crate::alg::ecdsa::EcKey;
use crate::alg::eddsa::OkpKey;
use crate::alg::hmac::Secret;
use crate::alg::rsa::RsaKey;
use crate::alg::{Algorithm, Material};
use crate::encoding::json::{Object, Value, quoted};
use crate::encoding::{base64url, der};
use crate::engine::{Curve, RsaMembers};
use crate::error::{Error, KeyError, Shown};

/// Reads a JWK. Its `kid` and `alg` count where the options do not say otherwise.
pub(super) fn read(jwk: &Object<'_>, options: &ImportOptions) -> Result<Key, Error> {
    let weak = options.allow_weak_key;
    let material = match text(jwk, "kty")? {
        "oct" => Secret::new(bytes(jwk, "k")?, weak).map(Material::from)?,
        "RSA" => rsa(jwk, weak)?,
        "EC" => ec(jwk)?,
        "OKP" => okp(jwk)?,
        other => return Err(KeyError::Unsupported { found: Shown::text(other) }.into()),
    };
    if let Some(purpose) = optional_text(jwk, "use")?.filter(|purpose| *purpose != "sig") {
        return Err(KeyError::Use { member: "use", found: Shown::text(purpose) }.into());
    }
    let own = match optional_text(jwk, "alg")? {
        None => None,
        Some(name) => Some(Algorithm::named(name).ok_or_else(|| {
            Error::from(KeyError::Use { member: "alg", found: Shown::text(name) })
        })?),
    };
    let own_keyid = optional_text(jwk, "kid")?.map(str::to_owned);
    if let Some(own) = own {
        material.fits(own, weak)?;
    }
    let key = Key(Arc::new(Inner {
        keyid: options.keyid.clone().or(own_keyid),
        algorithm: own,
        operations: operations(jwk)?,
        weak,
        ..Inner::of(material)
    }));
    match options.algorithm {
        None => Ok(key),
        Some(asked) => key.fits(asked).map(|()| key.changed(|inner| inner.algorithm = Some(asked))),
    }
}

fn rsa(jwk: &Object<'_>, weak: bool) -> Result<Material, Error> {
    let (n, e) = (bytes(jwk, "n")?, bytes(jwk, "e")?);
    if jwk.member("oth").is_some() {
        return Err(KeyError::Jwk { member: "oth", problem: "means more than two primes" }.into());
    }
    if jwk.member("d").is_none() {
        return RsaKey::public(der::strip_zeros(&n), der::strip_zeros(&e), weak)
            .map(Material::from);
    }
    let members = RsaMembers {
        n: &n,
        e: &e,
        d: &bytes(jwk, "d")?,
        p: &bytes(jwk, "p")?,
        q: &bytes(jwk, "q")?,
        dp: &bytes(jwk, "dp")?,
        dq: &bytes(jwk, "dq")?,
        qinv: &bytes(jwk, "qi")?,
    };
    RsaKey::private(members.to_der(), weak).map(Material::from)
}

fn ec(jwk: &Object<'_>) -> Result<Material, Error> {
    let name = text(jwk, "crv")?;
    let curve = Curve::ALL.into_iter().find(|curve| curve.name() == name).ok_or_else(|| {
        let found = Shown::words(format!("an EC key on {}", Shown::text(name)));
        Error::from(KeyError::Unsupported { found })
    })?;
    let mut point = vec![4];
    for member in ["x", "y"] {
        point.extend_from_slice(&sized(jwk, member, curve.coordinate_len())?);
    }
    match jwk.member("d") {
        None => EcKey::public(curve, &point),
        Some(_) => EcKey::private(curve, &sized(jwk, "d", curve.coordinate_len())?, Some(&point)),
    }
    .map(Material::from)
}

fn okp(jwk: &Object<'_>) -> Result<Material, Error> {
    match text(jwk, "crv")? {
        "Ed25519" => {}
        other => {
            let found = Shown::words(format!("an OKP key on {}", Shown::text(other)));
            return Err(KeyError::Unsupported { found }.into());
        }
    }
    let point = sized(jwk, "x", 32)?;
    match jwk.member("d") {
        None => OkpKey::public(&point),
        Some(_) => OkpKey::private(&sized(jwk, "d", 32)?, Some(&point)),
    }
    .map(Material::from)
}

fn operations(jwk: &Object<'_>) -> Result<Option<Vec<String>>, Error> {
    match jwk.member("key_ops") {
        None => Ok(None),
        Some(value) => {
            let problem = "is not a list of texts";
            let names = value.as_texts().ok_or(KeyError::Jwk { member: "key_ops", problem })?;
            Ok(Some(names.into_iter().map(Cow::into_owned).collect()))
        }
    }
}

fn text<'a>(jwk: &'a Object<'_>, member: &'static str) -> Result<&'a str, Error> {
    optional_text(jwk, member)?.ok_or(KeyError::Jwk { member, problem: "is missing" }.into())
}

fn optional_text<'a>(jwk: &'a Object<'_>, member: &'static str) -> Result<Option<&'a str>, Error> {
    match jwk.member(member) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text)),
        Some(_) => Err(KeyError::Jwk { member, problem: "is not a text" }.into()),
    }
}

fn bytes(jwk: &Object<'_>, member: &'static str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let problem = "is not base64url without padding";
    base64url::decode(text(jwk, member)?)
        .map(Zeroizing::new)
        .map_err(|_| KeyError::Jwk { member, problem }.into())
}

/// RFC 7518 section 6.2.1.2: coordinates and `d` have the full length of the curve.
fn sized(
    jwk: &Object<'_>,
    member: &'static str,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let bytes = bytes(jwk, member)?;
    if bytes.len() == length {
        return Ok(bytes);
    }
    Err(KeyError::Jwk { member, problem: "does not have the length its curve demands" }.into())
}

impl Key {
    /// The JWK as JSON text, with the private members where it is a private key or secret.
    ///
    /// # Errors
    /// `ERR_KEY_ASYNC_ONLY` for a key that is kept elsewhere.
    ///
    /// ```
    /// use jotmint::{ImportOptions, Key};
    ///
    /// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// let key = Key::from_text(jwk, &ImportOptions::default())?;
    /// assert_eq!(key.to_jwk()?, jwk);
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn to_jwk(&self) -> Result<String, Error> {
        let mut members = self.required_members()?;
        match self.material() {
            Material::Oct(_) | Material::Elsewhere(_) => {}
            Material::Rsa(key) => {
                if let Some(Ok(numbers)) = key.pkcs1().map(RsaMembers::from_der) {
                    let RsaMembers { d, p, q, dp, dq, qinv, .. } = numbers;
                    let names = ["d", "p", "q", "dp", "dq", "qi"];
                    members.extend(
                        names.into_iter().zip([d, p, q, dp, dq, qinv].map(base64url::encode)),
                    );
                }
            }
            Material::Ec(key) => {
                members.extend(key.number().map(|number| ("d", base64url::encode(number))));
            }
            Material::Okp(key) => {
                members.extend(key.seed().map(|seed| ("d", base64url::encode(seed))));
            }
        }
        members.extend(self.keyid().map(|keyid| ("kid", keyid.to_owned())));
        members.extend(self.own_algorithm().map(|own| ("alg", own.name().to_owned())));
        Ok(write(&members))
    }

    /// The members a thumbprint is made of, in the order of their names (RFC 7638 section 3.2).
    pub(super) fn thumbprint_input(&self) -> Result<String, Error> {
        const IN_ORDER: [&str; 7] = ["crv", "e", "k", "kty", "n", "x", "y"];
        let members = self.required_members()?;
        let member = |name| members.iter().find(|(own, _)| *own == name).cloned();
        Ok(write(&IN_ORDER.into_iter().filter_map(member).collect::<Vec<_>>()))
    }

    fn required_members(&self) -> Result<Vec<(&'static str, String)>, Error> {
        let mut members = vec![("kty", self.key_type().name().to_owned())];
        members.extend(self.curve().map(|curve| ("crv", curve.to_owned())));
        match self.material() {
            Material::Oct(secret) => members.push(("k", base64url::encode(secret.bytes()))),
            Material::Rsa(key) => {
                members.push(("n", base64url::encode(key.modulus())));
                members.push(("e", base64url::encode(key.exponent())));
            }
            Material::Ec(key) => {
                let (x, y) = key.coordinates();
                members.push(("x", base64url::encode(x)));
                members.push(("y", base64url::encode(y)));
            }
            Material::Okp(key) => members.push(("x", base64url::encode(key.point()))),
            Material::Elsewhere(_) => return KeyError::elsewhere(),
        }
        Ok(members)
    }
}

fn write(members: &[(&str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("\"{name}\":{}", quoted(value))).collect();
    format!("{{{}}}", members.join(","))
}
