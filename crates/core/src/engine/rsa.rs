//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 section 8) with keys of 1024 to 8192 bits.

use zeroize::Zeroizing;

use crate::engine::pkcs1::RsaMembers;
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::route::{self, Route};
use crate::engine::{Failed, Hash, Padding, Rejected, opaque_debug, rules, rustcrypto};

pub(crate) struct RsaPrivateKey(Signer);

enum Signer {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(Box<ring_like::RsaPrivateKey>),
    RustCrypto(Box<rustcrypto::RsaPrivateKey>),
}

impl RsaPrivateKey {
    /// Takes an `RSAPrivateKey` (RFC 8017 appendix A.1.2) with two primes, if all its members fit
    /// together.
    pub(crate) fn from_pkcs1(der: &[u8]) -> Result<Self, Rejected> {
        let members = RsaMembers::from_der(der).map_err(|_| Rejected)?;
        let shape = rules::rsa_private(&members)?;
        let signer = match route::rsa_signing(shape) {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => {
                // ring looks at neither d nor, beyond their range, dP and dQ.
                #[cfg(not(feature = "aws-lc-rs"))]
                rustcrypto::RsaPrivateKey::new(&members)?;
                Signer::Native(ring_like::RsaPrivateKey::new(&members)?.into())
            }
            Route::RustCrypto => {
                Signer::RustCrypto(rustcrypto::RsaPrivateKey::new(&members)?.into())
            }
        };
        Ok(Self(signer))
    }

    /// A new key of 2048, 3072 or 4096 bits with e = 65537, as `RSAPrivateKey` in DER.
    pub(crate) fn generate(bits: usize) -> Result<Zeroizing<Vec<u8>>, Failed> {
        #[cfg(feature = "aws-lc-rs")]
        let der = ring_like::RsaPrivateKey::generate(bits);
        #[cfg(not(feature = "aws-lc-rs"))]
        let der = rustcrypto::RsaPrivateKey::generate(bits);
        der
    }

    /// Appends the signature, which is as long as the modulus.
    pub(crate) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Failed> {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Signer::Native(key) => key.sign(padding, hash, input, out),
            Signer::RustCrypto(key) => key.sign(padding, hash, input, out),
        }
    }
}

pub(crate) struct RsaPublicKey(Verifier);

enum Verifier {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(Box<ring_like::RsaPublicKey>),
    RustCrypto(Box<rustcrypto::RsaPublicKey>),
}

impl RsaPublicKey {
    /// `n` and `e` are big-endian, without leading zeros.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, Rejected> {
        let shape = rules::rsa_public(n, e)?;
        let verifier = match route::rsa_verifying(shape) {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => Verifier::Native(ring_like::RsaPublicKey::new(n, e).into()),
            Route::RustCrypto => Verifier::RustCrypto(rustcrypto::RsaPublicKey::new(n, e)?.into()),
        };
        Ok(Self(verifier))
    }

    /// The signature must be as long as the modulus, and below it.
    pub(crate) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        signature: &[u8],
    ) -> bool {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Verifier::Native(key) => key.verify(padding, hash, input, signature),
            Verifier::RustCrypto(key) => key.verify(padding, hash, input, signature),
        }
    }
}

opaque_debug!(RsaPrivateKey, RsaPublicKey);
