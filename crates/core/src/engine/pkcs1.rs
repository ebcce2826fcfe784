//! `RSAPrivateKey` of RFC 8017 appendix A.1.2, with two primes.

use zeroize::Zeroizing;

use crate::encoding::der::{self, Problem, Reader};

/// The members, big-endian, without leading zeros where they were read.
pub(crate) struct RsaMembers<'a> {
    pub(crate) n: &'a [u8],
    pub(crate) e: &'a [u8],
    pub(crate) d: &'a [u8],
    pub(crate) p: &'a [u8],
    pub(crate) q: &'a [u8],
    pub(crate) dp: &'a [u8],
    pub(crate) dq: &'a [u8],
    pub(crate) qinv: &'a [u8],
}

impl<'a> RsaMembers<'a> {
    pub(crate) fn from_der(der: &'a [u8]) -> Result<Self, Problem> {
        let mut reader = Reader::whole_sequence(der)?;
        if reader.read(der::INTEGER)? != [0] {
            return Err("it is an RSA key of more than two primes");
        }
        let mut next = || reader.positive();
        let members = Self {
            n: next()?,
            e: next()?,
            d: next()?,
            p: next()?,
            q: next()?,
            dp: next()?,
            dq: next()?,
            qinv: next()?,
        };
        reader.end().map(|()| members)
    }

    /// Leading zeros in the members are left out.
    pub(crate) fn to_der(&self) -> Zeroizing<Vec<u8>> {
        let members = [self.n, self.e, self.d, self.p, self.q, self.dp, self.dq, self.qinv];
        let members = members.map(|member| Zeroizing::new(der::positive(member)));
        let mut parts = vec![[der::INTEGER, 1, 0].as_slice()];
        parts.extend(members.iter().map(|member| member.as_slice()));
        Zeroizing::new(der::element(der::SEQUENCE, &parts))
    }
}
