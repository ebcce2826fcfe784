use p256::ecdsa::signature::{Signer, Verifier};
use zeroize::Zeroizing;

use crate::engine::{Curve, Failed, Rejected, random};

/// Wiped on drop. The nonce is derived from the key and the message (RFC 6979).
pub(in crate::engine) enum EcPrivateKey {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    Secp256k1(k256::ecdsa::SigningKey),
}

impl EcPrivateKey {
    pub(in crate::engine) fn new(curve: Curve, d: &[u8], point: &[u8]) -> Result<Self, Rejected> {
        let key = Self::from_scalar(curve, d)?;
        if *key.point() == *point { Ok(key) } else { Err(Rejected) }
    }

    pub(in crate::engine) fn generate(
        curve: Curve,
    ) -> Result<(Zeroizing<Vec<u8>>, Vec<u8>), Failed> {
        let mut d = Zeroizing::new(vec![0; curve.coordinate_len()]);
        // FIPS 186-5 appendix A.2.2: draw until the number is in range, which almost any is; of
        // P-521's first octet one bit counts.
        for _ in 0..100 {
            random(&mut d)?;
            if let (Curve::P521, Some(first)) = (curve, d.first_mut()) {
                *first &= 1;
            }
            if let Ok(key) = Self::from_scalar(curve, &d) {
                return Ok((d, key.point().into()));
            }
        }
        Err(Failed)
    }

    pub(in crate::engine) fn public_point(curve: Curve, d: &[u8]) -> Result<Vec<u8>, Rejected> {
        Self::from_scalar(curve, d).map(|key| key.point().into())
    }

    pub(in crate::engine) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.try_sign(input).map_err(|_| Failed)?;
                out.extend_from_slice(&signature.to_bytes());
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.try_sign(input).map_err(|_| Failed)?;
                out.extend_from_slice(&signature.to_bytes());
            }
            Self::P521(key) => {
                let signature: p521::ecdsa::Signature = key.try_sign(input).map_err(|_| Failed)?;
                out.extend_from_slice(&signature.to_bytes());
            }
            Self::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.try_sign(input).map_err(|_| Failed)?;
                out.extend_from_slice(&signature.to_bytes());
            }
        }
        Ok(())
    }

    /// Refuses zero and what is not below the order.
    fn from_scalar(curve: Curve, d: &[u8]) -> Result<Self, Rejected> {
        match curve {
            Curve::P256 => p256::ecdsa::SigningKey::from_slice(d).map(Self::P256),
            Curve::P384 => p384::ecdsa::SigningKey::from_slice(d).map(Self::P384),
            Curve::P521 => p521::ecdsa::SigningKey::from_slice(d).map(Self::P521),
            Curve::Secp256k1 => k256::ecdsa::SigningKey::from_slice(d).map(Self::Secp256k1),
        }
        .map_err(|_| Rejected)
    }

    fn point(&self) -> Box<[u8]> {
        match self {
            Self::P256(key) => key.verifying_key().to_sec1_point(false).to_bytes(),
            Self::P384(key) => key.verifying_key().to_sec1_point(false).to_bytes(),
            Self::P521(key) => key.verifying_key().to_sec1_point(false).to_bytes(),
            Self::Secp256k1(key) => key.verifying_key().to_sec1_point(false).to_bytes(),
        }
    }
}

pub(in crate::engine) enum EcPublicKey {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Secp256k1(k256::ecdsa::VerifyingKey),
}

impl EcPublicKey {
    pub(in crate::engine) fn new(curve: Curve, point: &[u8]) -> Result<Self, Rejected> {
        match curve {
            Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P256),
            Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P384),
            Curve::P521 => p521::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P521),
            Curve::Secp256k1 => {
                k256::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::Secp256k1)
            }
        }
        .map_err(|_| Rejected)
    }

    pub(in crate::engine) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(input, &signature)),
            Self::P384(key) => p384::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(input, &signature)),
            Self::P521(key) => p521::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(input, &signature)),
            // k256 verifies only the lower s, as Bitcoin wants it; RFC 8812 knows no such rule.
            Self::Secp256k1(key) => k256::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(input, &signature.normalize_s())),
        }
        .is_ok()
    }
}
