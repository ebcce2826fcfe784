#[cfg(feature = "aws-lc-rs")]
use zeroize::Zeroizing;

use super::backend::rand::SystemRandom;
#[cfg(not(feature = "aws-lc-rs"))]
use super::backend::signature::UnparsedPublicKey;
use super::backend::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, EcdsaVerificationAlgorithm,
};
#[cfg(feature = "aws-lc-rs")]
use super::backend::{
    encoding::AsBigEndian,
    signature::{KeyPair, ParsedPublicKey},
};
use crate::engine::{Curve, Failed, Rejected};

pub(in crate::engine) struct EcPrivateKey(EcdsaKeyPair);

impl EcPrivateKey {
    pub(in crate::engine) fn new(curve: Curve, d: &[u8], point: &[u8]) -> Result<Self, Rejected> {
        EcdsaKeyPair::from_private_key_and_public_key(
            signing_algorithm(curve)?,
            d,
            point,
            #[cfg(not(feature = "aws-lc-rs"))]
            &SystemRandom::new(),
        )
        .map(Self)
        .map_err(|_| Rejected)
    }

    #[cfg(feature = "aws-lc-rs")]
    pub(in crate::engine) fn generate(
        curve: Curve,
    ) -> Result<(Zeroizing<Vec<u8>>, Vec<u8>), Failed> {
        let algorithm = signing_algorithm(curve).map_err(|_| Failed)?;
        let pair = EcdsaKeyPair::generate(algorithm).map_err(|_| Failed)?;
        let d = pair.private_key().as_be_bytes().map_err(|_| Failed)?;
        Ok((Zeroizing::new(d.as_ref().to_vec()), pair.public_key().as_ref().to_vec()))
    }

    /// AWS-LC works the point out when it reads an `ECPrivateKey` (RFC 5915) that has none.
    #[cfg(feature = "aws-lc-rs")]
    pub(in crate::engine) fn public_point(curve: Curve, d: &[u8]) -> Result<Vec<u8>, Rejected> {
        let d_len = u8::try_from(d.len()).map_err(|_| Rejected)?;
        let mut der = Zeroizing::new(Vec::with_capacity(80));
        der.extend_from_slice(&[0x30, d_len + 5, 0x02, 0x01, 0x01, 0x04, d_len]);
        der.extend_from_slice(d);
        let pair = EcdsaKeyPair::from_private_key_der(signing_algorithm(curve)?, &der)
            .map_err(|_| Rejected)?;
        Ok(pair.public_key().as_ref().to_vec())
    }

    pub(in crate::engine) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        let signature = self.0.sign(&SystemRandom::new(), input).map_err(|_| Failed)?;
        out.extend_from_slice(signature.as_ref());
        Ok(())
    }
}

#[cfg(feature = "aws-lc-rs")]
pub(in crate::engine) struct EcPublicKey(ParsedPublicKey);
/// ring has no parsed form: it decodes the point, and checks it, at each signature.
#[cfg(not(feature = "aws-lc-rs"))]
pub(in crate::engine) struct EcPublicKey(UnparsedPublicKey<Box<[u8]>>);

impl EcPublicKey {
    pub(in crate::engine) fn new(curve: Curve, point: &[u8]) -> Result<Self, Rejected> {
        let algorithm = verification_algorithm(curve)?;
        #[cfg(feature = "aws-lc-rs")]
        let key = ParsedPublicKey::new(algorithm, point).map_err(|_| Rejected)?;
        #[cfg(not(feature = "aws-lc-rs"))]
        let key = UnparsedPublicKey::new(algorithm, point.into());
        Ok(Self(key))
    }

    pub(in crate::engine) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        #[cfg(feature = "aws-lc-rs")]
        let verified = self.0.verify_sig(input, signature);
        #[cfg(not(feature = "aws-lc-rs"))]
        let verified = self.0.verify(input, signature);
        verified.is_ok()
    }
}

fn signing_algorithm(curve: Curve) -> Result<&'static EcdsaSigningAlgorithm, Rejected> {
    match curve {
        Curve::P256 => Ok(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
        Curve::P384 => Ok(&signature::ECDSA_P384_SHA384_FIXED_SIGNING),
        #[cfg(feature = "aws-lc-rs")]
        Curve::P521 => Ok(&signature::ECDSA_P521_SHA512_FIXED_SIGNING),
        #[cfg(feature = "aws-lc-rs")]
        Curve::Secp256k1 => Ok(&signature::ECDSA_P256K1_SHA256_FIXED_SIGNING),
        #[cfg(not(feature = "aws-lc-rs"))]
        Curve::P521 | Curve::Secp256k1 => Err(Rejected),
    }
}

fn verification_algorithm(curve: Curve) -> Result<&'static EcdsaVerificationAlgorithm, Rejected> {
    match curve {
        Curve::P256 => Ok(&signature::ECDSA_P256_SHA256_FIXED),
        Curve::P384 => Ok(&signature::ECDSA_P384_SHA384_FIXED),
        #[cfg(feature = "aws-lc-rs")]
        Curve::P521 => Ok(&signature::ECDSA_P521_SHA512_FIXED),
        #[cfg(feature = "aws-lc-rs")]
        Curve::Secp256k1 => Ok(&signature::ECDSA_P256K1_SHA256_FIXED),
        #[cfg(not(feature = "aws-lc-rs"))]
        Curve::P521 | Curve::Secp256k1 => Err(Rejected),
    }
}
