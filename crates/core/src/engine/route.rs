//! Which engine a key goes to. The one place that decides.

use crate::engine::rules::RsaShape;
use crate::engine::{Curve, Hash};

pub(super) enum Route {
    /// AWS-LC or ring.
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native,
    RustCrypto,
}

pub(super) fn rsa_signing(shape: RsaShape) -> Route {
    match (shape.bits, shape.e) {
        #[cfg(feature = "aws-lc-rs")]
        (2048.., _) => Route::Native,
        #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
        (2048 | 3072 | 4096, 65537..) => Route::Native,
        _ => Route::RustCrypto,
    }
}

/// Below 2048 bits ring verifies some paddings and hashes and AWS-LC others; `rsa` has them all.
pub(super) fn rsa_verifying(shape: RsaShape) -> Route {
    match shape.bits {
        #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
        2048.. => Route::Native,
        _ => Route::RustCrypto,
    }
}

/// Signing and verifying; new keys and public points are AWS-LC's or RustCrypto's business, as
/// ring has no way to a private scalar or from one.
pub(super) fn curve(curve: Curve) -> Route {
    match curve {
        #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
        Curve::P256 | Curve::P384 => Route::Native,
        #[cfg(feature = "aws-lc-rs")]
        Curve::P521 | Curve::Secp256k1 => Route::Native,
        #[cfg(not(feature = "aws-lc-rs"))]
        _ => Route::RustCrypto,
    }
}

/// Checking alone, where nothing is secret. With AVX2, curve25519-dalek takes four fifths of the time
/// AWS-LC does; without it, two fifths more.
pub(super) fn ed25519_verifying() -> Route {
    rustcrypto_if(has_avx2())
}

/// Where the processor has instructions for SHA-256, or AVX2 for the longer ones, RustCrypto hashes as
/// fast as AWS-LC and ring do, and takes less than AWS-LC around it.
pub(super) fn hmac(hash: Hash) -> Route {
    rustcrypto_if(match hash {
        Hash::Sha256 => has_sha(),
        Hash::Sha384 | Hash::Sha512 => has_avx2(),
    })
}

/// RustCrypto where it is the faster one, or the only one.
fn rustcrypto_if(is_faster: bool) -> Route {
    match is_faster {
        #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
        false => Route::Native,
        _ => Route::RustCrypto,
    }
}

fn has_avx2() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

fn has_sha() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("sha");
    #[cfg(not(target_arch = "x86_64"))]
    false
}
