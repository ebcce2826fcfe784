use chacha20::{ChaCha20Rng, rand_core::SeedableRng};
use rsa::traits::{PrivateKeyParts, SignatureScheme};
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha2::digest::FixedOutputReset;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use crate::engine::pkcs1::RsaMembers;
#[cfg(any(feature = "ring", feature = "rustcrypto"))]
use crate::engine::rustcrypto::prime;
use crate::engine::{Failed, Hash, Padding, Rejected, digest, random};

/// Of new keys.
#[cfg(any(feature = "ring", feature = "rustcrypto"))]
const EXPONENT: u32 = 65537;

/// Signs with blinding and checks the result before it hands it out; wiped on drop.
pub(in crate::engine) struct RsaPrivateKey(rsa::RsaPrivateKey);

impl RsaPrivateKey {
    /// `rsa` checks that n = p q, d < n and d e = 1 modulo p - 1 and q - 1. The CRT members it
    /// works out itself; that the given ones are these is checked here.
    pub(in crate::engine) fn new(members: &RsaMembers<'_>) -> Result<Self, Rejected> {
        let integer = BoxedUint::from_be_slice_vartime;
        let key = rsa::RsaPrivateKey::from_components(
            integer(members.n),
            integer(members.e),
            integer(members.d),
            vec![integer(members.p), integer(members.q)],
        )
        .map_err(|_| Rejected)?;
        let derived = Crt::of(&key).ok_or(Rejected)?;
        let given = Crt {
            dp: Zeroizing::new(integer(members.dp)),
            dq: Zeroizing::new(integer(members.dq)),
            qinv: Zeroizing::new(integer(members.qinv)),
        };
        if derived == given { Ok(Self(key)) } else { Err(Rejected) }
    }

    #[cfg(any(feature = "ring", feature = "rustcrypto"))]
    pub(in crate::engine) fn generate(bits: usize) -> Result<Zeroizing<Vec<u8>>, Failed> {
        use rsa::traits::PublicKeyParts;

        if !matches!(bits, 2048 | 3072 | 4096) {
            return Err(Failed);
        }
        let primes = prime::pair(bits / 2, EXPONENT, &mut seeded()?)?;
        let [p, q] = &primes;
        let key = rsa::RsaPrivateKey::from_p_q((**p).clone(), (**q).clone(), EXPONENT.into())
            .map_err(|_| Failed)?;
        let crt = Crt::of(&key).ok_or(Failed)?;
        let octets = |integer: &BoxedUint| Zeroizing::new(integer.to_be_bytes());
        let members = RsaMembers {
            n: &key.n_bytes(),
            e: &key.e_bytes(),
            d: &octets(key.d()),
            p: &octets(p),
            q: &octets(q),
            dp: &octets(&crt.dp),
            dq: &octets(&crt.dq),
            qinv: &octets(&crt.qinv),
        };
        Ok(members.to_der())
    }

    pub(in crate::engine) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Failed> {
        let (hashed, mut blinding) = (digest(hash, input), seeded()?);
        let signature = match (padding, hash) {
            (Padding::Pkcs1, _) => pkcs1(hash).sign(Some(&mut blinding), &self.0, &hashed),
            (Padding::Pss, Hash::Sha256) => self.sign_pss::<Sha256>(&hashed, &mut blinding),
            (Padding::Pss, Hash::Sha384) => self.sign_pss::<Sha384>(&hashed, &mut blinding),
            (Padding::Pss, Hash::Sha512) => self.sign_pss::<Sha512>(&hashed, &mut blinding),
        };
        out.extend_from_slice(&signature.map_err(|_| Failed)?);
        Ok(())
    }

    fn sign_pss<D: Digest + FixedOutputReset>(
        &self,
        hashed: &[u8],
        blinding: &mut ChaCha20Rng,
    ) -> rsa::Result<Vec<u8>> {
        Pss::<D>::new().sign(Some(blinding), &self.0, hashed)
    }
}

#[derive(PartialEq)]
struct Crt {
    dp: Zeroizing<BoxedUint>,
    dq: Zeroizing<BoxedUint>,
    qinv: Zeroizing<BoxedUint>,
}

impl Crt {
    fn of(key: &rsa::RsaPrivateKey) -> Option<Self> {
        Some(Self {
            dp: Zeroizing::new(key.dp()?.clone()),
            dq: Zeroizing::new(key.dq()?.clone()),
            qinv: Zeroizing::new(key.qinv()?.retrieve()),
        })
    }
}

pub(in crate::engine) struct RsaPublicKey(rsa::RsaPublicKey);

impl RsaPublicKey {
    pub(in crate::engine) fn new(n: &[u8], e: &[u8]) -> Result<Self, Rejected> {
        let integer = BoxedUint::from_be_slice_vartime;
        rsa::RsaPublicKey::new(integer(n), integer(e)).map(Self).map_err(|_| Rejected)
    }

    pub(in crate::engine) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        signature: &[u8],
    ) -> bool {
        let hashed = digest(hash, input);
        match (padding, hash) {
            (Padding::Pkcs1, _) => self.0.verify(pkcs1(hash), &hashed, signature),
            (Padding::Pss, Hash::Sha256) => self.0.verify(Pss::<Sha256>::new(), &hashed, signature),
            (Padding::Pss, Hash::Sha384) => self.0.verify(Pss::<Sha384>::new(), &hashed, signature),
            (Padding::Pss, Hash::Sha512) => self.0.verify(Pss::<Sha512>::new(), &hashed, signature),
        }
        .is_ok()
    }
}

fn pkcs1(hash: Hash) -> Pkcs1v15Sign {
    match hash {
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    }
}

/// `rsa` wants a generator that cannot fail, and draws from it many times, each a call out of
/// WebAssembly. So the system is asked once, where it may still fail.
fn seeded() -> Result<ChaCha20Rng, Failed> {
    let mut seed = Zeroizing::new([0; 32]);
    random(seed.as_mut_slice())?;
    Ok(ChaCha20Rng::from_seed(*seed))
}
