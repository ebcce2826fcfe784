use super::backend::hmac;
use crate::engine::{Digest, Hash, opaque_debug};

/// AWS-LC wipes its state, of 1.2 kB, when the key is dropped; ring does not.
pub(crate) struct HmacKey(Box<hmac::Key>);

impl HmacKey {
    pub(crate) fn new(hash: Hash, secret: &[u8]) -> Self {
        let algorithm = match hash {
            Hash::Sha256 => hmac::HMAC_SHA256,
            Hash::Sha384 => hmac::HMAC_SHA384,
            Hash::Sha512 => hmac::HMAC_SHA512,
        };
        Self(Box::new(hmac::Key::new(algorithm, secret)))
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Digest {
        Digest::new(hmac::sign(&self.0, input).as_ref())
    }

    pub(crate) fn verify(&self, input: &[u8], tag: &[u8]) -> bool {
        hmac::verify(&self.0, input, tag).is_ok()
    }
}

opaque_debug!(HmacKey);
