//! What every engine must refuse alike. The crates below differ in what they let through; a key
//! passes here first, so that the verdict is the same on all of them.

use core::ops::RangeInclusive;

use curve25519_dalek::edwards::CompressedEdwardsY;

use crate::engine::pkcs1::RsaMembers;
use crate::engine::{Curve, Rejected};

const RSA_BITS: RangeInclusive<usize> = 1024..=8192;
const RSA_EXPONENT: RangeInclusive<u64> = 3..=(1 << 33) - 1;

/// An RSA public key's size and exponent.
#[derive(Clone, Copy)]
pub(super) struct RsaShape {
    pub(super) bits: usize,
    pub(super) e: u64,
}

pub(super) fn rsa_public(n: &[u8], e: &[u8]) -> Result<RsaShape, Rejected> {
    let bits = bit_length(n)?;
    let exponent = match bit_length(e)? {
        0..=64 => e.iter().fold(0, |sum, octet| (sum << 8) | u64::from(*octet)),
        _ => return Err(Rejected),
    };
    let fits =
        RSA_BITS.contains(&bits) && is_odd(n) && RSA_EXPONENT.contains(&exponent) && is_odd(e);
    if fits { Ok(RsaShape { bits, e: exponent }) } else { Err(Rejected) }
}

/// What can be said without arithmetic; that the members fit together is for the engine to check.
///
/// - d < n (RFC 8017 section 3.2), which AWS-LC does not look at.
/// - No prime longer than half the modulus. It would be legal, but nobody makes one, and neither
///   ring nor the `rsa` crate takes it.
pub(super) fn rsa_private(members: &RsaMembers<'_>) -> Result<RsaShape, Rejected> {
    let shape = rsa_public(members.n, members.e)?;
    let half = shape.bits.div_ceil(2);
    let primes_fit = [members.p, members.q]
        .into_iter()
        .all(|prime| is_odd(prime) && bit_length(prime).is_ok_and(|bits| bits <= half));
    let d_fits = (members.d.len(), members.d) < (members.n.len(), members.n);
    if primes_fit && d_fits { Ok(shape) } else { Err(Rejected) }
}

/// Only the uncompressed form (SEC 1 section 2.3.3): AWS-LC would also take a compressed point and
/// an X.509 key here, RustCrypto a compressed point.
pub(super) fn ec_point_form(curve: Curve, point: &[u8]) -> Result<(), Rejected> {
    if point.len() == 1 + 2 * curve.coordinate_len() && point.first() == Some(&4) {
        Ok(())
    } else {
        Err(Rejected)
    }
}

/// AWS-LC would take leading zeros beyond the fixed length, or fewer octets.
pub(super) fn ec_scalar_form(curve: Curve, d: &[u8]) -> Result<(), Rejected> {
    if d.len() == curve.coordinate_len() { Ok(()) } else { Err(Rejected) }
}

/// AWS-LC would take a longer one and use its start.
pub(super) fn ed25519_seed(seed: &[u8]) -> Result<&[u8; 32], Rejected> {
    seed.try_into().map_err(|_| Rejected)
}

/// An Ed25519 public key is taken if and only if it is
/// - the canonical encoding of a point on the curve (RFC 8032 section 5.1.3: y < p, and no sign on
///   x = 0),
/// - whose order is not 1, 2, 4 or 8: under such a key one signature holds for many messages.
///
/// ring and AWS-LC look at a key only when they verify with it, and then take non-canonical and
/// small-order points; dalek takes them too. A point with a torsion component but of large order
/// is taken: all three verify without the cofactor, so they agree on its signatures.
pub(super) fn ed25519_public(public: &[u8]) -> Result<[u8; 32], Rejected> {
    let encoded: [u8; 32] = public.try_into().map_err(|_| Rejected)?;
    let point = CompressedEdwardsY(encoded).decompress().ok_or(Rejected)?;
    if point.compress().to_bytes() == encoded && !point.is_small_order() {
        Ok(encoded)
    } else {
        Err(Rejected)
    }
}

/// Of an integer without leading zeros.
fn bit_length(integer: &[u8]) -> Result<usize, Rejected> {
    let first = integer.first().ok_or(Rejected)?;
    let unused = usize::try_from(first.leading_zeros()).map_err(|_| Rejected)?;
    if unused == 8 {
        return Err(Rejected);
    }
    Ok(8 * integer.len() - unused)
}

fn is_odd(integer: &[u8]) -> bool {
    integer.last().is_some_and(|octet| octet & 1 == 1)
}
