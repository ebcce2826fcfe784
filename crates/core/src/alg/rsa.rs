//! RS256 to RS512 and PS256 to PS512: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 sections 3.3
//! and 3.5, RFC 8017).

use zeroize::Zeroizing;

use crate::engine::{self, Hash, Padding, RsaMembers};
use crate::error::{Error, KeyError, Shown};

/// RFC 7518 section 3.3.
const SMALLEST: usize = 2048;
/// What `allowWeakKey` lets in.
const SMALLEST_WEAK: usize = 1024;
/// What every engine can verify.
const LARGEST: usize = 8192;
/// The sizes a key can be made in.
const MADE: [usize; 3] = [2048, 3072, 4096];

/// An RSA key: the public half always, the private one where it came.
pub(crate) struct RsaKey {
    /// Big-endian, without leading zeros, like every number here.
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    public: engine::RsaPublicKey,
    private: Option<Private>,
    /// A key of type id-RSASSA-PSS: for PSS alone, perhaps with one hash alone.
    restriction: Option<PssOnly>,
}

struct Private {
    /// RSAPrivateKey (RFC 8017 appendix A.1.2).
    pkcs1: Zeroizing<Vec<u8>>,
    engine: engine::RsaPrivateKey,
}

/// What a key of type id-RSASSA-PSS is restricted to (RFC 4055).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PssOnly {
    pub(crate) hash: Option<Hash>,
}

impl RsaKey {
    pub(crate) fn public(modulus: &[u8], exponent: &[u8], weak: bool) -> Result<Self, Error> {
        check_size(bits(modulus), weak)?;
        check_exponent(modulus, exponent)?;
        let public = engine::RsaPublicKey::new(modulus, exponent)
            .map_err(|_| KeyError::Invalid { problem: "its RSA modulus or exponent is none" })?;
        let (modulus, exponent) = (modulus.to_vec(), exponent.to_vec());
        Ok(Self { modulus, exponent, public, private: None, restriction: None })
    }

    pub(crate) fn private(pkcs1: Zeroizing<Vec<u8>>, weak: bool) -> Result<Self, Error> {
        let members = RsaMembers::from_der(&pkcs1).map_err(|problem| KeyError::Der { problem })?;
        let key = Self::public(members.n, members.e, weak)?;
        let engine = engine::RsaPrivateKey::from_pkcs1(&pkcs1)
            .map_err(|_| KeyError::Invalid { problem: "its RSA numbers do not fit each other" })?;
        Ok(Self { private: Some(Private { pkcs1, engine }), ..key })
    }

    /// Of a size that [`made_in`] has taken.
    pub(crate) fn generate(bits: usize) -> Result<Self, Error> {
        let pkcs1 = engine::RsaPrivateKey::generate(bits).map_err(|_| KeyError::Random)?;
        Self::private(pkcs1, false)
    }

    pub(crate) fn restricted(self, restriction: PssOnly) -> Self {
        Self { restriction: Some(restriction), ..self }
    }

    pub(crate) fn to_public(&self) -> Result<Self, Error> {
        let key = Self::public(&self.modulus, &self.exponent, true)?;
        Ok(Self { restriction: self.restriction, ..key })
    }

    pub(crate) fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    pub(crate) fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// RSAPrivateKey in DER, where this is a private key.
    pub(crate) fn pkcs1(&self) -> Option<&[u8]> {
        self.private.as_ref().map(|private| private.pkcs1.as_slice())
    }

    pub(crate) fn restriction(&self) -> Option<PssOnly> {
        self.restriction
    }

    pub(crate) fn bits(&self) -> usize {
        bits(&self.modulus)
    }

    /// Whether the key's own type and size allow this padding and hash.
    pub(crate) fn allows(&self, padding: Padding, hash: Hash) -> bool {
        // RFC 8017 section 9.1.1: PSS needs room for hash, salt and two bytes.
        let room = match padding {
            Padding::Pkcs1 => true,
            Padding::Pss => self.modulus.len() > hash.len().saturating_mul(2).saturating_add(1),
        };
        let allowed = self.restriction.is_none_or(|only| {
            padding == Padding::Pss && only.hash.is_none_or(|only_hash| only_hash == hash)
        });
        room && allowed
    }

    pub(crate) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        match &self.private {
            Some(private) => {
                private.engine.sign(padding, hash, input, out).map_err(|_| KeyError::Random.into())
            }
            None => Err(KeyError::NEEDS_PRIVATE.into()),
        }
    }

    pub(crate) fn verify(&self, padding: Padding, hash: Hash, input: &[u8], sig: &[u8]) -> bool {
        sig.len() == self.modulus.len() && self.public.verify(padding, hash, input, sig)
    }
}

/// Whether a signature of some acceptable key has this length in bytes.
pub(crate) fn is_signature_length(length: usize) -> bool {
    (SMALLEST / 8..=LARGEST / 8).contains(&length)
}

/// The size in bits that a key is to be made in.
pub(crate) fn made_in(asked: Option<usize>) -> Result<usize, Error> {
    let bits = asked.unwrap_or(2048);
    if MADE.contains(&bits) {
        return Ok(bits);
    }
    let (found, expected) = (bits.to_string(), "2048, 3072 or 4096");
    Err(crate::options::invalid("modulusLength", &found, expected))
}

/// In bits.
pub(crate) fn check_size(bits: usize, weak: bool) -> Result<(), Error> {
    let what = "The RSA key";
    let minimum = if weak { SMALLEST_WEAK } else { SMALLEST };
    if bits < minimum {
        return Err(KeyError::TooSmall { what, bits, minimum }.into());
    }
    if bits > LARGEST {
        return Err(KeyError::TooLarge { what, bits, maximum: LARGEST }.into());
    }
    Ok(())
}

/// Odd, at least 3 and below 2^33: what every engine takes.
fn check_exponent(modulus: &[u8], exponent: &[u8]) -> Result<(), Error> {
    let odd = |digits: &[u8]| digits.last().is_some_and(|last| last & 1 == 1);
    let problem = if !odd(modulus) {
        "its RSA modulus is even"
    } else if !odd(exponent) || exponent == [1] {
        "its RSA exponent is even or 1"
    } else if bits(exponent) > 33 {
        "its RSA exponent has more than 33 bits"
    } else {
        return Ok(());
    };
    Err(KeyError::Invalid { problem }.into())
}

fn bits(digits: &[u8]) -> usize {
    let unused = digits.first().map_or(0, |first| first.leading_zeros());
    digits.len().saturating_mul(8).saturating_sub(usize::try_from(unused).unwrap_or(0))
}

impl PssOnly {
    /// What it is restricted to, for a message.
    pub(crate) fn shown(self) -> Shown {
        Shown::words("an RSA key for PSS alone (id-RSASSA-PSS)")
    }
}
