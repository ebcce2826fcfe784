//! `RSAPrivateKey` of RFC 8017 appendix A.1.2, with two primes.

use pkcs1::RsaPrivateKeyRef;
#[cfg(any(feature = "ring", feature = "rustcrypto"))]
use pkcs1::der::{Encode, asn1::UintRef};
#[cfg(any(feature = "ring", feature = "rustcrypto"))]
use zeroize::Zeroizing;

#[cfg(any(feature = "ring", feature = "rustcrypto"))]
use crate::engine::Failed;
use crate::engine::Rejected;

/// The members, big-endian, without leading zeros.
pub(super) struct RsaMembers<'a> {
    pub(super) n: &'a [u8],
    pub(super) e: &'a [u8],
    pub(super) d: &'a [u8],
    pub(super) p: &'a [u8],
    pub(super) q: &'a [u8],
    pub(super) dp: &'a [u8],
    pub(super) dq: &'a [u8],
    pub(super) qinv: &'a [u8],
}

impl<'a> RsaMembers<'a> {
    pub(super) fn from_der(der: &'a [u8]) -> Result<Self, Rejected> {
        let key = RsaPrivateKeyRef::try_from(der).map_err(|_| Rejected)?;
        if key.other_prime_infos.is_some() {
            return Err(Rejected);
        }
        Ok(Self {
            n: key.modulus.as_bytes(),
            e: key.public_exponent.as_bytes(),
            d: key.private_exponent.as_bytes(),
            p: key.prime1.as_bytes(),
            q: key.prime2.as_bytes(),
            dp: key.exponent1.as_bytes(),
            dq: key.exponent2.as_bytes(),
            qinv: key.coefficient.as_bytes(),
        })
    }

    /// Leading zeros in the members are left out.
    #[cfg(any(feature = "ring", feature = "rustcrypto"))]
    pub(super) fn to_der(&self) -> Result<Zeroizing<Vec<u8>>, Failed> {
        let integer = |octets| UintRef::new(octets).map_err(|_| Failed);
        let key = RsaPrivateKeyRef {
            modulus: integer(self.n)?,
            public_exponent: integer(self.e)?,
            private_exponent: integer(self.d)?,
            prime1: integer(self.p)?,
            prime2: integer(self.q)?,
            exponent1: integer(self.dp)?,
            exponent2: integer(self.dq)?,
            coefficient: integer(self.qinv)?,
            other_prime_infos: None,
        };
        key.to_der().map(Zeroizing::new).map_err(|_| Failed)
    }
}
