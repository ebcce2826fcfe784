//! ECDSA with fixed-length signatures, r || s (RFC 7518 section 3.4, RFC 8812 section 3.2).

use zeroize::Zeroizing;

#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::route::{self, Route};
#[cfg(not(feature = "aws-lc-rs"))]
use crate::engine::rustcrypto;
use crate::engine::{Curve, Failed, Rejected, opaque_debug, rules};

pub(crate) struct EcPrivateKey(Signer);

enum Signer {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(ring_like::EcPrivateKey),
    #[cfg(not(feature = "aws-lc-rs"))]
    RustCrypto(rustcrypto::EcPrivateKey),
}

impl EcPrivateKey {
    /// `d` is as long as a coordinate, `point` uncompressed; they must belong together.
    pub(crate) fn new(curve: Curve, d: &[u8], point: &[u8]) -> Result<Self, Rejected> {
        rules::ec_scalar_form(curve, d)?;
        rules::ec_point_form(curve, point)?;
        match route::curve(curve) {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => ring_like::EcPrivateKey::new(curve, d, point).map(Signer::Native),
            #[cfg(not(feature = "aws-lc-rs"))]
            Route::RustCrypto => {
                rustcrypto::EcPrivateKey::new(curve, d, point).map(Signer::RustCrypto)
            }
            #[cfg(feature = "aws-lc-rs")]
            Route::RustCrypto => Err(Rejected),
        }
        .map(Self)
    }

    /// A new private scalar and its uncompressed point.
    pub(crate) fn generate(curve: Curve) -> Result<(Zeroizing<Vec<u8>>, Vec<u8>), Failed> {
        #[cfg(feature = "aws-lc-rs")]
        let key = ring_like::EcPrivateKey::generate(curve);
        #[cfg(not(feature = "aws-lc-rs"))]
        let key = rustcrypto::EcPrivateKey::generate(curve);
        key
    }

    /// The uncompressed point that belongs to `d`.
    pub(crate) fn public_point(curve: Curve, d: &[u8]) -> Result<Vec<u8>, Rejected> {
        rules::ec_scalar_form(curve, d)?;
        #[cfg(feature = "aws-lc-rs")]
        let point = ring_like::EcPrivateKey::public_point(curve, d);
        #[cfg(not(feature = "aws-lc-rs"))]
        let point = rustcrypto::EcPrivateKey::public_point(curve, d);
        point
    }

    /// Appends r || s.
    pub(crate) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Signer::Native(key) => key.sign(input, out),
            #[cfg(not(feature = "aws-lc-rs"))]
            Signer::RustCrypto(key) => key.sign(input, out),
        }
    }
}

pub(crate) struct EcPublicKey(Verifier);

enum Verifier {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(ring_like::EcPublicKey),
    #[cfg(not(feature = "aws-lc-rs"))]
    RustCrypto(rustcrypto::EcPublicKey),
}

impl EcPublicKey {
    /// `point` is uncompressed and must be on the curve.
    pub(crate) fn new(curve: Curve, point: &[u8]) -> Result<Self, Rejected> {
        rules::ec_point_form(curve, point)?;
        match route::curve(curve) {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => {
                // ring looks at the point only when it verifies with it.
                #[cfg(not(feature = "aws-lc-rs"))]
                rustcrypto::EcPublicKey::new(curve, point)?;
                ring_like::EcPublicKey::new(curve, point).map(Verifier::Native)
            }
            #[cfg(not(feature = "aws-lc-rs"))]
            Route::RustCrypto => {
                rustcrypto::EcPublicKey::new(curve, point).map(Verifier::RustCrypto)
            }
            #[cfg(feature = "aws-lc-rs")]
            Route::RustCrypto => Err(Rejected),
        }
        .map(Self)
    }

    /// r and s are each as long as a coordinate; s may be in either half of its range.
    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Verifier::Native(key) => key.verify(input, signature),
            #[cfg(not(feature = "aws-lc-rs"))]
            Verifier::RustCrypto(key) => key.verify(input, signature),
        }
    }
}

opaque_debug!(EcPrivateKey, EcPublicKey);
