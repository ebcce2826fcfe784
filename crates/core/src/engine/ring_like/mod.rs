//! AWS-LC or ring, from one source: aws-lc-rs has ring's API. What differs is under `cfg`.

mod ec;
mod ed25519;
mod hmac;
mod rsa;

#[cfg(feature = "aws-lc-rs")]
use aws_lc_rs as backend;
#[cfg(not(feature = "aws-lc-rs"))]
use ring as backend;

use backend::rand::{SecureRandom, SystemRandom};

pub(super) use self::ec::{EcPrivateKey, EcPublicKey};
pub(super) use self::ed25519::{Ed25519PrivateKey, Ed25519PublicKey};
pub(super) use self::hmac::HmacKey;
pub(super) use self::rsa::{RsaPrivateKey, RsaPublicKey};
use crate::engine::{Digest, Failed, Hash};

pub(crate) fn digest(hash: Hash, input: &[u8]) -> Digest {
    let algorithm = match hash {
        Hash::Sha256 => &backend::digest::SHA256,
        Hash::Sha384 => &backend::digest::SHA384,
        Hash::Sha512 => &backend::digest::SHA512,
    };
    Digest::new(backend::digest::digest(algorithm, input).as_ref())
}

pub(crate) fn random(out: &mut [u8]) -> Result<(), Failed> {
    SystemRandom::new().fill(out).map_err(|_| Failed)
}
