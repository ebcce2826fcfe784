#[cfg(feature = "aws-lc-rs")]
use std::sync::OnceLock;

#[cfg(feature = "aws-lc-rs")]
use zeroize::Zeroizing;

use super::backend::rand::SystemRandom;
use super::backend::rsa::{KeyPairComponents, PublicKeyComponents};
use super::backend::signature::{self, RsaEncoding, RsaKeyPair, RsaParameters};
#[cfg(feature = "aws-lc-rs")]
use super::backend::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::KeySize,
    signature::ParsedPublicKey,
};
#[cfg(feature = "aws-lc-rs")]
use crate::encoding::der::{self, Problem, Reader};
use crate::engine::pkcs1::RsaMembers;
use crate::engine::{Failed, Hash, Padding, Rejected};

/// AWS-LC blinds; ring does not, its exponentiation is constant-time. Both check the result before
/// they hand it out.
pub(in crate::engine) struct RsaPrivateKey {
    pair: RsaKeyPair,
    modulus_len: usize,
}

impl RsaPrivateKey {
    pub(in crate::engine) fn new(members: &RsaMembers<'_>) -> Result<Self, Rejected> {
        RsaKeyPair::from_components(&KeyPairComponents {
            public_key: PublicKeyComponents { n: members.n, e: members.e },
            d: members.d,
            p: members.p,
            q: members.q,
            dP: members.dp,
            dQ: members.dq,
            qInv: members.qinv,
        })
        .map(|pair| Self { pair, modulus_len: members.n.len() })
        .map_err(|_| Rejected)
    }

    #[cfg(feature = "aws-lc-rs")]
    pub(in crate::engine) fn generate(bits: usize) -> Result<Zeroizing<Vec<u8>>, Failed> {
        let size = match bits {
            2048 => KeySize::Rsa2048,
            3072 => KeySize::Rsa3072,
            4096 => KeySize::Rsa4096,
            _ => return Err(Failed),
        };
        let pair = RsaKeyPair::generate(size).map_err(|_| Failed)?;
        let pkcs8 = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| Failed)?;
        pkcs1_of(pkcs8.as_ref()).map_err(|_| Failed)
    }

    pub(in crate::engine) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Failed> {
        let start = out.len();
        out.resize(start.saturating_add(self.modulus_len), 0);
        let signature = out.get_mut(start..).unwrap_or_default();
        let signed =
            self.pair.sign(encoding(padding, hash), &SystemRandom::new(), input, signature);
        if signed.is_err() {
            out.truncate(start);
        }
        signed.map_err(|_| Failed)
    }
}

pub(in crate::engine) struct RsaPublicKey {
    components: PublicKeyComponents<Box<[u8]>>,
    /// AWS-LC binds a parsed key to one padding and hash. A caller uses one or two of the six.
    #[cfg(feature = "aws-lc-rs")]
    parsed: [OnceLock<Option<ParsedPublicKey>>; 6],
}

impl RsaPublicKey {
    pub(in crate::engine) fn new(n: &[u8], e: &[u8]) -> Self {
        Self {
            components: PublicKeyComponents { n: n.into(), e: e.into() },
            #[cfg(feature = "aws-lc-rs")]
            parsed: Default::default(),
        }
    }

    #[cfg(feature = "aws-lc-rs")]
    pub(in crate::engine) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        signature: &[u8],
    ) -> bool {
        let [pkcs1_256, pkcs1_384, pkcs1_512, pss_256, pss_384, pss_512] = &self.parsed;
        let slot = match (padding, hash) {
            (Padding::Pkcs1, Hash::Sha256) => pkcs1_256,
            (Padding::Pkcs1, Hash::Sha384) => pkcs1_384,
            (Padding::Pkcs1, Hash::Sha512) => pkcs1_512,
            (Padding::Pss, Hash::Sha256) => pss_256,
            (Padding::Pss, Hash::Sha384) => pss_384,
            (Padding::Pss, Hash::Sha512) => pss_512,
        };
        let parse = || self.components.to_parsed_public_key(parameters(padding, hash)).ok();
        slot.get_or_init(parse).as_ref().is_some_and(|key| key.verify_sig(input, signature).is_ok())
    }

    #[cfg(not(feature = "aws-lc-rs"))]
    pub(in crate::engine) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        input: &[u8],
        signature: &[u8],
    ) -> bool {
        self.components.verify(parameters(padding, hash), input, signature).is_ok()
    }
}

fn encoding(padding: Padding, hash: Hash) -> &'static dyn RsaEncoding {
    match (padding, hash) {
        (Padding::Pkcs1, Hash::Sha256) => &signature::RSA_PKCS1_SHA256,
        (Padding::Pkcs1, Hash::Sha384) => &signature::RSA_PKCS1_SHA384,
        (Padding::Pkcs1, Hash::Sha512) => &signature::RSA_PKCS1_SHA512,
        (Padding::Pss, Hash::Sha256) => &signature::RSA_PSS_SHA256,
        (Padding::Pss, Hash::Sha384) => &signature::RSA_PSS_SHA384,
        (Padding::Pss, Hash::Sha512) => &signature::RSA_PSS_SHA512,
    }
}

fn parameters(padding: Padding, hash: Hash) -> &'static RsaParameters {
    match (padding, hash) {
        (Padding::Pkcs1, Hash::Sha256) => &signature::RSA_PKCS1_2048_8192_SHA256,
        (Padding::Pkcs1, Hash::Sha384) => &signature::RSA_PKCS1_2048_8192_SHA384,
        (Padding::Pkcs1, Hash::Sha512) => &signature::RSA_PKCS1_2048_8192_SHA512,
        (Padding::Pss, Hash::Sha256) => &signature::RSA_PSS_2048_8192_SHA256,
        (Padding::Pss, Hash::Sha384) => &signature::RSA_PSS_2048_8192_SHA384,
        (Padding::Pss, Hash::Sha512) => &signature::RSA_PSS_2048_8192_SHA512,
    }
}

/// The `RSAPrivateKey` inside a PKCS#8 key: version, algorithm, then the octets wanted.
#[cfg(feature = "aws-lc-rs")]
fn pkcs1_of(pkcs8: &[u8]) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let mut whole = Reader::whole_sequence(pkcs8)?;
    whole.read(der::INTEGER)?;
    whole.sequence()?;
    let key = whole.read(der::OCTET_STRING)?;
    Ok(Zeroizing::new(key.to_vec()))
}
