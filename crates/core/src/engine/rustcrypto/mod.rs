//! RustCrypto: all of it for WebAssembly, and what the native engines lack.

#[cfg(any(feature = "ring", feature = "rustcrypto"))]
mod ec;
mod ed25519;
mod hmac;
#[cfg(any(feature = "ring", feature = "rustcrypto"))]
mod prime;
mod rsa;

#[cfg(feature = "rustcrypto")]
use sha2::{Digest as _, Sha256, Sha384, Sha512};

#[cfg(any(feature = "ring", feature = "rustcrypto"))]
pub(super) use self::ec::{EcPrivateKey, EcPublicKey};
#[cfg(feature = "rustcrypto")]
pub(super) use self::ed25519::Ed25519PrivateKey;
pub(super) use self::ed25519::Ed25519PublicKey;
pub(super) use self::hmac::HmacKey;
pub(super) use self::rsa::{RsaPrivateKey, RsaPublicKey};
#[cfg(feature = "rustcrypto")]
use crate::engine::{Digest, Failed, Hash};

#[cfg(feature = "rustcrypto")]
pub(crate) fn digest(hash: Hash, input: &[u8]) -> Digest {
    match hash {
        Hash::Sha256 => Digest::new(&Sha256::digest(input)),
        Hash::Sha384 => Digest::new(&Sha384::digest(input)),
        Hash::Sha512 => Digest::new(&Sha512::digest(input)),
    }
}

#[cfg(feature = "rustcrypto")]
pub(crate) fn random(out: &mut [u8]) -> Result<(), Failed> {
    getrandom::fill(out).map_err(|_| Failed)
}
