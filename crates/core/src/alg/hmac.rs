//! HS256, HS384, HS512: HMAC with SHA-2 (RFC 7518 section 3.2).

use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::engine::{self, Hash, HmacKey};
use crate::error::{Error, KeyError};

/// A shared secret, expanded once for each hash it is used with.
pub(crate) struct Secret {
    bytes: Zeroizing<Vec<u8>>,
    expanded: [OnceLock<HmacKey>; 3],
}

impl Secret {
    /// Refuses secrets that are shorter than SHA-256's output, unless `weak` is allowed.
    pub(crate) fn new(bytes: Zeroizing<Vec<u8>>, weak: bool) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(KeyError::Missing.into());
        }
        let secret = Self { bytes, expanded: Default::default() };
        if weak { Ok(secret) } else { secret.long_enough(Hash::Sha256).map(|()| secret) }
    }

    pub(crate) fn generate(hash: Hash) -> Result<Self, Error> {
        let mut bytes = Zeroizing::new(vec![0; hash.len()]);
        engine::random(&mut bytes).map_err(|_| KeyError::Random)?;
        Ok(Self { bytes, expanded: Default::default() })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn bits(&self) -> usize {
        self.bytes.len().saturating_mul(8)
    }

    pub(crate) fn long_enough(&self, hash: Hash) -> Result<(), Error> {
        check_size(self.bits(), hash)
    }

    pub(crate) fn sign(&self, hash: Hash, input: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.expanded(hash).sign(input));
    }

    pub(crate) fn verify(&self, hash: Hash, input: &[u8], tag: &[u8]) -> bool {
        self.expanded(hash).verify(input, tag)
    }

    fn expanded(&self, hash: Hash) -> &HmacKey {
        let [sha256, sha384, sha512] = &self.expanded;
        let slot = match hash {
            Hash::Sha256 => sha256,
            Hash::Sha384 => sha384,
            Hash::Sha512 => sha512,
        };
        slot.get_or_init(|| HmacKey::new(hash, &self.bytes))
    }
}

/// RFC 7518 section 3.2: at least as long as the hash's output.
pub(crate) fn check_size(bits: usize, hash: Hash) -> Result<(), Error> {
    let minimum = hash.len().saturating_mul(8);
    if bits >= minimum {
        return Ok(());
    }
    let what = match hash {
        Hash::Sha256 => "The secret for HS256",
        Hash::Sha384 => "The secret for HS384",
        Hash::Sha512 => "The secret for HS512",
    };
    Err(KeyError::TooSmall { what, bits, minimum }.into())
}
